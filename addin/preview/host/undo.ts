// Undo and redo. One step is what one gesture of the person, or one context.sync() of the add-in, changed, kept as the difference
// before and after, so that taking it back leaves a co-author's later changes elsewhere alone. At most 100 steps (Excel
// specifications and limits). Calls that Excel cannot take back clear the stack from that call on
// (learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-undo-capabilities). A co-author's changes are no steps (assumption A14).

import type { Book } from './book.ts';
import { type Captured, capture, type Difference, difference, isNothing, restore } from './difference.ts';

const MAX_STEPS = 100;

/** The steps that can be taken back and those that can be done again. */
export class UndoStack {
  #done: Difference[] = [];
  #undone: Difference[] = [];
  #open = false;
  #before: Captured | null = null;

  /** The number of steps that can be taken back. */
  get steps(): number {
    return this.#done.length;
  }

  /** The number of steps that can be done again. */
  get undoneSteps(): number {
    return this.#undone.length;
  }

  /** Begins a step; answers false when one is open already, which then takes up the changes. */
  open(book: Book): boolean {
    if (this.#open || book.actor === 'colleague') return false;
    this.#open = true;
    this.#before = null;
    return true;
  }

  /** Remembers the workbook as it is before the first change of the step. */
  remember(book: Book): void {
    if (this.#open) this.#before ??= capture(book);
  }

  /** Ends the step and keeps it if it changed something. */
  close(book: Book): void {
    this.#open = false;
    const step = this.#before && difference(this.#before, book);
    this.#before = null;
    if (!step || isNothing(step)) return;
    this.#done = [...this.#done, step].slice(-MAX_STEPS);
    this.#undone = [];
  }

  /** Forgets all steps, and what the open step has changed so far. */
  clear(): void {
    this.#done = [];
    this.#undone = [];
    this.#before = null;
  }

  /** Takes the last step back; answers it, or null when there is none. */
  undo(book: Book): Difference | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    restore(book, step, 'before');
    return step;
  }

  /** Does the step that was taken back last again; answers it, or null when there is none. */
  redo(book: Book): Difference | null {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    restore(book, step, 'after');
    return step;
  }
}
