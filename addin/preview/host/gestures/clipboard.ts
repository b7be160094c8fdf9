// Copying, cutting and pasting. What is copied in Excel is pasted whole: content, format with its lock, and rule; the rule of the cell
// below is not asked but replaced (learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-data-validation, note). Only "paste
// values" asks it. Text from another program brings contents alone (assumption A18). Rows that a filter hides are not copied.

import { contains, type Rect, rect } from '../address.ts';
import type { Book } from '../book.ts';
import { type Cell, DEFAULTS } from '../cells.ts';
import { putCells, writeValues } from '../edit.ts';
import { cellsIn, keptCells } from '../kept.ts';
import { mayWrite } from '../protection.ts';
import { raiseChanged } from '../raise.ts';
import type { Sheet } from '../sheet.ts';
import { textProblem } from '../values.ts';
import { need, SENTENCE } from './outcome.ts';
import type { Place } from './select.ts';
import { needValid, shownParts } from './typing.ts';

/** What was copied or cut in Excel. */
export interface Clipboard {
  readonly cells: readonly (readonly (Cell | undefined)[])[];
  readonly texts: readonly (readonly string[])[];
  /** Where it was cut from, until it is pasted. */
  readonly cutFrom: Place | null;
}

/** Copies cells. Formats that come from row, column or sheet are written into the copies. */
export function copyCells({ sheet, area }: Place): Clipboard {
  const parts = shownParts(sheet, area);
  return {
    cells: parts.flatMap((part) => wholeCells(sheet, part)),
    texts: parts.flatMap((part) => textsIn(sheet, part)),
    cutFrom: null,
  };
}

/** Cuts cells: they stay until they are pasted. */
export function cutCells(place: Place): Clipboard {
  need(mayWrite(place.sheet, place.area), SENTENCE.protected);
  return { ...copyCells(place), cells: wholeCells(place.sheet, place.area), cutFrom: place };
}

/** Pastes everything at a place; one copied cell fills the whole place. What was cut leaves its old place. */
export function pasteAll(book: Book, { sheet, area }: Place, { cells, cutFrom }: Clipboard): void {
  const target = targetOf(area, cells);
  need(mayWrite(sheet, target), SENTENCE.protected);
  if (cutFrom) {
    need(mayWrite(cutFrom.sheet, cutFrom.area), SENTENCE.protected);
    book.changing();
    for (const [row, col] of keptCells(cutFrom.sheet, cutFrom.area)) cutFrom.sheet.putCell(row, col, {});
    moveReferences(book, cutFrom, { sheet, area: target });
  }
  putCells(book, sheet, { area: target, cells: tiled(target, cells) });
  if (cutFrom) raiseChanged(book, { sheet: cutFrom.sheet, area: cutFrom.area, changeType: 'RangeEdited' });
}

/** Pastes what was copied as values (Paste Special): formats and rules stay, and the rules are asked. */
export function pasteValues(book: Book, place: Place, clipboard: Clipboard): void {
  pasteTexts(book, place, { texts: clipboard.texts, validated: true });
}

/** Pastes text from another program as values, as typed: formats and rules stay, and the rules are not asked. */
export function pasteText(book: Book, place: Place, texts: readonly (readonly string[])[]): void {
  pasteTexts(book, place, { texts, validated: false });
}

/** Pastes cells of another workbook that hold these texts: ordinary cells (General, locked, without rule) replace what is there. */
export function pasteForeignCells(book: Book, place: Place, texts: readonly (readonly string[])[]): void {
  const cells = texts.map((line) => line.map((text): Cell => ({ format: DEFAULTS, ...(text === '' ? {} : { content: { value: text } }) })));
  pasteAll(book, place, { cells, texts, cutFrom: null });
}

/** Reads the text that Excel and others put on the clipboard: lines of cells with tabs; a cell with a tab, quote or line break is quoted. */
export function readClipboardText(text: string): string[][] {
  const lines: string[][] = [[]];
  let rest = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  while (true) {
    const cell = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest) ?? /^([^\t\n]*)/.exec(rest);
    const quoted = cell?.[0].startsWith('"') && cell[0] !== cell[1];
    lines.at(-1)?.push(quoted ? (cell?.[1] ?? '').replaceAll('""', '"') : (cell?.[1] ?? ''));
    rest = rest.slice(cell?.[0].length ?? 0);
    if (rest === '') return lines;
    if (rest.startsWith('\n')) lines.push([]);
    rest = rest.slice(1);
  }
}

function pasteTexts(book: Book, { sheet, area }: Place, { texts, validated }: { texts: readonly (readonly string[])[]; validated: boolean }): void {
  const target = targetOf(area, texts);
  need(mayWrite(sheet, target), SENTENCE.protected);
  const values = tiled(target, texts).map((line) => line.map((text) => text ?? ''));
  for (const [down, line] of values.entries()) {
    for (const [right, text] of line.entries()) {
      need(!textProblem(text), SENTENCE.tooLong);
      if (validated) needValid(book, sheet, { row: target.row + down, col: target.col + right, text, insist: false });
    }
  }
  writeValues(book, sheet, { area: target, values });
}

function targetOf(area: Rect, lines: readonly (readonly unknown[])[]): Rect {
  const [rows, cols] = [lines.length, Math.max(...lines.map((line) => line.length))];
  const fits = area.rows % rows === 0 && area.cols % cols === 0;
  return fits ? area : rect(area.row, area.col, { rows, cols });
}

function tiled<T>(target: Rect, lines: readonly (readonly T[])[]): (T | undefined)[][] {
  const cols = Math.max(...lines.map((line) => line.length));
  return Array.from({ length: target.rows }, (_, down) => Array.from({ length: target.cols }, (__, right) => lines[down % lines.length]?.[right % cols]));
}

function wholeCells(sheet: Sheet, area: Rect): Cell[][] {
  return cellsIn(sheet, area).map((line, down) => line.map((cell, right) => ({ ...cell, format: sheet.formatAt(area.row + down, area.col + right) })));
}

function textsIn(sheet: Sheet, area: Rect): string[][] {
  return cellsIn(sheet, area).map((line, down) => line.map((_, right) => sheet.textAt(area.row + down, area.col + right)));
}

/** References, names and tables that lie wholly in what is moved move with it (support.microsoft.com "Move or copy cells"). */
function moveReferences(book: Book, from: Place, to: Place): void {
  const moved = (area: Rect): Rect => ({ ...area, row: area.row + to.area.row - from.area.row, col: area.col + to.area.col - from.area.col });
  for (const [id, reference] of book.references) {
    const inside = reference.sheet === from.sheet && reference.rect && contains(from.area, reference.rect);
    if (inside && reference.rect) book.references.set(id, { sheet: to.sheet, rect: moved(reference.rect) });
  }
  book.names = book.names.map((item) => {
    const { refersTo } = item;
    const inside = 'rect' in refersTo && refersTo.sheetId === from.sheet.id && contains(from.area, refersTo.rect);
    return inside ? { ...item, refersTo: { sheetId: to.sheet.id, rect: moved(refersTo.rect) } } : item;
  });
  book.tables = book.tables.map((table) => {
    const inside = table.sheetId === from.sheet.id && contains(from.area, table.rect);
    return inside ? { ...table, sheetId: to.sheet.id, rect: moved(table.rect) } : table;
  });
}
