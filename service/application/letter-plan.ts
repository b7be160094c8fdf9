/**
 * Which letters are still to be made for reminders. Pure: the outbox makes each id once, whoever plans.
 * 1. A person gets one letter for all reminders that nobody has written to it about; people with the same address share one.
 * 2. The first person's letter is called like its first reminder; others' add the person. The plain id is put first, then the list is read again: so
 *    processes that see different people make one letter per person.
 * 3. What a combined letter left out when it was sent is not covered by it.
 * 4. A new letter takes up those to the same address that have not gone out and of which something is still wanted (combined-letters.ts).
 */
import { coveredParts, isInDoubt, keyOf } from './combined-letters.ts';
import { groupBy } from './group-by.ts';
import { type Addressed, addressOf, hasEnded } from './letter-schedule.ts';
import { kindOf, type LetterPart, partsOf, subjectOf } from './letter-subject.ts';
import type { LetterState, OutboxLetter } from './ports.ts';

/** A reminder and whom it is to reach. */
export interface Addressing {
  reminder: string;
  people: readonly Addressed[];
}

/** The letters that are missing. Their order is that of the reminders, which have to come in the order in which they were decided. */
export function planLetters(grid: string, wanted: readonly Addressing[], letters: readonly LetterState[]): OutboxLetter[] {
  const covered = new Set(letters.flatMap((letter) => coveredParts(letter).map(keyOf)));
  const missing = wanted.flatMap(({ reminder, people }) => people.map((person) => ({ reminder, person })));
  const open = missing.filter(({ reminder, person }) => !covered.has(keyOf({ reminder, person: person.person })));
  const taken = new Set(letters.map(({ letter }) => letter));
  const waiting = groupBy(unsent(wanted, letters), ({ address }) => address);
  return [...groupBy(open, ({ person }) => addressOf(person))].map(([address, group]) => {
    const person = group.map((each) => each.person.person).sort()[0] ?? '';
    const parts = group.map((each): LetterPart => ({ reminder: each.reminder, person: each.person.person }));
    const letter = freeId(parts[0]?.reminder ?? '', { person, taken });
    taken.add(letter);
    const before = (waiting.get(address) ?? []).flatMap((each) => partsOf(each.letter));
    const all = new Map([...parts, ...before].map((part) => [keyOf(part), part]));
    return { letter, grid, reminder: subjectOf([...all.values()], person), person };
  });
}

/** The letters that have not gone out and of which something is wanted, each with the address of its person. */
function unsent(wanted: readonly Addressing[], letters: readonly LetterState[]): { letter: LetterState; address: string }[] {
  const addresses = new Map(wanted.flatMap(({ people }) => people.map((person) => [person.person, addressOf(person)])));
  const isWanted = new Set(wanted.map(({ reminder }) => reminder));
  return letters.flatMap((letter) => {
    const address = addresses.get(letter.person);
    const mayBeTakenUp =
      kindOf(letter) === 'reminder' && !hasEnded(letter) && !isInDoubt(letter) && partsOf(letter).some(({ reminder }) => isWanted.has(reminder));
    return address !== undefined && mayBeTakenUp ? [{ letter, address }] : [];
  });
}

/** Reports whether a letter is called like its first reminder. */
export function isFirst({ letter, reminder, person }: OutboxLetter): boolean {
  return letter === partsOf({ reminder, person })[0]?.reminder;
}

/** Letters by the reminders that they cover, in the order of their ids. */
export function lettersByReminder(letters: readonly LetterState[]): Map<string, LetterState[]> {
  const sorted = [...letters].sort((a, b) => (a.letter < b.letter ? -1 : 1));
  const pairs = sorted.flatMap((letter) => [...new Set(coveredParts(letter).map(({ reminder }) => reminder))].map((reminder) => ({ reminder, letter })));
  return new Map([...groupBy(pairs, ({ reminder }) => reminder)].map(([reminder, group]) => [reminder, group.map(({ letter }) => letter)]));
}

function freeId(reminder: string, { person, taken }: { person: string; taken: ReadonlySet<string> }): string {
  if (!taken.has(reminder)) return reminder;
  const own = `${reminder}.${person}`;
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? own : `${own}.${n}`;
    if (!taken.has(id)) return id;
  }
}
