/**
 * The ledger as it is read for people. The fold and the watch verify the chain, but what is looked up between two verifications (history, a base,
 * a repeated edit, the entries of a stream) comes straight from the store: each entry is held against its own commitments, so that a text
 * which changed in the store is an error and never somebody's words. Whoever meets such an entry makes its grid read-only.
 */
import type { Entry } from '../domain/entry.ts';
import { AppError } from './app-error.ts';
import { contentFits } from './chain.ts';
import { EntryUnreadable, type Ledger } from './ports.ts';

/** The same ledger; its readings tell `onDamage` of an entry that is not what was sealed, and reject with AppError `read-only`. */
export function checkedLedger(ledger: Ledger, onDamage: (grid: string, cursor: number) => void): Ledger {
  const guarded = async <T>(grid: string, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof EntryUnreadable)) throw error;
      onDamage(grid, error.cursor);
      throw new AppError('read-only', { cause: error });
    }
  };
  const checked = (grid: string, entry: Entry): Entry => {
    if (contentFits(entry)) return entry;
    throw new EntryUnreadable({ grid, cursor: entry.cursor });
  };
  return {
    ...ledger,
    read: (grid, after, limit) => guarded(grid, async () => (await ledger.read(grid, after, limit)).map((entry) => checked(grid, entry))),
    readRow: (grid, row, options) =>
      guarded(grid, async () => {
        const entries = (await ledger.readRow(grid, row, options)).map((entry) => checked(grid, entry));
        // Versions have no gaps: one that is missing was lost in the store.
        const gap = entries.find((entry, index) => index > 0 && versionOf(entry) !== versionOf(entries[index - 1]) - 1);
        if (gap !== undefined) throw new EntryUnreadable({ grid, cursor: gap.cursor });
        return entries;
      }),
    findEdit: (grid, editId) =>
      guarded(grid, async () => {
        const entry = await ledger.findEdit(grid, editId);
        return entry && checked(grid, entry);
      }),
  };
}

const versionOf = (entry: Entry | undefined): number => (entry?.kind === 'row.saved' ? entry.version : 0);
