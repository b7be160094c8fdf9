/** Conflicts of the web form's row: what the service answered, brought up to date with each later version. */
import type { Conflict } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { findItem } from '#contract/row-changes.ts';
import { isMovedApart } from '#contract/settle-conflict.ts';
import type { OpenConflict } from '../sync/view.ts';

/** The conflicts of an answer, as cards show them. */
export function conflictsOf(conflicts: readonly Conflict[], { row, version }: { row: string; version: number }): OpenConflict[] {
  return conflicts.map((conflict) => ({
    ...conflict,
    id: conflict.itemId ?? conflict.column,
    row,
    version,
    ...(isMovedApart(conflict) ? { twoPlaces: true } : {}),
  }));
}

/**
 * Those that wait on, with theirs as it is stored now: what is chosen starts from the newest version, so the card has to show it. One that was asked anew is replaced; one
 * where theirs has become mine has answered itself.
 */
export function stillOpen(
  open: readonly OpenConflict[],
  { cells, version, by, at, found }: { cells: Cells; version: number; by: string; at: string; found: readonly OpenConflict[] },
): OpenConflict[] {
  return open
    .filter(({ id }) => !found.some((other) => other.id === id))
    .map((conflict) => {
      const side = sideOf(cells, conflict);
      const { theirs } = conflict;
      if (side?.text === theirs?.text && side?.column === theirs?.column) return { ...conflict, version };
      return { ...conflict, version, theirs: side && { ...side, version, by, at } };
    })
    .filter(({ ours, theirs }) => ours?.text !== theirs?.text || ours?.column !== theirs?.column);
}

function sideOf(cells: Cells, { itemId, column }: Conflict): { text: string; column: string } | null {
  if (itemId !== undefined) return findItem(cells, itemId) ?? null;
  const cell = cells[column];
  return typeof cell === 'string' && cell !== '' ? { text: cell, column } : null;
}
