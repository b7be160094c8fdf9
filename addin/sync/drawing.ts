/** The whole sheet as it is to be: what the port draws. Pure. */
import { say } from '#contract/catalogue/say.ts';
import type { Column } from '#contract/grid.ts';
import { highestMarking } from '#contract/marking.ts';
import type { Drawing, RowDrawing } from '../excel/sheet.ts';
import { baseLine } from './base.ts';
import type { Comparison } from './compare.ts';
import { type Head, sheetOf } from './heads.ts';
import { isOwn, type StepContext, statusText } from './marks.ts';
import { labelsOf, type SheetModel } from './model.ts';
import { headingLine, memoryLine } from './notes.ts';
import { type SheetRow, STATUS } from './rows.ts';

/** Which of the rows that a person took out of the sheet are put back. */
export type Restore = 'all' | readonly string[];

/** The whole sheet as it is to be. Without a comparison it is drawn fresh from the heads. */
export function drawingOf(context: StepContext, { model, comparison, restore }: { model?: SheetModel; comparison?: Comparison; restore: Restore }): Drawing {
  const { grid, heads, language, heading } = context;
  const { definition } = grid;
  const sheet = sheetOf(grid);
  const labels = labelsOf(sheet.columns, heading.labels[STATUS] ?? '');
  const rows = [...heads].flatMap(([key, head]) => {
    const row = comparison?.rows.get(key);
    const deleted = comparison !== undefined && (row?.at ?? 0) === 0 && comparison.bases.has(key);
    return deleted && restore !== 'all' && !restore.includes(key) ? [] : [rowDrawing(key, head, { row, comparison, context, columns: sheet.columns, model })];
  });
  return {
    sheetTitle: sheet.title,
    tableName: `grid_${grid.grid}_${sheet.sheet}`.replace(/[^A-Za-z0-9_]/g, '_'),
    title: say('workbook.title', { title: definition.title, period: grid.period }, language),
    subtitle: say('sheet.marking-line', { marking: highestMarking(grid), organisation: definition.organisation }, language),
    columns: sheet.columns.map((column) => columnDrawing(column, { label: labels[column.key] ?? column.label, stands: model?.labels[column.key], language })),
    status: { label: labels[STATUS] ?? STATUS, stands: model?.labels[STATUS] ?? labels[STATUS] ?? STATUS },
    rows,
    notes: [...definition.notes, ...definition.footnotes],
    lines: [headingLine(heading), memoryLine({ ...context.memory, marks: [] })],
  };
}

interface RowDrawingContext {
  row: SheetRow | undefined;
  comparison: Comparison | undefined;
  context: StepContext;
  columns: readonly Column[];
  model: SheetModel | undefined;
}

function rowDrawing(key: string, head: Head, { row, comparison, context, columns, model }: RowDrawingContext): RowDrawing {
  const base = comparison?.bases.get(key) ?? { version: head.version, cells: head.texts, older: {} };
  const line = baseLine(key, base);
  const missing = new Set(model?.sheet.missingColumns.map((column) => column.key));
  const cellOf = (column: string): string | undefined => {
    if (!row) return head.texts[column] ?? '';
    if (row.at === 0 || missing.has(column)) return row.raw[column] ?? '';
    return comparison?.writes.get(key)?.[column];
  };
  return {
    key,
    at: row && row.at > 0 ? row.at : undefined,
    rev: line.parts[0] ?? '',
    cells: columns.map((column) => cellOf(column.key)),
    status: statusText(key, head, context),
    late: head.status.overdue,
    unlocked: context.heading.unlocked.includes(key),
    own: isOwn(key, context),
    hidden: line,
  };
}

function columnDrawing(
  column: Column,
  { label, stands, language }: { label: string; stands: string | undefined; language: string },
): Drawing['columns'][number] {
  const { maxCharacters, maxLines } = column.limits;
  const limits = { label: column.label, characters: maxCharacters, lines: maxLines };
  return {
    label,
    stands: stands ?? label,
    widthCharacters: column.widthCharacters,
    editable: column.source === 'edit',
    maxCharacters,
    help: {
      title: say('sheet.help-title', limits, language),
      prompt: say(column.kind === 'items' ? 'sheet.help-items' : 'sheet.help-text', limits, language),
      tooLong: say('sheet.too-long', limits, language),
    },
  };
}
