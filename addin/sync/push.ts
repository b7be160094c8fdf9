/**
 * Sends the edits that are ready, all in one request as far as the service's limits allow, and takes the answers into the state. An answer that did not come leaves an
 * edit attempted: it is sent again unchanged, under the same id, until its answer is known.
 */
import { type EditResult, MAX_EDITS_PER_REQUEST } from '#contract/edit.ts';
import { PROBLEMS } from '#contract/problem.ts';
import { ApiProblem, ApiUnavailable, type Client, jsonBytes, MAX_JSON_BYTES } from '../api/client.ts';
import { withConflicts } from './conflicts.ts';
import { afterResult } from './heads.ts';
import type { QueuedEdit } from './notes.ts';
import { marked } from './queue.ts';
import type { EngineState } from './state.ts';
import { backOffMs, type Timing } from './timing.ts';

export interface PushContext {
  api: Client;
  timing: Timing;
  grid: string;
  person: string;
  edits: readonly QueuedEdit[];
  publish: () => void;
}

/** Sends edits. Resolves when each is answered or has to wait; rejects only with `unauthenticated` and with faults. */
export async function push(state: EngineState, context: PushContext): Promise<void> {
  for (const edits of batches(context.edits)) {
    const { signedIn } = await sendBatch(state, edits, context);
    if (!signedIn || state.sendFailures > 0) return;
  }
}

/** Splits edits into requests: at most 500 edits and the service's size of a body. */
export function batches(edits: readonly QueuedEdit[]): QueuedEdit[][] {
  const result: QueuedEdit[][] = [];
  let sizeBytes = Number.POSITIVE_INFINITY;
  for (const queued of edits) {
    const ownBytes = jsonBytes(queued.edit) + 1;
    const last = result.at(-1);
    if (!last || last.length >= MAX_EDITS_PER_REQUEST || sizeBytes + ownBytes > MAX_JSON_BYTES) {
      result.push([queued]);
      sizeBytes = ownBytes;
    } else {
      last.push(queued);
      sizeBytes += ownBytes;
    }
  }
  return result;
}

async function sendBatch(state: EngineState, edits: QueuedEdit[], { api, timing, grid, person, publish }: PushContext): Promise<{ signedIn: boolean }> {
  const { me } = state;
  state.queue = marked(state.queue, edits, { attempted: true });
  state.sending = new Set(edits.map(({ edit }) => edit.editId));
  publish();
  try {
    const answer = await api.call('saveEdits', { params: { grid }, body: { edits: edits.map(({ edit }) => edit) } });
    if (state.me !== me) return { signedIn: false };
    for (const [at, result] of answer.results.entries()) takeResult(state, { queued: edits[at], result, person, timing });
    state.sendFailures = 0;
    state.sendAtMs = 0;
    return { signedIn: true };
  } catch (error) {
    if (state.me !== me) return { signedIn: false };
    takeFailure(state, { edits, error, timing });
    return { signedIn: true };
  } finally {
    state.sending = new Set();
    publish();
  }
}

function takeResult(
  state: EngineState,
  { queued, result, person, timing }: { queued: QueuedEdit | undefined; result: EditResult; person: string; timing: Timing },
): void {
  if (!queued || queued.edit.editId !== result.editId) return;
  const { edit, texts } = queued;
  const atMs = timing.nowMs();
  const met = state.grid?.rows.find(({ row }) => row === edit.row);
  const before = met?.version ?? edit.base;
  state.queue = state.queue.filter((other) => other.edit.editId !== edit.editId);
  if (state.grid) state.grid = afterResult(state.grid, result, { by: person, at: new Date(atMs).toISOString() });
  if (result.status === 'refused') {
    state.refused.set(edit.row, { texts, code: result.problem?.code ?? 'internal', sentence: result.problem?.detail ?? '' });
    return;
  }
  state.refused.delete(edit.row);
  if (result.conflicts.length === 0) state.asked.delete(edit.row);
  // A cell that is in conflict whole was not answered: nothing may be written into it. Of a list only the lines in conflict were not.
  const asked = new Set(result.conflicts.flatMap(({ column, itemId }) => (itemId === undefined ? [column] : [])));
  state.answered.set(edit.row, Object.fromEntries(Object.entries(texts).filter(([column]) => !asked.has(column))));
  if (result.version === undefined) return;
  state.conflicts = withConflicts(state.conflicts, { row: edit.row, base: edit.base, version: result.version, person, conflicts: result.conflicts });
  // Others' versions came in between: what they brought into the same cells is told once it stands in the sheet.
  if (result.version > edit.base + Number(result.status !== 'unchanged'))
    state.merged.set(edit.row, met && met.version > edit.base ? met.updatedBy : (result.conflicts.find(({ theirs }) => theirs)?.theirs?.by ?? ''));
  if (result.status === 'saved' || result.status === 'merged')
    state.lastSaved = { row: edit.row, before: Math.min(before, result.version - 1), version: result.version, atMs };
}

// 401 and 429 come before anything is decided; every other failure leaves open whether the edits were saved.
function takeFailure(state: EngineState, { edits, error, timing }: { edits: QueuedEdit[]; error: unknown; timing: Timing }): void {
  if (error instanceof ApiProblem && error.code === 'unauthenticated') {
    state.queue = marked(state.queue, edits, { attempted: false });
    throw error;
  }
  const again = error instanceof ApiUnavailable || (error instanceof ApiProblem && PROBLEMS[error.code].again);
  if (again) {
    if (error instanceof ApiProblem && error.code === 'rate-limited') state.queue = marked(state.queue, edits, { attempted: false });
    const waitMs = Math.max(backOffMs(state.sendFailures, timing), error instanceof ApiProblem ? (error.retryAfterMs ?? 0) : 0);
    state.sendFailures++;
    state.sendAtMs = timing.nowMs() + waitMs;
    return;
  }
  if (!(error instanceof ApiProblem)) throw error;
  const ids = new Set(edits.map(({ edit }) => edit.editId));
  state.queue = state.queue.filter(({ edit }) => !ids.has(edit.editId));
  for (const { edit, texts } of edits) state.refused.set(edit.row, { texts, code: error.code, sentence: error.detail });
}
