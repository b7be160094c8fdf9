/** The ports of Word and Excel files: writing the workbook and tables, reading the tables of foreign files. */
import type { Grid, Marking } from '#contract/grid.ts';

/** Writes the consolidated workbook. */
export interface WorkbookWriter {
  /** The .xlsx of a grid as it stands; `at` goes into its properties. */
  write(grid: Grid, options: { at: string }): Promise<Uint8Array>;
}

/** A number, a local date, or a text that stays text whatever it begins with. */
export type TableValue = string | number | { date: string };

/** A table to be handed out as a file: what stands above it, its columns, its rows. */
export interface TableDocument {
  title: string;
  tab: string;
  subject: string;
  organisation: string;
  marking: Marking;
  /** Date of the content, and what is said about it above the table. */
  asOf: string;
  sentences: readonly string[];
  columns: readonly { label: string; widthCharacters: number }[];
  rows: readonly { values: readonly TableValue[]; emphasis: boolean }[];
  /** Columns at the left that stay in sight. */
  frozenColumns: number;
  notes: readonly string[];
}

/** Writes a table as a workbook. */
export interface TableWriter {
  /** The .xlsx; `at` goes into its properties. */
  writeTable(document: TableDocument, options: { at: string }): Promise<Uint8Array>;
}

/** A table found in a file: header texts and rows of cell texts (line breaks as "\n"); `line` counts table rows from 1. */
export interface FoundTable {
  headers: string[];
  rows: { line: number; cells: string[] }[];
}

/** Reads the tables of a foreign .xlsx or .docx within bounds, in a worker. */
export interface TableReader {
  /** Rejects with UnreadableFile. */
  read(bytes: Uint8Array, format: 'xlsx' | 'docx'): Promise<FoundTable[]>;
}

/** Why a file can't be read: `not-a-zip`, `old-format`, `encrypted-or-old`, `encrypted`, `too-large-unpacked`, `too-many-entries`, `malformed`, `too-slow`, `no-table`. */
export class UnreadableFile extends Error {
  readonly reason: string;
  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(`unreadable file: ${reason}`, { cause: options.cause });
    this.name = 'UnreadableFile';
    this.reason = reason;
  }
}
