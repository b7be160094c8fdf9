// Excel Tables: immutable values kept in Book.tables. A table's columns are its header cells; its rectangle includes the header row and
// follows the cells (shift.ts). Sources: Excel.Table (office-js reference), support.microsoft.com "Resize a table", "Rename an Excel
// table"; headers that are emptied or repeated are completed as Excel does (assumption A12).

import { contains, intersect, type Rect, sameRect } from './address.ts';
import type { Book } from './book.ts';
import { HostError } from './errors.ts';
import type { Sheet } from './sheet.ts';

/** Which values of a column a filter lets through (their texts). */
export type TableFilter = { readonly offset: number; readonly texts: readonly string[] };

/** A table of the workbook. */
export interface Table {
  readonly id: string;
  readonly name: string;
  readonly sheetId: string;
  readonly rect: Rect;
  readonly style: string;
  readonly showHeaders: boolean;
  readonly showBandedRows: boolean;
  readonly showBandedColumns: boolean;
  readonly showFilterButton: boolean;
  readonly highlightFirstColumn: boolean;
  readonly highlightLastColumn: boolean;
  readonly filters: readonly TableFilter[];
  /** The columns and directions of the last sort (Excel.TableSort.fields). */
  readonly sortFields: readonly { readonly key: number; readonly ascending: boolean }[];
}

/** The header row of a table. Fails with InvalidOperation when it has none. */
export function headerRect(table: Table): Rect {
  if (!table.showHeaders) throw new HostError('InvalidOperation');
  return { ...table.rect, rows: 1 };
}

/** The rows below the header. */
export function bodyRect(table: Table): Rect {
  const header = table.showHeaders ? 1 : 0;
  return { ...table.rect, row: table.rect.row + header, rows: table.rect.rows - header };
}

/** The tables of a sheet that have a cell in the area. */
export function tablesIn(book: Book, sheet: Sheet, area: Rect): Table[] {
  return book.tables.filter((table) => table.sheetId === sheet.id && intersect(table.rect, area));
}

/** Makes a table over cells. Fails with InvalidArgument on a single row of headers or an overlap with another table. */
export function addTable(book: Book, sheet: Sheet, { area, hasHeaders }: { area: Rect; hasHeaders: boolean }): Table {
  if (tablesIn(book, sheet, area).length > 0) throw new HostError('InvalidArgument');
  if (!hasHeaders) throw new HostError('InvalidArgument', 'The simulated Excel makes tables only over cells that have headers.');
  book.changing();
  const table: Table = {
    id: book.newId('table'),
    name: freeTableName(book, 'Table'),
    sheetId: sheet.id,
    rect: area.rows > 1 ? area : { ...area, rows: 2 },
    style: 'TableStyleMedium2',
    showHeaders: true,
    showBandedRows: true,
    showBandedColumns: false,
    showFilterButton: true,
    highlightFirstColumn: false,
    highlightLastColumn: false,
    filters: [],
    sortFields: [],
  };
  book.tables = [...book.tables, table];
  completeHeaders(sheet, table);
  return table;
}

/** Replaces a table by one with other properties. */
export function changeTable(book: Book, table: Table, change: Partial<Table>): Table {
  book.changing();
  const changed = { ...table, ...change };
  book.tables = book.tables.map((each) => (each.id === table.id ? changed : each));
  return changed;
}

/** Gives a table another name. Fails with InvalidArgument on a name that Excel does not take or that is in use. */
export function renameTable(book: Book, table: Table, name: string): void {
  const valid = /^[\p{L}_\\][\p{L}\p{N}_.\\]{0,254}$/u.test(name) && !/^([A-Z]{1,3}[0-9]+|[RrCc])$/i.test(name);
  const taken = book.tableNamed(name) ?? book.nameItem(name, null);
  if (!valid || (taken && taken !== table)) throw new HostError('InvalidArgument');
  changeTable(book, table, { name });
}

/** Gives a table other cells: they must overlap its old ones and keep the header in its row. */
export function resizeTable(book: Book, table: Table, area: Rect): void {
  const sheet = book.sheetOf(table);
  const others = tablesIn(book, sheet, area).filter((other) => other.id !== table.id);
  const minimum = table.showHeaders ? 2 : 1;
  if (!intersect(area, table.rect) || area.row !== table.rect.row || area.rows < minimum || others.length > 0) {
    throw new HostError('InvalidArgument');
  }
  completeHeaders(sheet, changeTable(book, table, { rect: area }));
}

/** Takes the table away and leaves its cells. */
export function removeTable(book: Book, table: Table): void {
  book.changing();
  book.tables = book.tables.filter((each) => each.id !== table.id);
  const sheet = book.sheetOf(table);
  sheet.filteredRows = new Set([...sheet.filteredRows].filter((row) => row < table.rect.row || row >= table.rect.row + table.rect.rows));
}

/** Writes the texts that Excel gives header cells that are empty or repeated. */
export function completeHeaders(sheet: Sheet, table: Table): void {
  if (!table.showHeaders) return;
  const seen = new Set<string>();
  for (let at = 0; at < table.rect.cols; at++) {
    const col = table.rect.col + at;
    const wanted = sheet.textAt(table.rect.row, col) || `Column${at + 1}`;
    let name = wanted;
    for (let n = 2; seen.has(name.toLowerCase()); n++) name = `${wanted}${n}`;
    seen.add(name.toLowerCase());
    const content = sheet.content(table.rect.row, col);
    if (content?.value !== name) sheet.putContent(table.rect.row, col, { value: name });
  }
}

/**
 * Grows the tables that cells were written directly below or beside, as Excel does by typing (support.microsoft.com "Resize a table by
 * adding or removing rows and columns") and for values written below (learn.microsoft.com/office/dev/add-ins/excel/
 * co-authoring-in-excel-add-ins); not on a protected sheet.
 */
export function growTables(book: Book, sheet: Sheet, written: Rect): void {
  if (sheet.protection) return;
  for (const table of book.tables.filter((each) => each.sheetId === sheet.id)) {
    const { rect } = table;
    const below: Rect = { row: rect.row + rect.rows, col: rect.col, rows: written.rows, cols: rect.cols };
    const beside: Rect = { row: rect.row, col: rect.col + rect.cols, rows: rect.rows, cols: written.cols };
    const grown =
      contains(below, written) && written.row === below.row
        ? { ...rect, rows: rect.rows + written.rows }
        : contains(beside, written) && written.col === beside.col
          ? { ...rect, cols: rect.cols + written.cols }
          : rect;
    const free = tablesIn(book, sheet, grown).length === 1;
    if (!sameRect(grown, rect) && free) completeHeaders(sheet, changeTable(book, table, { rect: grown }));
  }
}

/** The first name "Table1", "Table2" ... that no table has. */
export function freeTableName(book: Book, stem: string): string {
  let n = 1;
  while (book.tableNamed(`${stem}${n}`)) n++;
  return `${stem}${n}`;
}
