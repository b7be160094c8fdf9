/**
 * Follows the grid in the service: who I am, the grid as it stands, then every entry as it happens by server-sent events. Cut connections are taken up again with
 * back-off; what happened meanwhile comes by `/changes`. Data comes by cursor; the stream is the bell and the fast way.
 */
import * as z from 'zod/mini';
import { PublicEntry } from '#contract/entry.ts';
import type { Grid } from '#contract/grid.ts';
import type { Me } from '#contract/person.ts';
import { ApiProblem, ApiUnavailable, type Client } from '../api/client.ts';
import { createEventParser, type ServerEvent } from '../api/event-stream.ts';
import { backOffMs, pause, type Timing } from './timing.ts';

/** What the follower tells. `cursor` is where the grid stands for the receiver: the follower keeps no copy. */
export interface PullListener {
  /** The grid's name in this workbook, if it has one. */
  wanted(grids: readonly string[]): string | undefined;
  opened(fresh: { me: Me; grid: Grid; etag: string | undefined; ledger: string }): void;
  /** The service answers and has no grid for this person: an operator runs it and reads nothing. */
  barred(me: Me): void;
  grid(): Grid | undefined;
  entries(entries: readonly PublicEntry[]): void;
  /** Statuses may have changed. */
  stale(): void;
  /** The service stands before the receiver's copy: it was put back to an older state. */
  behind(): void;
  up(): void;
  down(retryAtMs: number): void;
  signedOut(): void;
  fault(error: unknown): void;
}

export interface Pull {
  /** Tries at once if it is waiting. */
  hurry(): void;
  stop(): void;
}

/** The service sends a sign of life every 15 s. */
const SILENCE_MS = 40_000;
const POLL_MS = 15_000;
/** A stream that lived so long was a good one: the next one is tried at once. */
const GOOD_MS = 5_000;

/** Starts following; goes on until stopped or signed out. */
export function follow({ api, timing, listener }: { api: Client; timing: Timing; listener: PullListener }): Pull {
  const stopped = new AbortController();
  let hurry = (): void => undefined;
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopped.signal.aborted) {
      const startedMs = timing.nowMs();
      const failure = await session({ api, timing, listener, stopped: stopped.signal });
      if (stopped.signal.aborted) return;
      if (failure === 'signed-out') return listener.signedOut();
      if (failure === 'ended' && timing.nowMs() - startedMs >= GOOD_MS) {
        failures = 0;
        continue;
      }
      const waitMs = waitAfter(failure, backOffMs(failures++, timing));
      if (failure === 'unreachable') listener.down(timing.nowMs() + waitMs);
      const wait = pause(waitMs, timing);
      hurry = wait.wake;
      await wait.done;
    }
  };
  run().catch((error: unknown) => listener.fault(error));
  return {
    hurry: () => hurry(),
    stop() {
      stopped.abort();
      hurry();
    },
  };
}

type End = 'ended' | 'barred' | 'unreachable' | 'signed-out';

// Where something in between swallows the stream, asking again and again takes its place: the service itself is there. Who is barred may get another role.
function waitAfter(end: End, backOff: number): number {
  if (end === 'barred') return POLL_MS;
  return end === 'ended' ? Math.min(backOff, POLL_MS) : backOff;
}

interface Session {
  api: Client;
  timing: Timing;
  listener: PullListener;
  stopped: AbortSignal;
}

/** One connection from its beginning to its end. `ended`: the service answered, and its stream came to an end or did not begin. */
async function session(context: Session): Promise<End> {
  const { listener, stopped } = context;
  let reached = false;
  try {
    const grid = await catchUp(context);
    if (stopped.aborted) return 'unreachable';
    if (!grid) return 'barred';
    reached = true;
    listener.up();
    await stream(grid, context);
    return 'ended';
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'unauthenticated') return 'signed-out';
    if (!(error instanceof ApiUnavailable) && !(error instanceof ApiProblem)) listener.fault(error);
    return reached ? 'ended' : 'unreachable';
  }
}

/** Fetches what is missing: everything the first time, later the entries after the cursor. Undefined if there is nothing for this person. */
async function catchUp({ api, listener, stopped }: Session): Promise<Grid | undefined> {
  const known = listener.grid();
  if (!known) return open({ api, listener, stopped });
  for (let after = known.cursor; ; ) {
    const { entries, cursor, more } = await api.call('readChanges', { params: { grid: known.grid }, query: { after: String(after) } });
    if (stopped.aborted) return known;
    if (cursor < after) listener.behind();
    listener.entries(entries);
    if (!more || cursor <= after) return listener.grid() ?? known;
    after = cursor;
  }
}

async function open({ api, listener, stopped }: Omit<Session, 'timing'>): Promise<Grid | undefined> {
  const me = await api.call('me', {});
  const found = await readWanted(api, listener).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.code === 'forbidden') return undefined;
    throw error;
  });
  if (stopped.aborted) return found?.grid;
  if (found) listener.opened({ me, ...found });
  else listener.barred(me);
  return found?.grid;
}

async function readWanted(api: Client, listener: PullListener): Promise<{ grid: Grid; etag: string | undefined; ledger: string } | undefined> {
  const grids = await api.call('listGrids', {});
  const grid = listener.wanted(grids.map((each) => each.grid)) ?? grids[0]?.grid;
  if (grid === undefined) return undefined;
  const first = await api.call('readChanges', { params: { grid }, query: { after: '0', limit: '1' } });
  const read = await api.callWithTag('readGrid', { params: { grid } });
  if (read === 'unchanged') throw new TypeError('nothing was named that could be unchanged');
  return { grid: read.answer, etag: read.etag, ledger: first.entries[0]?.hash ?? '' };
}

async function stream(grid: Grid, { api, timing, listener, stopped }: Session): Promise<void> {
  const abort = new AbortController();
  const end = (): void => abort.abort();
  stopped.addEventListener('abort', end, { once: true });
  let callOff = timing.after(SILENCE_MS, end);
  try {
    const body = await api.openEvents(grid.grid, { after: grid.cursor, signal: abort.signal });
    const decoder = new TextDecoder();
    const take = createEventParser((event) => takeEvent(event, listener));
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await read(reader);
      if (done) return;
      callOff();
      callOff = timing.after(SILENCE_MS, end);
      take(decoder.decode(value, { stream: true }));
    }
  } finally {
    callOff();
    stopped.removeEventListener('abort', end);
    abort.abort();
  }
}

// A connection that breaks ends the stream, as one that is closed does.
async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<{ done: boolean; value?: Uint8Array | undefined }> {
  try {
    return await reader.read();
  } catch {
    return { done: true };
  }
}

// Whatever is no entry (local midnight, a kind of a later version) may have changed statuses.
function takeEvent({ event, data }: ServerEvent, listener: PullListener): void {
  const entry = event === 'entry' ? z.safeParse(PublicEntry, parsed(data)) : undefined;
  if (entry?.success) listener.entries([entry.data]);
  else listener.stale();
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
