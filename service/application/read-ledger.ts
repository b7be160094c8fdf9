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
    return readOneByOne(ledger, { grid, after });
  }
}

/** Not up to the cursor that the error names: where the cursor itself is damaged, it names another place. */
async function readOneByOne(ledger: Ledger, { grid, after }: { grid: string; after: number }): Promise<{ entries: Entry[]; unreadable?: number }> {
  const entries: Entry[] = [];
  try {
    for (;;) {
      const [entry] = await ledger.read(grid, after + entries.length, 1);
      if (entry === undefined || entries.length === LIMIT) return { entries };
      entries.push(entry);
    }
  } catch (error) {
    if (!(error instanceof EntryUnreadable)) throw error;
    return entries.length > 0 ? { entries } : { entries, unreadable: after + 1 };
  }
}
