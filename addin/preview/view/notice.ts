/** Excel's refusals in a small dialog. With a `retry` the person may go back into the cell, as Excel offers after a value that a rule forbids. */
import { say } from '../../pane/strings.ts';

/** What a dialog says and what its buttons do. */
export interface NoticeOptions {
  sentence: string;
  /** Where the focus goes afterwards. */
  back: () => void;
  retry?: () => void;
}

/** The one dialog of a page. */
export class Notice {
  readonly #dialog: HTMLDialogElement;
  readonly #text: HTMLElement;
  readonly #buttons: HTMLElement;

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog;
    const title = document.createElement('h2');
    title.id = 'notice-title';
    title.textContent = say('preview.refused-title');
    this.#text = document.createElement('p');
    this.#text.id = 'notice-text';
    this.#buttons = document.createElement('div');
    this.#buttons.className = 'buttons';
    dialog.setAttribute('aria-labelledby', title.id);
    dialog.setAttribute('aria-describedby', this.#text.id);
    dialog.replaceChildren(title, this.#text, this.#buttons);
  }

  /** Shows a sentence until the person answers. */
  show({ sentence, back, retry }: NoticeOptions): void {
    this.#text.textContent = sentence;
    const first = retry ? this.#button(say('preview.retry'), retry) : this.#button(say('preview.ok'), back);
    this.#buttons.replaceChildren(first, ...(retry ? [this.#button(say('preview.cancel'), back)] : []));
    this.#dialog.oncancel = (event) => {
      event.preventDefault();
      this.#answer(back);
    };
    if (!this.#dialog.open) this.#dialog.showModal();
    first.focus();
  }

  #button(name: string, then: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = name;
    button.onclick = () => this.#answer(then);
    return button;
  }

  #answer(then: () => void): void {
    this.#dialog.close();
    then();
  }
}
