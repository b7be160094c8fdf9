// Changing the contents of cells, whoever does it: converting what is written, growing tables, announcing. It asks neither protection
// nor validation; the API objects and the person's gestures do, each in its own way.

import { intersect, type Rect } from './address.ts';
import type { Book } from './book.ts';
import type { Cell, Content } from './cells.ts';
import { HostError } from './errors.ts';
import { setCellFormat } from './format.ts';
import { keptCells } from './kept.ts';
import { raiseChanged } from './raise.ts';
import type { Sheet } from './sheet.ts';
import { completeHeaders, growTables, tablesIn } from './table.ts';
import { type Converted, convert } from './values.ts';

/** Writes values into an area: a null leaves its cell alone, "" empties it. Nothing is written when one of them cannot be. */
export function writeValues(book: Book, sheet: Sheet, { area, values }: { area: Rect; values: readonly (readonly unknown[])[] }): void {
  if (values.length !== area.rows || values.some((line) => line.length !== area.cols)) throw new HostError('InvalidArgument');
  const planned: { row: number; col: number; converted: Converted }[] = [];
  for (const [down, line] of values.entries()) {
    for (const [right, raw] of line.entries()) {
      if (raw === null) continue;
      const [row, col] = [area.row + down, area.col + right];
      planned.push({ row, col, converted: convert(raw, sheet.formatAt(row, col).numberFormat) });
    }
  }
  if (planned.length === 0) return;
  const before = sheet.content(area.row, area.col);
  book.changing();
  for (const { row, col, converted } of planned) {
    sheet.putContent(row, col, converted.content);
    const general = sheet.formatAt(row, col).numberFormat === 'General';
    if (converted.numberFormat && general) setCellFormat(sheet, row, col, { numberFormat: converted.numberFormat });
  }
  if (planned.some(({ converted }) => converted.content)) growTables(book, sheet, area);
  announceEdit(book, sheet, { area, before });
}

/** Empties the cells of an area and leaves their formats and rules. */
export function clearContents(book: Book, sheet: Sheet, area: Rect): void {
  const before = sheet.content(area.row, area.col);
  book.changing();
  for (const [row, col] of keptCells(sheet, area)) sheet.putContent(row, col, undefined);
  announceEdit(book, sheet, { area, before });
}

/** Takes formats and rules from the cells of an area, and contents too unless they are kept. */
export function clearCells(book: Book, sheet: Sheet, { area, keepContents }: { area: Rect; keepContents: boolean }): void {
  const before = sheet.content(area.row, area.col);
  book.changing();
  for (const [row, col, { content, rule }] of keptCells(sheet, area)) {
    sheet.putCell(row, col, keepContents ? { ...(content ? { content } : {}), ...(rule ? { rule } : {}) } : {});
  }
  if (keepContents) book.redraw({ sheetId: sheet.id });
  else announceEdit(book, sheet, { area, before });
}

/** Puts whole cells (content, format, rule) into an area, in rows; a missing one empties its cell. */
export function putCells(book: Book, sheet: Sheet, { area, cells }: { area: Rect; cells: readonly (readonly (Cell | undefined)[])[] }): void {
  const before = sheet.content(area.row, area.col);
  book.changing();
  for (const [down, line] of cells.entries()) {
    for (const [right, cell] of line.entries()) sheet.putCell(area.row + down, area.col + right, cell ?? {});
  }
  growTables(book, sheet, area);
  announceEdit(book, sheet, { area, before });
}

/** Completes headers that were edited and raises the changed event, with details for a single cell. */
export function announceEdit(book: Book, sheet: Sheet, { area, before }: { area: Rect; before: Content | undefined }): void {
  for (const table of tablesIn(book, sheet, area)) {
    if (table.showHeaders && intersect(area, { ...table.rect, rows: 1 })) completeHeaders(sheet, table);
  }
  const single = area.rows === 1 && area.cols === 1;
  const details = single ? { details: { before, after: sheet.content(area.row, area.col) } } : {};
  raiseChanged(book, { sheet, area, changeType: 'RangeEdited', ...details });
}
