/** The page's live view of the service: who is asking, which grid, how often it has changed, and whether the service answers. */
import type { Grid } from '#contract/grid.ts';
import type { Me } from '#contract/person.ts';
import type { Client } from '../api/client.ts';
import { afterEntries } from '../sync/heads.ts';
import { follow } from '../sync/pull.ts';
import type { Timing } from '../sync/timing.ts';

/** `changes` counts what may have changed the overview. */
export interface LiveView {
  me: Me | undefined;
  grid: Grid | undefined;
  changes: number;
  connection: 'starting' | 'up' | 'down' | 'signed-out';
}

export interface Live {
  view(): LiveView;
  /** Calls the listener after each change. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Tries at once if the service was away. */
  hurry(): void;
}

/** Follows a grid; '' is the first one of the service. */
export function watch({ api, timing, wanted }: { api: Client; timing: Timing; wanted: string }): Live {
  const listeners = new Set<() => void>();
  let view: LiveView = { me: undefined, grid: undefined, changes: 0, connection: 'starting' };
  const show = (change: Partial<LiveView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const changed = (change: Partial<LiveView> = {}): void => show({ ...change, changes: view.changes + 1 });
  const following = follow({
    api,
    timing,
    listener: {
      wanted: (grids) => grids.find((name) => name === wanted) ?? grids[0],
      opened: ({ me, grid }) => changed({ me, grid }),
      barred: (me) => show({ me, connection: 'up' }),
      grid: () => view.grid,
      entries(entries) {
        if (view.grid && entries.length > 0) changed({ grid: afterEntries(view.grid, entries).grid });
      },
      stale: changed,
      behind: changed,
      // What happened while the stream was cut may be no entry: a day that began.
      up: () => (view.connection === 'down' ? changed({ connection: 'up' }) : show({ connection: 'up' })),
      down: () => show({ connection: 'down' }),
      signedOut: () => show({ connection: 'signed-out' }),
      fault: (error) => reportError(error),
    },
  });
  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hurry: following.hurry,
  };
}
