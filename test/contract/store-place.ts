/** What the contract suite of the store needs of each technology, and the small things that all its parts share. */
import { afterEach, beforeEach } from 'vitest';
import type { Log, Store } from '../../service/application/ports.ts';
import type { Entry } from '../../service/domain/entry.ts';

/** A storage of its own for one test, empty at first. */
export interface StorePlace {
  /** So many stores that may all write to it; the same one several times where only one may. */
  writers(count: number): Promise<Store[]>;
  /** Another store that reads while the writers are open. Only where `can.beside`. */
  beside(): Promise<Store>;
  /** Closes every store and opens one on what they left. Only where `can.reopen`. */
  reopen(): Promise<Store>;
  /** Closes every store and removes the storage. */
  end(): Promise<void>;
}

/** A technology under test. */
export interface StoreKind {
  newPlace(): Promise<StorePlace>;
  can: { beside: boolean; reopen: boolean };
}

/** A new place for each test. */
export function usePlace(kind: StoreKind): () => StorePlace {
  let place: StorePlace | undefined;
  beforeEach(async () => {
    place = await kind.newPlace();
  });
  afterEach(async () => {
    await place?.end();
  });
  return () => {
    if (place === undefined) throw new Error('A place is there inside tests only.');
    return place;
  };
}

/** One store for each test. */
export function useStore(kind: StoreKind): () => Store {
  const place = usePlace(kind);
  let store: Store | undefined;
  beforeEach(async () => {
    [store] = await place().writers(1);
  });
  return () => {
    if (store === undefined) throw new Error('A store is there inside tests only.');
    return store;
  };
}

/** Reads a whole ledger by steps of `limit`. */
export async function readAll({ ledger }: Store, grid: string, limit = 100): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const next = await ledger.read(grid, entries.length, limit);
    if (next.length === 0) return entries;
    entries.push(...next);
  }
}

/** A log that nobody reads. */
export const silentLog: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Resolves when the condition holds; rejects after `waitMs`. */
export async function until(holds: () => boolean, waitMs: number): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`not within ${waitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
