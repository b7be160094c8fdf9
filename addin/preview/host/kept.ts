// The cells of an area: those that have something of their own, or all of them in rows.

import { holds, MAX_COLUMNS, type Rect } from './address.ts';
import type { Cell } from './cells.ts';
import type { Sheet } from './sheet.ts';

/** The cells of an area that have something of their own. */
export function keptCells(sheet: Sheet, area: Rect): [number, number, Cell][] {
  const found: [number, number, Cell][] = [];
  if (sheet.cells.size < area.rows * area.cols) {
    for (const [key, cell] of sheet.cells) {
      const [row, col] = [Math.floor(key / MAX_COLUMNS), key % MAX_COLUMNS];
      if (holds(area, row, col)) found.push([row, col, cell]);
    }
    return found;
  }
  for (let row = area.row; row < area.row + area.rows; row++) {
    for (let col = area.col; col < area.col + area.cols; col++) {
      const cell = sheet.cell(row, col);
      if (cell) found.push([row, col, cell]);
    }
  }
  return found;
}

/** The cells of an area in rows, undefined where a cell has nothing of its own. */
export function cellsIn(sheet: Sheet, area: Rect): (Cell | undefined)[][] {
  return Array.from({ length: area.rows }, (_, down) => Array.from({ length: area.cols }, (__, right) => sheet.cell(area.row + down, area.col + right)));
}
