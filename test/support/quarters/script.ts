/**
 * The script of two years with nineteen members: who does what when, when nobody looks (an outage), when a process is killed, who joins and who leaves. It is
 * made from a seed and knows nothing of the service; the play and the independent count both read it.
 */
import { type Random, randomFrom } from '../random.ts';
import { daysOfQuarter, plusDays, quarterAfter } from './days.ts';

export const TIME_ZONE = 'Europe/Ljubljana';
export const FIRST_QUARTER = '2026-Q4';
export const QUARTERS = 8;
/** Days from the due date, as the shipped grid has them. */
export const LADDER = [
  { stage: 'before-due', days: -14 },
  { stage: 'due-soon', days: -3 },
  { stage: 'overdue-1', days: 1 },
  { stage: 'overdue-2', days: 7 },
  { stage: 'escalation', days: 14 },
] as const;
export const OPEN_AFTER_DUE_DAYS = 30;

/** What a person does. Times are those of the step in which it stands. */
export type Act = { member: string; quarter: string } & (
  | { does: 'edit' | 'submit' | 'say-nothing' | 'withdraw' }
  | { does: 'ask-time'; until: string }
  | { does: 'ask-excuse' }
  | { does: 'answer'; granted: boolean; about: 'extension' | 'excuse' }
);

/** One instant: the clocks are put there, people act, and unless nobody looks both services run the reminders. */
export interface Step {
  at: string;
  acts: Act[];
  /** False while the Secretariat's machines are off: nothing is decided or sent. */
  runs: boolean;
  /** One of the two processes dies: between two steps, or while a mail is on its way. */
  kill?: { process: 0 | 1; when: 'before' | 'in-mail' };
}

export interface ScriptMember {
  member: string;
  from: string;
  to?: string;
  people: { person: string; role: 'focal-point' | 'deputy' | 'head' | 'lead'; email: string }[];
}

export interface Script {
  seed: number;
  members: ScriptMember[];
  steps: Step[];
}

/** Makes a script; `keys` are the members of the shipped grid, `stepHours` is the mean time between two steps. */
export function writeScript(seed: number, { keys, stepHours }: { keys: readonly string[]; stepHours: number }): Script {
  const random = randomFrom(seed);
  const members = keys.map((member, at) => writeMember(member, { at, random }));
  const steps = writeSteps(random, stepHours);
  for (let index = 0; index < QUARTERS; index++) {
    const quarter = quarterAfter(FIRST_QUARTER, index);
    for (const { member, from, to } of members) {
      const { last } = daysOfQuarter(quarter);
      if (from > last || (to !== undefined && to < last)) continue;
      for (const { act, on } of plan({ member, quarter, random })) stepFrom(steps, on)?.acts.push(act);
    }
  }
  return { seed, members, steps };
}

function writeMember(member: string, { at, random }: { at: number; random: Random }): ScriptMember {
  const born = (role: ScriptMember['people'][number]['role']) => ({
    person: role === 'focal-point' ? `fp-${member}` : `${role}-${member}`,
    role,
    email: `${role}.${member}@example.org`,
  });
  const people = [
    born('focal-point'),
    ...(random.chance(0.3) ? [born('lead')] : []),
    ...(random.chance(0.5) ? [born('deputy')] : []),
    ...(random.chance(0.3) ? [born('head')] : []),
  ];
  // The third joins in the second year, the seventh leaves after a year, the eleventh is there for three quarters only.
  if (at === 2) return { member, from: '2027-05-17', people };
  if (at === 6) return { member, from: '2017-09-22', to: '2027-11-15', people };
  if (at === 10) return { member, from: '2027-01-01', to: '2027-10-02', people };
  return { member, from: '2017-09-22', people };
}

/** Instants in odd steps of hours to days, near midnight too; now and then nobody looks for weeks. */
function writeSteps(random: Random, stepHours: number): Step[] {
  const steps: Step[] = [];
  const end = plusDays(daysOfQuarter(quarterAfter(FIRST_QUARTER, QUARTERS - 1)).last, OPEN_AFTER_DUE_DAYS + 12);
  let ms = Date.parse('2026-11-02T08:00:00Z');
  let darkUntilMs = 0;
  while (ms < Date.parse(`${end}T00:00:00Z`)) {
    const at = new Date(ms).toISOString();
    if (ms >= darkUntilMs && random.chance(0.06)) darkUntilMs = ms + (5 + random.below(25)) * 86_400_000;
    const runs = ms >= darkUntilMs;
    const kill = random.chance(0.25)
      ? { process: random.pick([0, 1] as const), when: runs ? random.pick(['before', 'in-mail'] as const) : ('before' as const) }
      : undefined;
    steps.push({ at, acts: [], runs, ...(kill ? { kill } : {}) });
    // From a fifth of it to almost twice it, to the minute.
    ms += Math.round((0.2 + random.below(1_000) / 625) * stepHours * 60) * 60_000;
  }
  return steps;
}

/** What one member does in one quarter, with the day on which it would like to. */
function plan({ member, quarter, random }: { member: string; quarter: string; random: Random }): { act: Act; on: string }[] {
  const due = daysOfQuarter(quarter).last;
  const from = (days: number): string => plusDays(due, days);
  const does = (what: 'edit' | 'submit' | 'say-nothing' | 'withdraw', days: number) => ({ act: { member, quarter, does: what }, on: from(days) });
  const request = (about: 'extension' | 'excuse', days: number): { act: Act; on: string } =>
    about === 'excuse'
      ? { act: { member, quarter, does: 'ask-excuse' }, on: from(days) }
      : { act: { member, quarter, does: 'ask-time', until: from(days + 14 + random.below(12)) }, on: from(days) };
  const answer = (about: 'extension' | 'excuse', granted: boolean, days: number): { act: Act; on: string } => ({
    act: { member, quarter, does: 'answer', granted, about },
    on: from(days),
  });
  const plans: (() => { act: Act; on: string }[])[] = [
    () => [does('edit', -30 - random.below(20)), does('submit', -20 - random.below(30))],
    () => [does('say-nothing', -random.below(40))],
    () => [does('submit', 0)],
    () => [does('submit', 2 + random.below(20))],
    () => [does('submit', -25 + random.below(20)), does('edit', 3), does('submit', 8 + random.below(10))],
    () => [],
    () => [does('edit', -10)],
    () => [does('submit', -18), does('withdraw', -9), ...(random.chance(0.5) ? [does('submit', 5)] : [])],
    () => [does('say-nothing', -5), does('withdraw', 4), does('submit', 11)],
    () => [request('extension', -6), answer('extension', true, 2), ...(random.chance(0.6) ? [does('submit', 12)] : [])],
    () => [request('extension', 3), answer('extension', true, 6)],
    () => [request('extension', -2), answer('extension', false, 9), does('submit', 16)],
    () => [request('extension', -4), does('submit', 9)],
    () => [request('excuse', -20), answer('excuse', true, -12)],
    () => [request('excuse', -1), answer('excuse', false, 5), ...(random.chance(0.5) ? [does('say-nothing', 20)] : [])],
    () => [does('submit', -12), request('excuse', -8), answer('excuse', true, -2)],
    () => [does('submit', OPEN_AFTER_DUE_DAYS)],
  ];
  return random.pick(plans)();
}

/** The first step on or after a day; it is what "on that day" comes to. */
function stepFrom(steps: readonly Step[], on: string): Step | undefined {
  return steps.find(({ at }) => at.slice(0, 10) >= on);
}
