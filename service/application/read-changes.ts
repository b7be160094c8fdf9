/** What happened after a cursor, read from the ledger; and the cursor from which a stream goes on. */
import type { Changes } from '#contract/entry.ts';
import type { Reader } from '../domain/audience.ts';
import { type Grids, gridOf } from './grids.ts';
import type { Ledger } from './ports.ts';
import { publicEntry } from './public-entry.ts';
import { reachCursor } from './reach-cursor.ts';

const MOST_ENTRIES = 1_000;

/** Entries with cursor > after, in order, at most `limit` (1,000 at most). An `after` newer than this replica's state is waited for. */
export async function readChanges(
  deps: { grids: Grids; ledger: Ledger },
  reader: Reader,
  { grid, after, limit }: { grid: string; after: number; limit?: number },
): Promise<Changes> {
  const open = gridOf(deps.grids, grid);
  await reachCursor(open.committer, after);
  const most = Math.max(1, Math.min(limit ?? MOST_ENTRIES, MOST_ENTRIES));
  const newest = open.state().cursor;
  const read = after >= newest ? [] : await deps.ledger.read(grid, after, Math.min(most, newest - after));
  // Only what this replica has folded: an entry that does not fit is never shown.
  const entries = read.filter(({ cursor }) => cursor <= newest).slice(0, most);
  const view = { reader, now: open.state() };
  const cursor = entries.at(-1)?.cursor ?? after;
  return { entries: entries.map((entry) => publicEntry(entry, view)), cursor, more: cursor < newest };
}
