/**
 * One round of the engine, a straight list of steps:
 *
 *     fetch what is stale → look at the sheet → compare it with base and service → send what is ready, and look again → write one step
 *
 * Rounds never overlap. What the sheet holds is read each time; only what `EngineState` names lasts from one round to the next.
 */
import { ApiProblem, ApiUnavailable, type Client } from '../api/client.ts';
import type { Reading, SheetPort } from '../excel/sheet.ts';
import { announce, knowStatus, type Voice } from './announce.ts';
import { drawnArrangement } from './arrangement.ts';
import { drawingOf, type Restore } from './drawing.ts';
import { fetchBases } from './fetch-bases.ts';
import { headsOf } from './heads.ts';
import type { Heading } from './notes.ts';
import { nameOrigins } from './origins.ts';
import { push } from './push.ts';
import { ready } from './queue.ts';
import { STATUS } from './rows.ts';
import type { EngineState } from './state.ts';
import { stepOf } from './step.ts';
import { isOutOfDate, type Survey, stepContext, survey, wantedHeading } from './survey.ts';
import { tellSettled } from './tell-settled.ts';

/** What a round works with. */
export interface RoundPorts extends Voice {
  sheet: SheetPort;
  api: Client;
  publish: () => void;
}

/** What is to be done besides the ordinary. `draw`: the grid is drawn even if it looks right, with these rows put back. `quiet`: nothing is sent. */
export interface RoundWish {
  draw?: Restore;
  quiet?: boolean;
}

/** What a round left to do: another one soon, one when the person is idle. */
export interface RoundOutcome {
  again: boolean;
  deferred: boolean;
}

/** A person is idle after so long without typing or selecting. */
export const IDLE_MS = 1_500;
const MOST_LOOKS = 4;

/** Runs one round. */
export async function runRound(state: EngineState, ports: RoundPorts, wish: RoundWish): Promise<RoundOutcome> {
  await refetch(state, ports);
  for (let looks = 1; ; looks++) {
    const { reading, seen } = await look(state, ports);
    ports.publish();
    if (!seen) return wish.draw ? drawFresh(state, ports, reading) : NOTHING_LEFT;
    await nameOrigins(state, ports);
    if (!wish.quiet && looks < MOST_LOOKS && (await sendReady(state, ports))) continue;
    const outcome = await write(state, ports, { seen, restore: wish.draw });
    if (!wish.quiet) await tellSettled(state, ports);
    ports.publish();
    return outcome;
  }
}

const NOTHING_LEFT: RoundOutcome = { again: false, deferred: false };

/** Looks at the workbook and takes it in, with the bases that had to be fetched for it. */
export async function look(state: EngineState, ports: RoundPorts): Promise<{ reading: Reading; seen: Survey | undefined }> {
  const reading = await ports.sheet.look(state.open);
  const seen = survey(state, reading, ports);
  if (!seen || seen.model.unfit.length === 0) return { reading, seen };
  for (const row of seen.model.damaged) announce(state, ports, 'sync.base-damaged', { member: seen.heads.get(row)?.name ?? row });
  return { reading, seen: (await fetchBases(state, seen, ports)) ? survey(state, reading, ports) : seen };
}

async function refetch(state: EngineState, { api, publish }: RoundPorts): Promise<void> {
  const { grid, me } = state;
  if (!state.stale || !grid) return;
  try {
    const read = await api.callWithTag('readGrid', { params: { grid: grid.grid }, ifNoneMatch: state.etag });
    if (state.me !== me) return;
    // Entries that came by the stream meanwhile are newer than this answer: it is asked for again in the next round.
    if (read !== 'unchanged' && read.answer.cursor < (state.grid?.cursor ?? 0) && !state.distrusted) return;
    Object.assign(state, { stale: false, distrusted: false });
    if (read === 'unchanged') return;
    state.etag = read.etag;
    state.grid = read.answer;
    publish();
  } catch (error) {
    // It stays stale and is fetched in a later round; the follower tells whether the service is away.
    if (!(error instanceof ApiUnavailable) && !(error instanceof ApiProblem)) throw error;
  }
}

/** Sends what is ready. True if something was sent, whatever became of it: the sheet has to be looked at again. */
async function sendReady(state: EngineState, ports: RoundPorts): Promise<boolean> {
  const { api, timing, publish } = ports;
  const { me, grid } = state;
  if (!me || !grid || state.link.state !== 'up') return false;
  const edits = ready(state.queue, { person: me.person, needsReason: me.role === 'secretariat' });
  // What could not be sent was taken back: the service is heard, and nothing is left that it does not take.
  if (edits.length === 0) Object.assign(state, { sendFailures: 0, sendAtMs: 0 });
  if (edits.length === 0 || timing.nowMs() < state.sendAtMs) return false;
  await push(state, { api, timing, grid: grid.grid, person: me.person, edits, publish });
  return true;
}

async function drawFresh(state: EngineState, ports: RoundPorts, reading: Reading): Promise<RoundOutcome> {
  if (state.workbook !== 'none' || !state.grid || !state.me) return NOTHING_LEFT;
  const heads = headsOf(state.grid);
  const heading = wantedHeading(state, { heads, shared: reading.shared, voice: ports });
  const drawing = drawingOf(stepContext(state, { heading, heads, language: ports.language, idle: true }), { restore: 'all' });
  await ports.sheet.draw(reading, drawing);
  state.arrangement = drawnArrangement(drawing);
  for (const [row, head] of heads) state.announced.set(row, head.version);
  state.workbook = 'grid';
  ports.publish();
  return NOTHING_LEFT;
}

interface Writing {
  seen: Survey;
  restore: Restore | undefined;
}

async function write(state: EngineState, ports: RoundPorts, { seen, restore }: Writing): Promise<RoundOutcome> {
  const { model, comparison, heads } = seen;
  const { language } = ports;
  const idle = restore !== undefined || ports.timing.nowMs() - state.activeAtMs >= IDLE_MS;
  const wanted = wantedHeading(state, { heads, shared: model.reading.shared, voice: ports });
  const outOfDate = state.broken || isOutOfDate(seen, wanted);
  if (restore !== undefined || (outOfDate && idle)) return redraw(state, ports, { seen, restore: restore ?? [], heading: wanted });

  const heading = { ...(model.heading ?? wanted), cursor: wanted.cursor };
  const { step, deferred } = stepOf(model, comparison, stepContext(state, { heading, heads, language, idle }));
  const left = { again: false, deferred: deferred.length > 0 || outOfDate };
  if (!step) {
    settleWritten(state, seen, deferred);
    return left;
  }
  // Without its hidden sheet nothing is written until it is drawn anew.
  if (!model.heading) return left;
  for (const { row, cells } of step.rows) knowStatus(state, row, cells[model.labels[STATUS] ?? STATUS] ?? '');
  const { disturbed } = await ports.sheet.write(model.reading, step);
  settleWritten(state, seen, [...deferred, ...disturbed]);
  if (step.locked && model.grid.protected && state.undoable) {
    state.undoable = false;
    announce(state, ports, 'sync.undo');
  }
  return {
    ...left,
    again:
      disturbed.length > 0 ||
      isChoiceWritten(
        state,
        step.rows.filter(({ cells }) => Object.keys(cells).length > 0).map(({ row }) => row),
      ),
  };
}

async function redraw(
  state: EngineState,
  ports: RoundPorts,
  { seen, restore, heading }: Writing & { restore: Restore; heading: Heading },
): Promise<RoundOutcome> {
  const { model, comparison, heads } = seen;
  const drawing = drawingOf(stepContext(state, { heading, heads, language: ports.language, idle: true }), { model, comparison, restore });
  const { disturbed } = await ports.sheet.draw(model.reading, drawing);
  state.broken = false;
  for (const { key, status } of drawing.rows) knowStatus(state, key, status);
  settleWritten(state, seen, disturbed);
  const written = [...comparison.writes.keys()];
  // What was put back is missed no longer: the next look says so.
  const putBack = restore.length > 0 && model.sheet.missingRows.length + model.sheet.missingColumns.length > 0;
  return { again: putBack || disturbed.length > 0 || model.memory.marks.length > 0 || isChoiceWritten(state, written), deferred: false };
}

// What was chosen of a conflict becomes an edit at the next look, when it stands in the sheet.
const isChoiceWritten = ({ conflicts }: EngineState, rows: readonly string[]): boolean =>
  conflicts.some(({ row, held }) => held?.state === 'decided' && rows.includes(row));

/** Forgets what has reached the sheet: everything of the comparison but the rows that were left. */
function settleWritten(state: EngineState, { comparison }: Survey, left: readonly string[]): void {
  state.overrides = state.overrides.filter(({ row }) => left.includes(row));
  for (const row of comparison.rows.keys()) if (!left.includes(row)) state.answered.delete(row);
}
