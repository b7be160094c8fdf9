/** From a comparison to what is written: one step for the sheet. Pure. */
import { normalText } from '#contract/text.ts';
import type { HiddenLine, RowStep, SheetStep } from '../excel/sheet.ts';
import { baseLine } from './base.ts';
import { type Comparison, revAfter } from './compare.ts';
import { sheetOf } from './heads.ts';
import { isOwn, markChanges, marksOf, type StepContext, statusText } from './marks.ts';
import type { SheetModel } from './model.ts';
import { headingLine, type MarkedCell, memoryLine } from './notes.ts';
import { type SheetRow, STATUS } from './rows.ts';

/** The step that brings the sheet to the comparison. `deferred`: locked rows, which wait until the person is idle. */
export function stepOf(model: SheetModel, comparison: Comparison, context: StepContext): { step: SheetStep | undefined; deferred: string[] } {
  const marks = marksOf(context);
  const rows: RowStep[] = [];
  const deferred: string[] = [];
  let locked = false;
  const hidden = new Map(model.reading.lines.map((line) => [line.key, line]));
  for (const row of comparison.rows.values()) {
    const step = row.at === 0 ? undefined : rowStep(row, { model, comparison, context, marks, hidden });
    if (!step) continue;
    if (model.grid.protected && isLocked(step, { model, context }) && !context.idle) deferred.push(row.key);
    else {
      rows.push(step);
      locked ||= isLocked(step, { model, context });
    }
  }
  const kept = deferred.length > 0 ? model.memory.marks : marks;
  const memory = memoryLine({ ...context.memory, marks: kept });
  const changed = !sameLine(hidden.get(memory.key), memory);
  if (rows.length === 0 && !changed) return { step: undefined, deferred };
  return { step: { rows, lines: [headingLine(context.heading), ...(changed ? [memory] : [])], locked }, deferred };
}

interface RowContext {
  model: SheetModel;
  comparison: Comparison;
  context: StepContext;
  marks: readonly MarkedCell[];
  hidden: ReadonlyMap<string, HiddenLine>;
}

function rowStep(row: SheetRow, { model, comparison, context, marks, hidden }: RowContext): RowStep | undefined {
  const base = comparison.bases.get(row.key);
  const head = context.heads.get(row.key);
  if (!base || !head) return undefined;
  const { labels } = model;
  const cells = Object.fromEntries(Object.entries(comparison.writes.get(row.key) ?? {}).map(([column, text]) => [labels[column] ?? column, text]));
  const status = statusText(row.key, head, context);
  const header = labels[STATUS] ?? STATUS;
  const statusLook = normalText(row.status) === status ? undefined : { header, late: head.status.overdue };
  if (statusLook) cells[header] = status;
  const line = baseLine(row.key, base);
  const rev = revAfter(comparison, row.key);
  const marked = markChanges(row.key, { before: model.memory.marks, after: marks, labels, plain: isOwn(row.key, context) ? 'own' : 'none' });
  const step: RowStep = {
    row: row.key,
    at: row.at,
    cells,
    rev: rev === row.rev ? undefined : rev,
    marks: marked,
    statusLook,
    hidden: sameLine(hidden.get(row.key), line) ? undefined : line,
  };
  const nothing = Object.keys(cells).length + Object.keys(marked).length === 0 && step.rev === undefined && step.hidden === undefined;
  return nothing ? undefined : step;
}

// Marks lie on own rows only, which are unlocked; a bare hidden line needs no unlocking at all.
function isLocked(step: RowStep, { model, context }: { model: SheetModel; context: StepContext }): boolean {
  const fixed = sheetOf(context.grid).columns.filter(({ source }) => source !== 'edit');
  if (fixed.some(({ key, label }) => step.cells[model.labels[key] ?? label] !== undefined)) return true;
  const writes = Object.keys(step.cells).length > 0 || step.rev !== undefined;
  return writes && !(model.heading?.unlocked ?? []).includes(step.row);
}

const sameLine = (a: HiddenLine | undefined, b: HiddenLine): boolean => a?.parts.length === b.parts.length && a.parts.every((part, at) => part === b.parts[at]);
