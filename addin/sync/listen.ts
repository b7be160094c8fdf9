/** What the engine does with what the follower of the service hears: it goes into the state, and a round does the rest. */
import { afterEntries } from './heads.ts';
import type { PullListener } from './pull.ts';
import type { RoundPorts } from './round.ts';
import type { EngineState, Link } from './state.ts';

export interface Listening {
  ports: RoundPorts;
  grid: string | undefined;
  report: (error: unknown) => void;
  setLink: (link: Link) => void;
  soon: () => void;
}

/** Makes the listener of an engine. */
export function listenerOf(state: EngineState, { ports, grid, report, setLink, soon }: Listening): PullListener {
  let justRead = false;
  return {
    wanted: (grids) => [grid, state.carried].find((name) => name !== undefined && grids.includes(name)),
    opened(fresh) {
      Object.assign(state, fresh);
      justRead = true;
      ports.publish();
    },
    barred(me) {
      state.me = me;
      setLink({ state: 'up' });
    },
    grid: () => state.grid,
    entries(entries) {
      if (!state.grid || entries.length === 0) return;
      const after = afterEntries(state.grid, entries);
      state.grid = after.grid;
      state.stale ||= after.stale;
      soon();
    },
    stale() {
      state.stale = true;
      soon();
    },
    behind() {
      Object.assign(state, { stale: true, distrusted: true, etag: undefined });
      soon();
    },
    up() {
      // While the stream was cut a local midnight may have passed unheard, and with it statuses; asking costs a 304 if none has.
      if (!justRead) state.stale = true;
      justRead = false;
      setLink({ state: 'up' });
    },
    down: (retryAtMs) => setLink({ state: 'down', retryAtMs }),
    signedOut: () => setLink({ state: 'signed-out' }),
    fault: report,
  };
}
