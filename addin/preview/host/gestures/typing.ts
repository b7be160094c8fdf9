// Typing into cells, emptying them, filling down. Typing is the one gesture besides pasting values that data validation looks at
// (learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-data-validation): Stop refuses, Warning lets the person insist,
// Information only tells.

import type { Rect } from '../address.ts';
import type { Book } from '../book.ts';
import { clearContents, putCells, writeValues } from '../edit.ts';
import { cellsIn } from '../kept.ts';
import { listLookup } from '../list-lookup.ts';
import { mayWrite } from '../protection.ts';
import type { Sheet } from '../sheet.ts';
import { keeps } from '../validation.ts';
import { convert, textProblem } from '../values.ts';
import { need, SENTENCE } from './outcome.ts';
import type { Place } from './select.ts';

/** Types a text into the first cell of a place and commits it with Ctrl+Enter, which leaves the selection where it is. */
export function typeText(book: Book, { sheet, area }: Place, { text, insist }: { text: string; insist: boolean }): void {
  const cell: Rect = { ...area, rows: 1, cols: 1 };
  need(mayWrite(sheet, cell), SENTENCE.protected);
  const typed = text.replaceAll('\r\n', '\n');
  need(!textProblem(typed), SENTENCE.tooLong);
  needValid(book, sheet, { row: cell.row, col: cell.col, text: typed, insist });
  writeValues(book, sheet, { area: cell, values: [[typed]] });
}

/** Refuses a text that breaks the rule of its cell, with the alert's words. */
export function needValid(book: Book, sheet: Sheet, { row, col, text, insist }: { row: number; col: number; text: string; insist: boolean }): void {
  const rule = sheet.cell(row, col)?.rule;
  const { content } = convert(text, sheet.formatAt(row, col).numberFormat);
  if (keeps(rule, content, listLookup(book, sheet))) return;
  const { showAlert = true, style = 'Stop', message } = rule?.errorAlert ?? {};
  const asks = showAlert && style !== 'Information' && !(style === 'Warning' && insist);
  need(!asks, message || SENTENCE.validation);
}

/** Empties cells with the Delete key: not those in rows that a filter hides; validation is not asked. */
export function deleteContents(book: Book, { sheet, area }: Place): void {
  need(mayWrite(sheet, area), SENTENCE.protected);
  for (const part of shownParts(sheet, area)) clearContents(book, sheet, part);
}

/** Fills the first row of an area down over the rest (Ctrl+D): contents, formats and rules. */
export function fillDown(book: Book, { sheet, area }: Place): void {
  const below: Rect = { ...area, row: area.row + 1, rows: area.rows - 1 };
  if (below.rows === 0) return;
  need(mayWrite(sheet, below), SENTENCE.protected);
  const [first = []] = cellsIn(sheet, { ...area, rows: 1 });
  for (const part of shownParts(sheet, below)) {
    putCells(book, sheet, { area: part, cells: Array.from({ length: part.rows }, () => first) });
  }
}

/** An area without the rows that a filter hides, in runs of rows. */
export function shownParts(sheet: Sheet, area: Rect): Rect[] {
  if (sheet.filteredRows.size === 0) return [area];
  const parts: { row: number; rows: number }[] = [];
  for (let row = area.row; row < area.row + area.rows; row++) {
    if (sheet.filteredRows.has(row)) continue;
    const last = parts.at(-1);
    if (last && last.row + last.rows === row) last.rows++;
    else parts.push({ row, rows: 1 });
  }
  return parts.map((part) => ({ ...area, ...part }));
}
