// Inserting and deleting rows and columns, sorting, filtering, hiding. What protection lets through: Excel.WorksheetProtectionOptions;
// deleting and sorting need unlocked cells besides (protection.ts); a table gets no rows and is not sorted on a protected sheet.

import { isEntireColumns, type Rect } from '../address.ts';
import type { Book } from '../book.ts';
import type { Format } from '../cells.ts';
import { setFormat, setLine } from '../format.ts';
import { allows, allUnlocked } from '../protection.ts';
import { raiseChanged, raiseRowHidden } from '../raise.ts';
import { type Axis, deleteCells, insertCells } from '../shift.ts';
import { filterTable, sortRows, sortTable } from '../sort.ts';
import { headerRect, type Table, tablesIn } from '../table.ts';
import { need, SENTENCE } from './outcome.ts';
import type { Place } from './select.ts';

/** Inserts as many entire rows or columns as the place has, before it. */
export function insertLines(book: Book, { sheet, area }: Place): void {
  const axis = axisOf(area);
  need(allows(sheet, axis === 'rows' ? 'allowInsertRows' : 'allowInsertColumns'), SENTENCE.protected);
  need(!sheet.protection || tablesIn(book, sheet, area).length === 0, SENTENCE.protected);
  insertCells(book, sheet, { area, axis });
  raiseChanged(book, { sheet, area, changeType: axis === 'rows' ? 'RowInserted' : 'ColumnInserted' });
}

/** Deletes the entire rows or columns of the place. */
export function deleteLines(book: Book, { sheet, area }: Place): void {
  const axis = axisOf(area);
  need(allows(sheet, axis === 'rows' ? 'allowDeleteRows' : 'allowDeleteColumns'), SENTENCE.protected);
  need(!sheet.protection || allUnlocked(sheet, area), SENTENCE.protected);
  deleteCells(book, sheet, { area, axis });
  raiseChanged(book, { sheet, area, changeType: axis === 'rows' ? 'RowDeleted' : 'ColumnDeleted' });
}

/** Hides or shows the entire rows or columns of the place. */
export function hideLines(book: Book, { sheet, area }: Place, hidden: boolean): void {
  const byColumns = isEntireColumns(area);
  need(allows(sheet, byColumns ? 'allowFormatColumns' : 'allowFormatRows'), SENTENCE.protected);
  book.changing();
  const [lines, from, count] = byColumns ? [sheet.columns, area.col, area.cols] : [sheet.rows, area.row, area.rows];
  for (let at = from; at < from + count; at++) setLine(lines, at, { hidden });
  if (byColumns) book.redraw({ sheetId: sheet.id });
  else raiseRowHidden(book, { sheet, area, hidden });
}

/** Sorts the table that the place lies in by the place's first column, or else the rows of the place itself. */
export function sortPlace(book: Book, { sheet, area }: Place, ascending: boolean): void {
  const [table] = tablesIn(book, sheet, area);
  if (table) {
    need(!sheet.protection, SENTENCE.protected);
    sortTable(book, table, { fields: [{ key: area.col - table.rect.col, ascending }], matchCase: false });
    return;
  }
  need(allows(sheet, 'allowSort') && (!sheet.protection || allUnlocked(sheet, area)), SENTENCE.protected);
  sortRows(book, sheet, { area, fields: [{ key: 0, ascending }], matchCase: false });
}

/** Filters a table by a column's texts, or takes that column's filter off. */
export function filterColumn(book: Book, table: Table, { header, texts }: { header: string; texts: readonly string[] | null }): void {
  const sheet = book.sheetOf(table);
  const { row, col, cols } = headerRect(table);
  const offset = Array.from({ length: cols }, (_, n) => sheet.textAt(row, col + n)).indexOf(header);
  if (offset < 0) throw new Error(`Table ${table.name} has no column "${header}".`);
  need(allows(sheet, 'allowAutoFilter'), SENTENCE.protected);
  filterTable(book, table, { offset, texts });
}

/** Formats cells by the ribbon or the Format Cells dialog. */
export function formatCells(book: Book, { sheet, area }: Place, patch: Partial<Format>): void {
  need(allows(sheet, 'allowFormatCells') && !(sheet.protection && 'locked' in patch), SENTENCE.protected);
  book.changing();
  setFormat(sheet, area, patch);
  book.redraw({ sheetId: sheet.id });
}

const axisOf = (area: Rect): Axis => (isEntireColumns(area) ? 'columns' : 'rows');
