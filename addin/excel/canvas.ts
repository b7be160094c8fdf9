/** The sheet on which the grid is drawn: made anew, or the one that stands, with the lines and columns it lacks. Queues only; nothing is sent here. */
import { FRESH, type GridPlace, guarded, KEY_HEADER, REV_HEADER, runsOf } from './layout.ts';
import type { Place } from './locate.ts';
import type { Drawing, RowDrawing } from './sheet.ts';
import { markPage, queueStatusLook, styleColumn, styleOwnRows, stylePage, styleTable, styleTitle } from './style.ts';
import { frozenColumns, leadingColumns, screenWidths } from './widths.ts';

/** The sheet with the grid in it and where its parts are by now. */
export interface Canvas {
  sheet: Excel.Worksheet;
  table: Excel.Table | undefined;
  headerRow: number;
  /** Index of each column by what it is: key, version, the drawing's columns in order, status. */
  key: number;
  rev: number;
  columns: number[];
  status: number;
  /** Row index by row key. */
  rows: Map<string, number>;
  firstColumn: number;
  width: number;
  lastRow: number;
}

/** Makes a sheet with the grid in it. */
export function freshCanvas(context: Excel.RequestContext, place: Place, drawing: Drawing): Canvas {
  const sheet = context.workbook.worksheets.add(freeName(drawing.sheetTitle, place.sheetNames));
  const { titleRow, subtitleRow, headerRow, firstVisibleColumn } = FRESH;
  const width = drawing.columns.length + 3;
  const lastRow = headerRow + drawing.rows.length;
  const title = sheet.getCell(titleRow, firstVisibleColumn);
  const subtitle = sheet.getCell(subtitleRow, firstVisibleColumn);
  writeText(title, drawing.title);
  writeText(subtitle, drawing.subtitle);
  styleTitle(title, subtitle);
  for (const [at, note] of drawing.notes.entries()) writeText(sheet.getCell(lastRow + 2 + at, firstVisibleColumn), note);
  const columns = drawing.columns.map((_, at) => firstVisibleColumn + at);
  const rows = new Map(drawing.rows.map(({ key }, at) => [key, headerRow + 1 + at]));
  const canvas: Canvas = { sheet, table: undefined, headerRow, key: 0, rev: 1, columns, status: width - 1, rows, firstColumn: 0, width, lastRow };
  // Columns keep the widths that a person gave them later, and the table is made over rows that are there: so both only now.
  const widths = screenWidths(drawing.columns);
  for (const [at, column] of columns.entries()) styleColumn(sheet.getRangeByIndexes(0, column, 1, 1), widths.columns[at] ?? 0);
  styleColumn(sheet.getRangeByIndexes(0, canvas.status, 1, 1), widths.status);
  writeRows(canvas, drawing);
  const table = sheet.tables.add(sheet.getRangeByIndexes(headerRow, 0, lastRow - headerRow + 1, width), true);
  table.name = freeName(drawing.tableName, place.tableNames);
  styleTable(table, { header: sheet.getRangeByIndexes(headerRow, 0, 1, width), body: bodyOf(canvas), key: sheet.getRangeByIndexes(0, 0, 1, 2) });
  markOwnRows(canvas, drawing);
  markLateRows(canvas, drawing);
  freeze(canvas, drawing);
  stylePage(sheet, { headerRow, subtitle: drawing.subtitle });
  return { ...canvas, table };
}

/** Takes the sheet that stands, without its protection, and writes what is new over it. */
export function standingCanvas(context: Excel.RequestContext, grid: GridPlace, { drawing, protectedNow }: { drawing: Drawing; protectedNow: boolean }): Canvas {
  const sheet = context.workbook.worksheets.getItem(grid.sheetId);
  if (protectedNow) sheet.protection.unprotect();
  const table = grid.tableId === undefined ? undefined : context.workbook.tables.getItem(grid.tableId);
  const missing = drawing.rows.filter(({ at }) => at === undefined);
  // New lines and columns push aside what stands there, so that nothing outside the table is written over.
  if (missing.length > 0)
    sheet
      .getRangeByIndexes(grid.lastRow + 1, 0, missing.length, 1)
      .getEntireRow()
      .insert('Down');
  const rows = new Map(drawing.rows.flatMap(({ key, at }) => (at === undefined ? [] : [[key, at - 1] as const])));
  for (const [n, { key }] of missing.entries()) rows.set(key, grid.lastRow + 1 + n);
  let width = grid.columnCount;
  const lookUp = (label: string): number => {
    const column = grid.columns.get(label);
    if (column !== undefined) return column;
    const added = grid.firstColumn + width++;
    sheet.getRangeByIndexes(0, added, 1, 1).getEntireColumn().insert('Right');
    return added;
  };
  const columns = drawing.columns.map(({ stands }) => lookUp(stands));
  const status = lookUp(drawing.status.stands);
  const lastRow = grid.lastRow + missing.length;
  const canvas: Canvas = {
    ...{ sheet, table, headerRow: grid.headerRow, key: lookUp(KEY_HEADER), rev: lookUp(REV_HEADER), columns, status, rows },
    ...{ firstColumn: grid.firstColumn, width, lastRow },
  };
  if (table && (missing.length > 0 || width > grid.columnCount)) {
    table.resize(sheet.getRangeByIndexes(grid.headerRow, grid.firstColumn, lastRow - grid.headerRow + 1, width));
  }
  if (grid.headerRow === FRESH.headerRow) {
    writeText(sheet.getCell(FRESH.titleRow, FRESH.firstVisibleColumn), drawing.title);
    writeText(sheet.getCell(FRESH.subtitleRow, FRESH.firstVisibleColumn), drawing.subtitle);
  }
  markPage(sheet, drawing.subtitle);
  bodyOf(canvas).format.fill.clear();
  writeRows(canvas, drawing);
  markOwnRows(canvas, drawing);
  markLateRows(canvas, drawing);
  return canvas;
}

// The header, and with it what says whose row it is, also where the columns for it are hidden (key and version are).
function freeze({ sheet, headerRow }: Canvas, drawing: Drawing): void {
  const columns = frozenColumns(drawing.columns);
  if (columns === 0) sheet.freezePanes.freezeRows(headerRow + 1);
  else sheet.freezePanes.freezeAt(sheet.getRangeByIndexes(0, 0, headerRow + 1, FRESH.firstVisibleColumn + columns));
}

function markOwnRows(canvas: Canvas, drawing: Drawing): void {
  const own = runsOf(drawing.rows.filter((row) => row.own).flatMap(({ key }) => canvas.rows.get(key) ?? []));
  const names = runsOf(canvas.columns.slice(0, leadingColumns(drawing.columns)));
  const { sheet, headerRow, lastRow, firstColumn, width } = canvas;
  const across = ({ from, to }: { from: number; to: number }, rows: { from: number; to: number }): Excel.Range =>
    sheet.getRangeByIndexes(rows.from, from, rows.to - rows.from + 1, to - from + 1);
  styleOwnRows({
    rows: own.map((rows) => across({ from: firstColumn, to: firstColumn + width - 1 }, rows)),
    names: own.flatMap((rows) => names.map((span) => across(span, rows))),
    allNames: names.map((span) => across(span, { from: headerRow + 1, to: lastRow })),
  });
}

function markLateRows({ sheet, headerRow, lastRow, status, rows }: Canvas, drawing: Drawing): void {
  queueStatusLook(sheet.getRangeByIndexes(headerRow + 1, status, lastRow - headerRow, 1), false);
  const late = drawing.rows.filter((row) => row.late).flatMap(({ key }) => rows.get(key) ?? []);
  for (const { from, to } of runsOf(late)) queueStatusLook(sheet.getRangeByIndexes(from, status, to - from + 1, 1), true);
}

function writeRows(canvas: Canvas, drawing: Drawing): void {
  const { sheet, headerRow, firstColumn, width } = canvas;
  const header = blank(width);
  const put = (line: (string | null)[], column: number, text: string | undefined): void => {
    if (text !== undefined) line[column - firstColumn] = guarded(text);
  };
  put(header, canvas.key, KEY_HEADER);
  put(header, canvas.rev, REV_HEADER);
  for (const [at, { label }] of drawing.columns.entries()) put(header, canvas.columns[at] ?? 0, label);
  put(header, canvas.status, drawing.status.label);
  writeLine(sheet.getRangeByIndexes(headerRow, firstColumn, 1, width), [header]);
  for (const { from, to } of runsOf([...canvas.rows.values()])) {
    const byRow = new Map(drawing.rows.map((row) => [canvas.rows.get(row.key), row]));
    const lines = Array.from({ length: to - from + 1 }, (_, n) => {
      const line = blank(width);
      const row = byRow.get(from + n);
      if (row) fillLine(line, { row, canvas, put });
      return line;
    });
    writeLine(sheet.getRangeByIndexes(from, firstColumn, lines.length, width), lines);
  }
}

function fillLine(
  line: (string | null)[],
  { row, canvas, put }: { row: RowDrawing; canvas: Canvas; put: (line: (string | null)[], column: number, text: string | undefined) => void },
): void {
  put(line, canvas.key, row.key);
  put(line, canvas.rev, row.rev);
  for (const [at, text] of row.cells.entries()) put(line, canvas.columns[at] ?? 0, text);
  put(line, canvas.status, row.status);
}

/** The lines of the grid below its header. */
export const bodyOf = ({ sheet, headerRow, firstColumn, lastRow, width }: Canvas): Excel.Range =>
  sheet.getRangeByIndexes(headerRow + 1, firstColumn, lastRow - headerRow, width);

const blank = (width: number): (string | null)[] => Array.from({ length: width }, () => null);

// null leaves a cell as it stands; the text format comes before the text, or Excel would read numbers, dates and formulas into it.
function writeLine(range: Excel.Range, lines: (string | null)[][]): void {
  range.numberFormat = lines.map((line) => line.map(() => '@'));
  range.values = lines;
}

const writeText = (cell: Excel.Range, text: string): void => writeLine(cell, [[guarded(text)]]);

/** The name itself, or with a number where it is taken; at most 31 characters. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const plain = wanted.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : `_${n}`;
    const name = plain.slice(0, 31 - suffix.length) + suffix;
    if (!used.has(name.toLowerCase())) return name;
  }
}
