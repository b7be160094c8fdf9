// Inserting and deleting cells, and everything that follows its cells: tables, names, the add-in's references, frozen panes, print
// titles, selection. Sources: Range.insert and Range.delete (office-js reference), support.microsoft.com "Insert or delete rows and
// columns". Inserted rows and columns take the format of those before them (assumption A19). Formulas are not rewritten (A4).

import { formatRect, intersect, isEntireColumns, isEntireRows, MAX_COLUMNS, MAX_ROWS, type Rect } from './address.ts';
import type { Book } from './book.ts';
import type { Cell } from './cells.ts';
import { HostError } from './errors.ts';
import { setLine } from './format.ts';
import { keptCells } from './kept.ts';
import type { Line, Sheet } from './sheet.ts';
import { completeHeaders, type Table, tablesIn } from './table.ts';

/** The direction in which cells give way or close up. */
export type Axis = 'rows' | 'columns';

/** Makes room at an area: what lies there moves down or right. */
export function insertCells(book: Book, sheet: Sheet, { area, axis }: { area: Rect; axis: Axis }): void {
  refuseHalfTables(book, sheet, { area, axis });
  book.changing();
  moveCells(sheet, area, { axis, by: axis === 'rows' ? area.rows : area.cols });
  if (isWhole(area, axis)) shiftLines(sheet, axis, { at: start(area, axis), count: size(area, axis) });
  takeFormats(book, sheet, { area, axis });
  follow(book, sheet, (r) => afterInsert(r, area, axis));
  for (const table of tablesIn(book, sheet, area)) completeHeaders(sheet, table);
}

/** Takes an area out: what lies behind it moves up or left. */
export function deleteCells(book: Book, sheet: Sheet, { area, axis }: { area: Rect; axis: Axis }): void {
  refuseHalfTables(book, sheet, { area, axis });
  refuseLostHeaders(book, sheet, area, axis);
  book.changing();
  moveCells(sheet, area, { axis, by: -(axis === 'rows' ? area.rows : area.cols) });
  if (isWhole(area, axis)) shiftLines(sheet, axis, { at: start(area, axis), count: -size(area, axis) });
  follow(book, sheet, (r) => afterDelete(r, area, axis));
}

const isWhole = (area: Rect, axis: Axis): boolean => (axis === 'rows' ? isEntireRows(area) : isEntireColumns(area));
const start = (r: Rect, axis: Axis): number => (axis === 'rows' ? r.row : r.col);
const size = (r: Rect, axis: Axis): number => (axis === 'rows' ? r.rows : r.cols);
const placed = (r: Rect, axis: Axis, { at, count }: { at: number; count: number }): Rect =>
  axis === 'rows' ? { ...r, row: at, rows: count } : { ...r, col: at, cols: count };

/** Reports whether a rectangle lies within the band of rows or columns that moves. */
function inBand(r: Rect, area: Rect, axis: Axis): boolean {
  const [first, count, low, high] = axis === 'rows' ? [r.col, r.cols, area.col, area.col + area.cols] : [r.row, r.rows, area.row, area.row + area.rows];
  return first >= low && first + count <= high;
}

function afterInsert(r: Rect, area: Rect, axis: Axis): Rect {
  if (!inBand(r, area, axis)) return r;
  const at = start(area, axis);
  if (at <= start(r, axis)) return placed(r, axis, { at: start(r, axis) + size(area, axis), count: size(r, axis) });
  const inside = at < start(r, axis) + size(r, axis);
  return inside ? placed(r, axis, { at: start(r, axis), count: size(r, axis) + size(area, axis) }) : r;
}

function afterDelete(r: Rect, area: Rect, axis: Axis): Rect | null {
  if (!inBand(r, area, axis)) return r;
  const from = start(area, axis);
  const to = from + size(area, axis);
  const first = start(r, axis);
  const last = first + size(r, axis);
  const count = size(r, axis) - Math.max(0, Math.min(to, last) - Math.max(from, first));
  if (count === 0) return null;
  return placed(r, axis, { at: first - Math.max(0, Math.min(to, first) - from), count });
}

function moveCells(sheet: Sheet, area: Rect, { axis, by }: { axis: Axis; by: number }): void {
  const edge = start(area, axis) + (by < 0 ? -by : 0);
  const moved: [number, number, Cell][] = [];
  for (const [key, cell] of sheet.cells) {
    const row = Math.floor(key / MAX_COLUMNS);
    const col = key % MAX_COLUMNS;
    const at = axis === 'rows' ? row : col;
    if (at < start(area, axis) || !inBand({ row, col, rows: 1, cols: 1 }, area, axis)) continue;
    sheet.cells.delete(key);
    if (at >= edge) moved.push(axis === 'rows' ? [row + by, col, cell] : [row, col + by, cell]);
  }
  for (const [row, col, cell] of moved) {
    if (row >= MAX_ROWS || col >= MAX_COLUMNS) throw new HostError('InsertDeleteConflict');
    sheet.putCell(row, col, cell);
  }
}

function shiftLines(sheet: Sheet, axis: Axis, { at, count }: { at: number; count: number }): void {
  const lines = axis === 'rows' ? sheet.rows : sheet.columns;
  const after: [number, Line][] = [];
  for (const [index, line] of lines) {
    if (index < at) continue;
    lines.delete(index);
    if (count > 0 || index >= at - count) after.push([index + count, line]);
  }
  for (const [index, line] of after) lines.set(index, line);
  if (axis === 'rows') {
    const shown = [...sheet.filteredRows].filter((row) => row < at || count > 0 || row >= at - count);
    sheet.filteredRows = new Set(shown.map((row) => (row < at ? row : row + count)));
  }
}

/** New lines look like those before them; below a table's header like those after them, which are the table's rows. */
function takeFormats(book: Book, sheet: Sheet, { area, axis }: { area: Rect; axis: Axis }): void {
  const before = start(area, axis) - 1;
  const header = axis === 'rows' && book.tables.some((table) => table.sheetId === sheet.id && table.showHeaders && table.rect.row === before);
  const source = header ? start(area, axis) + size(area, axis) : before;
  if (source < 0) return;
  const targets = Array.from({ length: size(area, axis) }, (_, n) => start(area, axis) + n);
  const lines = axis === 'rows' ? sheet.rows : sheet.columns;
  const line = lines.get(source);
  if (isWhole(area, axis) && line) {
    const { hidden: _hidden, ...shown } = line;
    for (const at of targets) setLine(lines, at, shown);
  }
  for (const [row, col, { content: _content, ...looks }] of keptCells(sheet, placed(area, axis, { at: source, count: 1 }))) {
    for (const at of targets) sheet.putCell(axis === 'rows' ? at : row, axis === 'rows' ? col : at, looks);
  }
}

function follow(book: Book, sheet: Sheet, move: (r: Rect) => Rect | null): void {
  book.tables = book.tables.flatMap((table): Table[] => {
    if (table.sheetId !== sheet.id) return [table];
    const rect = move(table.rect);
    return rect ? [rect === table.rect ? table : { ...table, rect }] : [];
  });
  book.names = book.names.map((item) => {
    if (!('rect' in item.refersTo) || item.refersTo.sheetId !== sheet.id) return item;
    const rect = move(item.refersTo.rect);
    return { ...item, refersTo: rect ? { ...item.refersTo, rect } : { formula: '=#REF!' } };
  });
  for (const [id, reference] of book.references) {
    if (reference.sheet === sheet && reference.rect) book.references.set(id, { sheet, rect: move(reference.rect) });
  }
  const { printTitleRows, printTitleColumns, printArea } = sheet.layout;
  if (printTitleRows ?? printTitleColumns ?? printArea) {
    sheet.layout = {
      ...sheet.layout,
      printTitleRows: printTitleRows && move(printTitleRows),
      printTitleColumns: printTitleColumns && move(printTitleColumns),
      printArea: printArea && move(printArea),
    };
  }
}

/** Excel refuses to shift part of a table ("This operation is not allowed. The operation is attempting to shift cells in a table"). */
function refuseHalfTables(book: Book, sheet: Sheet, { area, axis }: { area: Rect; axis: Axis }): void {
  const band = axis === 'rows' ? { ...area, rows: MAX_ROWS - area.row } : { ...area, cols: MAX_COLUMNS - area.col };
  for (const table of tablesIn(book, sheet, band)) {
    if (!inBand(table.rect, area, axis)) throw new HostError('InvalidOperation', `The cells of table ${table.name} cannot be shifted.`);
  }
}

function refuseLostHeaders(book: Book, sheet: Sheet, area: Rect, axis: Axis): void {
  if (axis !== 'rows') return;
  for (const table of tablesIn(book, sheet, area)) {
    const left = afterDelete(table.rect, area, axis);
    const losesHeader = intersect(area, { ...table.rect, rows: 1 }) !== null;
    const losesBody = left !== null && left.rows < 2;
    if (left && (losesHeader || losesBody)) {
      throw new HostError('InsertDeleteConflict', `Deleting ${formatRect(area)} would leave table ${table.name} without header or rows.`);
    }
  }
}
