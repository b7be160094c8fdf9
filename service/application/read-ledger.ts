/** Reads on in a ledger; an entry whose text can't be read any more is found by its cursor instead of failing the reading. */
import type { Entry } from '../domain/entry.ts';
import { EntryUnreadable, type Ledger } from './ports.ts';

const LIMIT = 1_000;

/** The entries after a cursor, up to one that can't be read; `unreadable` is its cursor once nothing readable lies before it. */
export async function readOn(ledger: Ledger, { grid, after }: { grid: string; after: number }): Promise<{ entries: Entry[]; unreadable?: number }> {
  try {
    return { entries: await ledger.read(grid, after, LIMIT) };
  } catch (error) {
    if (!(error instanceof EntryUnreadable)) throw error;
    const before = error.cursor - 1 - after;
    return before > 0 ? { entries: await ledger.read(grid, after, before) } : { entries: [], unreadable: error.cursor };
  }
}
