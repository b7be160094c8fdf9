/** The result of an edit as a client reads it. */
import { say } from '#contract/catalogue/say.ts';
import type { Conflict, Edit, EditResult, Warning } from '#contract/edit.ts';
import type { CellWarning } from '#contract/validation.ts';
import type { EditOutcome } from '../domain/decide-edit.ts';
import type { CellConflict } from '../domain/merge.ts';
import { conflictOrigins, type Origin } from './conflict-origin.ts';
import type { Ledger } from './ports.ts';
import { problemOf } from './problem-of.ts';

/** What the client reads of an outcome; `ledger` tells who changed what a conflict shows as theirs. */
export async function resultOf(
  edit: Edit,
  outcome: Exclude<EditOutcome, { status: 'repeated' }>,
  { ledger, grid }: { ledger: Ledger; grid: string },
): Promise<EditResult> {
  const { row } = outcome;
  const asItStands = row ? { version: row.version, cells: row.cells } : {};
  if (outcome.status === 'refused') {
    return { editId: edit.editId, status: 'refused', row: edit.row, ...asItStands, conflicts: [], warnings: [], problem: problemOf(outcome.refusal) };
  }
  const columns = outcome.conflicts.map(({ column }) => column);
  const origins =
    columns.length > 0
      ? await conflictOrigins(ledger, { grid, row: edit.row, base: edit.base, upTo: outcome.row.version, columns })
      : new Map<string, Origin>();
  return {
    editId: edit.editId,
    status: outcome.status,
    row: edit.row,
    ...asItStands,
    conflicts: outcome.conflicts.map((conflict) => publicConflict(conflict, origins.get(conflict.column))),
    warnings: outcome.warnings.map(publicWarning),
  };
}

function publicConflict(conflict: CellConflict, origin: Origin | undefined): Conflict {
  const { column } = conflict;
  const side = (text: string) => ({ text, column });
  return {
    column,
    base: side(conflict.base),
    ours: side(conflict.ours),
    theirs: origin ? { ...side(conflict.theirs), ...origin } : null,
  };
}

function publicWarning(warning: CellWarning): Warning {
  const { code, column, line, proposal, params } = warning;
  return { code, column, line, message: say('check.wording', params), proposal };
}
