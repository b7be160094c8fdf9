/**
 * Directory and outbox as they are used for people. A record that does not fit its sum is an error and never somebody's address: whoever meets one makes the grids
 * read-only. A damaged outbox can't be made again from the ledger without sending letters twice, since which attempts were made stands in it alone (decision 0003); so
 * before an attempt is claimed all records are looked at, also those that no look-up finds any more.
 */
import { AppError } from './app-error.ts';
import type { Grids } from './grids.ts';
import { type DamagedRecord, type Log, RecordDamaged, type Store } from './ports.ts';

/** What is held against its sums. */
type RecordStore = Pick<Store, 'directory' | 'outbox' | 'findDamagedRecords'>;

/** The same directory and outbox; they tell `onDamage` of damaged records, and reject with AppError `read-only`. */
export function checkedRecords(store: RecordStore, onDamage: (records: readonly DamagedRecord[]) => void): Pick<RecordStore, 'directory' | 'outbox'> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RecordDamaged)) throw error;
      onDamage([error.record]);
      throw new AppError('read-only', { cause: error });
    }
  };
  const { directory, outbox } = store;
  return {
    directory: {
      ...directory,
      list: (grid) => guarded(() => directory.list(grid)),
      get: (grid, person) => guarded(() => directory.get(grid, person)),
    },
    outbox: {
      ...outbox,
      list: (grid) => guarded(() => outbox.list(grid)),
      claim: (letter, claim) =>
        guarded(async () => {
          const [damaged] = await store.findDamagedRecords();
          if (damaged !== undefined) throw new RecordDamaged(damaged);
          return outbox.claim(letter, claim);
        }),
      settle: (letter, outcome) => guarded(() => outbox.settle(letter, outcome)),
    },
  };
}

/** Names damaged records in the log, once each, and makes every grid read-only: a damaged record does not tell reliably whose it was. */
export function distrustRecords({ grids, log }: { grids: Grids; log: Log }): (records: readonly DamagedRecord[]) => void {
  const named = new Set<string>();
  return (records) => {
    for (const { kind, id } of records) {
      if (named.has(`${kind} ${id}`)) continue;
      named.add(`${kind} ${id}`);
      log.error({ kind, id }, 'a stored record does not fit its sum; the grids are read-only');
    }
    if (records.length > 0) for (const { committer } of grids.values()) committer.distrustRecords();
  };
}
