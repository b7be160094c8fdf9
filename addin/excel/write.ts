/**
 * Writes one step in one request. What a row was is read in the same request just before it is written over, so that text which came in between (after the
 * look, before the write) is not lost: such a row is put back, its hidden line too. Cells first, then versions, then hidden lines: should Excel stop half-way, the
 * sheet is ahead of its base, which reads as "already there", and never behind it, which would read as "taken back by the person".
 */
import { BASE_SHEET, placesAfter, queueWriteLines } from './base-sheet.ts';
import { type GridPlace, guarded, REV_HEADER, readRow } from './layout.ts';
import type { Place } from './locate.ts';
import { queueProtect } from './protect.ts';
import type { GridReading, HiddenLine, RowReading, RowStep, SheetStep } from './sheet.ts';
import { queueMark, queueStatusLook } from './style.ts';

/** Writes the step. Returns the keys of the rows that had changed and were put back. */
export async function writeStep(
  context: Excel.RequestContext,
  { place, grid, step }: { place: Place & { grid: GridPlace }; grid: GridReading; step: SheetStep },
): Promise<string[]> {
  const sheet = context.workbook.worksheets.getItem(place.grid.sheetId);
  const hidden = context.workbook.worksheets.getItem(BASE_SHEET);
  const unprotect = step.locked && grid.protected;
  if (unprotect) sheet.protection.unprotect();
  const befores = step.rows.map((row) => queueRow(sheet, place.grid, row));
  const lines = [...step.rows.flatMap((row) => row.hidden ?? []), ...step.lines];
  queueWriteLines(hidden, lines, place.lines);
  if (unprotect) queueProtect(sheet);
  await context.sync();

  const readings = new Map(grid.rows.map((row) => [row.line, row]));
  const disturbed = step.rows.flatMap((row, at) => {
    const before = befores[at]?.();
    return before && !isAsRead({ row: row.row, labels: Object.keys(row.cells) }, before.reading, readings.get(row.at)) ? [{ row, before }] : [];
  });
  if (disturbed.length > 0) {
    if (unprotect) sheet.protection.unprotect();
    for (const { row, before } of disturbed) {
      const labels = [...Object.keys(row.cells), ...(row.rev === undefined ? [] : [REV_HEADER])];
      putCellsBack(sheet, place.grid, { at: row.at, labels, before });
    }
    queueWriteLines(
      hidden,
      disturbed.flatMap(({ row }) => oldLine(row, place) ?? []),
      placesAfter(place.lines, lines),
    );
    if (unprotect) queueProtect(sheet);
    await context.sync();
  }
  return disturbed.map(({ row }) => row.row);
}

/** A row as it was just before it was written over. */
export interface Before {
  reading: RowReading;
  values: unknown[];
  formulas: unknown[];
}

/** Puts cells of a row back as they were. */
export function putCellsBack(
  sheet: Excel.Worksheet,
  place: GridPlace,
  { at, labels, before }: { at: number; labels: readonly string[]; before: Before },
): void {
  for (const label of labels) {
    const column = place.columns.get(label);
    if (column === undefined) continue;
    const cell = sheet.getCell(at - 1, column);
    const value = before.values[column - place.firstColumn];
    if (before.reading.cells[label]?.formula) {
      cell.numberFormat = [['General']];
      cell.formulas = [[before.formulas[column - place.firstColumn]]];
    } else writeCell(cell, typeof value === 'string' ? value : (before.reading.cells[label]?.text ?? ''));
  }
}

/** Reports whether a row still was what was read, as far as it is written over: a person may go on typing in the cells beside. */
export function isAsRead({ row, labels }: { row: string; labels: readonly string[] }, before: RowReading, read: RowReading | undefined): boolean {
  if (!read || before.key !== row) return false;
  return labels.every((label) => before.cells[label]?.text === read.cells[label]?.text && before.cells[label]?.formula === read.cells[label]?.formula);
}

function queueRow(sheet: Excel.Worksheet, place: GridPlace, row: RowStep): () => Before {
  const { firstColumn, columnCount, columns } = place;
  const before = sheet.getRangeByIndexes(row.at - 1, firstColumn, 1, columnCount);
  before.load('values,formulas,text');
  for (const [label, text] of Object.entries(row.cells)) {
    const column = columns.get(label);
    if (column !== undefined) writeCell(sheet.getCell(row.at - 1, column), text);
  }
  const rev = columns.get(REV_HEADER);
  if (row.rev !== undefined && rev !== undefined) writeCell(sheet.getCell(row.at - 1, rev), row.rev);
  for (const [label, mark] of Object.entries(row.marks)) {
    const column = columns.get(label);
    if (column !== undefined) queueMark(sheet.getCell(row.at - 1, column), mark);
  }
  const status = row.statusLook && columns.get(row.statusLook.header);
  if (row.statusLook && status !== undefined) queueStatusLook(sheet.getCell(row.at - 1, status), row.statusLook.late);
  return () => {
    const block = { row: row.at - 1, column: firstColumn, values: before.values, formulas: before.formulas, text: before.text };
    return { reading: readRow(block, 0, columns), values: before.values[0] ?? [], formulas: before.formulas[0] ?? [] };
  };
}

const oldLine = (row: RowStep, place: Place): HiddenLine | undefined => place.lines.byKey.get(row.row)?.line;

function writeCell(cell: Excel.Range, text: string): void {
  cell.numberFormat = [['@']];
  cell.values = [[guarded(text)]];
}
