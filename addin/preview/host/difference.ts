// What a step of undo changed: the workbook as it was, compared with what it is. All values in the state are immutable, so identity
// tells what changed, and putting back only what changed leaves everything else as others made it meanwhile.

import type { Book, NamedItem, TrackedRange } from './book.ts';
import type { Cell } from './cells.ts';
import { type Line, PLAIN_FIELDS, type Sheet } from './sheet.ts';
import type { Table } from './table.ts';

const FIELDS = [...PLAIN_FIELDS, 'filteredRows'] as const;
type Fields = Pick<Sheet, (typeof FIELDS)[number]>;

type MapChange<K, V> = { readonly key: K; readonly before: V | undefined; readonly after: V | undefined };
type ValueChange<T> = { readonly before: T; readonly after: T };

/** A copy of the state that comparing needs; shares all values with the workbook. */
export interface Captured {
  readonly sheets: readonly Sheet[];
  readonly parts: ReadonlyMap<Sheet, SheetParts>;
  readonly tables: readonly Table[];
  readonly names: readonly NamedItem[];
  readonly references: ReadonlyMap<string, TrackedRange>;
}

interface SheetParts {
  readonly cells: ReadonlyMap<number, Cell>;
  readonly rows: ReadonlyMap<number, Line>;
  readonly columns: ReadonlyMap<number, Line>;
  readonly fields: Fields;
}

/** What changed on one sheet. */
export interface SheetDifference {
  readonly sheet: Sheet;
  readonly cells: readonly MapChange<number, Cell>[];
  readonly rows: readonly MapChange<number, Line>[];
  readonly columns: readonly MapChange<number, Line>[];
  readonly fields: ValueChange<Fields> | null;
}

/** What one step changed. */
export interface Difference {
  readonly sheets: ValueChange<readonly Sheet[]> | null;
  readonly parts: readonly SheetDifference[];
  readonly tables: ValueChange<readonly Table[]> | null;
  readonly names: ValueChange<readonly NamedItem[]> | null;
  readonly references: readonly MapChange<string, TrackedRange>[];
}

/** Copies the state. */
export function capture(book: Book): Captured {
  return {
    sheets: book.sheets,
    parts: new Map(book.sheets.map((sheet) => [sheet, partsOf(sheet)])),
    tables: book.tables,
    names: book.names,
    references: new Map(book.references),
  };
}

/** Compares a copy with the workbook as it is now. */
export function difference(before: Captured, book: Book): Difference {
  const parts = book.sheets.flatMap((sheet) => {
    const old = before.parts.get(sheet);
    return old ? [sheetDifference(sheet, old)] : [];
  });
  return {
    sheets: valueChange(before.sheets, book.sheets),
    parts: parts.filter(({ cells, rows, columns, fields }) => cells.length + rows.length + columns.length > 0 || fields),
    tables: valueChange(before.tables, book.tables),
    names: valueChange(before.names, book.names),
    references: mapChanges(before.references, book.references).filter((change) => change.before && change.after),
  };
}

/** Reports whether a step changed nothing. */
export const isNothing = (step: Difference): boolean => !step.sheets && !step.tables && !step.names && step.parts.length === 0;

/** Puts one side of a step into the workbook. */
export function restore(book: Book, step: Difference, side: 'before' | 'after'): void {
  if (step.sheets) book.sheets = step.sheets[side];
  if (step.tables) book.tables = step.tables[side];
  if (step.names) book.names = step.names[side];
  putBack(book.references, step.references, side);
  for (const { sheet, cells, rows, columns, fields } of step.parts) {
    putBack(sheet.cells, cells, side);
    putBack(sheet.rows, rows, side);
    putBack(sheet.columns, columns, side);
    if (fields) Object.assign(sheet, fields[side]);
  }
  if (!book.sheets.includes(book.active)) book.active = book.sheets[0] ?? book.active;
}

function partsOf(sheet: Sheet): SheetParts {
  return { cells: new Map(sheet.cells), rows: new Map(sheet.rows), columns: new Map(sheet.columns), fields: fieldsOf(sheet) };
}

function fieldsOf(sheet: Sheet): Fields {
  return Object.fromEntries(FIELDS.map((field) => [field, sheet[field]])) as unknown as Fields;
}

function sheetDifference(sheet: Sheet, old: SheetParts): SheetDifference {
  const now = fieldsOf(sheet);
  return {
    sheet,
    cells: mapChanges(old.cells, sheet.cells),
    rows: mapChanges(old.rows, sheet.rows),
    columns: mapChanges(old.columns, sheet.columns),
    fields: FIELDS.some((field) => old.fields[field] !== now[field]) ? { before: old.fields, after: now } : null,
  };
}

function valueChange<T>(before: T, after: T): ValueChange<T> | null {
  return before === after ? null : { before, after };
}

function mapChanges<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): MapChange<K, V>[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  const changes = [...keys].map((key) => ({ key, before: before.get(key), after: after.get(key) }));
  return changes.filter((change) => change.before !== change.after);
}

function putBack<K, V>(map: Map<K, V>, changes: readonly MapChange<K, V>[], side: 'before' | 'after'): void {
  for (const change of changes) {
    const value = change[side];
    if (value === undefined) map.delete(change.key);
    else map.set(change.key, value);
  }
}
