/** The Secretariat's summary of a day: decided once, written to each of its people, and tried on its day alone. */
import { SYSTEM_PERSON } from '../domain/principal.ts';
import { whyNotWanted } from '../domain/reminders.ts';
import type { DefinedState } from '../domain/state.ts';
import { decideSummary, summaryId } from '../domain/summary.ts';
import { commitOn, gridOf } from './grids.ts';
import { groupBy } from './group-by.ts';
import { lettersByReminder } from './letter-plan.ts';
import { type Addressed, addressOf, hasEnded, isAway, secretariatOf } from './letter-schedule.ts';
import type { Composed } from './letter-sender.ts';
import type { Letterhead } from './letter-words.ts';
import type { DirectoryPerson, LetterState, OutboxLetter } from './ports.ts';
import { addressingOf, type OutboxDeps } from './reminder-outbox.ts';
import { failureOf } from './reminder-standing.ts';
import { summaryMail, type Undelivered } from './summary-letter.ts';

/** Decides today's summary if something is due and somebody can be written to, makes its letters, and returns those that have not ended. */
export async function makeSummaryLetters(deps: OutboxDeps, grid: string): Promise<LetterState[]> {
  const open = gridOf(deps.grids, grid);
  const today = open.today();
  const people = await deps.directory.list(grid);
  const secretariat = secretariatOf(people, today);
  if (secretariat.length === 0) return [];
  if (open.state().lastSummaryOn < today) {
    const undelivered = undeliveredIn(open.state(), { people, letters: await deps.outbox.list(grid), today }).length > 0;
    // Most runs find nothing to decide, and need not wait for their turn to learn it.
    if (decideSummary(open.state(), { at: '', by: SYSTEM_PERSON, route: 'system' }, { today, undelivered }).length === 0) return [];
    await commitOn<undefined>(open, (state, at) => ({
      entries: decideSummary(state, { at, by: SYSTEM_PERSON, route: 'system' }, { today, undelivered }),
      outcome: undefined,
    }));
  }
  if (open.state().lastSummaryOn !== today) return [];
  const known = new Set((await deps.outbox.list(grid)).map(({ letter }) => letter));
  const id = summaryId(grid, today);
  for (const letter of planSummary(grid, { secretariat, today })) if (!known.has(letter.letter)) await deps.outbox.put(letter);
  return (await deps.outbox.list(grid)).filter((letter) => letter.reminder === id && !hasEnded(letter));
}

/** The letters of a day's summary: one for each address. */
export function planSummary(grid: string, { secretariat, today }: { secretariat: readonly Addressed[]; today: string }): OutboxLetter[] {
  const reminder = summaryId(grid, today);
  return [...groupBy(secretariat, addressOf).values()].flatMap(([person]) =>
    person ? [{ letter: `${reminder}.${person.person}`, grid, reminder, person: person.person }] : [],
  );
}

/** What is to be done with a letter of a summary. */
export function composeSummary(
  letter: OutboxLetter,
  { state, today, person, undelivered }: { state: DefinedState; today: string; person: DirectoryPerson | undefined; undelivered: readonly Undelivered[] },
  letterhead: Letterhead,
): Composed {
  if (letter.reminder !== summaryId(state.grid, today)) return { suppressed: 'overtaken' };
  if (person?.email === undefined || person.role !== 'secretariat') return { nobody: true };
  if (isAway(person, today)) return { left: 'away' };
  return { mail: summaryMail({ letter, person: { ...person, email: person.email }, state, today, undelivered }, letterhead) };
}

/** The reminders that are wanted and could not be delivered so far, in the order in which they were decided. */
export function undeliveredIn(
  state: DefinedState,
  { people, letters, today }: { people: readonly DirectoryPerson[]; letters: readonly LetterState[]; today: string },
): Undelivered[] {
  const byReminder = lettersByReminder(letters);
  const waiting = [...state.reminders.values()].filter((reminder) => reminder.sentAt === undefined && !whyNotWanted(state, reminder, today));
  return addressingOf(state, { reminders: waiting.map(({ id }) => id), people, today }).flatMap(({ reminder: id, people: recipients }) => {
    const code = failureOf(byReminder.get(id) ?? [], recipients.length);
    const reminder = state.reminders.get(id);
    return reminder && code !== undefined ? [{ period: reminder.period, member: reminder.member, code }] : [];
  });
}
