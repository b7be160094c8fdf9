/**
 * The directory of people. Names, addresses and languages live here and nowhere else, can be corrected, and go away whole when a person is removed:
 * the ledger knows opaque person ids only.
 */
import { type SentenceKey, say } from '#contract/catalogue/say.ts';
import { PersonId } from '#contract/ids.ts';
import type { Person, PersonDetails, Role } from '#contract/person.ts';
import { type Principal, SYSTEM_PERSON } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import { letterFile, partsOf } from './letter-subject.ts';
import type { Mailer } from './mailer.ts';
import type { ConflictKeeper } from './note-conflicts.ts';
import type { Directory, Outbox } from './ports.ts';

/** What the directory's use cases need. */
export interface PeopleDeps {
  grids: Grids;
  directory: Directory;
}

const OF_A_MEMBER: readonly Role[] = ['focal-point', 'deputy', 'head', 'lead'];

/** The people of a grid, by person id: all for the Secretariat, for others those of their own member (an observer has none). */
export async function listPeople(deps: PeopleDeps, principal: Principal, grid: string): Promise<Person[]> {
  gridOf(deps.grids, grid);
  const people = await deps.directory.list(grid);
  if (principal.role === 'secretariat') return people;
  return people.filter(({ member }) => member !== undefined && member === principal.member);
}

/** Writes a person whole; made if absent. Fails with `forbidden`, `unknown-member`, `invalid-input`. */
export async function putPerson(
  deps: PeopleDeps,
  principal: Principal,
  { grid, person, details }: { grid: string; person: string; details: PersonDetails },
): Promise<Person> {
  const { definition } = gridOf(deps.grids, grid).state();
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  if (!isPersonId(person)) throw invalid('/person', 'check.person-id-bad', { person });
  if (details.member !== undefined && !definition.members.some(({ member }) => member === details.member)) {
    throw new AppError('unknown-member', { params: { member: details.member } });
  }
  const misplaced = memberFault(details);
  if (misplaced) throw invalid('/member', misplaced, { role: details.role });
  await deps.directory.put(grid, { person, ...details });
  return { person, ...details };
}

/** Removes a person and all personal data of it, the kept mails to it and its notes of open conflicts included. Fails with `forbidden`, `not-found`. */
export async function removePerson(
  deps: PeopleDeps & { outbox: Outbox; mailer: Mailer; conflictNotes: ConflictKeeper },
  principal: Principal,
  { grid, person }: { grid: string; person: string },
): Promise<void> {
  gridOf(deps.grids, grid);
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  // The person goes first, so that no letter is written to it any more; repeating a removal that stopped half way still removes the mails.
  const known = await deps.directory.remove(grid, person);
  const letters = (await deps.outbox.list(grid)).filter((letter) => partsOf(letter).some((part) => part.person === person));
  await deps.mailer.forget?.(letters.map(letterFile));
  await deps.conflictNotes.forget(grid, person);
  if (!known) throw new AppError('not-found');
}

/** Reports whether somebody of these can sign in as the Secretariat with a mailed code. */
export function canSignInAsSecretariat(people: readonly PersonDetails[]): boolean {
  return people.some(({ role, email }) => role === 'secretariat' && email !== undefined);
}

/** Reports whether a text can be a person's id; `system` is the service's own. */
export function isPersonId(person: string): boolean {
  return PersonId.safeParse(person).success && person !== SYSTEM_PERSON;
}

/** What is wrong with a person's member, given its role: some roles need one, the others must not have one. */
export function memberFault({
  role,
  member,
}: {
  role: Role;
  member?: string | undefined;
}): 'check.person-member-missing' | 'check.person-member-unwanted' | undefined {
  if (OF_A_MEMBER.includes(role)) return member === undefined ? 'check.person-member-missing' : undefined;
  return member === undefined ? undefined : 'check.person-member-unwanted';
}

function invalid(pointer: string, key: SentenceKey, params: Record<string, string>): AppError {
  return new AppError('invalid-input', { errors: [{ pointer, message: say(key, params) }] });
}
