/**
 * Who an address of the directory is. A session belongs to an address, since that is what a mailed code proves: the person, its role and its member are those
 * that the directory has today, grid by grid, and who is taken out is nobody at once.
 */
import { createHash } from 'node:crypto';
import type { Role } from '#contract/person.ts';
import type { Principal } from '../domain/principal.ts';
import { comparableAddress } from './address.ts';
import { AppError } from './app-error.ts';
import type { Identify } from './identities.ts';
import type { PeopleDeps } from './people.ts';
import type { Directory, DirectoryPerson } from './ports.ts';

/** The rights of each role; the operator has none to content. */
const RIGHTS: Readonly<Record<Role, Principal['role'] | undefined>> = {
  'focal-point': 'focal-point',
  lead: 'focal-point',
  deputy: 'focal-point',
  head: 'focal-point',
  secretariat: 'secretariat',
  observer: 'observer',
  operator: undefined,
};

/** Where several people of a grid share an address, the first of these is meant. */
const ORDER: readonly Role[] = ['secretariat', 'focal-point', 'lead', 'deputy', 'head', 'observer', 'operator'];

/** The holder of an address: sessions and codes are found by it, and it doesn't show the address. */
export function holderOf(email: string): string {
  return `address:${createHash('sha256')
    .update(`sign-in:${comparableAddress(email)}`)
    .digest('base64url')}`;
}

/** A person of the directory with its grid. */
export interface Found {
  grid: string;
  person: DirectoryPerson & { email: string };
}

/** The people of all grids that a holder stands for, at most one per grid, in the order of the grids. */
export async function peopleOf({ grids, directory }: PeopleDeps, holder: string): Promise<Found[]> {
  const found = await Promise.all([...grids.keys()].map((grid) => personIn(directory, { grid, holder })));
  return found.filter((one) => one !== undefined);
}

/** The person of a grid that a holder stands for. */
async function personIn(directory: Directory, { grid, holder }: { grid: string; holder: string }): Promise<Found | undefined> {
  const [person] = (await directory.list(grid))
    .filter((one): one is Found['person'] => one.email !== undefined && holderOf(one.email) === holder)
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  return person && { grid, person };
}

/** Identifies holders by the directory. */
export function directoryIdentify(deps: PeopleDeps): Identify {
  return async (holder, grid) => {
    // A grid that does not exist is for the use case to name.
    const here = grid !== undefined && deps.grids.has(grid) ? await personIn(deps.directory, { grid, holder }) : (await peopleOf(deps, holder))[0];
    if (!here) {
      if ((await peopleOf(deps, holder)).length > 0) throw new AppError('forbidden');
      return undefined;
    }
    const { person, role: title, member, name, language } = here.person;
    const role = RIGHTS[title];
    if (role === undefined && grid !== undefined) throw new AppError('forbidden');
    return { principal: { person, role: role ?? 'observer', title, ...(member === undefined ? {} : { member }) }, name, language };
  };
}
