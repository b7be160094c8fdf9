// One function per event that Excel is documented to raise: who hears it (the sheet, the table, the workbook) and what it says.
// Source: learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-events and the ...EventArgs interfaces of the reference.
// Several cells at once come without `details` (WorksheetChangedEventArgs.details). Order and grouping: assumption A20.

import { formatRect, intersect, type Rect } from './address.ts';
import type { Book } from './book.ts';
import { type Content, valueType } from './cells.ts';
import { EVENT, WORKBOOK_TARGET } from './events.ts';
import type { Sheet, Visibility } from './sheet.ts';
import { type Table, tablesIn } from './table.ts';

/** What happened to the cells of a changed event. */
export type ChangeType = 'RangeEdited' | 'RowInserted' | 'RowDeleted' | 'ColumnInserted' | 'ColumnDeleted' | 'CellInserted' | 'CellDeleted';

/** The content of a single cell before and after. */
export interface Details {
  readonly before: Content | undefined;
  readonly after: Content | undefined;
}

/** Cells changed: tells the sheet, the workbook and the tables that they touch, and the views. */
export function raiseChanged(book: Book, { sheet, area, changeType, details }: { sheet: Sheet; area: Rect; changeType: ChangeType; details?: Details }): void {
  book.redraw({ sheetId: sheet.id });
  const shiftDirection = SHIFTS[changeType];
  const common = {
    changeType,
    ...origin(book),
    ...(details && detailsOf(details)),
  };
  if (book.events.heard(EVENT.sheetChanged, [sheet.id, WORKBOOK_TARGET])) {
    book.events.raise(EVENT.sheetChanged, [sheet.id, WORKBOOK_TARGET], {
      ...common,
      worksheetId: sheet.id,
      address: formatRect(area),
      shiftDirection,
      triggerSource: book.actor === 'addin' ? 'ThisLocalAddin' : 'Unknown',
      referenceId: keepForEvent(book, sheet, area),
    });
  }
  for (const table of tablesIn(book, sheet, area)) raiseTableChanged(book, { sheet, area, table, common });
}

function raiseTableChanged(book: Book, { sheet, area, table, common }: { sheet: Sheet; area: Rect; table: Table; common: object }): void {
  const targets = [table.id, sheet.id, WORKBOOK_TARGET];
  const part = intersect(area, table.rect);
  if (!part || !book.events.heard(EVENT.tableChanged, targets)) return;
  book.events.raise(EVENT.tableChanged, targets, {
    ...common,
    worksheetId: sheet.id,
    tableId: table.id,
    address: formatRect(part),
    referenceId: keepForEvent(book, sheet, part),
  });
}

/** The selection moved. */
export function raiseSelection(book: Book, sheet: Sheet): void {
  book.redraw({ sheetId: sheet.id });
  const message = { worksheetId: sheet.id, address: formatRect(sheet.selection) };
  book.events.raise(EVENT.documentSelection, [''], {});
  book.events.raise(EVENT.sheetSelection, [sheet.id, WORKBOOK_TARGET], message);
  for (const table of book.tables.filter((each) => each.sheetId === sheet.id)) {
    const inside = intersect(sheet.selection, table.rect);
    book.events.raise(EVENT.tableSelection, [table.id], { worksheetId: sheet.id, address: inside ? formatRect(inside) : '' });
  }
}

/** Another sheet came to the front. */
export function raiseActivated(book: Book, from: Sheet, to: Sheet): void {
  book.redraw('everything');
  book.events.raise(EVENT.sheetDeactivated, [from.id, WORKBOOK_TARGET], { worksheetId: from.id });
  book.events.raise(EVENT.sheetActivated, [to.id, WORKBOOK_TARGET], { worksheetId: to.id });
}

/** A sheet was added. */
export function raiseSheetAdded(book: Book, sheet: Sheet): void {
  book.redraw('everything');
  book.events.raise(EVENT.sheetAdded, [WORKBOOK_TARGET], { ...origin(book), worksheetId: sheet.id });
}

/** A sheet was deleted. */
export function raiseSheetDeleted(book: Book, sheet: Sheet): void {
  book.redraw('everything');
  book.events.raise(EVENT.sheetDeleted, [WORKBOOK_TARGET], { ...origin(book), worksheetId: sheet.id });
}

/** A sheet has another name. */
export function raiseRenamed(book: Book, sheet: Sheet, nameBefore: string): void {
  book.redraw('everything');
  const message = { ...origin(book), worksheetId: sheet.id, nameBefore, nameAfter: sheet.name };
  book.events.raise(EVENT.sheetRenamed, [sheet.id, WORKBOOK_TARGET], message);
}

/** A sheet was hidden or shown. */
export function raiseVisibility(book: Book, sheet: Sheet, visibilityBefore: Visibility): void {
  book.redraw('everything');
  const message = { ...origin(book), worksheetId: sheet.id, visibilityBefore, visibilityAfter: sheet.visibility };
  book.events.raise(EVENT.sheetVisibility, [sheet.id, WORKBOOK_TARGET], message);
}

/** A sheet was protected or is no longer. */
export function raiseProtection(book: Book, sheet: Sheet): void {
  book.redraw({ sheetId: sheet.id });
  const message = { ...origin(book), worksheetId: sheet.id, isProtected: sheet.protection !== null };
  book.events.raise(EVENT.sheetProtection, [sheet.id, WORKBOOK_TARGET], message);
}

/** Rows were sorted; the changed cells are announced by raiseChanged as well. */
export function raiseSorted(book: Book, sheet: Sheet, area: Rect): void {
  book.redraw({ sheetId: sheet.id });
  const message = { ...origin(book), worksheetId: sheet.id, address: formatRect(area) };
  book.events.raise(EVENT.rowSorted, [sheet.id, WORKBOOK_TARGET], message);
}

/** Rows were hidden or shown. */
export function raiseRowHidden(book: Book, { sheet, area, hidden }: { sheet: Sheet; area: Rect; hidden: boolean }): void {
  book.redraw({ sheetId: sheet.id });
  const message = { ...origin(book), worksheetId: sheet.id, address: formatRect(area), changeType: hidden ? 'Hidden' : 'Unhidden' };
  book.events.raise(EVENT.rowHidden, [sheet.id, WORKBOOK_TARGET], message);
}

/** A table was added. */
export function raiseTableAdded(book: Book, table: Table): void {
  book.redraw({ sheetId: table.sheetId });
  const message = { ...origin(book), tableId: table.id, worksheetId: table.sheetId };
  book.events.raise(EVENT.tableAdded, [table.sheetId, WORKBOOK_TARGET], message);
}

/** A table was deleted or made a plain range. */
export function raiseTableDeleted(book: Book, table: Table): void {
  book.redraw({ sheetId: table.sheetId });
  const message = { ...origin(book), tableId: table.id, tableName: table.name, worksheetId: table.sheetId };
  book.events.raise(EVENT.tableDeleted, [table.sheetId, WORKBOOK_TARGET], message);
}

const KEPT_EVENTS = 50;

const SHIFTS: Record<ChangeType, string> = {
  RangeEdited: 'None',
  RowInserted: 'ShiftCellDown',
  CellInserted: 'ShiftCellDown',
  RowDeleted: 'ShiftCellUp',
  CellDeleted: 'ShiftCellUp',
  ColumnInserted: 'ShiftCellRight',
  ColumnDeleted: 'ShiftCellLeft',
};

const origin = (book: Book): { source: 'Local' | 'Remote' } => ({ source: book.actor === 'colleague' ? 'Remote' : 'Local' });

function detailsOf({ before, after }: Details): object {
  return {
    valueBefore: before?.value ?? '',
    valueAfter: after?.value ?? '',
    valueTypeBefore: valueType(before),
    valueTypeAfter: valueType(after),
  };
}

/** The reference behind the event's getRange(context); those of the newest events are kept. */
function keepForEvent(book: Book, sheet: Sheet, area: Rect): string {
  const id = book.newId('event');
  book.references.set(id, { sheet, rect: area });
  const older = [...book.references.keys()].filter((key) => key.startsWith('event:'));
  for (const key of older.slice(0, -KEPT_EVENTS)) book.references.delete(key);
  return id;
}
