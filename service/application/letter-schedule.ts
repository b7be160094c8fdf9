/**
 * To whom letters go, and when a letter may be tried. Pure; the outbox alone decides who of several processes tries.
 */
import type { Role } from '#contract/person.ts';
import { comparableAddress } from './address.ts';
import type { DeliveryOutcome, DirectoryPerson, LetterState } from './ports.ts';

/** The failure of a letter whose person is gone or has no address, and of a reminder without letters. */
export const NOBODY = 'nobody-to-write-to';

/** Waiting time after attempt 1, 2, …: the last attempt comes about 41 hours after the first, so a mail server may be away for a night and a day. */
const WAIT_MINUTES = [1, 5, 15, 60, 240, 720, 1440] as const;

/** The service by itself tries a letter this often; after that only on request. */
const MAX_ATTEMPTS = WAIT_MINUTES.length + 1;

/** A person that can be written to. */
export type Addressed = DirectoryPerson & { email: string };

/** Focal points and leads: who is told what concerns the member. */
export const ANSWERING: ReadonlySet<Role> = new Set<Role>(['focal-point', 'lead']);

/**
 * The people of a member in some roles who have an address, ordered by person id; those who are away are among them, their letters wait. Where none of them can be
 * written to on the day, the member's deputies take over.
 */
export function recipientsOf(
  people: readonly DirectoryPerson[],
  { member, roles, today }: { member: string; roles: ReadonlySet<Role>; today: string },
): Addressed[] {
  const own = people.filter((person): person is Addressed => person.member === member && person.email !== undefined);
  const addressed = own.filter(({ role }) => roles.has(role));
  const standIns = addressed.some((person) => !isAway(person, today)) ? [] : own.filter(({ role }) => role === 'deputy' && !roles.has(role));
  return byPerson([...addressed, ...standIns]);
}

/** The Secretariat's people who can be written to on a day, ordered by person id. */
export function secretariatOf(people: readonly DirectoryPerson[], today: string): Addressed[] {
  return byPerson(people.filter((person): person is Addressed => person.role === 'secretariat' && person.email !== undefined && !isAway(person, today)));
}

/** Reports whether a person is away on a day. */
export function isAway({ away }: Pick<DirectoryPerson, 'away'>, today: string): boolean {
  return away !== undefined && away.from <= today && today <= away.to;
}

/** What people share whose letters go to one address. */
export const addressOf = ({ email }: Addressed): string => comparableAddress(email);

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
 * What a server asked to wait is waited either way.
 */
export function mayTry(letter: LetterState, { nowMs, when, reachable }: { nowMs: number; when: 'due' | 'now'; reachable: boolean }): boolean {
  if (hasEnded(letter)) return false;
  const last = lastOutcome(letter);
  if (last?.code === NOBODY) return reachable;
  if (last?.retryAt !== undefined && nowMs < Date.parse(last.retryAt)) return false;
  if (when === 'now') return true;
  return triesLeft(letter) && (!last || last.attempt < letter.attempts || nowMs >= waitsUntilMs(last));
}

/** The instant from which the service tries a failed letter again by itself; undefined if it waits for nothing, or if it has given up. */
export function nextAttemptAt(letter: LetterState): string | undefined {
  const last = lastOutcome(letter);
  if (!last || last.attempt < letter.attempts || hasEnded(letter) || last.code === NOBODY || !triesLeft(letter)) return undefined;
  return new Date(waitsUntilMs(last)).toISOString();
}

function triesLeft(letter: LetterState): boolean {
  return letter.attempts < MAX_ATTEMPTS && lastOutcome(letter)?.again !== false;
}

function waitsUntilMs(last: DeliveryOutcome): number {
  const waitMs = (WAIT_MINUTES[last.attempt - 1] ?? 0) * 60_000;
  return Math.max(Date.parse(last.at) + waitMs, last.retryAt === undefined ? 0 : Date.parse(last.retryAt));
}

function byPerson(people: readonly Addressed[]): Addressed[] {
  return [...people].sort((a, b) => (a.person < b.person ? -1 : 1));
}
