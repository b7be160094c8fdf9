// Sorting and filtering rows. Excel moves whole cells of the sorted columns (content and format; hidden columns too), not the rows'
// heights and not rows that are hidden; empty cells go last. Sources: support.microsoft.com "Sort data in a range or table" (order of
// types, hidden rows stay), RangeSort.apply and AutoFilter (office-js reference). That borders and rules stay: assumption A10.

import type { Rect } from './address.ts';
import type { Book } from './book.ts';
import { type Cell, type Content, type Format, SIDES } from './cells.ts';
import { raiseChanged, raiseRowHidden, raiseSorted } from './raise.ts';
import type { Sheet } from './sheet.ts';
import { bodyRect, changeTable, type Table } from './table.ts';

/** By which column of the area (from 0), and in which direction. */
export interface SortField {
  readonly key: number;
  readonly ascending: boolean;
}

/** Sorts the rows of an area (without its header), stably. */
export function sortRows(book: Book, sheet: Sheet, { area, fields, matchCase }: { area: Rect; fields: readonly SortField[]; matchCase: boolean }): void {
  const shown = Array.from({ length: area.rows }, (_, n) => area.row + n).filter((row) => !sheet.rowHidden(row));
  const columns = Array.from({ length: area.cols }, (_, n) => area.col + n);
  const rows = shown.map((row) => columns.map((col) => sheet.cell(row, col)));
  rows.sort((a, b) => compareRows(a, b, { fields, matchCase }));
  book.changing();
  for (const [n, row] of shown.entries()) {
    for (const [at, col] of columns.entries()) sheet.putCell(row, col, settled(rows[n]?.[at], sheet.cell(row, col)));
  }
  raiseSorted(book, sheet, area);
  raiseChanged(book, { sheet, area, changeType: 'RangeEdited' });
}

/** Sorts the body of a table and keeps by what. */
export function sortTable(book: Book, table: Table, { fields, matchCase }: { fields: readonly SortField[]; matchCase: boolean }): void {
  sortRows(book, book.sheetOf(table), { area: bodyRect(table), fields, matchCase });
  changeTable(book, table, { sortFields: fields });
}

/** Sets (texts) or takes away (null) the filter of one column of a table, and hides and shows rows accordingly. */
export function filterTable(book: Book, table: Table, { offset, texts }: { offset: number; texts: readonly string[] | null }): void {
  const others = table.filters.filter((filter) => filter.offset !== offset);
  reapplyFilters(book, changeTable(book, table, { filters: texts ? [...others, { offset, texts }] : others }));
}

/** Hides and shows the rows of a table by its filters. */
export function reapplyFilters(book: Book, table: Table): void {
  const sheet = book.sheetOf(table);
  const body = bodyRect(table);
  const rows = Array.from({ length: body.rows }, (_, n) => body.row + n);
  const hidden = rows.filter((row) => table.filters.some(({ offset, texts }) => !texts.includes(sheet.textAt(row, body.col + offset))));
  const newlyHidden = hidden.filter((row) => !sheet.filteredRows.has(row));
  const newlyShown = rows.filter((row) => sheet.filteredRows.has(row) && !hidden.includes(row));
  book.changing();
  sheet.filteredRows = new Set([...[...sheet.filteredRows].filter((row) => !rows.includes(row)), ...hidden]);
  for (const row of newlyHidden) raiseRowHidden(book, { sheet, area: wholeRow(row), hidden: true });
  for (const row of newlyShown) raiseRowHidden(book, { sheet, area: wholeRow(row), hidden: false });
  book.redraw({ sheetId: sheet.id });
}

const wholeRow = (row: number): Rect => ({ row, col: 0, rows: 1, cols: 16_384 });

/** A cell at its new place: content and format are its own, borders and rule those of the place. */
function settled(moved: Cell | undefined, place: Cell | undefined): Cell {
  const format: Record<string, unknown> = { ...moved?.format };
  for (const side of SIDES) {
    delete format[side];
    if (place?.format?.[side]) format[side] = place.format[side];
  }
  return {
    ...(moved?.content ? { content: moved.content } : {}),
    ...(Object.keys(format).length > 0 ? { format: format as Partial<Format> } : {}),
    ...(place?.rule ? { rule: place.rule } : {}),
  };
}

function compareRows(
  a: readonly (Cell | undefined)[],
  b: readonly (Cell | undefined)[],
  { fields, matchCase }: { fields: readonly SortField[]; matchCase: boolean },
): number {
  for (const { key, ascending } of fields) {
    const [left, right] = [a[key]?.content, b[key]?.content];
    const order = rank(left) - rank(right) || compareValues(left, right, matchCase);
    const blanks = rank(left) === BLANK || rank(right) === BLANK;
    if (order !== 0) return ascending || blanks ? order : -order;
  }
  return 0;
}

const BLANK = 4;

/** Ascending, Excel puts numbers before text before logical values before errors; blanks are always last. */
function rank(content: Content | undefined): number {
  if (!content || content.value === '') return BLANK;
  if (content.error) return 3;
  return { number: 0, string: 1, boolean: 2 }[typeof content.value as 'number' | 'string' | 'boolean'];
}

function compareValues(a: Content | undefined, b: Content | undefined, matchCase: boolean): number {
  if (!a || !b || rank(a) === BLANK) return 0;
  if (typeof a.value === 'string') return a.value.localeCompare(String(b.value), 'en', { sensitivity: matchCase ? 'variant' : 'accent' });
  return Number(a.value) - Number(b.value);
}
