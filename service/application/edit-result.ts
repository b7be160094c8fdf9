/** The result of an edit as a client reads it. */
import { say } from '#contract/catalogue/say.ts';
import type { Conflict, Edit, EditResult, Warning } from '#contract/edit.ts';
import type { CellWarning } from '#contract/validation.ts';
import type { EditOutcome } from '../domain/decide-edit.ts';
import type { MergeConflict } from '../domain/merge.ts';
import { type Sight, seesItem, seesRow, shownCells } from '../domain/withheld.ts';
import { conflictOrigins, type Origin } from './conflict-origin.ts';
import type { Ledger } from './ports.ts';
import { problemOf } from './problem-of.ts';
import { sightOf, type View } from './read-grid.ts';

/** What the sender of an edit is shown of its outcome; `ledger` tells who changed what a conflict shows as theirs. */
export async function resultOf(
  edit: Edit,
  outcome: Exclude<EditOutcome, { status: 'repeated' }>,
  { ledger, grid, view }: { ledger: Ledger; grid: string; view: View },
): Promise<EditResult> {
  const { row } = outcome;
  const sight = sightOf(view, edit.row);
  const asItStands = row && sight ? { version: row.version, cells: shownCells(row.cells, sight) } : {};
  if (outcome.status === 'refused') {
    return { editId: edit.editId, status: 'refused', row: edit.row, ...asItStands, conflicts: [], warnings: [], problem: problemOf(outcome.refusal) };
  }
  const origins = await conflictOrigins(ledger, { grid, row: edit.row, base: edit.base, upTo: outcome.met, conflicts: outcome.conflicts });
  return {
    editId: edit.editId,
    status: outcome.status,
    row: edit.row,
    ...asItStands,
    conflicts: outcome.conflicts
      .filter((conflict) => sight && seesConflict(sight, conflict))
      .map((conflict) => publicConflict(conflict, origins.get(conflict))),
    warnings: outcome.warnings.map(publicWarning),
  };
}

const seesConflict = (sight: Sight, { itemId }: MergeConflict): boolean => (itemId === undefined ? seesRow(sight) : seesItem(sight, { itemId, text: '' }));

function publicConflict({ theirs, ...conflict }: MergeConflict, origin: Origin | undefined): Conflict {
  return { ...conflict, theirs: theirs && origin ? { ...theirs, ...origin } : null };
}

function publicWarning(warning: CellWarning): Warning {
  const { code, column, line, proposal, params } = warning;
  return { code, column, line, message: say('check.wording', params), proposal };
}
