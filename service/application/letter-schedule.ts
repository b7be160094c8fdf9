/**
 * To whom a reminder's letters go, and when a letter may be tried. Pure; the outbox alone decides who of several processes tries.
 */
import type { ReminderContent } from '../domain/entry.ts';
import type { DeliveryOutcome, DirectoryPerson, LetterState } from './ports.ts';

/** The failure of a letter whose person is gone or has no address, and of a reminder without letters. */
export const NOBODY = 'nobody-to-write-to';

/** Waiting time after attempt 1, 2, …: the last attempt comes about 41 hours after the first, so a mail server may be away for a night and a day. */
const WAIT_MINUTES = [1, 5, 15, 60, 240, 720, 1440] as const;

/** The service by itself tries a letter this often; after that only on request. */
const MAX_ATTEMPTS = WAIT_MINUTES.length + 1;

/** A person that can be written to. */
export type Addressed = DirectoryPerson & { email: string };

/** The people a reminder is addressed to who have an address, ordered by person id: focal points and leads; deputies and heads when it escalates. */
export function recipientsOf(people: readonly DirectoryPerson[], reminder: ReminderContent): Addressed[] {
  const roles = reminder.stages.includes('escalation') ? ['focal-point', 'lead', 'deputy', 'head'] : ['focal-point', 'lead'];
  return people
    .filter((person): person is Addressed => person.member === reminder.member && roles.includes(person.role) && person.email !== undefined)
    .sort((a, b) => (a.person < b.person ? -1 : 1));
}

/** The outcome of a letter's newest attempt that has one. */
export function lastOutcome(letter: LetterState): DeliveryOutcome | undefined {
  return [...letter.outcomes].sort((a, b) => a.attempt - b.attempt).at(-1);
}

/** Reports whether a letter has ended: sent or suppressed. */
export function hasEnded(letter: LetterState): boolean {
  return letter.outcomes.some(({ result }) => result === 'sent' || result === 'suppressed');
}

/**
 * Reports whether a letter may be tried now. `when: 'due'` follows the waiting times and gives up after MAX_ATTEMPTS; `'now'` (somebody asked) tries each
 * that has not ended, also one that was rejected, since its address may have been corrected. A letter that found nobody is tried once there is somebody.
 */
export function mayTry(letter: LetterState, { nowMs, when, reachable }: { nowMs: number; when: 'due' | 'now'; reachable: boolean }): boolean {
  if (hasEnded(letter)) return false;
  const last = lastOutcome(letter);
  if (last?.code === NOBODY) return reachable;
  if (when === 'now') return true;
  if (letter.attempts >= MAX_ATTEMPTS) return false;
  if (!last || last.attempt < letter.attempts) return true;
  const waitMs = (WAIT_MINUTES[last.attempt - 1] ?? 0) * 60_000;
  return last.again !== false && nowMs >= Date.parse(last.at) + waitMs;
}
