// What happens to sheets as a whole: adding, naming, hiding, moving, copying, deleting, protecting, bringing to the front. Excel keeps at
// least one sheet visible, and the active one is visible (support.microsoft.com "Hide or unhide worksheets").

import { type Book, checkSheetName, type NamedItem } from './book.ts';
import { HostError } from './errors.ts';
import { EVENT, WORKBOOK_TARGET } from './events.ts';
import { readOptions } from './protection.ts';
import {
  raiseActivated,
  raiseProtection,
  raiseRenamed,
  raiseSheetAdded,
  raiseSheetDeleted,
  raiseTableAdded,
  raiseTableDeleted,
  raiseVisibility,
} from './raise.ts';
import type { Sheet, Visibility } from './sheet.ts';
import { freeTableName, type Table } from './table.ts';

/** Adds a sheet behind the others; without a name it gets the next "Sheet<n>". */
export function addWorksheet(book: Book, name: string | null): Sheet {
  let n = 1;
  while (book.sheetNamed(`Sheet${n}`)) n++;
  const sheet = book.addSheet(name ?? `Sheet${n}`);
  raiseSheetAdded(book, sheet);
  return sheet;
}

/** Gives a sheet another name. */
export function renameSheet(book: Book, sheet: Sheet, name: string): void {
  checkSheetName(book, name, sheet);
  book.changing();
  const before = sheet.name;
  sheet.name = name;
  if (name !== before) raiseRenamed(book, sheet, before);
}

/** Moves a sheet to a position, counted from 0. */
export function moveSheet(book: Book, sheet: Sheet, position: number): void {
  const positionBefore = book.sheets.indexOf(sheet);
  const others = book.sheets.filter((each) => each !== sheet);
  book.changing();
  book.sheets = [...others.slice(0, position), sheet, ...others.slice(position)];
  book.redraw('everything');
  book.events.raise(EVENT.sheetMoved, [WORKBOOK_TARGET], { source: 'Local', worksheetId: sheet.id, positionBefore, positionAfter: position });
}

/** Shows or hides a sheet. Fails with InvalidOperation when no other sheet is visible. */
export function showSheet(book: Book, sheet: Sheet, visibility: Visibility): void {
  const before = sheet.visibility;
  if (visibility === before) return;
  const next = nextVisible(book, sheet);
  if (visibility !== 'Visible' && !next) throw new HostError('InvalidOperation');
  book.changing();
  sheet.visibility = visibility;
  raiseVisibility(book, sheet, before);
  if (visibility !== 'Visible' && book.active === sheet && next) activateSheet(book, next);
}

/** Brings a sheet to the front. Fails with InvalidOperation on a hidden one. */
export function activateSheet(book: Book, sheet: Sheet): void {
  if (sheet.visibility !== 'Visible') throw new HostError('InvalidOperation');
  const from = book.active;
  if (from === sheet) return;
  book.active = sheet;
  raiseActivated(book, from, sheet);
}

/** Deletes a sheet with its tables. Fails with InvalidOperation when no other sheet is visible. */
export function deleteSheet(book: Book, sheet: Sheet): void {
  const next = nextVisible(book, sheet);
  if (!next) throw new HostError('InvalidOperation');
  book.changing();
  if (book.active === sheet) activateSheet(book, next);
  for (const table of book.tables.filter((each) => each.sheetId === sheet.id)) raiseTableDeleted(book, table);
  book.tables = book.tables.filter((table) => table.sheetId !== sheet.id);
  book.names = book.names.flatMap((item): NamedItem[] => {
    if (item.sheetId === sheet.id) return [];
    const lost = 'rect' in item.refersTo && item.refersTo.sheetId === sheet.id;
    return [lost ? { ...item, refersTo: { formula: '=#REF!' } } : item];
  });
  book.sheets = book.sheets.filter((each) => each !== sheet);
  sheet.deleted = true;
  raiseSheetDeleted(book, sheet);
}

/** Copies a sheet behind the others, with its tables and names under free names and its protection (assumption A15). */
export function copySheet(book: Book, sheet: Sheet): Sheet {
  let n = 2;
  while (book.sheetNamed(copyName(sheet.name, n))) n++;
  const copy = book.addSheet(copyName(sheet.name, n));
  const { name, ...state } = { ...sheet };
  Object.assign(copy, state, {
    id: copy.id,
    visibility: 'Visible',
    cells: new Map(sheet.cells),
    rows: new Map(sheet.rows),
    columns: new Map(sheet.columns),
  });
  for (const table of book.tables.filter((each) => each.sheetId === sheet.id)) {
    const twin: Table = { ...table, id: book.newId('table'), name: freeTableName(book, table.name), sheetId: copy.id };
    book.tables = [...book.tables, twin];
    raiseTableAdded(book, twin);
  }
  for (const item of book.names) {
    if (!('rect' in item.refersTo) || item.refersTo.sheetId !== sheet.id) continue;
    book.replaceName(null, { ...item, sheetId: copy.id, refersTo: { sheetId: copy.id, rect: item.refersTo.rect } });
  }
  raiseSheetAdded(book, copy);
  return copy;
}

/** Protects a sheet. Fails with AccessDenied when it is protected already. It has no undo and clears the person's. */
export function protectSheet(book: Book, sheet: Sheet, { options, password }: { options: unknown; password: string }): void {
  if (sheet.protection) throw new HostError('AccessDenied');
  sheet.protection = { options: readOptions(options), password };
  book.undo.clear();
  raiseProtection(book, sheet);
}

/** Takes the protection away. Fails with AccessDenied when there is none or the password is not right. Clears the person's undo. */
export function unprotectSheet(book: Book, sheet: Sheet, password: string): void {
  if (!sheet.protection || sheet.protection.password !== password) throw new HostError('AccessDenied');
  sheet.protection = null;
  book.undo.clear();
  raiseProtection(book, sheet);
}

const copyName = (name: string, n: number): string => `${name.slice(0, 31 - ` (${n})`.length)} (${n})`;

function nextVisible(book: Book, sheet: Sheet): Sheet | undefined {
  const at = book.sheets.indexOf(sheet);
  const others = [...book.sheets.slice(at + 1), ...book.sheets.slice(0, at).reverse()];
  return others.find((each) => each.visibility === 'Visible');
}
