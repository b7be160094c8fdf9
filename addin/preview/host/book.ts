// The simulated workbook: its sheets, tables, names, settings and properties, the ranges that the add-in tracks, and who acts on it.
// A change is made inside `act`, which knows the actor (for the events) and makes one step of undo of it. The state is plain: saved.ts
// turns it into JSON and back, undo.ts compares it before and after.

import { type Rect, rect } from './address.ts';
import { HostError } from './errors.ts';
import { EventHub } from './events.ts';
import { Sheet } from './sheet.ts';
import type { Table } from './table.ts';
import { UndoStack } from './undo.ts';

/** Who changes the workbook: the add-in by Office.js, the person at the keyboard, or a co-author elsewhere. */
export type Actor = 'addin' | 'person' | 'colleague';

/** A defined name. `sheetId` is its scope (null: the workbook); `refersTo` is the formula, or the cells that it follows. */
export interface NamedItem {
  readonly name: string;
  readonly sheetId: string | null;
  readonly refersTo: { readonly sheetId: string; readonly rect: Rect } | { readonly formula: string };
  readonly visible: boolean;
  readonly comment: string;
}

/** The cells that the add-in holds a reference to; `rect` is null once they were deleted. */
export interface TrackedRange {
  readonly sheet: Sheet;
  readonly rect: Rect | null;
}

/** The document properties that a person sees under File > Info. */
export interface Properties {
  title: string;
  subject: string;
  author: string;
  keywords: string;
  comments: string;
  category: string;
  manager: string;
  company: string;
}

/** What a view has to draw anew: cells of one sheet, or the tabs and everything. */
export type Redraw = { readonly sheetId: string } | 'everything';

/** The cell that a person is typing in. */
export interface CellEdit {
  readonly sheet: Sheet;
  readonly row: number;
  readonly col: number;
}

/** A workbook. Starts with one sheet, "Sheet1". */
export class Book {
  name = 'Book1.xlsx';
  sheets: readonly Sheet[] = [];
  tables: readonly Table[] = [];
  names: readonly NamedItem[] = [];
  settings = new Map<string, unknown>();
  properties: Properties = { title: '', subject: '', author: '', keywords: '', comments: '', category: '', manager: '', company: '' };
  references = new Map<string, TrackedRange>();
  /** Other people have the workbook open (Workbook.getIsActiveCollabSession). */
  coauthored = false;
  /** The cell in edit mode, while a person types. */
  editing: CellEdit | null = null;
  active: Sheet;
  actor: Actor = 'person';
  nextNumber = 1;
  readonly events = new EventHub();
  readonly undo = new UndoStack();
  readonly #redrawListeners = new Set<(what: Redraw) => void>();
  readonly #editEndListeners = new Set<() => void>();

  constructor() {
    this.active = this.addSheet('Sheet1');
  }

  /** Runs one gesture of an actor: its changes are one step of undo, and views are told. */
  act<T>(actor: Actor, work: () => T): T {
    const before = this.actor;
    this.actor = actor;
    const step = this.undo.open(this);
    try {
      return work();
    } finally {
      this.actor = before;
      if (step) this.undo.close(this);
    }
  }

  /** To be called before every change that undo can take back. */
  changing(): void {
    this.undo.remember(this);
  }

  /** Tells the views what to draw anew. */
  redraw(what: Redraw): void {
    for (const listener of this.#redrawListeners) listener(what);
  }

  /** Calls the listener whenever something must be drawn anew; returns a function that ends this. */
  onRedraw(listener: (what: Redraw) => void): () => void {
    this.#redrawListeners.add(listener);
    return () => this.#redrawListeners.delete(listener);
  }

  /** Enters or leaves cell edit mode. */
  setEditing(edit: CellEdit | null): void {
    this.editing = edit;
    if (!edit) for (const listener of this.#editEndListeners) listener();
  }

  /** Calls the listener each time cell edit mode ends. */
  onEditEnd(listener: () => void): void {
    this.#editEndListeners.add(listener);
  }

  /** A new id, unlike all others of this workbook. */
  newId(kind: 'sheet' | 'table' | 'range' | 'event'): string {
    const number = this.nextNumber++;
    if (kind === 'table') return String(number);
    if (kind === 'range' || kind === 'event') return `${kind}:${number}`;
    return `{00000000-0001-0000-${number.toString(16).toUpperCase().padStart(4, '0')}-000000000000}`;
  }

  /** Adds a sheet behind the last one. Fails with InvalidArgument on a name that Excel does not take or that is in use. */
  addSheet(name: string): Sheet {
    if (this.sheets.length > 0) this.changing();
    checkSheetName(this, name);
    const sheet = new Sheet(this.newId('sheet'), name);
    this.sheets = [...this.sheets, sheet];
    return sheet;
  }

  /** The sheet of this name (whatever its case) or id. */
  sheetNamed(nameOrId: string): Sheet | undefined {
    const wanted = nameOrId.toLowerCase();
    return this.sheets.find((sheet) => sheet.id === nameOrId || sheet.name.toLowerCase() === wanted);
  }

  /** The sheet of this id. Fails with ItemNotFound when it is gone. */
  sheetWith(id: string): Sheet {
    const sheet = this.sheets.find((each) => each.id === id);
    if (!sheet) throw new HostError('ItemNotFound');
    return sheet;
  }

  /** The sheet that a table lies on. */
  sheetOf(table: Table): Sheet {
    return this.sheetWith(table.sheetId);
  }

  /** The table of this name (whatever its case) or id. */
  tableNamed(nameOrId: string): Table | undefined {
    return this.tables.find((table) => table.id === nameOrId || table.name.toLowerCase() === nameOrId.toLowerCase());
  }

  /** The defined name of this scope. */
  nameItem(name: string, sheetId: string | null): NamedItem | undefined {
    return this.names.find((item) => item.sheetId === sheetId && item.name.toLowerCase() === name.toLowerCase());
  }

  /** Replaces, adds (old null) or removes (new null) a defined name. */
  replaceName(old: NamedItem | null, item: NamedItem | null): void {
    this.changing();
    if (!old) this.names = item ? [...this.names, item] : this.names;
    else this.names = this.names.flatMap((each) => (each === old ? (item ? [item] : []) : [each]));
  }

  /** The only cell that is active: the first of the active sheet's selection. */
  activeCell(): Rect {
    return rect(this.active.selection.row, this.active.selection.col);
  }
}

/** Fails with InvalidArgument unless the name is one that Excel takes for a sheet and no other sheet has it. */
export function checkSheetName(book: Book, name: string, owner?: Sheet): void {
  const valid = name.length >= 1 && name.length <= 31 && !/[\\/?*[\]:]/.test(name) && !/^'|'$/.test(name) && !/^history$/i.test(name);
  const other = book.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  if (!valid) throw new HostError('InvalidArgument');
  if (other && other !== owner) throw new HostError('ItemAlreadyExists');
}
