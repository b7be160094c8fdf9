/** The note that Excel shows beside a selected cell when the cell's rule has an input message. */
import type { Prompt as PromptText } from '../host/validation.ts';

/** The one note of a grid. */
export class Prompt {
  readonly #scroller: HTMLElement;
  readonly #note: HTMLElement;
  readonly #title = document.createElement('strong');
  readonly #message = document.createElement('span');

  constructor(scroller: HTMLElement) {
    this.#scroller = scroller;
    this.#note = document.createElement('div');
    this.#note.className = 'prompt';
    this.#note.id = 'cell-prompt';
    this.#note.setAttribute('role', 'note');
    this.#note.hidden = true;
    this.#note.append(this.#title, this.#message);
    scroller.append(this.#note);
  }

  /** Shows a note below a cell, or takes it away. */
  show(prompt: PromptText | undefined, cell: HTMLElement | undefined): void {
    for (const each of this.#scroller.querySelectorAll('[aria-describedby=cell-prompt]')) each.removeAttribute('aria-describedby');
    this.#note.hidden = !prompt?.message || prompt.showPrompt === false || !cell;
    if (this.#note.hidden || !prompt || !cell) return;
    this.#title.textContent = prompt.title ?? '';
    this.#message.textContent = prompt.message ?? '';
    cell.setAttribute('aria-describedby', this.#note.id);
    const [box, outer] = [cell.getBoundingClientRect(), this.#scroller.getBoundingClientRect()];
    const roomPx = this.#scroller.clientWidth - this.#note.offsetWidth - 8;
    this.#note.style.left = `${Math.max(0, Math.min(box.left - outer.left + 24, roomPx)) + this.#scroller.scrollLeft}px`;
    this.#note.style.top = `${box.bottom - outer.top + this.#scroller.scrollTop + 4}px`;
  }
}
