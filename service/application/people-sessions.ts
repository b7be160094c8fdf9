/** Sessions of other people: the Secretariat sees and ends them, for a lost laptop or somebody who has left. */
import type { PersonSession } from '#contract/session.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { holderOf } from './directory-people.ts';
import { type Grids, gridOf } from './grids.ts';
import type { Directory } from './ports.ts';
import type { Sessions } from './sessions.ts';

/** What these use cases need. */
export interface PeopleSessionsDeps {
  grids: Grids;
  directory: Directory;
  sessions: Sessions;
}

interface OfPerson {
  grid: string;
  person: string;
}

/** The live sessions of a person, newest first. Fails with `forbidden`, `not-found`. */
export async function listSessions(deps: PeopleSessionsDeps, principal: Principal, of: OfPerson): Promise<PersonSession[]> {
  const holder = await holderIn(deps, principal, of);
  const sessions = holder === undefined ? [] : await deps.sessions.list(holder);
  return sessions.map(({ session, kind, label, createdAtMs, lastSeenAtMs, expiresAtMs }) => ({
    session,
    kind,
    label,
    createdAt: new Date(createdAtMs).toISOString(),
    lastSeenAt: new Date(lastSeenAtMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
  }));
}

/** Ends one session of a person. Fails with `forbidden`, `not-found`. */
export async function endSession(deps: PeopleSessionsDeps, principal: Principal, { session, ...of }: OfPerson & { session: string }): Promise<void> {
  const holder = await holderIn(deps, principal, of);
  if (holder === undefined || !(await deps.sessions.end(holder, session))) throw new AppError('not-found');
}

/** Ends all sessions of a person, and codes that are under way. Fails with `forbidden`, `not-found`. */
export async function endSessions(deps: PeopleSessionsDeps, principal: Principal, of: OfPerson): Promise<void> {
  const holder = await holderIn(deps, principal, of);
  if (holder !== undefined) await deps.sessions.forget(holder);
}

/** Nothing for a person without an address, who can have no sessions. */
async function holderIn({ grids, directory }: PeopleSessionsDeps, { role }: Principal, { grid, person }: OfPerson): Promise<string | undefined> {
  gridOf(grids, grid);
  if (role !== 'secretariat') throw new AppError('forbidden');
  const known = await directory.get(grid, person);
  if (!known) throw new AppError('not-found');
  return known.email === undefined ? undefined : holderOf(known.email);
}
