/**
 * Port: what the engine needs of a workbook, in our words. `grid-table.ts` implements it over Office.js.
 *
 * Promises.
 * 1. A row is known by its key, a column by its header text, never by position.
 * 2. `look` reads everything at one instant; `write` writes one step in one go and touches nothing that the step does not name.
 * 3. `write` compares each row with the reading before it writes over it. Where the sheet has changed since (typing that no event announced, a row that
 *    moved), the row is put back as it was, its hidden line too, and reported as disturbed.
 * 4. Texts go in and come out as text: whatever a text begins with, the cell holds that text and no formula.
 */
import { type SentenceKey, say } from '#contract/catalogue/say.ts';

/** One cell as it stands. `formula`: it calculates, `text` is what it shows. */
export interface CellReading {
  text: string;
  formula: boolean;
}

/** One line of the grid's table. `line` is its row number in the sheet as a person sees it, from 1. */
export interface RowReading {
  key: string;
  rev: string;
  line: number;
  /** By header text; without key and version. */
  cells: Record<string, CellReading>;
}

/** The grid as it stands in the sheet. */
export interface GridReading {
  sheetName: string;
  /** Header texts in the sheet's order, without those of key and version. */
  headers: string[];
  rows: RowReading[];
  protected: boolean;
  /** A filter hides rows; they are read all the same. */
  filtered: boolean;
  /** The table was made a plain range. */
  plain: boolean;
  /** Reports whether cells that were asked about (`look`) are locked although they should not be: pasted cells bring their locks along. */
  locksBroken: boolean;
}

/** One line of the very hidden sheet: a key and texts. The sheet keeps them as they are and knows nothing of their meaning. */
export interface HiddenLine {
  key: string;
  parts: string[];
}

/** One look at the workbook. `place` belongs to the adapter. */
export interface Reading {
  grid: GridReading | undefined;
  lines: HiddenLine[];
  /** Names of the sheets that hold a copy of the grid, made by a person: nothing of them is read. */
  copies: string[];
  /** Reports whether several people have the workbook open at once: then locks are everybody's and are not changed for one of them. */
  shared: boolean;
  place: unknown;
}

/** How a cell is marked, besides the words in the status column. `own`: nothing is wrong with it, and it lies in one of the person's own rows. */
export type Mark = 'none' | 'own' | 'error' | 'conflict';

/** What a step does to one row. `at` is its line in the reading; `hidden` replaces its hidden line. */
export interface RowStep {
  row: string;
  at: number;
  /** By header text. */
  cells: Record<string, string>;
  rev?: string | undefined;
  marks: Record<string, Mark>;
  /** How the status stands out, where its words change. */
  statusLook?: { header: string; late: boolean } | undefined;
  hidden?: HiddenLine | undefined;
}

/** Everything that changes at once. */
export interface SheetStep {
  rows: RowStep[];
  /** Hidden lines that belong to no row. */
  lines: HiddenLine[];
  /** Reports whether a locked cell is among the targets: the sheet's protection is taken off and put back. */
  locked: boolean;
}

/** A column to draw. `stands`: the header under which the sheet has it now. */
export interface ColumnDrawing {
  label: string;
  stands: string;
  widthCharacters: number;
  editable: boolean;
  /** Help for the typist: the most characters a cell takes, and the words around it. */
  maxCharacters: number;
  help: { title: string; prompt: string; tooLong: string };
}

/** A row to draw. `at` is its line in the reading; undefined: the sheet lacks it. A cell that is undefined is left as it stands. */
export interface RowDrawing {
  key: string;
  at: number | undefined;
  rev: string;
  cells: (string | undefined)[];
  status: string;
  /** Reports whether the row is overdue: its status then stands out, besides its words. */
  late: boolean;
  unlocked: boolean;
  /** Reports whether it is one of the person's own rows, which are told apart from the others. */
  own: boolean;
  hidden: HiddenLine;
}

/** The whole sheet as it is to be. */
export interface Drawing {
  sheetTitle: string;
  tableName: string;
  /** Lines above the table. */
  title: string;
  subtitle: string;
  columns: ColumnDrawing[];
  status: { label: string; stands: string };
  rows: RowDrawing[];
  /** Lines below the table. */
  notes: string[];
  lines: HiddenLine[];
}

/** The grid as it stood, to be read only. `key` names the copy in the workbook (letters, digits, `_`): drawing it again replaces it. */
export interface CopyDrawing {
  key: string;
  sheetTitle: string;
  title: string;
  subtitle: string;
  columns: { label: string; widthCharacters: number }[];
  /** One text per column; at least one row. */
  rows: string[][];
  notes: string[];
}

/** What happened in the workbook: a hint to look, never content. */
export type Hint = 'edited' | 'selected' | 'activated' | 'moved';

export interface SheetPort {
  /** Reads the workbook. `open` names the cells that a person should find unlocked. */
  look(open?: { rows: readonly string[]; headers: readonly string[] }): Promise<Reading>;
  /** Draws the grid, or all of it anew where it stands: cells, locks, help, formats. Promise 3 holds here too. */
  draw(reading: Reading, drawing: Drawing): Promise<{ disturbed: string[] }>;
  /**
   * Draws a copy of the grid into a locked worksheet of its own and brings it to the front; no look ever takes it for the grid, and nothing of the grid's sheet or the
   * hidden lines is touched. Returns the worksheet's name.
   */
  drawCopy(copy: CopyDrawing): Promise<string>;
  write(reading: Reading, step: SheetStep): Promise<{ disturbed: string[] }>;
  select(reading: Reading, place: { at: number; header?: string | undefined }): Promise<void>;
  /** Calls the listener at each hint; what the add-in wrote itself gives none. Returns the way to stop. */
  watch(listener: (hint: Hint) => void): Promise<() => Promise<void>>;
}

/** Why the workbook did not do what was asked. `editing`: a cell is being edited. `locked`: a locked cell. `gone`: the sheet was changed meanwhile. */
export type TroubleCode = 'editing' | 'locked' | 'gone' | 'failed';

/** The workbook did not do what was asked; the sentence is ready to show. Trying again after another look is safe. */
export class SheetTrouble extends Error {
  readonly code: TroubleCode;

  constructor(code: TroubleCode, options: { reason: string; cause: unknown }) {
    super(say(`sheet.${code}` satisfies SentenceKey, { reason: options.reason }), { cause: options.cause });
    this.name = 'SheetTrouble';
    this.code = code;
  }
}
