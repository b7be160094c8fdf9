/**
 * One look compared with the service: every row brought up to its newest version as far as nothing typed is touched, then what is left is what people typed. Pure.
 * The result describes the sheet as it will be once the step is written.
 */
import type { Column } from '#contract/grid.ts';
import type { Arrival } from './arrivals.ts';
import { type BaseRow, revOf } from './base.ts';
import type { Texts } from './cells.ts';
import { compareRow, lackingTexts } from './compare-row.ts';
import type { Head } from './heads.ts';
import { completed, type SheetModel } from './model.ts';
import type { KeptConflict, QueuedEdit } from './notes.ts';
import { type SheetRow, withTexts } from './rows.ts';

/** A text that a person asked for by a button: written where the cell still shows what it showed then. */
export interface Override {
  row: string;
  column: string;
  text: string;
  over: string;
}

export interface CompareContext {
  columns: readonly Column[];
  heads: ReadonlyMap<string, Head>;
  queue: readonly QueuedEdit[];
  conflicts: readonly KeptConflict[];
  overrides: readonly Override[];
  /** Cells of edits that were answered since the sheet was written, by row. */
  answered: ReadonlyMap<string, Texts>;
  /** Who is signed in. */
  person: string;
}

export interface Comparison {
  /** Rows and bases as they will be. */
  rows: Map<string, SheetRow>;
  bases: Map<string, BaseRow>;
  /** Cells to write, by row and column key. */
  writes: Map<string, Texts>;
  /** What is to be sent of cells, by row and column key, where open questions make it differ from what they show. */
  wanted: Map<string, Texts>;
  /** What changed in the service since the base, by row. */
  arrivals: Map<string, Arrival[]>;
  conflicts: KeptConflict[];
  overrides: Override[];
}

/** Compares. */
export function compare(model: SheetModel, context: CompareContext): Comparison {
  const { columns, heads } = context;
  const result: Comparison = {
    rows: new Map(),
    bases: new Map(),
    writes: new Map(),
    wanted: new Map(),
    arrivals: new Map(),
    conflicts: [...context.conflicts],
    overrides: [],
  };
  for (const read of completed(model, columns, context.queue).values()) {
    const base = model.bases.get(read.key);
    const head = heads.get(read.key);
    const asked = context.overrides.filter(({ row, column, over }) => row === read.key && (read.at === 0 || read.raw[column] === over));
    const overrides = Object.fromEntries(asked.map(({ column, text }) => [column, text]));
    result.overrides.push(...asked);
    if (!base || !head) {
      result.rows.set(read.key, withTexts(read, columns, overrides));
      if (base) result.bases.set(read.key, base);
      continue;
    }
    const lacking = columns.filter((column) => read.at === 0 || model.sheet.missingColumns.includes(column));
    const shown = withTexts(read, columns, lackingTexts(lacking, { row: read, base, conflicts: result.conflicts }));
    const after = compareRow(withTexts(shown, columns, overrides), { base, head, conflicts: result.conflicts, context });
    result.conflicts = after.conflicts;
    result.rows.set(read.key, after.row);
    result.bases.set(read.key, after.base);
    const writes = Object.fromEntries(columns.flatMap(({ key }) => (differs(shown, after.row, key) ? [[key, after.row.raw[key] ?? '']] : [])));
    if (Object.keys(writes).length > 0) result.writes.set(read.key, writes);
    if (Object.keys(after.wanted).length > 0) result.wanted.set(read.key, after.wanted);
    if (after.arrivals.length > 0) result.arrivals.set(read.key, after.arrivals);
  }
  return result;
}

/** The version mark that belongs to a row after the step. */
export const revAfter = ({ bases }: Comparison, row: string): string | undefined => {
  const base = bases.get(row);
  return base && revOf(base);
};

const differs = (before: SheetRow, after: SheetRow, column: string): boolean =>
  before.raw[column] !== after.raw[column] || before.formulas.has(column) !== after.formulas.has(column);
