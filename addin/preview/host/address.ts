// Rectangles of cells and their A1 addresses. Rows and columns count from 0; an address is what a person or Office.js writes:
// "B2:C5", "A:B", "3:3", "Sheet1!A1", "'My sheet'!$A$1". Pure; knows no sheet.

import { HostError } from './errors.ts';

/** The size of a worksheet (Excel specifications and limits). */
export const MAX_ROWS = 1_048_576;
/** The number of columns of a worksheet (A to XFD). */
export const MAX_COLUMNS = 16_384;

/** A rectangle of cells: first row and column (from 0), number of rows and columns. */
export interface Rect {
  readonly row: number;
  readonly col: number;
  readonly rows: number;
  readonly cols: number;
}

/** The whole worksheet. */
export const WHOLE_SHEET: Rect = { row: 0, col: 0, rows: MAX_ROWS, cols: MAX_COLUMNS };

/** Makes a rectangle and refuses one that leaves the worksheet. */
export function rect(row: number, col: number, size: { rows: number; cols: number } = { rows: 1, cols: 1 }): Rect {
  const whole = [row, col, size.rows, size.cols].every(Number.isInteger);
  const inside = row >= 0 && col >= 0 && size.rows >= 1 && size.cols >= 1 && row + size.rows <= MAX_ROWS && col + size.cols <= MAX_COLUMNS;
  if (!whole || !inside) throw new HostError('InvalidArgument');
  return { row, col, rows: size.rows, cols: size.cols };
}

/** Reports whether the rectangle consists of entire columns. */
export const isEntireColumns = (r: Rect): boolean => r.row === 0 && r.rows === MAX_ROWS;
/** Reports whether the rectangle consists of entire rows. */
export const isEntireRows = (r: Rect): boolean => r.col === 0 && r.cols === MAX_COLUMNS;
/** Reports whether two rectangles are the same cells. */
export const sameRect = (a: Rect, b: Rect): boolean => a.row === b.row && a.col === b.col && a.rows === b.rows && a.cols === b.cols;
/** Reports whether a rectangle holds a cell. */
export const holds = (r: Rect, row: number, col: number): boolean => row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols;
/** Reports whether all of `inner` lies in `outer`. */
export const contains = (outer: Rect, inner: Rect): boolean =>
  holds(outer, inner.row, inner.col) && holds(outer, inner.row + inner.rows - 1, inner.col + inner.cols - 1);

/** The common cells of two rectangles, or null. */
export function intersect(a: Rect, b: Rect): Rect | null {
  const row = Math.max(a.row, b.row);
  const col = Math.max(a.col, b.col);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const cols = Math.min(a.col + a.cols, b.col + b.cols) - col;
  return rows > 0 && cols > 0 ? { row, col, rows, cols } : null;
}

/** The smallest rectangle around both. */
export function boundingRect(a: Rect, b: Rect): Rect {
  const row = Math.min(a.row, b.row);
  const col = Math.min(a.col, b.col);
  return {
    row,
    col,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    cols: Math.max(a.col + a.cols, b.col + b.cols) - col,
  };
}

/** The letters of a column: 0 is "A", 26 is "AA". */
export function columnLetters(col: number): string {
  let letters = '';
  for (let n = col + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

/** The number of a column from its letters: "A" is 0. */
export const columnNumber = (letters: string): number => [...letters.toUpperCase()].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Writes a rectangle without its sheet: "B2:C5", "A:B", "3:4", "D1". */
export function formatRect(r: Rect): string {
  const first = columnLetters(r.col);
  const last = columnLetters(r.col + r.cols - 1);
  if (isEntireColumns(r) && !isEntireRows(r)) return `${first}:${last}`;
  if (isEntireRows(r)) return `${r.row + 1}:${r.row + r.rows}`;
  const start = `${first}${r.row + 1}`;
  return r.rows === 1 && r.cols === 1 ? start : `${start}:${last}${r.row + r.rows}`;
}

/** Writes a sheet's name as in an address: quoted when it is more than letters, digits, points and underscores. */
export const quoteSheetName = (name: string): string => (/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`);

/** Splits "Sheet!A1" into the sheet's name (null when there is none) and the address of the cells. */
export function splitAddress(address: string): { sheetName: string | null; cells: string } {
  const at = address.lastIndexOf('!');
  if (at < 0) return { sheetName: null, cells: address };
  const name = address.slice(0, at);
  const quoted = /^'(.*)'$/s.exec(name);
  return { sheetName: quoted ? (quoted[1] ?? '').replaceAll("''", "'") : name, cells: address.slice(at + 1) };
}

const CORNER = /^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/;
const COLUMNS = /^\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$/;
const ROWS = /^\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})$/;

/** Reads an address without its sheet, or null when it is no A1 address (it may be a name). */
export function parseRect(cells: string): Rect | null {
  const text = cells.trim();
  const columns = COLUMNS.exec(text);
  if (columns) return spanning([0, columnNumber(columns[1] ?? '')], [MAX_ROWS - 1, columnNumber(columns[2] ?? '')]);
  const rows = ROWS.exec(text);
  if (rows) return spanning([Number(rows[1]) - 1, 0], [Number(rows[2]) - 1, MAX_COLUMNS - 1]);
  const [start = '', end = start, ...more] = text.split(':');
  const a = CORNER.exec(start);
  const b = CORNER.exec(end);
  if (!a || !b || more.length > 0) return null;
  return spanning([Number(a[2]) - 1, columnNumber(a[1] ?? '')], [Number(b[2]) - 1, columnNumber(b[1] ?? '')]);
}

function spanning(a: [number, number], b: [number, number]): Rect | null {
  const found = boundingRect({ row: a[0], col: a[1], rows: 1, cols: 1 }, { row: b[0], col: b[1], rows: 1, cols: 1 });
  return found.row + found.rows <= MAX_ROWS && found.col + found.cols <= MAX_COLUMNS ? found : null;
}
