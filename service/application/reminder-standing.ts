/** What became of a reminder, told from its letters. */
import { hasEnded, lastOutcome, NOBODY } from './letter-schedule.ts';
import type { LetterState } from './ports.ts';

/** Why a reminder could not be delivered so far: the class of the first letter that failed, or that there is nobody to write to; undefined while nothing failed. */
export function failureOf(letters: readonly LetterState[], recipients: number): string | undefined {
  if (letters.length === 0) return recipients === 0 ? NOBODY : undefined;
  const failed = letters
    .filter((letter) => !hasEnded(letter))
    .map(lastOutcome)
    .find((outcome) => outcome?.result === 'failed');
  return failed && (failed.code ?? 'internal');
}
