/**
 * One look compared with the service: every row brought up to its newest version as far as nothing typed is touched, then what is left is what people typed. Pure.
 * The result describes the sheet as it will be once the step is written.
 */
import type { Column } from '#contract/grid.ts';
import { advance } from './apply.ts';
import { type BaseRow, revOf } from './base.ts';
import type { Texts } from './cells.ts';
import { contentOf } from './cells.ts';
import { conflictStarts, refreshed } from './conflicts.ts';
import type { Head } from './heads.ts';
import { completed, type SheetModel } from './model.ts';
import type { KeptConflict, QueuedEdit } from './notes.ts';
import type { SheetRow } from './rows.ts';

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
}

export interface Comparison {
  /** Rows and bases as they will be. */
  rows: Map<string, SheetRow>;
  bases: Map<string, BaseRow>;
  /** Cells to write, by row and column key. */
  writes: Map<string, Texts>;
  /** Columns whose content changed in the service since the base, by row. */
  changed: Map<string, string[]>;
  conflicts: KeptConflict[];
  overrides: Override[];
}

/** Compares. */
export function compare(model: SheetModel, context: CompareContext): Comparison {
  const { columns, heads } = context;
  const result: Comparison = { rows: new Map(), bases: new Map(), writes: new Map(), changed: new Map(), conflicts: [...context.conflicts], overrides: [] };
  for (const shown of completed(model, columns, context.queue).values()) {
    const base = model.bases.get(shown.key);
    const head = heads.get(shown.key);
    const asked = context.overrides.filter(({ row, column, over }) => row === shown.key && (shown.at === 0 || shown.raw[column] === over));
    result.overrides.push(...asked);
    const row = withTexts(shown, columns, Object.fromEntries(asked.map(({ column, text }) => [column, text])));
    if (!base || !head) {
      result.rows.set(row.key, row);
      if (base) result.bases.set(row.key, base);
      continue;
    }
    result.conflicts = refreshed(result.conflicts, { row: row.key, texts: row.texts, head });
    const conflicts = conflictStarts(result.conflicts, row.key, head.texts);
    const step = advance({ base, head, texts: row.texts, sent: context.answered.get(row.key), conflicts });
    const after = withTexts(row, columns, step.writes);
    result.rows.set(row.key, after);
    result.bases.set(row.key, step.base);
    const writes = Object.fromEntries(columns.flatMap(({ key }) => (differs(shown, after, key) ? [[key, after.raw[key] ?? '']] : [])));
    if (Object.keys(writes).length > 0) result.writes.set(row.key, writes);
    if (step.changed.length > 0) result.changed.set(row.key, step.changed);
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

function withTexts(row: SheetRow, columns: readonly Column[], texts: Texts): SheetRow {
  const written = columns.filter(({ key }) => texts[key] !== undefined);
  if (written.length === 0) return row;
  return {
    ...row,
    raw: { ...row.raw, ...texts },
    texts: { ...row.texts, ...Object.fromEntries(written.map((column) => [column.key, contentOf(column, texts[column.key] ?? '')])) },
    formulas: new Set([...row.formulas].filter((key) => texts[key] === undefined)),
  };
}
