/**
 * Which line of the sheet is which row of the grid. Identity is the key and never the position: sorting, filtering and inserting change nothing.
 * Of two lines with one key the one whose version and texts fit its base is the row; the other is a copy and is never sent.
 */
import type { Column } from '#contract/grid.ts';
import type { GridReading, RowReading } from '../excel/sheet.ts';
import { type BaseRow, revOf, startOf } from './base.ts';
import { contentOf, type Texts } from './cells.ts';

/** The key of the status column among the labels of a sheet. */
export const STATUS = '*status';

/** A row of the grid as the sheet shows it, by column key; a column that the sheet lacks is absent. */
export interface SheetRow {
  key: string;
  /** Its line in the sheet, from 1. */
  at: number;
  rev: string;
  status: string;
  /** As shown, and as compared. */
  raw: Texts;
  texts: Texts;
  formulas: ReadonlySet<string>;
}

/** A line that is no row of the grid. */
export interface StrayLine {
  kind: 'copy' | 'no-key' | 'unknown';
  key: string;
  line: number;
  text: string;
}

export interface SheetRows {
  rows: Map<string, SheetRow>;
  strays: StrayLine[];
  /** Rows and columns of the grid that the sheet lacks. */
  missingRows: string[];
  missingColumns: Column[];
}

/** Sorts the lines of the sheet into rows and strays. `labels` are the header texts by column key, as drawn. */
export function identify(
  reading: GridReading,
  { columns, labels, keys, bases }: { columns: readonly Column[]; labels: Texts; keys: ReadonlySet<string>; bases: ReadonlyMap<string, BaseRow> },
): SheetRows {
  const present = columns.filter(({ key, label }) => reading.headers.includes(labels[key] ?? label));
  const byKey = new Map<string, RowReading[]>();
  for (const line of reading.rows) byKey.set(line.key, [...(byKey.get(line.key) ?? []), line]);
  const result: SheetRows = { rows: new Map(), strays: [], missingRows: [], missingColumns: columns.filter((column) => !present.includes(column)) };
  for (const [key, lines] of byKey) {
    const candidates = lines.map((line) => ({ line, row: rowOf(line, { columns: present, labels }) }));
    const chosen = keys.has(key) ? bestOf(candidates, bases.get(key)) : undefined;
    if (chosen) result.rows.set(key, chosen.row);
    const kind = key === '' ? 'no-key' : keys.has(key) ? 'copy' : 'unknown';
    const strays = candidates
      .filter((candidate) => candidate !== chosen)
      .map(({ line, row }): StrayLine => ({ kind, key, line: line.line, text: firstText(row, present) }));
    result.strays.push(...strays.filter(({ text }) => kind !== 'no-key' || text !== ''));
  }
  result.missingRows = [...keys].filter((key) => !result.rows.has(key));
  return result;
}

/** The row with other texts in some of its cells. */
export function withTexts(row: SheetRow, columns: readonly Column[], texts: Texts): SheetRow {
  const written = columns.filter(({ key }) => texts[key] !== undefined);
  if (written.length === 0) return row;
  return {
    ...row,
    raw: { ...row.raw, ...texts },
    texts: { ...row.texts, ...Object.fromEntries(written.map((column) => [column.key, contentOf(column, texts[column.key] ?? '')])) },
    formulas: new Set([...row.formulas].filter((key) => texts[key] === undefined)),
  };
}

interface Candidate {
  line: RowReading;
  row: SheetRow;
}

function bestOf(candidates: Candidate[], base: BaseRow | undefined): Candidate | undefined {
  const likeness = ({ row }: Candidate): number => {
    if (!base) return 0;
    const untouched = Object.entries(row.texts).filter(([column, text]) => text === startOf(base, column).text).length;
    return untouched + (row.rev === revOf(base) ? 1_000 : 0);
  };
  let best = candidates[0];
  for (const candidate of candidates) if (best && likeness(candidate) > likeness(best)) best = candidate;
  return best;
}

function rowOf(line: RowReading, { columns, labels }: { columns: readonly Column[]; labels: Texts }): SheetRow {
  const cells = columns.map((column) => ({ column, cell: line.cells[labels[column.key] ?? column.label] ?? { text: '', formula: false } }));
  return {
    key: line.key,
    at: line.line,
    rev: line.rev,
    status: line.cells[labels[STATUS] ?? '']?.text ?? '',
    raw: Object.fromEntries(cells.map(({ column, cell }) => [column.key, cell.text])),
    texts: Object.fromEntries(cells.map(({ column, cell }) => [column.key, contentOf(column, cell.text)])),
    formulas: new Set(cells.filter(({ cell }) => cell.formula).map(({ column }) => column.key)),
  };
}

const firstText = (row: SheetRow, columns: readonly Column[]): string => columns.map(({ key }) => row.texts[key] ?? '').find((text) => text !== '') ?? '';
