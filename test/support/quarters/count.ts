/**
 * The independent count: which reminders the script calls for, step by step, and what each quarter's figures must be. It imports nothing of the service and
 * reads the script alone; whether an act was taken (a period may be closed by then) it works out for itself.
 */
import { dayIn, daysFromTo, daysOfQuarter, plusDays, quarterAfter } from './days.ts';
import { type Act, FIRST_QUARTER, LADDER, OPEN_AFTER_DUE_DAYS, type Script, type ScriptMember, TIME_ZONE } from './script.ts';

/** One mail that has to go out in a step: to whom, and about which member, quarter and last stage. */
export interface ExpectedMail {
  to: string;
  about: string[];
}

/** The figures of a quarter after a step. */
export interface ExpectedQuarter {
  quarter: string;
  expected: number;
  received: number;
  receivedOnTime: number;
  /** Members that are overdue, in alphabetical order. */
  overdue: string[];
  excused: string[];
}

/** What has to be so after a step. `taken` says of each act whether it had to be accepted. */
export interface ExpectedStep {
  taken: boolean[];
  mails: ExpectedMail[];
  quarters: ExpectedQuarter[];
}

interface Told {
  number: number;
  on: string;
  withdrawn: boolean;
}

/** One member and quarter. */
interface Card {
  told: Told[];
  /** Waiting for an answer. */
  asked: { about: 'extension' | 'excuse'; until?: string }[];
  due: string;
  dueSetOn: string | undefined;
  excused: boolean;
  /** How many steps of the ladder are behind this member, for this due date. */
  behind: number;
}

/** Counts through a script. */
export function* count({ members, steps }: Script): Generator<ExpectedStep> {
  const cards = new Map<string, Card>();
  const cardOf = (member: string, quarter: string): Card => {
    const key = `${quarter} ${member}`;
    const card = cards.get(key) ?? { told: [], asked: [], due: daysOfQuarter(quarter).last, dueSetOn: undefined, excused: false, behind: 0 };
    cards.set(key, card);
    return card;
  };
  let number = 0;
  for (const { at, acts, runs } of steps) {
    const today = dayIn(at, TIME_ZONE);
    const quarters = quartersUpTo(today);
    const taken = acts.map((act) => {
      number += 1;
      return take({ act, card: cardOf(act.member, act.quarter), today, number, exists: quarters.includes(act.quarter) });
    });
    const mails = runs ? mailsOf(quarters.flatMap((quarter) => remindersOf({ quarter, members, today, cardOf }))) : [];
    yield { taken, mails, quarters: quarters.map((quarter) => figures({ quarter, members, today, cardOf })) };
  }
}

type CardOf = (member: string, quarter: string) => Card;

const closesOf = (quarter: string, { due }: Card): string => {
  const ordinary = daysOfQuarter(quarter).last;
  return plusDays(plusDays(ordinary, OPEN_AFTER_DUE_DAYS), daysFromTo(ordinary, due));
};

const standing = ({ told }: Card): Told[] => told.filter(({ withdrawn }) => !withdrawn);

function take({ act, card, today, number, exists }: { act: Act; card: Card; today: string; number: number; exists: boolean }): boolean {
  if (act.does === 'edit') return true;
  const open = exists && daysOfQuarter(act.quarter).first <= today && today <= closesOf(act.quarter, card);
  switch (act.does) {
    case 'submit':
    case 'say-nothing':
      if (open) card.told.push({ number, on: today, withdrawn: false });
      return open;
    case 'withdraw': {
      const last = standing(card).at(-1);
      if (open && last) last.withdrawn = true;
      return open && last !== undefined;
    }
    case 'ask-time': {
      const may = open && act.until > today && act.until > card.due && !card.asked.some(({ about }) => about === 'extension');
      if (may) card.asked.push({ about: 'extension', until: act.until });
      return may;
    }
    case 'ask-excuse': {
      const may = open && !card.asked.some(({ about }) => about === 'excuse');
      if (may) card.asked.push({ about: 'excuse' });
      return may;
    }
    case 'answer': {
      const request = card.asked.find(({ about }) => about === act.about);
      // A date that is over can't be granted any more: the request stays where it is.
      if (!request || (act.granted && request.until !== undefined && request.until < today)) return false;
      card.asked = card.asked.filter((each) => each !== request);
      if (act.granted && request.about === 'excuse') card.excused = true;
      if (act.granted && request.until !== undefined) Object.assign(card, { due: request.until, dueSetOn: today, behind: 0 });
      return true;
    }
  }
}

function remindersOf({ quarter, members, today, cardOf }: { quarter: string; members: ScriptMember[]; today: string; cardOf: CardOf }) {
  return membersOf(members, quarter).flatMap((member) => {
    const card = cardOf(member.member, quarter);
    const stops = standing(card).length > 0 || card.excused || card.asked.length > 0;
    if (stops || today < daysOfQuarter(quarter).first || today > closesOf(quarter, card)) return [];
    const reached = LADDER.map(({ days }, index) => ({ index, on: plusDays(card.due, days) })).filter(
      ({ index, on }) => on <= today && index >= card.behind && (card.dueSetOn === undefined || on > card.dueSetOn),
    );
    const last = reached.at(-1);
    if (!last) return [];
    card.behind = last.index + 1;
    const escalated = reached.some(({ index }) => LADDER[index]?.stage === 'escalation');
    const people = member.people.filter(({ role }) => escalated || role === 'focal-point' || role === 'lead');
    return people.map(({ email }) => ({ to: email, about: `${member.member} ${quarter} ${LADDER[last.index]?.stage}` }));
  });
}

/** One mail per person, whatever it is about. */
function mailsOf(reminders: readonly { to: string; about: string }[]): ExpectedMail[] {
  const mails = new Map<string, string[]>();
  for (const { to, about } of reminders) mails.set(to, [...(mails.get(to) ?? []), about]);
  return [...mails].map(([to, about]) => ({ to, about: about.sort() })).sort((a, b) => (a.to < b.to ? -1 : 1));
}

function figures({ quarter, members, today, cardOf }: { quarter: string; members: ScriptMember[]; today: string; cardOf: CardOf }): ExpectedQuarter {
  const all = membersOf(members, quarter).map(({ member }) => ({ member, card: cardOf(member, quarter) }));
  const expected = all.filter(({ card }) => !card.excused);
  const received = expected.filter(({ card }) => standing(card).length > 0);
  const onTime = received.filter(({ card }) => (standing(card)[0]?.on ?? '') <= card.due);
  const overdue = expected.filter(({ card }) => standing(card).length === 0 && today > card.due);
  const names = (cards: typeof all): string[] => cards.map(({ member }) => member).sort();
  return {
    quarter,
    expected: expected.length,
    received: received.length,
    receivedOnTime: onTime.length,
    overdue: names(overdue),
    excused: names(all.filter(({ card }) => card.excused)),
  };
}

/** Who belongs to a quarter: its last day lies in the membership. */
function membersOf(members: ScriptMember[], quarter: string): ScriptMember[] {
  const { last } = daysOfQuarter(quarter);
  return members.filter(({ from, to }) => from <= last && (to === undefined || last <= to));
}

function quartersUpTo(today: string): string[] {
  const quarters = [FIRST_QUARTER];
  for (let next = quarterAfter(FIRST_QUARTER, 1); daysOfQuarter(next).first <= today; next = quarterAfter(next, 1)) quarters.push(next);
  return quarters;
}
