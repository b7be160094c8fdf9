/** The result of an edit as a client reads it. */
import { say } from '#contract/catalogue/say.ts';
import type { Conflict, Edit, EditResult, Warning } from '#contract/edit.ts';
import type { CellWarning } from '#contract/validation.ts';
import type { EditOutcome } from '../domain/decide-edit.ts';
import type { MergeConflict } from '../domain/merge.ts';
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
  const origins = await conflictOrigins(ledger, { grid, row: edit.row, base: edit.base, upTo: outcome.met, conflicts: outcome.conflicts });
  return {
    editId: edit.editId,
    status: outcome.status,
    row: edit.row,
    ...asItStands,
    conflicts: outcome.conflicts.map((conflict) => publicConflict(conflict, origins.get(conflict))),
    warnings: outcome.warnings.map(publicWarning),
  };
}

function publicConflict({ theirs, ...conflict }: MergeConflict, origin: Origin | undefined): Conflict {
  return { ...conflict, theirs: theirs && origin ? { ...theirs, ...origin } : null };
}

function publicWarning(warning: CellWarning): Warning {
  const { code, column, line, proposal, params } = warning;
  return { code, column, line, message: say('check.wording', params), proposal };
}
