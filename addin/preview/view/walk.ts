/** Where the keyboard's arrows lead: the next cell that is shown, the edge of the content, the cells between anchor and head. */
import { MAX_COLUMNS, MAX_ROWS, type Rect } from '../host/address.ts';
import type { Sheet } from '../host/sheet.ts';

/** A cell by its row and column from 0. */
export interface Spot {
  row: number;
  col: number;
}

/** One step; rows or columns, forward or back. */
export interface Step {
  row: -1 | 0 | 1;
  col: -1 | 0 | 1;
}

/** The next shown cell in a direction, or the same cell at the edge of the sheet. */
export function nextSpot(sheet: Sheet, from: Spot, step: Step, count = 1): Spot {
  let spot = from;
  for (let left = count; left > 0; left--) {
    const next = oneFurther(sheet, spot, step);
    if (!next) return spot;
    spot = next;
  }
  return spot;
}

/** Ctrl+arrow: to the last filled cell before a gap, or to the first one after it. */
export function edgeSpot(sheet: Sheet, from: Spot, step: Step): Spot {
  const used = sheet.usedRect('contents');
  const filled = (spot: Spot): boolean => sheet.content(spot.row, spot.col) !== undefined;
  const limit = used ? { row: used.row + used.rows, col: used.col + used.cols } : from;
  let spot = from;
  const seekGap = filled(from) && filled(oneFurther(sheet, from, step) ?? from);
  for (;;) {
    const next = oneFurther(sheet, spot, step);
    const beyond = !next || next.row > Math.max(limit.row, from.row) || next.col > Math.max(limit.col, from.col);
    if (beyond || (seekGap && !filled(next))) return spot;
    spot = next;
    if (!seekGap && filled(spot)) return spot;
  }
}

/** The rectangle between two cells. */
export function between(a: Spot, b: Spot): Rect {
  return { row: Math.min(a.row, b.row), col: Math.min(a.col, b.col), rows: Math.abs(a.row - b.row) + 1, cols: Math.abs(a.col - b.col) + 1 };
}

/** The first shown cell of the sheet. */
export const firstSpot = (sheet: Sheet): Spot => shownFrom(sheet, { row: 0, col: 0 });

function shownFrom(sheet: Sheet, spot: Spot): Spot {
  let { row, col } = spot;
  while (sheet.rowHidden(row) && row < MAX_ROWS - 1) row++;
  while (sheet.columnHidden(col) && col < MAX_COLUMNS - 1) col++;
  return { row, col };
}

function oneFurther(sheet: Sheet, { row, col }: Spot, step: Step): Spot | undefined {
  const next = { row: row + step.row, col: col + step.col };
  while (inside(next) && (sheet.rowHidden(next.row) || sheet.columnHidden(next.col))) {
    next.row += step.row;
    next.col += step.col;
  }
  return inside(next) ? next : undefined;
}

const inside = ({ row, col }: Spot): boolean => row >= 0 && col >= 0 && row < MAX_ROWS && col < MAX_COLUMNS;
