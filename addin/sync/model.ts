/**
 * What one look at the workbook means: which line is which row, and what each row started from. Everything in the hidden sheet is untrusted: a base counts only if
 * its line is whole and the row's `__rev` names it. Where it does not (an undo, an older row pasted, a damaged line), the version that the row names is fetched; a cell
 * that differs even from that one started from something unknown, and the oldest version, a sure ancestor, stands in for it: at worst a needless question.
 */
import type { Column } from '#contract/grid.ts';
import type { GridReading, Reading } from '../excel/sheet.ts';
import { type BaseRow, readBaseLine, revOf, startOf, versionOfRev } from './base.ts';
import { editableColumns, type Texts } from './cells.ts';
import type { Head } from './heads.ts';
import { EMPTY_MEMORY, type Heading, type Memory, type QueuedEdit, readNotes } from './notes.ts';
import { identify, type SheetRow, type SheetRows, STATUS } from './rows.ts';
import { type Stood, versionGoneBackTo } from './stood.ts';

/** A row whose base has to be fetched: the version it names, and the oldest. */
export interface UnfitRow {
  row: string;
  version: number;
}

export interface SheetModel {
  reading: Reading;
  grid: GridReading;
  heading: Heading | undefined;
  labels: Texts;
  memory: Memory;
  memoryDamaged: boolean;
  /** Rows whose hidden line is there and cannot be trusted. */
  damaged: string[];
  sheet: SheetRows;
  bases: Map<string, BaseRow>;
  unfit: UnfitRow[];
}

export interface ModelContext {
  columns: readonly Column[];
  /** Header texts by column key, and the status column's, if the sheet does not say how it was drawn. */
  labels: Texts;
  heads: ReadonlyMap<string, Head>;
  /** Texts of versions fetched before, by `<row>@<version>`. */
  fetched: ReadonlyMap<string, Texts>;
  stood: ReadonlyMap<string, Stood>;
}

/** Reads a look. */
export function modelOf(reading: Reading, grid: GridReading, context: ModelContext): SheetModel {
  const { columns, heads } = context;
  const notes = readNotes(reading.lines);
  const lines = new Map(notes.rows.map((line) => [line.key, readBaseLine(line)]));
  const whole = new Map([...lines].filter((entry): entry is [string, BaseRow] => entry[1] !== 'damaged'));
  const labels = notes.heading?.labels ?? context.labels;
  const sheet = identify(grid, { columns, labels, keys: new Set(heads.keys()), bases: whole });
  const bases = new Map<string, BaseRow>();
  const unfit: UnfitRow[] = [];
  for (const row of sheet.rows.values()) {
    const base = whole.get(row.key);
    const earlier = versionGoneBackTo(row, context.stood.get(row.key), columns);
    if (earlier) bases.set(row.key, earlier);
    else if (base && revOf(base) === row.rev) bases.set(row.key, base);
    else {
      const version = versionNamed(row, heads.get(row.key));
      const fetched = fetchedBase(row, version, context);
      if (fetched) bases.set(row.key, fetched);
      else unfit.push({ row: row.key, version });
    }
  }
  // Rows that the sheet lacks are kept with what is known of them, so that they can be put back as they were.
  for (const row of sheet.missingRows) {
    const base = whole.get(row);
    if (base) bases.set(row, base);
  }
  const damaged = [...lines].filter(([row, line]) => line === 'damaged' && heads.has(row)).map(([row]) => row);
  const memoryDamaged = notes.memory === 'damaged';
  return {
    reading,
    grid,
    heading: notes.heading,
    labels,
    memory: notes.memory === 'damaged' ? EMPTY_MEMORY : notes.memory,
    memoryDamaged,
    damaged,
    sheet,
    bases,
    unfit,
  };
}

/** Where the texts of a version are kept once fetched. */
export const versionKey = (row: string, version: number): string => `${row}@${version}`;

/**
 * The rows with those that the sheet lacks, and their cells with those of columns that it lacks, as they would be: what was typed into them and is in the queue,
 * else what they started from. Such a row has no line (`at` 0).
 */
export function completed(model: SheetModel, columns: readonly Column[], queue: readonly QueuedEdit[]): Map<string, SheetRow> {
  const typed = new Map<string, Texts>();
  for (const { edit, texts } of queue) typed.set(edit.row, { ...typed.get(edit.row), ...texts });
  const fill = (row: string, present: Texts, base: BaseRow): Texts =>
    Object.fromEntries(columns.map(({ key }) => [key, present[key] ?? typed.get(row)?.[key] ?? startOf(base, key).text]));
  const rows = new Map<string, SheetRow>();
  for (const row of model.sheet.rows.values()) {
    const base = model.bases.get(row.key);
    rows.set(row.key, base ? { ...row, texts: fill(row.key, row.texts, base), raw: fill(row.key, row.raw, base) } : row);
  }
  for (const key of model.sheet.missingRows) {
    const base = model.bases.get(key);
    if (!base) continue;
    const texts = fill(key, {}, base);
    rows.set(key, { key, at: 0, rev: '', status: '', raw: texts, texts, formulas: new Set() });
  }
  return rows;
}

/** The header texts of a grid's sheet, each once: Excel takes no two columns of a table by the same name. */
export function labelsOf(columns: readonly Column[], status: string): Texts {
  const labels: Texts = {};
  const used = new Set<string>();
  for (const { key, label } of [...columns, { key: STATUS, label: status }]) {
    let unique = label;
    for (let n = 2; used.has(unique.toLowerCase()); n++) unique = `${label} ${n}`;
    used.add(unique.toLowerCase());
    labels[key] = unique;
  }
  return labels;
}

function versionNamed(row: SheetRow, head: Head | undefined): number {
  const version = versionOfRev(row.rev) ?? 1;
  return head && version > head.version ? 1 : version;
}

function fetchedBase(row: SheetRow, version: number, { columns, heads, fetched }: ModelContext): BaseRow | undefined {
  const named = fetched.get(versionKey(row.key, version));
  const oldest = fetched.get(versionKey(row.key, 1));
  if (!named || !oldest) return undefined;
  const fixed = heads.get(row.key)?.texts ?? {};
  const base: BaseRow = { version, cells: { ...fixed, ...named }, older: {} };
  if (revOf(base) === row.rev) return base;
  for (const { key } of editableColumns(columns)) {
    const shown = row.texts[key];
    if (version > 1 && shown !== undefined && shown !== named[key]) base.older[key] = { version: 1, text: oldest[key] ?? '' };
  }
  return base;
}
