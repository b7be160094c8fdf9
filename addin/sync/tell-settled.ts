/**
 * Tells the service that nothing is left to decide in a row. Whoever takes theirs has nothing to save, so no edit would say that the question is settled, and the
 * Secretariat's overview would go on showing it: an edit that changes nothing says so (API: a conflict is resolved by a new edit).
 */

import { PROBLEMS } from '#contract/problem.ts';
import { ApiProblem, ApiUnavailable, type Client } from '../api/client.ts';
import type { EngineState } from './state.ts';
import type { Timing } from './timing.ts';

/** Sends such an edit for each row whose questions are all decided while nothing else of it is on its way. A failure leaves it for a later round. */
export async function tellSettled(state: EngineState, { api, timing }: { api: Client; timing: Timing }): Promise<void> {
  const { me, grid, reason } = state;
  if (!me || !grid || state.link.state !== 'up' || state.sendFailures > 0) return;
  const own = state.conflicts.filter(({ person }) => person === me.person).map(({ row }) => row);
  for (const row of own) state.asked.add(row);
  const busy = new Set([...own, ...state.typed.keys(), ...state.queue.map(({ edit }) => edit.row)]);
  const rows = grid.rows.filter(({ row }) => state.asked.has(row) && !busy.has(row));
  if (rows.length === 0 || (me.role === 'secretariat' && reason === '')) return;
  const because = reason === '' ? {} : { reason };
  const edits = rows.map(({ sheet, row, version }) => ({ editId: timing.newId(), sheet, row, base: version, cells: {}, ...because }));
  try {
    await api.call('saveEdits', { params: { grid: grid.grid }, body: { edits } });
  } catch (error) {
    if (error instanceof ApiUnavailable || (error instanceof ApiProblem && PROBLEMS[error.code].again)) return;
    // What the service does not take it need not be asked again; the next edit of the row says it too.
    if (!(error instanceof ApiProblem)) throw error;
  }
  for (const { row } of rows) state.asked.delete(row);
}
