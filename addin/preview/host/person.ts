// A person who uses the workbook: one method for each thing that hands do in Excel. Each is one step of undo, asks what Excel asks
// (protection, validation), raises the events that Excel raises, and answers whether it was done. Addresses are "B2:C5" on the sheet
// in front or "Grid!B2". The preview's grid and the tests use this; a co-author is a Person whose actor is "colleague".

import { formatRect, quoteSheetName } from './address.ts';
import type { Actor, Book } from './book.ts';
import type { Format } from './cells.ts';
import { type Clipboard, copyCells, cutCells, pasteAll, pasteForeignCells, pasteText, pasteValues, readClipboardText } from './gestures/clipboard.ts';
import { gesture, need, type Outcome, SENTENCE } from './gestures/outcome.ts';
import { deleteLines, filterColumn, formatCells, hideLines, insertLines, sortPlace } from './gestures/rows.ts';
import { goTo, locate, selectPlace } from './gestures/select.ts';
import { deleteContents, fillDown, typeText } from './gestures/typing.ts';
import { redoStep, undoStep } from './gestures/undo.ts';
import { SheetTabs } from './sheet-tabs.ts';

/** Hands and eyes at the workbook. */
export class Person {
  /** What this person does to sheets as a whole. */
  readonly tabs: SheetTabs;
  readonly #book: Book;
  readonly #actor: Actor;
  #clipboard: Clipboard | null = null;
  #committing = false;

  constructor(book: Book, actor: Exclude<Actor, 'addin'> = 'person') {
    this.#book = book;
    this.#actor = actor;
    this.tabs = new SheetTabs(book, (work) => this.#do(work));
  }

  /** The text that the first cell of an address shows. */
  sees(address: string): string {
    const { sheet, area } = locate(this.#book, address);
    return sheet.textAt(area.row, area.col);
  }

  /** The address of the selected cells, with their sheet. */
  selection(): string {
    return `${quoteSheetName(this.#book.active.name)}!${formatRect(this.#book.active.selection)}`;
  }

  /** Selects cells. */
  select(address: string): Outcome {
    return this.#do(() => selectPlace(this.#book, locate(this.#book, address)));
  }

  /** Types a text into a cell and commits it. With `insist` the person answers Yes to a Warning. */
  type(address: string, text: string, { insist = false } = {}): Outcome {
    return this.#do(() => typeText(this.#book, goTo(this.#book, address), { text, insist }));
  }

  /** Begins to type in a cell and stays in cell edit mode: Office.js is shut out until commitTyping or cancelTyping. */
  startTyping(address: string): Outcome {
    return this.#do(() => {
      const { sheet, area } = goTo(this.#book, address);
      need(!sheet.protection || !sheet.formatAt(area.row, area.col).locked, SENTENCE.protected);
      this.#book.setEditing({ sheet, row: area.row, col: area.col });
    });
  }

  /** Ends cell edit mode with a text. When it is refused, the person is still in the cell. */
  commitTyping(text: string, { insist = false } = {}): Outcome {
    const edit = this.#book.editing;
    if (!edit) throw new Error('Nobody is typing in a cell.');
    const area = { row: edit.row, col: edit.col, rows: 1, cols: 1 };
    this.#committing = true;
    const outcome = this.#do(() => typeText(this.#book, { sheet: edit.sheet, area }, { text, insist }));
    this.#committing = false;
    if (outcome.ok) this.#book.setEditing(null);
    return outcome;
  }

  /** Leaves cell edit mode with Escape: the cell stays as it was. */
  cancelTyping(): void {
    this.#book.setEditing(null);
  }

  /** Empties cells with the Delete key. */
  clear(address: string): Outcome {
    return this.#do(() => deleteContents(this.#book, goTo(this.#book, address)));
  }

  /** Fills the first row of an area down (Ctrl+D). */
  fillDown(address: string): Outcome {
    return this.#do(() => fillDown(this.#book, goTo(this.#book, address)));
  }

  /** Copies cells. */
  copy(address: string): Outcome {
    return this.#do(() => {
      this.#clipboard = copyCells(goTo(this.#book, address));
    });
  }

  /** Cuts cells; they move when they are pasted. */
  cut(address: string): Outcome {
    return this.#do(() => {
      this.#clipboard = cutCells(goTo(this.#book, address));
    });
  }

  /** Pastes what was copied or cut: everything, or values only. */
  paste(address: string, what: 'everything' | 'values' = 'everything'): Outcome {
    return this.#do(() => {
      const clipboard = this.#clipboard;
      need(clipboard !== null, SENTENCE.nothingToPaste);
      const place = goTo(this.#book, address);
      if (what === 'values') pasteValues(this.#book, place, clipboard);
      else pasteAll(this.#book, place, clipboard);
      if (clipboard.cutFrom && what === 'everything') this.#clipboard = null;
    });
  }

  /**
   * Pastes a block from outside, given as rows of texts or as clipboard text (tabs, line ends, quoted cells). From "text" (another
   * program, the default) it brings contents only; from "workbook" (cells of another workbook) it replaces formats, locks and rules too.
   */
  pasteBlock(address: string, block: string | readonly (readonly string[])[], { from = 'text' }: { from?: 'text' | 'workbook' } = {}): Outcome {
    const texts = typeof block === 'string' ? readClipboardText(block) : block;
    return this.#do(() => (from === 'text' ? pasteText : pasteForeignCells)(this.#book, goTo(this.#book, address), texts));
  }

  /** Inserts entire rows ("5:6") or columns ("B:B") before those of the address. */
  insert(address: string): Outcome {
    return this.#do(() => insertLines(this.#book, locate(this.#book, address)));
  }

  /** Deletes entire rows or columns. */
  delete(address: string): Outcome {
    return this.#do(() => deleteLines(this.#book, locate(this.#book, address)));
  }

  /** Hides entire rows or columns. */
  hide(address: string): Outcome {
    return this.#do(() => hideLines(this.#book, locate(this.#book, address), true));
  }

  /** Shows entire rows or columns again. */
  unhide(address: string): Outcome {
    return this.#do(() => hideLines(this.#book, locate(this.#book, address), false));
  }

  /** Sorts the table around a cell by the cell's column, or the rows of an area by its first column. */
  sort(address: string, order: 'ascending' | 'descending' = 'ascending'): Outcome {
    return this.#do(() => sortPlace(this.#book, goTo(this.#book, address), order === 'ascending'));
  }

  /** Filters a table so that only rows with these texts in a column show; null takes that filter off. */
  filter(tableName: string, header: string, texts: readonly string[] | null): Outcome {
    return this.#do(() => filterColumn(this.#book, this.tabs.table(tableName), { header, texts }));
  }

  /** Formats cells. */
  format(address: string, patch: Partial<Format>): Outcome {
    return this.#do(() => formatCells(this.#book, locate(this.#book, address), patch));
  }

  /** Ctrl+Z. */
  undo(): Outcome {
    return gesture(() => undoStep(this.#book));
  }

  /** Ctrl+Y. */
  redo(): Outcome {
    return gesture(() => redoStep(this.#book));
  }

  #do(work: () => void): Outcome {
    if (this.#book.editing && this.#actor === 'person' && !this.#committing) throw new Error('The person is still typing in a cell.');
    return gesture(() => this.#book.act(this.#actor, work));
  }
}
