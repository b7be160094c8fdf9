/**
 * Which letters are still to be made for reminders. Pure: the outbox makes each id once, whoever plans.
 * 1. A person gets one letter for all reminders that nobody has written to it about; people with the same address share one.
 * 2. The first person's letter is called like its first reminder; others' add the person. The plain id is put first, then the list is read again: so
 *    processes that see different people make one letter per person.
 * 3. What a combined letter left out when it was sent is not covered by it.
 */
import { groupBy } from './group-by.ts';
import { type Addressed, addressOf } from './letter-schedule.ts';
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
  return [...groupBy(open, ({ person }) => addressOf(person)).values()].map((group) => {
    const person = group.map((each) => each.person.person).sort()[0] ?? '';
    const parts = group.map((each): LetterPart => ({ reminder: each.reminder, person: each.person.person }));
    const letter = freeId(parts[0]?.reminder ?? '', { person, taken });
    taken.add(letter);
    return { letter, grid, reminder: subjectOf(parts, person), person };
  });
}

/** Reports whether a letter is called like its first reminder. */
export function isFirst({ letter, reminder, person }: OutboxLetter): boolean {
  return letter === partsOf({ reminder, person })[0]?.reminder;
}

/** What a letter has told its people, or will. */
export function coveredParts(letter: LetterState): LetterPart[] {
  if (kindOf(letter) !== 'reminder') return [];
  const without = letter.outcomes.find(({ result }) => result === 'sent')?.without ?? [];
  return partsOf(letter).filter(({ reminder }) => !without.includes(reminder));
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

const keyOf = ({ reminder, person }: LetterPart): string => `${reminder}@${person}`;
