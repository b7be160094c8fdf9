// The workbook as JSON, so that the preview keeps it over a reload and a test closes and opens the file. What belongs to the session is
// not saved: handlers, references, undo, edit mode.

import { Book, type NamedItem, type Properties } from './book.ts';
import type { Cell } from './cells.ts';
import { type Line, PLAIN_FIELDS, Sheet } from './sheet.ts';
import type { Table } from './table.ts';

const SHEET_FIELDS = [...PLAIN_FIELDS, 'selection'] as const;

/** A sheet as JSON. */
type SavedSheet = Pick<Sheet, 'id' | (typeof SHEET_FIELDS)[number]> & {
  readonly cells: readonly [number, Cell][];
  readonly rows: readonly [number, Line][];
  readonly columns: readonly [number, Line][];
  readonly filteredRows: readonly number[];
};

/** A workbook as JSON. */
export interface SavedBook {
  readonly format: 1;
  readonly name: string;
  readonly nextNumber: number;
  readonly activeId: string;
  readonly coauthored: boolean;
  readonly sheets: readonly SavedSheet[];
  readonly tables: readonly Table[];
  readonly names: readonly NamedItem[];
  readonly settings: readonly [string, unknown][];
  readonly properties: Properties;
}

/** Saves a workbook. */
export function toJSON(book: Book): SavedBook {
  const saved: SavedBook = {
    format: 1,
    name: book.name,
    nextNumber: book.nextNumber,
    activeId: book.active.id,
    coauthored: book.coauthored,
    sheets: book.sheets.map(saveSheet),
    tables: book.tables,
    names: book.names,
    settings: [...book.settings],
    properties: { ...book.properties },
  };
  return structuredClone(saved);
}

/** Opens a saved workbook as a new one. Fails on JSON that is no workbook of this host. */
export function fromJSON(json: unknown): Book {
  const saved = json as SavedBook;
  if (saved?.format !== 1 || !Array.isArray(saved.sheets) || saved.sheets.length === 0) {
    throw new Error('This is not a saved workbook of the simulated Excel.');
  }
  const { sheets, tables, names, settings, properties, name, nextNumber, activeId, coauthored } = structuredClone(saved);
  const book = new Book();
  book.sheets = sheets.map(openSheet);
  book.tables = tables;
  book.names = names;
  book.settings = new Map(settings);
  Object.assign(book, { properties, name, nextNumber, coauthored });
  book.active = book.sheetWith(activeId);
  return book;
}

function saveSheet(sheet: Sheet): SavedSheet {
  const fields = Object.fromEntries(SHEET_FIELDS.map((field) => [field, sheet[field]])) as Pick<Sheet, (typeof SHEET_FIELDS)[number]>;
  return {
    id: sheet.id,
    ...fields,
    cells: [...sheet.cells],
    rows: [...sheet.rows],
    columns: [...sheet.columns],
    filteredRows: [...sheet.filteredRows],
  };
}

function openSheet(saved: SavedSheet): Sheet {
  const { id, name, cells, rows, columns, filteredRows, ...fields } = saved;
  const sheet = new Sheet(id, name);
  Object.assign(sheet, fields);
  sheet.cells = new Map(cells);
  sheet.rows = new Map(rows);
  sheet.columns = new Map(columns);
  sheet.filteredRows = new Set(filteredRows);
  return sheet;
}
