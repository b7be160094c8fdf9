/** Whether people can be served: the store answers and took the last append. A full or read-only disk can still be read, so an answer alone is not enough. */
import type { Grids } from './grids.ts';
import { type Store, StoreUnavailable } from './ports.ts';

/** Resolves if so; rejects with StoreUnavailable. */
export async function checkReady({ store, grids }: { store: Store; grids: Grids }): Promise<void> {
  await store.ping();
  for (const { committer } of grids.values()) {
    if (!committer.takesEdits()) throw new StoreUnavailable(new Error('what became of the last append is not known yet'));
  }
}
