/**
 * Who changed what an open conflict shows as theirs. Where several versions came at once, theirs is known to have changed in one of them, and the newest of them is only
 * the best guess: the service is asked for them.
 */
import { theirsOrigin } from '#contract/theirs-origin.ts';
import { ApiProblem, ApiUnavailable } from '../api/client.ts';
import type { KeptConflict } from './notes.ts';
import type { RoundPorts } from './round.ts';
import type { EngineState } from './state.ts';

/** Conflicts by id, with the version after which theirs changed. */
export type Unsure = ReadonlyMap<string, number>;

/** How many versions are asked for at most; beyond them the newest author stays named. */
const MOST = 200;

/** The conflicts of a person whose theirs is unsure after a look: those that were, and those that have followed several versions now. */
export function unsureAfter(unsure: Unsure, { before, after }: { before: readonly KeptConflict[]; after: readonly KeptConflict[] }): Unsure {
  const known = new Map(before.map((conflict) => [keyOf(conflict), conflict]));
  return new Map(
    after.flatMap((conflict): [string, number][] => {
      const key = keyOf(conflict);
      const was = known.get(key);
      const followed = was && conflict.theirs && conflict.version > was.version && conflict.theirs.version > was.version + 1;
      const since = followed ? was.version : unsure.get(key);
      return since === undefined ? [] : [[key, since]];
    }),
  );
}

/** Asks the service who it was, while it can be reached; what is not answered is asked again in the next round. */
export async function nameOrigins(state: EngineState, { api, publish }: Pick<RoundPorts, 'api' | 'publish'>): Promise<void> {
  const { me, grid } = state;
  if (state.unsure.size === 0 || !me || !grid || state.link.state !== 'up') return;
  const left = new Map(state.unsure);
  try {
    for (const conflict of state.conflicts.filter(({ person }) => person === me.person)) {
      const { theirs, row } = conflict;
      const since = left.get(keyOf(conflict));
      if (since === undefined) continue;
      if (theirs && theirs.version > since + 1) {
        const query = { before: String(theirs.version + 1), limit: String(Math.min(MOST, theirs.version - since + 1)) };
        const versions = await api.call('listVersions', { params: { grid: grid.grid, row }, query });
        if (state.me !== me) return;
        const origin = theirsOrigin(versions, conflict);
        if (origin) state.conflicts = state.conflicts.map((other) => (other === conflict ? { ...conflict, theirs: { ...theirs, ...origin } } : other));
      }
      left.delete(keyOf(conflict));
    }
  } catch (error) {
    if (!(error instanceof ApiUnavailable) && !(error instanceof ApiProblem)) throw error;
  }
  state.unsure = left;
  publish();
}

const keyOf = ({ person, id }: Pick<KeptConflict, 'person' | 'id'>): string => `${person} ${id}`;
