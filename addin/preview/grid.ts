/**
 * The spreadsheet of the preview: a view of the simulated workbook's sheet in front, and the hands at it. It holds no content: what a person
 * does goes to the host's `Person`, which obeys protection and validation and raises Excel's events, and what changed is drawn from the book.
 */
import { say } from '../pane/strings.ts';
import { formatRect, MAX_COLUMNS, MAX_ROWS, type Rect } from './host/address.ts';
import type { Book } from './host/book.ts';
import type { Outcome } from './host/gestures/outcome.ts';
import type { Person } from './host/person.ts';
import type { Sheet } from './host/sheet.ts';
import { addressOf, Cells } from './view/cells.ts';
import { Clipboard } from './view/clipboard.ts';
import { destinationOf } from './view/destination.ts';
import { Editor } from './view/editor.ts';
import { type KeyAction, readKey } from './view/keys.ts';
import type { Notice } from './view/notice.ts';
import { oncePerTurn } from './view/once-per-turn.ts';
import { listenToPointer } from './view/pointer.ts';
import { Prompt } from './view/prompt.ts';
import { scrollTo } from './view/scroll.ts';
import { followed, type Selection } from './view/selection.ts';
import { between, nextSpot, type Spot, type Step } from './view/walk.ts';

/** What the grid is made of. */
export interface GridParts {
  book: Book;
  person: Person;
  notice: Notice;
  /** The scrolling element. */
  scroller: HTMLElement;
  bar: HTMLTextAreaElement;
  /** Called after each drawing and each change of mode. */
  changed: () => void;
  /** Moves the focus to the next part of the window (F6). */
  nextPart: () => void;
}

/** The grid on screen. */
export class GridView {
  readonly editor: Editor;
  readonly #parts: GridParts;
  readonly #cells: Cells;
  readonly #prompt: Prompt;
  #selection: Selection = { anchor: { row: 0, col: 0 }, head: { row: 0, col: 0 } };
  #released = false;
  #peeked: Sheet | null = null;
  #shown = '';

  constructor(parts: GridParts) {
    this.#parts = parts;
    const { book, person, notice, scroller, bar } = parts;
    const table = document.createElement('table');
    table.className = 'sheet';
    table.setAttribute('role', 'grid');
    table.setAttribute('aria-multiselectable', 'true');
    table.setAttribute('aria-describedby', 'grid-help');
    scroller.append(table);
    this.#cells = new Cells(table);
    this.#prompt = new Prompt(scroller);
    const cell = ({ row, col }: Spot) => this.#cells.element(row, col);
    this.editor = new Editor({ book, person, notice, scroller, bar, cell, changed: () => this.draw(), ended: (step) => this.#ended(step) });
    bar.addEventListener('focus', () => {
      if (this.#peeked) bar.blur();
      else this.editor.start(this.active, { inBar: true });
    });
    table.addEventListener('keydown', (event) => this.#onKey(event));
    new Clipboard(scroller, { book, person, active: () => !this.#peeked && this.hasFocus(), said: (outcome) => this.said(outcome) });
    listenToPointer(table, {
      choose: (spot, extend) => void (this.editor.commit() && this.#go(spot, extend)),
      chooseRow: (row) => this.#select({ row, col: 0, rows: 1, cols: MAX_COLUMNS }),
      chooseColumn: (col) => this.#select({ row: 0, col, rows: MAX_ROWS, cols: 1 }),
      chooseAll: () => this.#selectAll(),
      open: (spot) => this.#open(spot, false),
    });
    book.onRedraw(oncePerTurn(() => this.draw()));
  }

  /** The sheet on screen: the one in front, or a hidden one that a curious person looks into and can't change. */
  get sheet(): Sheet {
    return this.#peeked ?? this.#parts.book.active;
  }

  /** How large the sheet is drawn; 1 is 100 %. */
  get zoom(): number {
    return this.#cells.zoom;
  }

  set zoom(zoom: number) {
    this.#cells.zoom = zoom;
    this.draw();
  }

  /** The cell with the frame. */
  get active(): Spot {
    return this.#selection.anchor;
  }

  /** Reports whether content below the last drawn row exists. */
  get cut(): boolean {
    return this.#cells.extent.cut;
  }

  /** Looks into a hidden sheet, or back at the one in front. */
  peek(sheet: Sheet | null): void {
    if (!this.editor.commit()) return;
    this.#peeked = sheet;
    this.draw();
  }

  /** Puts the focus on the cell with the frame. */
  focus(): void {
    const cell = cellWithFrame(this.#cells.table);
    cell?.focus({ preventScroll: true });
    if (cell) scrollTo(this.#parts.scroller, cell);
  }

  /** Reports whether a cell has the focus. */
  hasFocus(): boolean {
    return this.#cells.table.contains(document.activeElement);
  }

  /** Draws the sheet as it stands. */
  draw(): void {
    const hadFocus = this.hasFocus();
    this.#selection = followed(this.#selection, this.sheet);
    const { anchor, head } = this.#selection;
    this.#cells.table.setAttribute('aria-label', say('preview.grid', { sheet: this.sheet.name }));
    const rebuilt = this.#cells.draw(this.#parts.book, this.sheet, anchor);
    const rule = this.sheet.cell(anchor.row, anchor.col)?.rule;
    this.#prompt.show(this.editor.open || this.#peeked ? undefined : rule?.prompt, this.#cells.element(anchor.row, anchor.col));
    const place = `${this.sheet.id} ${addressOf(head.row, head.col)}`;
    const cell = this.#cells.element(head.row, head.col);
    if (place !== this.#shown && cell) scrollTo(this.#parts.scroller, cell);
    this.#shown = place;
    if (hadFocus && (rebuilt || document.activeElement !== cellWithFrame(this.#cells.table))) this.focus();
    this.#parts.changed();
  }

  /** Shows what Excel says when it refuses. */
  said(outcome: Outcome): void {
    if (!outcome.ok) this.#parts.notice.show({ sentence: outcome.refused, back: () => this.focus() });
  }

  #go(spot: Spot, extend: boolean): void {
    this.#selection = extend ? { anchor: this.active, head: spot } : { anchor: spot, head: spot };
    this.#select(between(this.#selection.anchor, spot));
    this.focus();
  }

  /** A protected sheet may forbid selecting; Excel then just does not select. In a hidden sheet there is nothing to select. */
  #select(area: Rect): void {
    if (!this.#peeked) this.#parts.person.select(formatRect(area));
    this.draw();
  }

  #selectAll(): void {
    const used = this.sheet.usedRect('contents') ?? { row: 0, col: 0, rows: 1, cols: 1 };
    this.#selection = { anchor: { row: 0, col: 0 }, head: { row: used.row + used.rows - 1, col: used.col + used.cols - 1 } };
    this.#select(between(this.#selection.anchor, this.#selection.head));
  }

  #open(spot: Spot, over: boolean): void {
    if (!this.#peeked) this.editor.start(spot, { over });
  }

  #ended(step: Step): void {
    if (step.row !== 0 || step.col !== 0) {
      const next = nextSpot(this.sheet, this.active, step);
      this.#selection = { anchor: next, head: next };
      this.#select(between(next, next));
    }
    this.draw();
    const { activeElement } = document;
    // Who clicked elsewhere keeps the focus there.
    if (activeElement === document.body || activeElement === this.#parts.bar || this.#parts.scroller.contains(activeElement)) this.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const action = readKey(event, this.#released);
    this.#released = action?.kind === 'release';
    if (!action || action.kind === 'release') return;
    this.#do(action);
    // The first letter must still reach the text area, which has just got the focus.
    if (action.kind !== 'overtype' || event.key === 'Backspace') event.preventDefault();
  }

  #do(action: KeyAction): void {
    if (action.kind === 'edit' || action.kind === 'overtype') this.#open(this.active, action.kind === 'overtype');
    else if (action.kind === 'select-all') this.#selectAll();
    else if (action.kind === 'next-part') this.#parts.nextPart();
    else if (action.kind === 'gesture') {
      if (!this.#peeked) this.said(this.#parts.person[action.gesture](formatRect(this.sheet.selection)));
    } else if ('extend' in action) this.#go(destinationOf(this.sheet, this.#selection, action), action.extend);
  }
}

/** The cell by which the keyboard enters the grid. */
const cellWithFrame = (table: HTMLTableElement): HTMLElement | null => table.querySelector<HTMLElement>('td[tabindex="0"]');
