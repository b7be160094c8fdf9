/**
 * Typing in a cell: a text area over the cell, and the formula bar above, which show the same text. While it is open the workbook is in cell
 * edit mode, as Excel is. What is committed goes through the person, who asks what Excel asks.
 */

import { say } from '../../pane/strings.ts';
import type { Book } from '../host/book.ts';
import type { Outcome } from '../host/gestures/outcome.ts';
import type { Person } from '../host/person.ts';
import { addressOf } from './cells.ts';
import type { Notice } from './notice.ts';
import type { Spot, Step } from './walk.ts';

/** What the editor needs of the grid around it. */
export interface EditorPlace {
  book: Book;
  person: Person;
  notice: Notice;
  /** The element of a cell on screen. */
  cell: (spot: Spot) => HTMLElement | undefined;
  /** The scrolling element that the text area is put into. */
  scroller: HTMLElement;
  bar: HTMLTextAreaElement;
  /** Called after typing has ended, with where to go: a step from the cell, or stay. */
  ended: (step: Step) => void;
  changed: () => void;
}

const STAY: Step = { row: 0, col: 0 };

/** The editor of one grid. */
export class Editor {
  readonly #place: EditorPlace;
  readonly #area: HTMLTextAreaElement;
  #spot: Spot | null = null;
  /** Typing over a cell began with a letter: then arrows commit, as in Excel's Enter mode. */
  #overtyping = false;

  constructor(place: EditorPlace) {
    this.#place = place;
    this.#area = document.createElement('textarea');
    this.#area.className = 'cell-editor';
    this.#area.hidden = true;
    this.#area.spellcheck = false;
    place.scroller.append(this.#area);
    for (const field of [this.#area, place.bar]) {
      field.addEventListener('keydown', (event) => this.#onKey(event));
      field.addEventListener('input', () => this.#onInput(field));
      field.addEventListener('blur', (event) => this.#onBlur(event));
    }
  }

  /** Reports whether somebody is typing. */
  get open(): boolean {
    return this.#spot !== null;
  }

  /** Opens a cell. `over`: what is typed replaces its text. `inBar`: the focus stays in the formula bar. */
  start(spot: Spot, { over = false, inBar = false }: { over?: boolean; inBar?: boolean } = {}): void {
    if (this.#spot) return;
    const { person, bar, notice } = this.#place;
    const outcome = person.startTyping(addressOf(spot.row, spot.col));
    if (!outcome.ok) {
      if (inBar) bar.blur();
      notice.show({ sentence: outcome.refused, back: () => this.#place.ended(STAY) });
      return;
    }
    this.#spot = spot;
    this.#overtyping = over;
    const text = over ? '' : this.textOf(spot);
    this.#area.value = text;
    bar.value = text;
    this.#area.hidden = false;
    this.#area.setAttribute('aria-label', say('preview.editor', { address: addressOf(spot.row, spot.col) }));
    this.#lay();
    if (!inBar) this.#focusEnd();
    this.#place.changed();
  }

  /** What is edited of a cell: its formula, or its text as it was typed. */
  textOf({ row, col }: Spot): string {
    const content = this.#place.book.active.content(row, col);
    if (content?.formula !== undefined) return content.formula;
    const text = content === undefined ? '' : typeof content.value === 'string' ? content.value : this.#place.book.active.textAt(row, col);
    return content?.apostrophe ? `'${text}` : text;
  }

  /** Puts a line break where the cursor is, for keyboards without Alt. */
  breakLine(): void {
    const field = document.activeElement === this.#place.bar ? this.#place.bar : this.#area;
    field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
    this.#onInput(field);
    field.focus();
  }

  /** Commits what is typed and goes a step. Returns whether the cell is closed. */
  commit(step: Step = STAY): boolean {
    if (!this.#spot) return true;
    const outcome = this.#place.person.commitTyping(this.#area.value);
    if (outcome.ok) {
      this.#close(step);
      return true;
    }
    this.#refused(outcome);
    return false;
  }

  /** Leaves the cell as it was. */
  cancel(): void {
    if (!this.#spot) return;
    this.#place.person.cancelTyping();
    this.#close(STAY);
  }

  #refused(outcome: Extract<Outcome, { ok: false }>): void {
    this.#place.notice.show({ sentence: outcome.refused, back: () => this.cancel(), retry: () => this.#focusEnd() });
  }

  #focusEnd(): void {
    this.#area.focus({ preventScroll: true });
    this.#area.setSelectionRange(this.#area.value.length, this.#area.value.length);
  }

  #close(step: Step): void {
    this.#spot = null;
    this.#area.hidden = true;
    this.#place.ended(step);
    this.#place.changed();
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#spot || event.isComposing) return;
    const step = stepOf(event, this.#overtyping && event.target === this.#area);
    if (event.key === 'Enter' && (event.altKey || event.ctrlKey)) this.breakLine();
    else if (event.key === 'Escape') this.cancel();
    else if (step) this.commit(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #onInput(field: HTMLTextAreaElement): void {
    const other = field === this.#area ? this.#place.bar : this.#area;
    other.value = field.value;
    this.#lay();
  }

  /** Leaving the two fields commits, as clicking elsewhere in Excel does. A dialog takes the focus only for a while. */
  #onBlur(event: FocusEvent): void {
    const to = event.relatedTarget as Element | null;
    const staying = to === this.#area || to === this.#place.bar || to?.closest('dialog, .new-line') !== null;
    if (!this.#spot || (to && staying) || document.querySelector('dialog[open]') || !document.hasFocus()) return;
    this.commit();
  }

  /** Lays the text area over its cell and lets it grow with the text. */
  #lay(): void {
    const cell = this.#spot && this.#place.cell(this.#spot);
    if (!cell) return;
    const { scroller } = this.#place;
    const { fontSize, fontFamily } = getComputedStyle(cell);
    Object.assign(this.#area.style, { fontSize, fontFamily });
    const [box, outer] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()];
    const { style } = this.#area;
    style.left = `${box.left - outer.left + scroller.scrollLeft}px`;
    style.top = `${box.top - outer.top + scroller.scrollTop}px`;
    style.width = `${Math.max(box.width, 120)}px`;
    style.height = '0';
    style.height = `${Math.max(box.height, this.#area.scrollHeight + 4)}px`;
  }
}

const ARROWS: Record<string, Step> = {
  ArrowUp: { row: -1, col: 0 },
  ArrowDown: { row: 1, col: 0 },
  ArrowLeft: { row: 0, col: -1 },
  ArrowRight: { row: 0, col: 1 },
};

function stepOf(event: KeyboardEvent, arrows: boolean): Step | undefined {
  const back = event.shiftKey ? -1 : 1;
  if (event.key === 'Enter') return { row: back, col: 0 };
  if (event.key === 'Tab') return { row: 0, col: back };
  return arrows ? ARROWS[event.key] : undefined;
}
