/**
 * How a reminder's letter stands to others that tell the same. A letter that could not go out yet (the mail server is away, its person is) is taken up by the next one
 * to the same address, so that one mail tells all of it. Pure. What keeps anything from being told twice or not at all:
 * 1. The letter that takes others up holds all their parts and at least one more; so of two letters at most one is taken up by the other.
 * 2. A letter whose last attempt has no outcome may have arrived: it is not taken up but tried again as it is, under its own Message-ID, and the other waits for that.
 * 3. What another letter has told is left out.
 */
import { hasEnded, lastOutcome } from './letter-schedule.ts';
import { kindOf, type LetterPart, partsOf } from './letter-subject.ts';
import type { LetterState } from './ports.ts';

/** Why a letter that was taken up by a later one ended. */
export const COMBINED = 'combined';

/** `over`: another letter tells all of it. `waits`: it is not known yet whether another one has arrived. `isTold`: what was told by others. */
export type Overlap = 'over' | 'waits' | { isTold(part: LetterPart): boolean };

/** Compares a letter, as it stood before the attempt that is under way, with all letters. */
export function overlapOf(letter: LetterState, letters: readonly LetterState[]): Overlap {
  const own = new Set(partsOf(letter).map(keyOf));
  const others = letters.filter(
    (other) => other.letter !== letter.letter && kindOf(other) === 'reminder' && coveredParts(other).some((part) => own.has(keyOf(part))),
  );
  if (!isInDoubt(letter) && others.some((other) => !isSuppressed(other) && takesUp(other, letter))) return 'over';
  if (others.some((other) => !hasEnded(other) && isInDoubt(other) && takesUp(letter, other))) return 'waits';
  const told = new Set(others.filter(isSent).flatMap((other) => coveredParts(other).map(keyOf)));
  return { isTold: (part) => told.has(keyOf(part)) };
}

/** What a letter has told its people, or will. */
export function coveredParts(letter: LetterState): LetterPart[] {
  if (kindOf(letter) !== 'reminder' || letter.outcomes.some(({ result, code }) => result === 'suppressed' && code === COMBINED)) return [];
  const without = letter.outcomes.find(({ result }) => result === 'sent')?.without ?? [];
  return partsOf(letter).filter(({ reminder }) => !without.includes(reminder));
}

/** Reports whether the last attempt on a letter has no outcome: it is under way, or its process died. */
export function isInDoubt(letter: LetterState): boolean {
  return letter.attempts > (lastOutcome(letter)?.attempt ?? 0);
}

/** A part as one text. */
export const keyOf = ({ reminder, person }: LetterPart): string => `${reminder}@${person}`;

function takesUp(one: LetterState, other: LetterState): boolean {
  const all = new Set(partsOf(one).map(keyOf));
  const less = partsOf(other).map(keyOf);
  return less.length < all.size && less.every((key) => all.has(key));
}

const isSent = ({ outcomes }: LetterState): boolean => outcomes.some(({ result }) => result === 'sent');
const isSuppressed = ({ outcomes }: LetterState): boolean => outcomes.some(({ result }) => result === 'suppressed');
