/**
 * Three-way merge of a row, cell by cell: base (what the editor started from), ours (what the editor wants), theirs (what is stored now).
 * For each cell: one side's change stands; the same change on both sides is one; different changes are a conflict, in which theirs stays and nobody's
 * text is saved over another's. Texts are compared, with their order. Merging by item takes the place of `mergeCell`.
 */
import type { Cells, Column } from '#contract/grid.ts';
import { type AlignedCell, cellText } from './items.ts';

/** A cell that ours and theirs changed differently; texts as the cell shows them. */
export interface CellConflict {
  column: string;
  base: string;
  ours: string;
  theirs: string;
}

export interface MergedRow {
  /** Every editable cell of the row, then the stored cells of columns that the definition no longer has; lines without `itemId` are new. */
  cells: Record<string, AlignedCell>;
  conflicts: CellConflict[];
  /** Reports whether the result differs from theirs: whether there is something to save. */
  changed: boolean;
}

/** Merges one edit into a row. Columns that ours does not name stay as theirs. */
export function mergeRow(columns: readonly Column[], { base, ours, theirs }: { base: Cells; ours: Record<string, AlignedCell>; theirs: Cells }): MergedRow {
  const merged: MergedRow = { cells: {}, conflicts: [], changed: false };
  for (const { key, kind } of columns) {
    const stored: AlignedCell = theirs[key] ?? (kind === 'items' ? [] : '');
    const wanted = ours[key];
    const sides = { base: cellText(base[key]), ours: cellText(wanted), theirs: cellText(stored) };
    const outcome = wanted === undefined ? 'theirs' : mergeCell(sides);
    if (outcome === 'conflict') merged.conflicts.push({ column: key, ...sides });
    if (outcome === 'ours') merged.changed = true;
    merged.cells[key] = outcome === 'ours' && wanted !== undefined ? wanted : stored;
  }
  for (const [key, stored] of Object.entries(theirs)) merged.cells[key] ??= stored;
  return merged;
}

function mergeCell({ base, ours, theirs }: { base: string; ours: string; theirs: string }): 'ours' | 'theirs' | 'conflict' {
  if (ours === theirs || ours === base) return 'theirs';
  return theirs === base ? 'ours' : 'conflict';
}

/**
 * Gives new lines their ids, `<version>.<n>`. An id that stands twice in the row (a line moved in ours, kept in place by a conflict)
 * stays with its first place; the other gets a new one, so that ids are unique in their row.
 */
export function withItemIds(cells: Record<string, AlignedCell>, version: number): Cells {
  const used = new Set<string>();
  let count = 0;
  const result: Cells = {};
  for (const [column, cell] of Object.entries(cells)) {
    if (typeof cell === 'string') {
      result[column] = cell;
      continue;
    }
    result[column] = cell.map((line) => {
      const kept = line.itemId !== undefined && !used.has(line.itemId) ? line.itemId : `${version}.${++count}`;
      used.add(kept);
      return { itemId: kept, text: line.text };
    });
  }
  return result;
}
