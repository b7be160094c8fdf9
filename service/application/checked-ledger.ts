/**
 * The ledger as it is read for people. The fold and the watch verify the chain, but what is looked up between two verifications (history, a base,
 * a repeated edit, the entries of a stream) comes straight from the store: each entry is held against its own commitments, so that a text
 * which changed in the store is an error and never somebody's words.
 */
import type { Entry } from '../domain/entry.ts';
import { contentFits } from './chain.ts';
import { EntryUnreadable, type Ledger } from './ports.ts';

/** The same ledger; its readings reject with EntryUnreadable where the content is not what was sealed. */
export function checkedLedger(ledger: Ledger): Ledger {
  const checked = (grid: string, entry: Entry): Entry => {
    if (contentFits(entry)) return entry;
    throw new EntryUnreadable({ grid, cursor: entry.cursor });
  };
  return {
    ...ledger,
    read: async (grid, after, limit) => (await ledger.read(grid, after, limit)).map((entry) => checked(grid, entry)),
    async readRow(grid, row, options) {
      const entries = (await ledger.readRow(grid, row, options)).map((entry) => checked(grid, entry));
      // Versions have no gaps: one that is missing was lost in the store.
      const gap = entries.find((entry, index) => index > 0 && versionOf(entry) !== versionOf(entries[index - 1]) - 1);
      if (gap !== undefined) throw new EntryUnreadable({ grid, cursor: gap.cursor });
      return entries;
    },
    async findEdit(grid, editId) {
      const entry = await ledger.findEdit(grid, editId);
      return entry && checked(grid, entry);
    },
  };
}

const versionOf = (entry: Entry | undefined): number => (entry?.kind === 'row.saved' ? entry.version : 0);
