/** Decides one edit: access, checks, alignment, merge → the entry that saves it, or why not. Pure; the committer appends. */

import type { Edit } from '#contract/edit.ts';
import type { Route } from '#contract/entry.ts';
import type { Cells, Column, SheetDefinition } from '#contract/grid.ts';
import { plainText } from '#contract/text.ts';
import { type CellWarning, cellError, cellWarnings, linesOfInput } from '#contract/validation.ts';
import { editRefusal } from './access.ts';
import { alignSeen } from './align-seen.ts';
import { inheritMarkings } from './inherit-marking.ts';
import { type AlignedCell, cellText } from './items.ts';
import { rowMarking, withMarks } from './marks.ts';
import { type MergeConflict, mergeRow, withItemIds } from './merge.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkRefusal } from './remark.ts';
import type { DefinedState, RowHead } from './state.ts';

/** What became of an edit. `met` is the version it was merged with. `repeated`: the entry at `cursor` saved this editId before; its first answer is looked up. */
export type EditOutcome =
  | { status: 'saved' | 'merged' | 'unchanged' | 'conflict'; row: RowHead; met: number; conflicts: MergeConflict[]; warnings: CellWarning[] }
  | { status: 'refused'; refusal: Refusal; row: RowHead | undefined }
  | { status: 'repeated'; cursor: number };

export interface EditCommand {
  principal: Principal;
  edit: Edit;
  route: Route;
  /** The cells of the version that the edit started from; undefined if the row has no such version. */
  base: Cells | undefined;
  /** Of the ids that the edit names and its base lacks: those that stood in the row in a version up to the base. */
  formerIds: ReadonlySet<string>;
  /** SHA-256 of the edit as sent. */
  fingerprint: string;
}

/** Decides an edit against the state as it stands. */
export function decideEdit(state: DefinedState, command: EditCommand, at: string): Decision<EditOutcome> {
  const { edit, principal, base, route, fingerprint, formerIds } = command;
  const earlier = state.recentEdits.get(edit.editId);
  if (earlier !== undefined) return { entries: [], outcome: { status: 'repeated', cursor: earlier } };

  const head = state.rows.get(edit.row);
  const sheet = state.definition.sheets.find((candidate) => candidate.sheet === edit.sheet);
  const refusal = refusalOf(state, { command, sheet, head });
  if (refusal || !sheet || !head || !base) {
    return { entries: [], outcome: { status: 'refused', refusal: refusal ?? baseUnknown(edit, head), row: head } };
  }

  const columns = editableColumns(sheet);
  const ours = alignSeen(columns, { input: edit.cells, base, sight: { reader: principal, head, definition: state.definition }, formerIds });
  const merged = mergeRow(columns, { base, ours, theirs: head.cells });
  const full = overfull(columns, { cells: merged.cells, stored: head.cells });
  if (full) return { entries: [], outcome: { status: 'refused', refusal: full, row: head } };
  const warnings = warningsOf(state, { columns, edit });
  if (!merged.changed) {
    const status = merged.conflicts.length > 0 ? 'conflict' : 'unchanged';
    return { entries: [], outcome: { status, row: head, met: head.version, conflicts: merged.conflicts, warnings } };
  }

  const version = head.version + 1;
  const marking = rowMarking(head, state.definition);
  const cells = withItemIds(inheritMarkings(merged.cells, { base, ours, head, rowMarking: marking }), version);
  const outcome = edit.base === head.version ? 'saved' : 'merged';
  const row = withMarks({ ...head, version, cells, at, by: principal.person, route });
  const reason = plainText(edit.reason ?? '');
  return {
    entries: [
      {
        at,
        by: principal.person,
        route,
        kind: 'row.saved',
        sheet: edit.sheet,
        row: edit.row,
        version,
        editId: edit.editId,
        content: { cells, base: edit.base, outcome, fingerprint, ...(reason === '' ? {} : { reason }) },
      },
    ],
    outcome: { status: merged.conflicts.length > 0 ? 'conflict' : outcome, row, met: head.version, conflicts: merged.conflicts, warnings },
  };
}

/** The columns that an edit may name. */
export function editableColumns(sheet: SheetDefinition): Column[] {
  return sheet.columns.filter(({ source }) => source === 'edit');
}

interface Context {
  command: EditCommand;
  sheet: SheetDefinition | undefined;
  head: RowHead | undefined;
}

function refusalOf(state: DefinedState, { command, sheet, head }: Context): Refusal | undefined {
  const { edit, principal } = command;
  if (!sheet) return { code: 'unknown-sheet', params: { sheet: edit.sheet, sheets: state.definition.sheets.map((one) => one.sheet).join(', ') } };
  if (!head || head.sheet !== sheet.sheet) return { code: 'unknown-row', params: { row: edit.row } };
  const denied = editRefusal(principal, { member: head.member, reason: edit.reason });
  if (denied) return denied;
  const columns = editableColumns(sheet);
  const unknown = Object.keys(edit.cells).find((key) => !columns.some((column) => column.key === key));
  if (unknown !== undefined) return { code: 'unknown-column', params: { column: unknown, columns: columns.map(({ key }) => key).join(', ') } };
  if (edit.base > head.version) return baseUnknown(edit, head);
  const bad = remarkRefusal({ reason: edit.reason });
  if (bad) return bad;
  for (const column of columns) {
    const input = edit.cells[column.key];
    const error = input === undefined ? undefined : cellError(column, input);
    if (error) return { code: error.code, params: error.params };
  }
  return undefined;
}

/** What both sides added may be more than fits into a cell of Excel. It is never cut: the edit goes back to its sender, who shortens it. */
function overfull(columns: readonly Column[], { cells, stored }: { cells: Record<string, AlignedCell>; stored: Cells }): Refusal | undefined {
  for (const column of columns) {
    const error = cellError(column, cellText(cells[column.key]));
    if (!error) continue;
    // A cell that is too full already, since its limits were lowered, may get smaller step by step, and its row may be edited elsewhere.
    const before = cellError(column, cellText(stored[column.key]));
    if (before?.code !== error.code || error.params.actual > before.params.actual) return { code: error.code, params: error.params };
  }
  return undefined;
}

const baseUnknown = (edit: Edit, head: RowHead | undefined): Refusal => ({ code: 'base-unknown', params: { base: edit.base, newest: head?.version ?? 0 } });

function warningsOf(state: DefinedState, { columns, edit }: { columns: readonly Column[]; edit: Edit }): CellWarning[] {
  return columns.flatMap((column) => {
    const input = edit.cells[column.key];
    return input === undefined ? [] : cellWarnings(column, linesOfInput(column, input), state.definition.wordingRules);
  });
}
