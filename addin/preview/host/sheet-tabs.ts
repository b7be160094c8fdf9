// What a person does to sheets and tables as a whole, mostly by right-clicking a tab. Excel cannot take these back: they clear undo,
// except making a table a plain range (assumption A14).

import { type Book, checkSheetName } from './book.ts';
import { HostError } from './errors.ts';
import { need, type Outcome, SENTENCE } from './gestures/outcome.ts';
import type { ProtectionOptions } from './protection.ts';
import { raiseTableDeleted } from './raise.ts';
import type { Sheet } from './sheet.ts';
import { activateSheet, addWorksheet, copySheet, deleteSheet, protectSheet, renameSheet, showSheet, unprotectSheet } from './sheets.ts';
import { removeTable, type Table } from './table.ts';

type Do = (work: () => void) => Outcome;

/** The sheet tabs under a person's hand. */
export class SheetTabs {
  readonly #book: Book;
  readonly #do: Do;

  constructor(book: Book, run: Do) {
    this.#book = book;
    this.#do = run;
  }

  /** The names of the sheets that are shown, in order. */
  names(): string[] {
    return this.#book.sheets.filter((sheet) => sheet.visibility === 'Visible').map((sheet) => sheet.name);
  }

  /** Brings a sheet to the front. */
  activate(name: string): Outcome {
    return this.#do(() => activateSheet(this.#book, this.#shown(name)));
  }

  /** Adds a sheet and brings it to the front. */
  add(name: string | null = null): Outcome {
    return this.#final(() => activateSheet(this.#book, addWorksheet(this.#book, name)));
  }

  /** Gives a sheet another name. */
  rename(name: string, to: string): Outcome {
    return this.#final(() => {
      const sheet = this.#shown(name);
      need(isFree(this.#book, to, sheet), SENTENCE.badSheetName);
      renameSheet(this.#book, sheet, to);
    });
  }

  /** Copies a sheet to the end and brings the copy to the front. */
  copy(name: string): Outcome {
    return this.#final(() => activateSheet(this.#book, copySheet(this.#book, this.#shown(name))));
  }

  /** Hides a sheet. */
  hide(name: string): Outcome {
    return this.#final(() => {
      need(this.names().length > 1, SENTENCE.lastSheet);
      showSheet(this.#book, this.#shown(name), 'Hidden');
    });
  }

  /** Shows a hidden sheet; a very hidden one is not offered. */
  unhide(name: string): Outcome {
    return this.#final(() => {
      const sheet = this.#book.sheetNamed(name);
      need(sheet?.visibility === 'Hidden', SENTENCE.notVisible);
      showSheet(this.#book, sheet, 'Visible');
    });
  }

  /** Deletes a sheet. */
  delete(name: string): Outcome {
    return this.#final(() => {
      need(this.names().length > 1, SENTENCE.lastSheet);
      deleteSheet(this.#book, this.#shown(name));
    });
  }

  /** Protects a sheet as the dialog does when it is left as it is: selecting is allowed, nothing else. */
  protect(name: string, { password = '', options = {} }: { password?: string; options?: Partial<ProtectionOptions> } = {}): Outcome {
    return this.#final(() => {
      const sheet = this.#shown(name);
      need(!sheet.protection, SENTENCE.alreadyProtected);
      protectSheet(this.#book, sheet, { options, password });
    });
  }

  /** Takes the protection of a sheet away. */
  unprotect(name: string, password = ''): Outcome {
    return this.#final(() => {
      const sheet = this.#shown(name);
      need(sheet.protection?.password === password, SENTENCE.password);
      unprotectSheet(this.#book, sheet, password);
    });
  }

  /** Makes a table a plain range (Table Design > Convert to Range). */
  convertTable(tableName: string): Outcome {
    return this.#do(() => {
      const table = this.table(tableName);
      need(!this.#book.sheetOf(table).protection, SENTENCE.protected);
      removeTable(this.#book, table);
      raiseTableDeleted(this.#book, table);
    });
  }

  /** The table of a name; a name that is none is a mistake of the caller. */
  table(name: string): Table {
    const table = this.#book.tableNamed(name);
    if (!table) throw new Error(`There is no table "${name}".`);
    return table;
  }

  #shown(name: string): Sheet {
    const sheet = this.#book.sheetNamed(name);
    if (!sheet) throw new Error(`There is no sheet "${name}".`);
    need(sheet.visibility === 'Visible', SENTENCE.notVisible);
    return sheet;
  }

  #final(work: () => void): Outcome {
    const outcome = this.#do(work);
    if (outcome.ok) this.#book.undo.clear();
    return outcome;
  }
}

function isFree(book: Book, name: string, owner: Sheet): boolean {
  try {
    checkSheetName(book, name, owner);
    return true;
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}
