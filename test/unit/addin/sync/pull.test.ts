import { afterEach, describe, expect, it } from 'vitest';
import { ApiProblem, ApiUnavailable, type Client } from '../../../../addin/api/client.ts';
import { follow, type Pull, type PullListener } from '../../../../addin/sync/pull.ts';
import type { PublicEntry } from '../../../../service/contract/entry.ts';
import type { Grid } from '../../../../service/contract/grid.ts';
import { handClock } from '../../../support/hand-clock.ts';

const entry = (cursor: number): PublicEntry => ({
  cursor,
  at: '2026-11-25T09:00:00Z',
  by: 'system',
  route: 'system',
  kind: 'row.saved',
  content: {},
  hash: 'h',
});

/** A service of one grid at a cursor, whose stream and reachability the test holds in its hands. */
function stage() {
  const clock = handClock();
  const told: string[] = [];
  let grid: Grid | undefined;
  let cursor = 3;
  let reachable: 'yes' | 'no' | 'signed-out' | 'barred' = 'yes';
  let streams = true;
  let write: ((text: string) => void) | undefined;
  let end: (() => void) | undefined;
  const opened: number[] = [];
  const away = (): void => {
    if (reachable === 'no') throw new ApiUnavailable('sync.offline', { language: 'en', cause: undefined });
    if (reachable === 'signed-out') throw new ApiProblem({ code: 'unauthenticated', detail: 'no' });
  };
  const answers: Record<string, (options: { query?: { after: string } }) => unknown> = {
    me: () => ({ person: 'demo:albania', role: 'focal-point', auth: 'demo' }),
    listGrids: () => [{ grid: 'wbcti', title: 't', sheets: [] }],
    readChanges: ({ query }) => ({
      entries: [entry(1), entry(2), entry(3), entry(4), entry(5)].filter((one) => one.cursor > Number(query?.after) && one.cursor <= cursor),
      cursor,
      more: false,
    }),
  };
  const api = {
    async call(name: string, options: { query?: { after: string } }) {
      away();
      if (reachable === 'barred' && name !== 'me') throw new ApiProblem({ code: 'forbidden', detail: 'not for you' });
      return answers[name]?.(options);
    },
    async callWithTag() {
      away();
      return { answer: { grid: 'wbcti', cursor }, etag: '"3"' };
    },
    async openEvents(_grid: string, { after, signal }: { after: number; signal: AbortSignal }) {
      away();
      if (!streams) throw new ApiUnavailable('sync.offline', { language: 'en', cause: 'swallowed' });
      opened.push(after);
      return new ReadableStream<Uint8Array>({
        start(controller) {
          const finish = (): void => {
            signal.removeEventListener('abort', finish);
            controller.close();
          };
          write = (text) => controller.enqueue(new TextEncoder().encode(text));
          end = finish;
          signal.addEventListener('abort', finish);
        },
      });
    },
  } as unknown as Client;
  const listener: PullListener = {
    wanted: () => undefined,
    opened(fresh) {
      grid = fresh.grid;
      told.push(`opened ${fresh.grid.cursor} ${fresh.ledger}`);
    },
    barred: ({ role }) => told.push(`nothing for the ${role}`),
    grid: () => grid,
    entries(entries) {
      if (grid && entries.length > 0) grid = { ...grid, cursor: entries.at(-1)!.cursor };
      told.push(...entries.map((one) => `entry ${one.cursor}`));
    },
    stale: () => told.push('stale'),
    behind: () => told.push('behind'),
    up: () => told.push('up'),
    down: (retryAtMs) => told.push(`down ${retryAtMs - clock.nowMs()}`),
    signedOut: () => told.push('signed out'),
    fault: (error) => told.push(`fault ${String(error)}`),
  };
  return {
    clock,
    told,
    opened,
    start: () => follow({ api, timing: clock, listener }),
    set: (change: { cursor?: number; reachable?: typeof reachable; streams?: boolean }) => {
      cursor = change.cursor ?? cursor;
      reachable = change.reachable ?? reachable;
      streams = change.streams ?? streams;
    },
    write: (text: string) => write?.(text),
    end: () => end?.(),
    settle: async () => {
      for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
      return told.splice(0);
    },
  };
}

let pull: Pull | undefined;
afterEach(() => pull?.stop());

describe('following the service', () => {
  it('[Q57] opens, streams from its cursor, and takes entries and day changes', async () => {
    const on = stage();
    pull = on.start();
    expect(await on.settle()).toEqual(['opened 3 h', 'up']);
    on.write(`id: 4\nevent: entry\ndata: ${JSON.stringify(entry(4))}\n\nevent: day\ndata: {}\n\nevent: entry\ndata: {"odd":1}\n\n`);
    expect(await on.settle()).toEqual(['entry 4', 'stale', 'stale']);
    expect(on.opened).toEqual([3]);
  });

  it('[Q57] a stream silent for 40 seconds counts as dead; signs of life keep it; what happened meanwhile comes by cursor', async () => {
    const on = stage();
    pull = on.start();
    await on.settle();
    for (let beat = 0; beat < 4; beat++) {
      on.clock.advance(39_000);
      on.write(':\n\n');
      expect(await on.settle()).toEqual([]);
    }
    on.set({ cursor: 5 });
    on.clock.advance(40_001);
    expect(await on.settle()).toEqual(['entry 4', 'entry 5', 'up']);
    expect(on.opened).toEqual([3, 5]);
  });

  it('[Q58] an unreachable service is tried again with growing waits, at once when asked', async () => {
    const on = stage();
    on.set({ reachable: 'no' });
    pull = on.start();
    expect(await on.settle()).toEqual(['down 1000']);
    on.clock.advance(1_000);
    expect(await on.settle()).toEqual(['down 1000']);
    on.clock.advance(1_000);
    expect(await on.settle()).toEqual(['down 2000']);
    on.set({ reachable: 'yes' });
    pull.hurry();
    expect(await on.settle()).toEqual(['opened 3 h', 'up']);
  });

  it('[Q58] where something in between swallows the stream, entries come by asking again and again', async () => {
    const on = stage();
    on.set({ streams: false });
    pull = on.start();
    expect(await on.settle()).toEqual(['opened 3 h', 'up']);
    on.set({ cursor: 4 });
    on.clock.advance(15_000);
    expect(await on.settle()).toContain('entry 4');
  });

  it('[Q91] who may read nothing is told who it is and not that the service is away; with another role it opens', async () => {
    const on = stage();
    on.set({ reachable: 'barred' });
    pull = on.start();
    expect(await on.settle()).toEqual(['nothing for the focal-point']);
    on.set({ reachable: 'yes' });
    on.clock.advance(15_000);
    expect(await on.settle()).toEqual(['opened 3 h', 'up']);
  });

  it('[Q59] signed out, it stops asking; stopped, it says nothing more; a service put back to an older state is not trusted', async () => {
    const on = stage();
    pull = on.start();
    await on.settle();
    on.set({ cursor: 2 });
    on.clock.advance(6_000);
    on.end();
    expect(await on.settle()).toEqual(['behind', 'up']);
    on.set({ reachable: 'signed-out' });
    on.clock.advance(6_000);
    on.end();
    expect(await on.settle()).toEqual(['signed out']);
    on.clock.advance(600_000);
    expect(await on.settle()).toEqual([]);
    const other = stage();
    const second = other.start();
    await other.settle();
    second.stop();
    other.clock.advance(600_000);
    expect(await other.settle()).toEqual([]);
  });
});
