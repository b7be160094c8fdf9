/** The letters of decided reminders: which are to be made, and what each says as of now. */
import { memberDates } from '../domain/period-dates.ts';
import { rolesOf } from '../domain/reminder-ladder.ts';
import { type NotWanted, whyNotWanted } from '../domain/reminders.ts';
import type { DefinedState } from '../domain/state.ts';
import { COMBINED, coveredParts, overlapOf } from './combined-letters.ts';
import { type Grids, gridOf } from './grids.ts';
import { type Addressing, isFirst, planLetters } from './letter-plan.ts';
import { type Addressed, hasEnded, isAway, lastOutcome, NOBODY, recipientsOf } from './letter-schedule.ts';
import type { Composed } from './letter-sender.ts';
import { partsOf } from './letter-subject.ts';
import { type Letterhead, nameIn } from './letter-words.ts';
import type { Clock, Directory, DirectoryPerson, LetterState, Log, Mailer, Outbox, OutboxLetter } from './ports.ts';
import { reminderMail } from './reminder-letter.ts';

/** What sending letters needs. */
export interface OutboxDeps {
  outbox: Outbox;
  directory: Directory;
  mailer: Mailer;
  clock: Clock;
  log: Log;
  letterhead: Letterhead;
  grids: Grids;
  /** Names this process in claims. */
  owner: string;
}

/** Reasons that may pass: the letter waits for that. With any other it ends. */
const PASSING: ReadonlySet<NotWanted> = new Set<NotWanted>(['submitted', 'excused', 'to-acknowledge', 'requested', 'paused']);

/** The people of reminders on a day, reminders in the order in which they were decided. */
export function addressingOf(
  state: DefinedState,
  { reminders, people, today }: { reminders: readonly string[]; people: readonly DirectoryPerson[]; today: string },
): Addressing[] {
  return reminders
    .flatMap((id) => state.reminders.get(id) ?? [])
    .sort((a, b) => a.cursor - b.cursor)
    .map((reminder) => ({ reminder: reminder.id, people: recipientsOf(people, { member: reminder.member, roles: rolesOf(state, reminder), today }) }));
}

/** Makes the letters of reminders that have none yet or whose people have changed. */
export async function makeReminderLetters(deps: OutboxDeps, grid: string, reminders: readonly string[]): Promise<void> {
  const open = gridOf(deps.grids, grid);
  const people = await deps.directory.list(grid);
  const wanted = addressingOf(open.state(), { reminders, people, today: open.today() });
  const plan = async (): Promise<OutboxLetter[]> => planLetters(grid, wanted, await deps.outbox.list(grid));
  for (const letter of (await plan()).filter(isFirst)) await deps.outbox.put(letter);
  // Another process may have put a first letter for somebody else, whom the directory did not show here: so the letters are looked up again.
  for (const letter of await plan()) await deps.outbox.put(letter);
}

interface Composing {
  state: DefinedState;
  today: string;
  personOf: (person: string) => DirectoryPerson | undefined;
  /** All letters of the grid. */
  letters: readonly LetterState[];
}

/** What is to be done with a letter, with the people that `personOf` finds. */
export function composeReminder(letter: LetterState, { state, today, personOf, letters }: Composing, letterhead: Letterhead): Composed {
  const overlap = overlapOf(letter, letters);
  if (overlap === 'over') return { suppressed: COMBINED };
  if (overlap === 'waits') return { left: COMBINED };
  const untold = partsOf(letter).filter((part) => !overlap.isTold(part));
  if (untold.length === 0) return { suppressed: COMBINED };
  const parts = untold.map(({ reminder: id, person }) => {
    const reminder = state.reminders.get(id);
    return { id, person, reminder, why: reminder ? whyNotWanted(state, reminder, today) : undefined };
  });
  const wanted = parts
    .flatMap(({ reminder, person, why }) => (reminder && !why ? [{ reminder, person }] : []))
    .sort((a, b) => a.reminder.cursor - b.reminder.cursor);
  if (wanted.length === 0) {
    const passing = parts.find(({ why }) => why && PASSING.has(why))?.why;
    return passing ? { left: passing } : { suppressed: parts.at(-1)?.why ?? 'not-expected' };
  }
  const told = wanted.map(({ reminder, person }) => ({ reminder, person: addressedFor(state, { reminder, person: personOf(person) }) }));
  const own = told.find(({ person }) => person?.person === letter.person)?.person;
  const person = own ?? told.find((each) => each.person !== undefined)?.person;
  if (!person) return { nobody: true };
  if (isAway(person, today)) return { left: 'away' };
  const mail = reminderMail(
    {
      letter,
      person,
      definition: state.definition,
      today,
      reminders: told.map(({ reminder, person: addressed }) => ({
        reminder,
        shortName: nameIn(state, reminder),
        closesOn: memberDates(state, reminder).closesOn,
        role: (addressed ?? person).role,
      })),
    },
    letterhead,
  );
  const without = parts.filter(({ why }) => why && PASSING.has(why)).map(({ id }) => id);
  return { mail, without };
}

/** Reports whether a reminder counts as sent: one letter went out, and none is left that somebody could get on this day. */
export function isDelivered(letters: readonly LetterState[], { people, today }: { people: readonly DirectoryPerson[]; today: string }): boolean {
  const away = new Set(people.filter((person) => isAway(person, today)).map(({ person }) => person));
  const isOver = (letter: LetterState): boolean =>
    hasEnded(letter) || away.has(letter.person) || (lastOutcome(letter)?.code === NOBODY && lastOutcome(letter)?.attempt === letter.attempts);
  return letters.some(({ outcomes }) => outcomes.some(({ result }) => result === 'sent')) && letters.every(isOver);
}

/** Fetches the people of a letter for `composeReminder`. */
export async function peopleOfLetter(directory: Directory, letter: OutboxLetter): Promise<(person: string) => DirectoryPerson | undefined> {
  const found = new Map<string, DirectoryPerson>();
  for (const id of new Set(partsOf(letter).map(({ person }) => person))) {
    const person = await directory.get(letter.grid, id);
    if (person) found.set(id, person);
  }
  return (id) => found.get(id);
}

/** The letters that concern reminders of some ids and have not ended. */
export function openLetters(letters: readonly LetterState[], reminders: { has(id: string): boolean }): LetterState[] {
  return letters.filter((letter) => !hasEnded(letter) && coveredParts(letter).some(({ reminder }) => reminders.has(reminder)));
}

/** A person that a reminder addresses: of the member, with an address, in one of its roles or as a deputy who took over. */
function addressedFor(
  state: DefinedState,
  { reminder, person }: { reminder: { member: string; stages: string[] }; person: DirectoryPerson | undefined },
): Addressed | undefined {
  if (person?.email === undefined || person.member !== reminder.member) return undefined;
  return person.role === 'deputy' || rolesOf(state, reminder).has(person.role) ? { ...person, email: person.email } : undefined;
}
