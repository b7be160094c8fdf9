/**
 * The letters of a day to come: the work of each day up to it is played on a fork of today's state, by the rules that send them, and nothing is stored. What is in the
 * outbox now counts as delivered on the first day on which it may be tried.
 */

import { say } from '#contract/catalogue/say.ts';
import type { LetterToCome, RemindersPreview } from '#contract/reminder.ts';
import { daysBetween, shiftDate, startOfDay } from '../domain/calendar.ts';
import { applyToCycle } from '../domain/cycle-state.ts';
import type { Entry, EntryDraft } from '../domain/entry.ts';
import { newsToTell } from '../domain/news.ts';
import { type Principal, SYSTEM_PERSON } from '../domain/principal.ts';
import { decideReminders, whyNotWanted } from '../domain/reminders.ts';
import type { DefinedState } from '../domain/state.ts';
import { decideSummary } from '../domain/summary.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import { planLetters } from './letter-plan.ts';
import { hasEnded, mayTry, secretariatOf } from './letter-schedule.ts';
import type { Composed } from './letter-sender.ts';
import { kindOf, partsOf } from './letter-subject.ts';
import type { Letterhead } from './letter-words.ts';
import { composeNotice, planNotices } from './notice-outbox.ts';
import type { Clock, Directory, DirectoryPerson, LetterState, Outbox, OutboxLetter } from './ports.ts';
import { addressingOf, composeReminder, openLetters } from './reminder-outbox.ts';
import { composeSummary, planSummary, undeliveredIn } from './summary-outbox.ts';

/** What a preview needs. */
export interface PreviewDeps {
  grids: Grids;
  directory: Directory;
  outbox: Outbox;
  clock: Clock;
  letterhead: Pick<Letterhead, 'publicUrl' | 'mailDomain'>;
}

/** How far ahead a preview looks, in days. */
export const PREVIEW_DAYS = 92;

interface Played {
  state: DefinedState;
  letters: LetterState[];
  /** Those that go out on the day that was played last. */
  out: { letter: OutboxLetter; composed: Composed }[];
}

/** The letters that will go out on a day, for the Secretariat; tomorrow unless a day is given. Fails with `forbidden`, `invalid-input`. */
export async function previewReminders(
  deps: PreviewDeps,
  principal: Principal,
  { grid, on: asked }: { grid: string; on: string | undefined },
): Promise<RemindersPreview> {
  const open = gridOf(deps.grids, grid);
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  const people = await deps.directory.list(grid);
  const letters = await deps.outbox.list(grid);
  const [state, today] = [open.state(), open.today()];
  const on = asked ?? shiftDate(today, 1);
  const ahead = daysBetween(today, on);
  if (ahead < 0 || ahead > PREVIEW_DAYS) {
    throw new AppError('invalid-input', { errors: [{ pointer: '/on', message: say('check.input-preview-day', { limit: PREVIEW_DAYS }) }] });
  }
  const letterhead: Letterhead = { publicUrl: deps.letterhead.publicUrl, mailDomain: deps.letterhead.mailDomain, checkpoint: () => '' };
  let played: Played = { state, letters, out: [] };
  for (let day = 0; day <= ahead; day += 1) {
    const date = shiftDate(today, day);
    const nowMs = day === 0 ? deps.clock.nowMs() : Date.parse(startOfDay(date, state.definition.timeZone));
    played = playDay(played, { people, today: date, nowMs, letterhead });
  }
  return { on, letters: played.out.flatMap((each) => toCome(played.state, each)), withoutLetter: withoutLetter(played.state, { people, today: on }) };
}

interface Day {
  people: readonly DirectoryPerson[];
  today: string;
  nowMs: number;
  letterhead: Letterhead;
}

function playDay(before: Played, { people, today, nowMs, letterhead }: Day): Played {
  const header = { at: new Date(nowMs).toISOString(), by: SYSTEM_PERSON, route: 'system' as const };
  const personOf = (id: string): DirectoryPerson | undefined => people.find(({ person }) => person === id);
  let state = folded(before.state, decideReminders(before.state, header, today));

  const wanted = [...state.reminders.values()].filter((reminder) => reminder.sentAt === undefined && !whyNotWanted(state, reminder, today)).map(({ id }) => id);
  const planned = planLetters(state.grid, addressingOf(state, { reminders: wanted, people, today }), before.letters);
  const notices = planNotices(state, { news: newsToTell(state, nowMs), people, today }).filter(
    ({ letter }) => !before.letters.some((known) => known.letter === letter),
  );
  const letters = [...before.letters, ...[...planned, ...notices].map(unsent)];
  const open = new Map([...state.reminders].filter(([, reminder]) => !whyNotWanted(state, reminder, today)));
  const told = newsToTell(state, nowMs).length === 0 ? [] : letters.filter((letter) => kindOf(letter) === 'notice' && !hasEnded(letter));
  const compose = (letter: LetterState): Composed =>
    kindOf(letter) === 'notice'
      ? composeNotice(letter, { state, nowMs, today, person: personOf(letter.person) }, letterhead)
      : composeReminder(letter, { state, today, personOf, letters }, letterhead);
  const out = [...openLetters(letters, open), ...told]
    .filter((letter) => mayTry(letter, { nowMs, when: 'due', reachable: true }))
    .map((letter) => ({ letter, composed: compose(letter) }))
    .filter(({ composed }) => 'mail' in composed);

  const secretariat = secretariatOf(people, today);
  const undelivered = undeliveredIn(state, { people, letters: asSent(letters, { out, at: header.at }), today });
  const summary = secretariat.length === 0 ? [] : decideSummary(state, header, { today, undelivered: undelivered.length > 0 });
  state = folded(state, summary);
  const summaries = state.lastSummaryOn === today ? planSummary(state.grid, { secretariat, today }).filter(({ letter }) => !isOut(letters, letter)) : [];
  const written = summaries.map((letter) => ({
    letter,
    composed: composeSummary(letter, { state, today, person: personOf(letter.person), undelivered }, letterhead),
  }));
  return { state, letters: asSent([...letters, ...summaries.map(unsent)], { out: [...out, ...written], at: header.at }), out: [...out, ...written] };
}

/** Entries on a fork: they are never sealed, so they have neither hash nor salt. */
function folded(state: DefinedState, drafts: readonly EntryDraft[]): DefinedState {
  let tip = state;
  for (const draft of drafts) {
    const entry = { ...draft, cursor: tip.cursor + 1, hash: '', salts: {}, commitments: {} } as Entry;
    tip = { ...tip, ...applyToCycle(tip, entry), cursor: entry.cursor };
  }
  return tip;
}

const unsent = (letter: OutboxLetter): LetterState => ({ ...letter, attempts: 0, outcomes: [] });

const isOut = (letters: readonly LetterState[], id: string): boolean => letters.some((letter) => letter.letter === id && hasEnded(letter));

function asSent(letters: readonly LetterState[], { out, at }: { out: Played['out']; at: string }): LetterState[] {
  const sent = new Map(out.map(({ letter, composed }) => [letter.letter, 'without' in composed ? composed.without : undefined]));
  return letters.map((letter) => {
    if (!sent.has(letter.letter)) return letter;
    const attempt = letter.attempts + 1;
    const without = sent.get(letter.letter);
    return { ...letter, attempts: attempt, outcomes: [...letter.outcomes, { attempt, at, result: 'sent' as const, ...(without ? { without } : {}) }] };
  });
}

function toCome(state: DefinedState, { letter, composed }: Played['out'][number]): LetterToCome[] {
  if (!('mail' in composed)) return [];
  const { to, subject, text } = composed.mail;
  const kind = kindOf(letter);
  const left = new Set(composed.without ?? []);
  const reminders = kind === 'reminder' ? partsOf(letter).flatMap(({ reminder }) => (left.has(reminder) ? [] : (state.reminders.get(reminder) ?? []))) : [];
  const named = reminders.map(({ id, period, member, stages }) => ({ id, period, member, stages }));
  return [{ id: letter.letter, kind, reminders: named, person: letter.person, to: `${to.name} <${to.address}>`, subject, text }];
}

/** Reminders that are due on the day and reach nobody. */
function withoutLetter(state: DefinedState, { people, today }: { people: readonly DirectoryPerson[]; today: string }): RemindersPreview['withoutLetter'] {
  const due = [...state.reminders.values()].filter((reminder) => reminder.sentAt === undefined && !whyNotWanted(state, reminder, today));
  const reached = new Set(
    addressingOf(state, { reminders: due.map(({ id }) => id), people, today })
      .filter((each) => each.people.length > 0)
      .map(({ reminder }) => reminder),
  );
  return due.filter(({ id }) => !reached.has(id)).map(({ id, period, member, stages }) => ({ id, period, member, stages }));
}
