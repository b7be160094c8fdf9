/** The versions of a row: the whole list, or one. */
import type { RowVersion } from '#contract/edit.ts';
import { numberIn } from '#contract/ids.ts';
import type { Reader } from '../domain/audience.ts';
import type { Entry, EntryOf } from '../domain/entry.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import type { Ledger } from './ports.ts';
import { shownVersion } from './public-entry.ts';
import type { View } from './read-grid.ts';

const MOST = 10_000;

/** The versions of a row, newest first: all of them, or at most `limit` of those before version `before`. */
export async function listVersions(
  deps: { grids: Grids; ledger: Ledger },
  reader: Reader,
  { grid, row, before, limit = MOST }: { grid: string; row: string; before?: number | undefined; limit?: number | undefined },
): Promise<RowVersion[]> {
  newestVersion(deps.grids, { grid, row });
  if (limit === 0 || before === 0) return [];
  const entries = await deps.ledger.readRow(grid, row, { ...(before === undefined ? {} : { upTo: before - 1 }), limit: Math.min(limit, MOST) });
  const view = { reader, now: gridOf(deps.grids, grid).state() };
  return entries.map((entry) => publicVersion(entry as EntryOf<'row.saved'>, view));
}

/** One version of a row. `version` is as it stands in the address. */
export async function readVersion(
  deps: { grids: Grids; ledger: Ledger },
  reader: Reader,
  { grid, row, version }: { grid: string; row: string; version: string },
): Promise<RowVersion> {
  const newest = newestVersion(deps.grids, { grid, row });
  const number = numberIn(version);
  const entry = number >= 1 && number <= newest ? await rowVersion(deps.ledger, { grid, row, version: number }) : undefined;
  if (!entry) throw new AppError('unknown-version', { params: { version, newest } });
  return publicVersion(entry, { reader, now: gridOf(deps.grids, grid).state() });
}

/** The entry that saved a version of a row. */
export async function rowVersion(
  ledger: Ledger,
  { grid, row, version }: { grid: string; row: string; version: number },
): Promise<EntryOf<'row.saved'> | undefined> {
  const [entry] = await ledger.readRow(grid, row, { upTo: version, limit: 1 });
  return entry && isVersion(entry, version) ? entry : undefined;
}

function isVersion(entry: Entry, version: number): entry is EntryOf<'row.saved'> {
  return entry.kind === 'row.saved' && entry.version === version;
}

/** The number of a row's newest version. Fails with unknown-grid and unknown-row. */
export function newestVersion(grids: Grids, { grid, row }: { grid: string; row: string }): number {
  const head = gridOf(grids, grid).state().rows.get(row);
  if (!head) throw new AppError('unknown-row', { params: { row } });
  return head.version;
}

function publicVersion(entry: EntryOf<'row.saved'>, view: View): RowVersion {
  const { version, at, by, route } = entry;
  return { version, at, by, route, ...shownVersion(entry, view) };
}
