/** Saves the edits of a request: a repeated editId gets its first answer, everything else is decided by the committer, in the order of the request. */
import type { Edit, EditResult, EditsResponse } from '#contract/edit.ts';
import type { Route } from '#contract/entry.ts';
import type { Cells } from '#contract/grid.ts';
import { editRefusal } from '../domain/access.ts';
import { decideEdit, type EditCommand, type EditOutcome } from '../domain/decide-edit.ts';
import type { EntryOf } from '../domain/entry.ts';
import type { Principal } from '../domain/principal.ts';
import type { RowHead } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import { fingerprint } from './chain.ts';
import { resultOf } from './edit-result.ts';
import { formerIds, type VersionReader, versionReader } from './former-items.ts';
import { commitOn, type Grids, gridOf, type OpenGrid } from './grids.ts';
import type { ConflictKeeper } from './note-conflicts.ts';
import type { Ledger } from './ports.ts';
import { catchUp } from './reach-cursor.ts';
import { firstAnswer } from './repeated-edit.ts';

export interface SaveEditsDeps {
  grids: Grids;
  ledger: Ledger;
}

/** Saves the edits of one request, in its order. Rejects for the whole request only with unknown-grid, duplicate-edit-id, unavailable or read-only. */
export async function saveEdits(
  deps: SaveEditsDeps & { conflictNotes: ConflictKeeper },
  principal: Principal,
  { grid, edits, route }: { grid: string; edits: readonly Edit[]; route: Route },
): Promise<EditsResponse> {
  const open = gridOf(deps.grids, grid);
  if (new Set(edits.map(({ editId }) => editId.toLowerCase())).size < edits.length) throw new AppError('duplicate-edit-id');
  // What has to be read comes first for all of them, so that they are queued in the order of the request.
  const read = versionReader(deps.ledger, grid);
  const ready = await Promise.all(edits.map((edit) => prepare(deps, principal, { open, edit, route, read })));
  const results = await Promise.all(ready.map((commit) => commit()));
  deps.conflictNotes.note(grid, { person: principal.person, results, notBefore: open.state().at });
  return { cursor: open.state().cursor, results };
}

/** Saves one edit of an open grid. */
export async function saveEdit(deps: SaveEditsDeps, principal: Principal, request: { open: OpenGrid; edit: Edit; route: Route }): Promise<EditResult> {
  const commit = await prepare(deps, principal, { ...request, read: versionReader(deps.ledger, request.open.grid) });
  return commit();
}

/** Looks up what deciding an edit needs, then returns the way to queue it. */
async function prepare(
  deps: SaveEditsDeps,
  principal: Principal,
  { open, edit: sent, route, read }: { open: OpenGrid; edit: Edit; route: Route; read: VersionReader },
): Promise<() => Promise<EditResult>> {
  // Letters of either case are the same UUID (RFC 9562, section 4); the answer names it as it was sent.
  const edit = { ...sent, editId: sent.editId.toLowerCase() };
  const asked = { open, edit, fingerprint: fingerprint(edit), principal, route };
  const answerOf = async (result: Promise<EditResult>): Promise<EditResult> => ({ ...(await result), editId: sent.editId });

  const earlier = await deps.ledger.findEdit(open.grid, edit.editId);
  if (earlier) return () => answerOf(firstAnswer(deps, { ...asked, entry: earlier as EntryOf<'row.saved'> }));
  const base = await baseCells({ open, edit, read });
  // Whoever may not edit the row is refused, whatever stood in it.
  const head = open.state().rows.get(edit.row);
  const mayEdit = head !== undefined && editRefusal(principal, { member: head.member, reason: edit.reason }) === undefined;
  const command = { ...asked, base, formerIds: base && mayEdit ? await formerIds(read, { edit, base }) : new Set<string>() };
  return () => answerOf(commitEdit(deps, { open, command }));
}

async function commitEdit(deps: SaveEditsDeps, { open, command }: { open: OpenGrid; command: EditCommand }): Promise<EditResult> {
  const { edit } = command;
  const { outcome } = await commitOn<EditOutcome>(open, (current, at) => decideEdit(current, command, at));
  if (outcome.status !== 'repeated')
    return resultOf(edit, outcome, { ledger: deps.ledger, grid: open.grid, view: { reader: command.principal, now: open.state() } });
  const entry = await deps.ledger.findEdit(open.grid, edit.editId);
  if (!entry) throw new AppError('internal');
  return firstAnswer(deps, { ...command, open, entry: entry as EntryOf<'row.saved'> });
}

/** The cells of the version an edit starts from; undefined if there is none. A version never changes, so it may be read before the edit is queued. */
async function baseCells({ open, edit, read }: { open: OpenGrid; edit: Edit; read: VersionReader }): Promise<Cells | undefined> {
  const newest = (): RowHead | undefined => open.state().rows.get(edit.row);
  // Another process may have given the base to the sender before this one has heard of it.
  if (edit.base > (newest()?.version ?? edit.base)) await catchUp(open.committer);
  const head = newest();
  if (!head || edit.base > head.version) return undefined;
  if (edit.base === head.version) return head.cells;
  return read({ row: edit.row, version: edit.base });
}
