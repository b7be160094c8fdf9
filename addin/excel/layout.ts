/**
 * How the grid lies in a sheet, and how a block of cells is read as the grid. Pure; positions are 0-based row and column indexes of the worksheet.
 *
 *     title                              row 0, from the third column on (the first two are hidden)
 *     marking and organisation           row 1
 *     (empty)                            row 2
 *     __key  __rev  columns … status     row 3: the header of the table, known by its `__key` wherever it stands
 *     one line per row                   to the last line with a key, and what is typed right below it
 *     (empty), notes, footnotes
 */
import type { CellReading, GridReading, RowReading } from './sheet.ts';

export const KEY_HEADER = '__key';
export const REV_HEADER = '__rev';

/** Where a freshly drawn sheet has its parts. */
export const FRESH = { titleRow: 0, subtitleRow: 1, headerRow: 3, firstVisibleColumn: 2 } as const;

/** A block of cells as Excel gives it, with the place of its first cell. */
export interface Block {
  row: number;
  column: number;
  values: unknown[][];
  formulas: unknown[][];
  text: string[][];
}

/** Where the grid is: what writing needs of a reading. */
export interface GridPlace {
  sheetId: string;
  /** Undefined where the table was made a plain range. */
  tableId: string | undefined;
  headerRow: number;
  firstColumn: number;
  columnCount: number;
  lastRow: number;
  /** Column index by header text. */
  columns: Map<string, number>;
}

/** Reads a block as the grid; undefined if no line of it is a header with key and version. */
export function readBlock(block: Block): { grid: Pick<GridReading, 'headers' | 'rows'>; place: Omit<GridPlace, 'sheetId' | 'tableId'> } | undefined {
  const header = block.values.findIndex((cells) => cells.includes(KEY_HEADER) && cells.includes(REV_HEADER));
  const headerCells = (block.values[header] ?? []).map(String);
  if (header < 0) return undefined;
  const columns = new Map<string, number>();
  for (const [at, label] of headerCells.entries()) if (label !== '' && !columns.has(label)) columns.set(label, block.column + at);
  const last = lastLine(block, { header, keyColumn: headerCells.indexOf(KEY_HEADER) });
  const rows: RowReading[] = [];
  for (let at = header + 1; at <= last; at++) rows.push(readRow(block, at, columns));
  const headers = [...columns.keys()].filter((label) => label !== KEY_HEADER && label !== REV_HEADER);
  const place = { headerRow: block.row + header, firstColumn: block.column, columnCount: headerCells.length, lastRow: block.row + last, columns };
  return { grid: { headers, rows }, place };
}

/**
 * A text as it is written into a cell so that the cell holds this text: with an apostrophe in front where Excel would see a formula, a number sign or the
 * apostrophe itself (which Excel takes for its own). Excel does not show it and does not give it back.
 */
export const guarded = (text: string): string => (/^[=+\-@'\t\r\n]/.test(text) ? `'${text}` : text);

/** Consecutive numbers as runs: 3, 4, 5, 9 → 3 to 5, 9 to 9. */
export function runsOf(numbers: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && number <= last.to + 1) last.to = number;
    else runs.push({ from: number, to: number });
  }
  return runs;
}

// A table ends where it ends; of a plain range the last line with a key counts, and lines below it up to the first empty one.
function lastLine(block: Block, { header, keyColumn }: { header: number; keyColumn: number }): number {
  let last = header;
  for (let at = header + 1; at < block.values.length; at++) if (textAt(block, at, keyColumn) !== '') last = at;
  while (last + 1 < block.values.length && block.values[last + 1]?.some((value) => value !== '' && value !== null)) last++;
  return last;
}

/** Reads one line of a block. */
export function readRow(block: Block, at: number, columns: ReadonlyMap<string, number>): RowReading {
  const cells: Record<string, CellReading> = {};
  for (const [label, column] of columns) {
    if (label === KEY_HEADER || label === REV_HEADER) continue;
    const inBlock = column - block.column;
    cells[label] = { text: textAt(block, at, inBlock), formula: isFormula(block.formulas[at]?.[inBlock], block.values[at]?.[inBlock]) };
  }
  const fixed = (label: string): string => textAt(block, at, (columns.get(label) ?? block.column) - block.column);
  return { key: fixed(KEY_HEADER), rev: fixed(REV_HEADER), line: block.row + at + 1, cells };
}

// Numbers and dates (pasted cells bring their formats) are read as the sheet shows them.
function textAt(block: Block, row: number, column: number): string {
  const value = block.values[row]?.[column];
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : (block.text[row]?.[column] ?? String(value));
}

// Excel gives the formula of a text cell as its text, without the apostrophe (office-js issue 6687).
function isFormula(formula: unknown, value: unknown): boolean {
  return typeof formula === 'string' && formula.startsWith('=') && formula !== value;
}
