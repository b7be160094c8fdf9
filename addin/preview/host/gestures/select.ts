// Going somewhere: finding the cells that an address means, bringing their sheet to the front, selecting them. On a protected sheet the
// selection mode decides what can be selected (Excel.ProtectionSelectionMode).

import { parseRect, type Rect, splitAddress } from '../address.ts';
import type { Book } from '../book.ts';
import { allUnlocked } from '../protection.ts';
import { raiseSelection } from '../raise.ts';
import type { Sheet } from '../sheet.ts';
import { activateSheet } from '../sheets.ts';
import { need, SENTENCE } from './outcome.ts';

/** Cells of a sheet. */
export interface Place {
  readonly sheet: Sheet;
  readonly area: Rect;
}

/** Finds "B2:C5" on the active sheet or "Grid!B2". An address that is none is a mistake of the caller. */
export function locate(book: Book, address: string): Place {
  const { sheetName, cells } = splitAddress(address);
  const sheet = sheetName === null ? book.active : book.sheetNamed(sheetName);
  const area = parseRect(cells);
  if (!sheet || !area) throw new Error(`There are no cells "${address}".`);
  need(sheet.visibility === 'Visible', SENTENCE.notVisible);
  return { sheet, area };
}

/** Goes to cells and selects them; a co-author's selection is not ours and stays unseen. */
export function goTo(book: Book, address: string): Place {
  const place = locate(book, address);
  if (book.actor === 'colleague') return place;
  selectPlace(book, place);
  return place;
}

/** Selects cells. */
export function selectPlace(book: Book, { sheet, area }: Place): void {
  const mode = sheet.protection?.options.selectionMode ?? 'Normal';
  need(mode === 'Normal' || (mode === 'Unlocked' && allUnlocked(sheet, area)), SENTENCE.cannotSelect);
  activateSheet(book, sheet);
  const { row, col, rows, cols } = sheet.selection;
  sheet.selection = area;
  if (row !== area.row || col !== area.col || rows !== area.rows || cols !== area.cols) raiseSelection(book, sheet);
}
