/**
 * A repeated editId: the answer to its first sending is given again, worked out from what is stored (the versions it started from and met), so that nothing
 * else has to be kept. The same id with other content is refused.
 */
import type { Edit, EditResult } from '#contract/edit.ts';
import type { Route } from '#contract/entry.ts';
import { decideEdit } from '../domain/decide-edit.ts';
import type { EntryOf } from '../domain/entry.ts';
import type { Principal } from '../domain/principal.ts';
import { emptyState, type RowHead } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import { resultOf } from './edit-result.ts';
import type { OpenGrid } from './grids.ts';
import type { Ledger } from './ports.ts';
import { reachCursor } from './reach-cursor.ts';
import { rowVersion } from './read-versions.ts';

export interface RepeatedEdit {
  open: OpenGrid;
  edit: Edit;
  /** The entry that saved this editId. */
  entry: EntryOf<'row.saved'>;
  fingerprint: string;
  principal: Principal;
  route: Route;
}

/** The first answer of an edit that was saved. */
export async function firstAnswer(deps: { ledger: Ledger }, { open, edit, entry, fingerprint, principal, route }: RepeatedEdit): Promise<EditResult> {
  if (entry.content.fingerprint !== fingerprint || entry.by !== principal.person) {
    const row = open.state().rows.get(edit.row);
    return resultOf(
      edit,
      { status: 'refused', refusal: { code: 'edit-id-reused', params: {} }, row },
      { ledger: deps.ledger, grid: open.grid, view: { reader: principal, now: open.state() } },
    );
  }
  // The store may know more than this process has folded; the answer's cursor must not lie before its version.
  await reachCursor(open.committer, entry.cursor);
  const [base, met] = await Promise.all([edit.base, entry.version - 1].map((version) => rowVersion(deps.ledger, { grid: open.grid, row: edit.row, version })));
  if (!base || !met) throw new AppError('internal');
  const head: RowHead = { ...met, member: open.state().rows.get(edit.row)?.member ?? edit.row, cells: met.content.cells };
  const past = { ...emptyState(open.grid), definition: open.state().definition };
  const then = { ...past, rows: past.rows.set(edit.row, head) };
  const { outcome } = decideEdit(then, { principal, edit, route, base: base.content.cells, fingerprint }, entry.at);
  if (outcome.status === 'repeated') throw new AppError('internal');
  return resultOf(edit, outcome, { ledger: deps.ledger, grid: open.grid, view: { reader: principal, now: open.state() } });
}
