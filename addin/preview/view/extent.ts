/** Which rows and columns of a sheet the preview draws: what is used, what is selected, and some room below and beside. Hidden ones are left out. */
import type { Rect } from '../host/address.ts';
import { columnWidth, rowHeight } from '../host/format.ts';
import type { Sheet } from '../host/sheet.ts';

/** A row or column on screen: its number from 0 and its size in CSS pixels. */
export interface Track {
  at: number;
  sizePx: number;
  /** Reports whether hidden ones lie directly before it. */
  afterHidden: boolean;
}

export interface Extent {
  rows: Track[];
  columns: Track[];
  /** Reports whether the sheet has content below what is drawn. */
  cut: boolean;
}

/** More rows than these are not drawn; the status bar says so. */
export const MAX_DRAWN_ROWS = 500;
const MAX_DRAWN_COLUMNS = 60;
const LEAST = { rows: 40, columns: 26 };
const ROOM = { rows: 15, columns: 3 };

/** A point is 1/72 inch, a CSS pixel 1/96. */
export const pxOfPoints = (points: number): number => Math.round((points * 4) / 3);

/** Finds what of a sheet is drawn, at a zoom (1 is 100 %). */
export function extentOf(sheet: Sheet, zoom: number): Extent {
  const used = sheet.usedRect('contents and formats') ?? { row: 0, col: 0, rows: 0, cols: 0 };
  const contents = sheet.usedRect('contents');
  const selected = endOf(sheet.selection);
  const rows = Math.min(MAX_DRAWN_ROWS, Math.max(LEAST.rows, used.row + used.rows + ROOM.rows, selected.row + 2));
  const columns = Math.min(MAX_DRAWN_COLUMNS, Math.max(LEAST.columns, used.col + used.cols + ROOM.columns, selected.col + 2));
  return {
    rows: tracks(rows, (row) => rowHeight(sheet, row) * zoom),
    columns: tracks(columns, (col) => columnWidth(sheet, col) * zoom),
    cut: contents !== null && contents.row + contents.rows > rows,
  };
}

/** The last row and column of an area; of entire columns and rows only the beginning. */
function endOf({ row, col, rows, cols }: Rect): { row: number; col: number } {
  return { row: rows > MAX_DRAWN_ROWS ? row : row + rows - 1, col: cols > MAX_DRAWN_COLUMNS ? col : col + cols - 1 };
}

function tracks(count: number, points: (at: number) => number): Track[] {
  const found: Track[] = [];
  let afterHidden = false;
  for (let at = 0; at < count; at++) {
    const sizePx = pxOfPoints(points(at));
    if (sizePx > 0) found.push({ at, sizePx, afterHidden });
    afterHidden = sizePx === 0;
  }
  return found;
}

/** Reports whether two extents have the same rows and columns, whatever the rows' heights. */
export function sameTracks(a: Extent, b: Extent): boolean {
  const key = (extent: Extent): string =>
    `${extent.rows.map(({ at, afterHidden }) => `${at}${afterHidden}`).join()}|${extent.columns.map(({ at, sizePx, afterHidden }) => `${at}:${sizePx}${afterHidden}`).join()}`;
  return key(a) === key(b);
}
