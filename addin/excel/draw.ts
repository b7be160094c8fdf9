/**
 * Draws the grid: anew into a sheet of its own, or over the one that stands, in place and never by deleting and making again (which breaks a co-author's
 * add-in, office-js issue 1803). Two requests: everything, then the row heights, which Excel knows only once the wrapped text is there.
 */
import { BASE_SHEET, makeBaseSheet, placesAfter, queueWriteLines } from './base-sheet.ts';
import { bodyOf, type Canvas, freshCanvas, standingCanvas } from './canvas.ts';
import { type GridPlace, KEY_HEADER, REV_HEADER, readRow, runsOf } from './layout.ts';
import type { Place } from './locate.ts';
import { queueLocks, queueProtect } from './protect.ts';
import type { Drawing, GridReading, HiddenLine } from './sheet.ts';
import { queueValidation } from './validate.ts';
import { type Before, isAsRead, putCellsBack } from './write.ts';

/** Draws. Returns where the grid is, and the rows that had changed since the reading and were put back. */
export async function drawGrid(
  context: Excel.RequestContext,
  place: Place,
  { drawing, grid }: { drawing: Drawing; grid: GridReading | undefined },
): Promise<{ sheetId: string; tableId: string | undefined; disturbed: string[] }> {
  const before = place.grid && queueBefore(context, place.grid);
  const canvas = place.grid ? standingCanvas(context, place.grid, { drawing, protectedNow: grid?.protected ?? false }) : freshCanvas(context, place, drawing);
  openCells(canvas, drawing);
  const lines = [...drawing.lines, ...drawing.rows.map(({ hidden }) => hidden)];
  queueWriteLines(place.lines.exists ? context.workbook.worksheets.getItem(BASE_SHEET) : makeBaseSheet(context), lines, place.lines);
  const body = bodyOf(canvas);
  body.format.wrapText = true;
  await context.sync();

  const disturbed =
    place.grid && grid && before
      ? putRowsBack(context, { canvas, place: { ...place, grid: place.grid }, drawing, grid, before: before(), written: lines })
      : [];
  body.format.autofitRows();
  queueProtect(canvas.sheet);
  canvas.sheet.activate();
  canvas.sheet.load('id');
  canvas.table?.load('id');
  await context.sync();
  return { sheetId: canvas.sheet.id, tableId: canvas.table?.id, disturbed };
}

// Locks, and help for the typist on the cells that stay open.
function openCells(canvas: Canvas, drawing: Drawing): void {
  const { sheet } = canvas;
  const rows = runsOf(drawing.rows.filter(({ unlocked }) => unlocked).flatMap(({ key }) => canvas.rows.get(key) ?? []));
  const editable = drawing.columns.flatMap((column, at) => (column.editable ? [{ column, index: canvas.columns[at] ?? 0 }] : []));
  const across = runsOf([canvas.rev, canvas.status, ...editable.map(({ index }) => index)]);
  const ranges = rows.flatMap((run) => across.map((span) => sheet.getRangeByIndexes(run.from, span.from, run.to - run.from + 1, span.to - span.from + 1)));
  queueLocks(sheet, ranges);
  bodyOf(canvas).dataValidation.clear();
  for (const run of rows) {
    for (const { column, index } of editable) queueValidation(sheet.getRangeByIndexes(run.from, index, run.to - run.from + 1, 1), column);
  }
}

/** The lines of the grid just before they are written over. */
function queueBefore(context: Excel.RequestContext, grid: GridPlace): () => Before[] {
  const range = context.workbook.worksheets
    .getItem(grid.sheetId)
    .getRangeByIndexes(grid.headerRow + 1, grid.firstColumn, grid.lastRow - grid.headerRow, grid.columnCount);
  range.load('values,formulas,text');
  return () => {
    const block = { row: grid.headerRow + 1, column: grid.firstColumn, values: range.values, formulas: range.formulas, text: range.text };
    return range.values.map((values, at) => ({ reading: readRow(block, at, grid.columns), values, formulas: range.formulas[at] ?? [] }));
  };
}

interface PuttingBack {
  canvas: Canvas;
  place: Place & { grid: GridPlace };
  drawing: Drawing;
  grid: GridReading;
  before: Before[];
  /** The hidden lines as they are by now. */
  written: HiddenLine[];
}

function putRowsBack(context: Excel.RequestContext, { canvas, place, drawing, grid, before, written }: PuttingBack): string[] {
  const read = new Map(grid.rows.map((row) => [row.line, row]));
  const was = new Map(before.map((row) => [row.reading.line, row]));
  const disturbed = drawing.rows.filter(({ key, at, cells }) => {
    const row = at === undefined ? undefined : was.get(at);
    if (at === undefined || !row) return false;
    const labels = drawing.columns.filter((_, column) => cells[column] !== undefined).map(({ stands }) => stands);
    if (isAsRead({ row: key, labels }, row.reading, read.get(at))) return false;
    putCellsBack(canvas.sheet, place.grid, { at, labels: [...labels, KEY_HEADER, REV_HEADER], before: row });
    return true;
  });
  const lines = disturbed.flatMap(({ key }) => place.lines.byKey.get(key)?.line ?? []);
  if (lines.length > 0) queueWriteLines(context.workbook.worksheets.getItem(BASE_SHEET), lines, placesAfter(place.lines, written));
  return disturbed.map(({ key }) => key);
}
