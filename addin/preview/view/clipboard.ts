/**
 * Copy, cut and paste between the simulated Excel and everything else. What was copied here is pasted whole (format, lock and rule too, as in
 * Excel); text from elsewhere is pasted as text.
 */
import { formatRect } from '../host/address.ts';
import type { Book } from '../host/book.ts';
import type { Outcome } from '../host/gestures/outcome.ts';
import type { Person } from '../host/person.ts';

/** Listens to the page's clipboard events while `active` says that the grid has the focus. */
export class Clipboard {
  #own = '';

  constructor(root: HTMLElement, { book, person, active, said }: { book: Book; person: Person; active: () => boolean; said: (outcome: Outcome) => void }) {
    const put = (event: ClipboardEvent, cut: boolean) => {
      if (!active() || !event.clipboardData) return;
      event.preventDefault();
      const address = formatRect(book.active.selection);
      const outcome = cut ? person.cut(address) : person.copy(address);
      if (outcome.ok) {
        this.#own = clipboardText(book);
        event.clipboardData.setData('text/plain', this.#own);
      }
      said(outcome);
    };
    root.addEventListener('copy', (event) => put(event, false));
    root.addEventListener('cut', (event) => put(event, true));
    root.addEventListener('paste', (event) => {
      if (!active() || !event.clipboardData) return;
      event.preventDefault();
      const text = event.clipboardData.getData('text/plain');
      if (text === '') return;
      const address = formatRect(book.active.selection);
      const own = this.#own !== '' && text.replaceAll('\r\n', '\n') === this.#own;
      said(own ? person.paste(address) : person.pasteBlock(address, text));
    });
  }
}

/** The selected cells as clipboard text: tabs between cells, line breaks between rows, quotes where a text holds one of them. */
function clipboardText(book: Book): string {
  const sheet = book.active;
  const used = sheet.usedRect('contents');
  const { row, col, rows, cols } = sheet.selection;
  const lastRow = Math.min(row + rows - 1, Math.max(row, used ? used.row + used.rows - 1 : row));
  const lastCol = Math.min(col + cols - 1, Math.max(col, used ? used.col + used.cols - 1 : col));
  const lines: string[] = [];
  for (let r = row; r <= lastRow; r++) {
    if (sheet.filteredRows.has(r)) continue;
    const cells: string[] = [];
    for (let c = col; c <= lastCol; c++) cells.push(quoted(sheet.textAt(r, c)));
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}

const quoted = (text: string): string => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
