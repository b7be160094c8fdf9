/** The drawn table of one sheet: builds it once per set of rows and columns, and from then on changes only the cells that look different. */
import { columnLetters, holds, type Rect } from '../host/address.ts';
import type { Book } from '../host/book.ts';
import type { Sheet } from '../host/sheet.ts';
import { type Extent, extentOf, sameTracks } from './extent.ts';
import { freezeColumns, freezeRows } from './freeze.ts';
import { type Look, lookOf } from './look.ts';

/** The width of the row numbers and the height of the column letters, in pixels; the style sheet has the same. */
export const MARGIN_PX = { left: 40, top: 24 } as const;

/** A cell on screen and what it shows at the moment. */
interface Drawn {
  element: HTMLTableCellElement;
  row: number;
  col: number;
  text: string;
  look: string;
}

/** Draws a sheet into a table element. */
export class Cells {
  readonly table: HTMLTableElement;
  /** 1 is 100 %. */
  zoom = 1;
  extent: Extent = { rows: [], columns: [], cut: false };
  #sheet: Sheet | null = null;
  #drawn: Drawn[] = [];
  #byAddress = new Map<string, Drawn>();

  constructor(table: HTMLTableElement) {
    this.table = table;
  }

  /** The element of a cell, if it is drawn. */
  element(row: number, col: number): HTMLTableCellElement | undefined {
    return this.#byAddress.get(addressOf(row, col))?.element;
  }

  /** Draws the sheet as it stands. `active` is the cell that has the frame. Returns whether the table was built anew. */
  draw(book: Book, sheet: Sheet, active: { row: number; col: number }): boolean {
    const extent = extentOf(sheet, this.zoom);
    const rebuild = sheet !== this.#sheet || !sameTracks(extent, this.extent);
    this.extent = extent;
    if (rebuild) this.#build(sheet);
    this.table.classList.toggle('no-gridlines', !sheet.showGridlines);
    for (const drawn of this.#drawn) this.#refresh(book, sheet, drawn);
    this.#mark(sheet, active);
    this.#size(sheet);
    return rebuild;
  }

  #build(sheet: Sheet): void {
    this.#sheet = sheet;
    this.#drawn = [];
    this.#byAddress.clear();
    const { rows, columns } = this.extent;
    const widths = element('colgroup');
    for (const sizePx of [MARGIN_PX.left, ...columns.map((column) => column.sizePx)]) widths.append(sized('col', 'width', sizePx));
    const letters = element('tr', 'row');
    letters.append(corner());
    for (const { at, afterHidden } of columns) letters.append(heading('columnheader', { text: columnLetters(at), at, afterHidden }));
    const head = element('thead', 'rowgroup');
    head.append(letters);
    const body = element('tbody', 'rowgroup');
    for (const { at, afterHidden } of rows) {
      const line = element('tr', 'row');
      line.setAttribute('aria-rowindex', String(at + 2));
      line.append(heading('rowheader', { text: String(at + 1), at, afterHidden }));
      for (const column of columns) line.append(this.#cell(at, column.at));
      body.append(line);
    }
    this.table.replaceChildren(widths, head, body);
    this.table.style.width = `${MARGIN_PX.left + columns.reduce((sum, { sizePx }) => sum + sizePx, 0)}px`;
    this.table.setAttribute('aria-rowcount', String(rows.length + 1));
    this.table.setAttribute('aria-colcount', String(columns.length + 1));
  }

  #cell(row: number, col: number): HTMLTableCellElement {
    const cell = element('td', 'gridcell');
    const address = addressOf(row, col);
    cell.dataset['address'] = address;
    cell.setAttribute('aria-colindex', String(col + 2));
    cell.tabIndex = -1;
    const drawn = { element: cell, row, col, text: '', look: '' };
    this.#drawn.push(drawn);
    this.#byAddress.set(address, drawn);
    return cell;
  }

  #refresh(book: Book, sheet: Sheet, drawn: Drawn): void {
    const { row, col } = drawn;
    const text = sheet.textAt(row, col);
    if (text !== drawn.text) drawn.element.textContent = text;
    drawn.text = text;
    const look = lookOf(book, sheet, { row, col, zoom: this.zoom });
    const key = JSON.stringify(look);
    if (key !== drawn.look) wear(drawn.element, look);
    drawn.look = key;
    // As in Excel, a text that is not wrapped runs over the empty cells beside it.
    const spills = text !== '' && look['white-space'] === 'nowrap' && look['text-align'] === 'left' && sheet.textAt(row, col + 1) === '';
    drawn.element.classList.toggle('spills', spills);
    drawn.element.setAttribute('aria-readonly', String(sheet.protection !== null && sheet.formatAt(row, col).locked));
  }

  #mark(sheet: Sheet, active: { row: number; col: number }): void {
    const { selection } = sheet;
    for (const { element: cell, row, col } of this.#drawn) {
      const isActive = row === active.row && col === active.col;
      cell.setAttribute('aria-selected', String(holds(selection, row, col)));
      cell.classList.toggle('active', isActive);
      cell.tabIndex = isActive ? 0 : -1;
    }
    // The active cell may be hidden; then the first one shown is where the keyboard enters.
    const [first] = this.#drawn;
    if (first && !this.element(active.row, active.col)) first.element.tabIndex = 0;
    for (const each of this.table.querySelectorAll<HTMLElement>('th[data-at]')) {
      each.classList.toggle('lit', each.getAttribute('role') === 'rowheader' ? inRows(selection, each) : inColumns(selection, each));
    }
  }

  #size(sheet: Sheet): void {
    const lines = Array.from(this.table.tBodies[0]?.rows ?? []);
    for (const [index, line] of lines.entries()) line.style.height = `${this.extent.rows[index]?.sizePx ?? 20}px`;
    freezeRows(lines, { extent: this.extent, count: sheet.frozen.rows, topPx: MARGIN_PX.top });
    const letters = this.table.tHead?.rows[0];
    const roomPx = (this.table.parentElement?.clientWidth ?? 0) - MARGIN_PX.left;
    freezeColumns(letters ? [letters, ...lines] : lines, { extent: this.extent, count: sheet.frozen.cols, leftPx: MARGIN_PX.left, roomPx });
  }
}

/** The address of a cell: "C5". */
export const addressOf = (row: number, col: number): string => `${columnLetters(col)}${row + 1}`;

const inRows = (selection: Rect, heading: HTMLElement): boolean => holds({ ...selection, col: 0, cols: 1 }, Number(heading.dataset['at']), 0);
const inColumns = (selection: Rect, heading: HTMLElement): boolean => holds({ ...selection, row: 0, rows: 1 }, 0, Number(heading.dataset['at']));

function element<K extends keyof HTMLElementTagNameMap>(name: K, role?: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (role) made.setAttribute('role', role);
  return made;
}

function sized<K extends 'col'>(name: K, property: 'width', sizePx: number): HTMLElementTagNameMap[K] {
  const made = element(name);
  made.style.setProperty(property, `${sizePx}px`);
  return made;
}

/** The corner selects everything by mouse; by keyboard Ctrl+A does. */
function corner(): HTMLTableCellElement {
  const made = element('td');
  made.className = 'corner';
  made.dataset['corner'] = 'yes';
  return made;
}

function heading(role: 'rowheader' | 'columnheader', { text, at, afterHidden }: { text: string; at: number; afterHidden: boolean }): HTMLTableCellElement {
  const made = element('th', role);
  made.textContent = text;
  made.scope = role === 'rowheader' ? 'row' : 'col';
  made.dataset['at'] = String(at);
  made.classList.toggle('after-hidden', afterHidden);
  return made;
}

/** Sets a look through the CSSOM, which a strict content security policy allows, and takes the former one off. */
function wear(cell: HTMLElement, look: Look): void {
  const { top, left } = cell.style;
  cell.style.cssText = '';
  for (const [property, value] of Object.entries(look)) cell.style.setProperty(property, value);
  if (top) cell.style.top = top;
  if (left) cell.style.left = left;
}
