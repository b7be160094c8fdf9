import { describe, expect, it } from 'vitest';
import { ApiProblem, ApiUnavailable, type Client } from '../../../../addin/api/client.ts';
import type { QueuedEdit } from '../../../../addin/sync/notes.ts';
import { push } from '../../../../addin/sync/push.ts';
import { emptyState } from '../../../../addin/sync/state.ts';
import type { EditResult } from '../../../../service/contract/edit.ts';
import { handClock } from '../../../support/hand-clock.ts';

const EDIT_ID = '00000000-0000-4000-8000-000000000001';
const queued: QueuedEdit = {
  ...{ person: 'demo:albania', texts: { tasks: 'mine', inProcess: 'new' }, attempted: false },
  edit: { editId: EDIT_ID, sheet: 'support-group', row: 'albania', base: 1, cells: { tasks: ['mine'], inProcess: ['new'] } },
};
const result = (change: Partial<EditResult>): EditResult => ({
  editId: EDIT_ID,
  status: 'saved',
  row: 'albania',
  version: 2,
  cells: {},
  conflicts: [],
  warnings: [],
  ...change,
});

async function pushed(answer: Partial<EditResult> | Error) {
  const state = emptyState();
  state.queue = [queued];
  const call = async () => {
    if (answer instanceof Error) throw answer;
    return { cursor: 9, results: [result(answer)] };
  };
  const context = { api: { call } as unknown as Client, timing: handClock(), grid: 'wbcti', person: 'demo:albania', edits: [queued], publish: () => undefined };
  const outcome = await push(state, context).catch((error: unknown) => error);
  return { state, outcome };
}

describe('taking answers', () => {
  it('[Q1] what was saved leaves the queue, and its cells count as answered', async () => {
    const { state } = await pushed({});
    expect(state.queue).toEqual([]);
    expect(state.answered.get('albania')).toEqual(queued.texts);
    expect(state.lastSaved).toMatchObject({ row: 'albania', before: 1, version: 2 });
  });

  it('[Q18] a cell in conflict is not answered: nothing may be written into it', async () => {
    const side = { text: 'x', column: 'tasks' };
    const { state } = await pushed({ status: 'conflict', version: 3, conflicts: [{ column: 'tasks', base: side, ours: side, theirs: null }] });
    expect(state.answered.get('albania')).toEqual({ inProcess: 'new' });
    expect(state.conflicts).toMatchObject([{ id: 'albania/tasks/', version: 3, person: 'demo:albania' }]);
  });

  it('[Q61] of a list only the line in conflict is not answered: it is held as it stands, the other lines go on', async () => {
    const side = { text: 'mine', column: 'tasks' };
    const { state } = await pushed({ status: 'conflict', version: 3, conflicts: [{ column: 'tasks', itemId: '1.1', base: side, ours: side, theirs: null }] });
    expect(state.answered.get('albania')).toEqual(queued.texts);
    expect(state.conflicts).toMatchObject([{ id: 'albania//1.1', version: 3, held: { shown: ['mine'], target: ['mine'], column: 'tasks', state: 'open' } }]);
    expect(state.merged.has('albania')).toBe(true);
  });

  it('[Q49] refused is refused for this text; the row and the rest of the request are not touched', async () => {
    const problem = { type: 'urn:x', title: 't', status: 403, detail: 'not yours', code: 'not-yours' as const };
    for (const answer of [{ status: 'refused' as const, problem }, new ApiProblem(problem)]) {
      const { state } = await pushed(answer);
      expect(state.refused.get('albania')).toEqual({ texts: queued.texts, code: 'not-yours', sentence: 'not yours' });
      expect([state.queue, state.sendFailures]).toEqual([[], 0]);
    }
  });

  it('[Q39] without an answer the edit stays, attempted where it may have arrived and free where it can’t have', async () => {
    const lost = await pushed(new ApiUnavailable('sync.offline', { language: 'en', cause: undefined }));
    expect(lost.state.queue).toEqual([{ ...queued, attempted: true }]);
    expect([lost.state.sendFailures, lost.state.sendAtMs > 0]).toEqual([1, true]);
    const full = await pushed(new ApiProblem({ code: 'rate-limited', detail: 'later' }, 9_000));
    expect(full.state.queue).toEqual([queued]);
    expect(full.state.sendAtMs).toBe(handClock().nowMs() + 9_000);
    const out = await pushed(new ApiProblem({ code: 'unauthenticated', detail: 'who?' }));
    expect(out.state.queue).toEqual([queued]);
    expect(out.outcome).toMatchObject({ code: 'unauthenticated' });
  });
});
