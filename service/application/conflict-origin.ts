/** Who changed what a conflict shows as theirs: the newest version after the base in which that item, or that cell of kind `text`, changed. */
import type { Cells } from '#contract/grid.ts';
import type { EntryOf } from '../domain/entry.ts';
import { cellText, itemsOf } from '../domain/items.ts';
import type { MergeConflict } from '../domain/merge.ts';
import type { Ledger } from './ports.ts';

/** Where a stored text comes from. */
export interface Origin {
  version: number;
  by: string;
  at: string;
}

/** The origin of theirs in each conflict, looking back from version `upTo` as far as the base. */
export async function conflictOrigins(
  ledger: Ledger,
  { grid, row, base, upTo, conflicts }: { grid: string; row: string; base: number; upTo: number; conflicts: readonly MergeConflict[] },
): Promise<Map<MergeConflict, Origin>> {
  if (conflicts.length === 0) return new Map();
  const entries = (await ledger.readRow(grid, row, { upTo, limit: upTo - base + 1 })) as EntryOf<'row.saved'>[];
  return new Map(conflicts.flatMap((conflict) => originOf(entries, conflict)));
}

/** `entries` are newest first; the last one is the base. */
function originOf(entries: readonly EntryOf<'row.saved'>[], conflict: MergeConflict): [MergeConflict, Origin][] {
  const stand = (entry: EntryOf<'row.saved'> | undefined): string => standingOf(entry?.content.cells ?? {}, conflict);
  const changed = entries.find((entry, index) => stand(entry) !== stand(entries[index + 1])) ?? entries[0];
  return changed ? [[conflict, { version: changed.version, by: changed.by, at: changed.at }]] : [];
}

/** Where an item stands in a version, and what it says. */
function standingOf(cells: Cells, { itemId, column }: MergeConflict): string {
  if (itemId === undefined) return cellText(cells[column]);
  const place = Object.keys(cells).find((key) => itemsOf(cells, key).some((item) => item.itemId === itemId)) ?? '';
  return JSON.stringify([place, itemsOf(cells, place).find((item) => item.itemId === itemId)?.text ?? null]);
}
