// Formats of ranges: set in layers (a whole sheet, entire columns, entire rows, single cells) and read back as the common value, null
// when the cells differ, as Office.js does. Sizes and hiding of rows and columns too.

import { holds, intersect, isEntireColumns, isEntireRows, type Rect, WHOLE_SHEET } from './address.ts';
import type { Format } from './cells.ts';
import { HostError } from './errors.ts';
import { keptCells } from './kept.ts';
import { eachCellIn, type Line, type Sheet, STANDARD } from './sheet.ts';

/** The most cells whose single formats are set at once; wider areas must be entire rows or columns. */
const MAX_CELLS = 2_000_000;

/** Sets parts of the format of all cells of an area. */
export function setFormat(sheet: Sheet, area: Rect, patch: Partial<Format>): void {
  if (isEntireColumns(area) && isEntireRows(area)) setSheetFormat(sheet, patch);
  else if (isEntireColumns(area) || isEntireRows(area)) setLineFormats(sheet, area, patch);
  else if (area.rows * area.cols > MAX_CELLS) throw new HostError('InvalidArgument');
  else {
    for (let row = area.row; row < area.row + area.rows; row++) {
      for (let col = area.col; col < area.col + area.cols; col++) setCellFormat(sheet, row, col, patch);
    }
  }
}

/** Sets parts of the format of one cell. */
export function setCellFormat(sheet: Sheet, row: number, col: number, patch: Partial<Format>): void {
  const cell = sheet.cell(row, col);
  sheet.putCell(row, col, { ...cell, format: { ...cell?.format, ...patch } });
}

/** The value that all cells of an area share, or null. */
export function commonFormat<K extends keyof Format>(sheet: Sheet, area: Rect, key: K): Format[K] | null {
  const first = sheet.formatAt(area.row, area.col)[key];
  const same = eachCellIn(sheet, area, (row, col) => sheet.formatAt(row, col)[key] === first);
  return same ? first : null;
}

/** Sets size, hiding or format of a row or column. */
export function setLine(lines: Map<number, Line>, at: number, change: { size?: number; hidden?: boolean; format?: Partial<Format> }): void {
  const old = lines.get(at) ?? {};
  const hidden = change.hidden ?? old.hidden ?? false;
  const size = change.size ?? old.size;
  const format = { ...old.format, ...change.format };
  putLine(lines, at, {
    ...(size === undefined ? {} : { size }),
    ...(hidden ? { hidden: true } : {}),
    ...(Object.keys(format).length > 0 ? { format } : {}),
  });
}

function putLine(lines: Map<number, Line>, at: number, line: Line): void {
  if (Object.keys(line).length > 0) lines.set(at, line);
  else lines.delete(at);
}

/** The width of a column in points, 0 when it is hidden. */
export const columnWidth = (sheet: Sheet, col: number): number => (sheet.columnHidden(col) ? 0 : (sheet.columns.get(col)?.size ?? sheet.standardWidth));

/** The height of a row in points, 0 when it is hidden. A row whose height nobody set has the height that its texts need. */
export const rowHeight = (sheet: Sheet, row: number): number => (sheet.rowHidden(row) ? 0 : (sheet.rows.get(row)?.size ?? automaticHeight(sheet, row)));

/** Gives rows back the height that their texts need. */
export function autofitRows(sheet: Sheet, area: Rect): void {
  for (const [row, { size: _size, ...line }] of sheet.rows) {
    if (holds(area, row, area.col)) putLine(sheet.rows, row, line);
  }
}

/** Gives columns the width of their longest line, at most Excel's 255 characters. */
export function autofitColumns(sheet: Sheet, area: Rect): void {
  const used = sheet.usedRect('contents');
  const columns = used && intersect(area, used);
  if (!columns) return;
  for (let col = columns.col; col < columns.col + columns.cols; col++) {
    let width: number = STANDARD.width;
    for (let row = columns.row; row < columns.row + columns.rows; row++) {
      const letter = sheet.formatAt(row, col).fontSize * LETTER_WIDTH;
      for (const line of sheet.textAt(row, col).split('\n')) width = Math.max(width, line.length * letter + 8);
    }
    setLine(sheet.columns, col, { size: Math.min(255 * 5.25, Math.ceil(width)) });
  }
}

const LETTER_WIDTH = 0.5;
const LINE_HEIGHT = 1.36;

/** What the texts of a row need, at most Excel's 409 points; the widths of letters are estimated (assumption A13). */
function automaticHeight(sheet: Sheet, row: number): number {
  const used = sheet.usedRect('contents');
  let height: number = STANDARD.height;
  for (let col = used?.col ?? 0; used && col < used.col + used.cols; col++) height = Math.max(height, neededHeight(sheet, row, col));
  return Math.min(409, Math.ceil(height));
}

function neededHeight(sheet: Sheet, row: number, col: number): number {
  const text = sheet.textAt(row, col);
  if (text === '' || sheet.columnHidden(col)) return 0;
  const { fontSize, wrapText } = sheet.formatAt(row, col);
  const perLine = Math.max(1, Math.floor((columnWidth(sheet, col) - 8) / (fontSize * LETTER_WIDTH)));
  const lines = wrapText ? text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0) : 1;
  return lines * fontSize * LINE_HEIGHT;
}

/** The widest layer: what the narrower ones say about the same parts is taken out of them. */
function setSheetFormat(sheet: Sheet, patch: Partial<Format>): void {
  sheet.format = { ...sheet.format, ...patch };
  for (const lines of [sheet.rows, sheet.columns]) {
    for (const [at, line] of lines) if (line.format) lines.set(at, { ...line, format: without(line.format, patch) });
  }
  for (const [row, col, cell] of keptCells(sheet, WHOLE_SHEET)) {
    if (cell.format) sheet.putCell(row, col, { ...cell, format: without(cell.format, patch) });
  }
}

/** Rows win over columns and cells over both, so that cells which would keep an old value get the new one themselves. */
function setLineFormats(sheet: Sheet, area: Rect, patch: Partial<Format>): void {
  const byRows = isEntireRows(area);
  const [lines, from, count] = byRows ? [sheet.rows, area.row, area.rows] : [sheet.columns, area.col, area.cols];
  for (let at = from; at < from + count; at++) setLine(lines, at, { format: patch });
  for (const [row, col, cell] of keptCells(sheet, area)) if (cell.format) setCellFormat(sheet, row, col, patch);
  if (byRows) return;
  for (const [row, line] of sheet.rows) {
    for (let col = from; line.format && col < from + count; col++) setCellFormat(sheet, row, col, patch);
  }
}

function without(format: Partial<Format>, patch: Partial<Format>): Partial<Format> {
  return Object.fromEntries(Object.entries(format).filter(([key]) => !(key in patch)));
}
