/** Server-sent events over HTTP: order, resuming from anywhere, days, readers that do not read, the end. */
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EventReader, readEvents } from '../../support/event-reader.ts';
import { editOf, play, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
const open: EventReader[] = [];
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());
afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
  vi.useRealTimers();
});

const listen = async (after?: number, name?: string): Promise<EventReader> => {
  const reader = await readEvents(service.url, { after, ...(name ? { name } : {}) });
  open.push(reader);
  return reader;
};

/** An edit that can't conflict: on the newest version. */
async function write(row: string, text: string): Promise<void> {
  const { version } = (await service.as('observer').get('/grids/wbcti')).json.rows.find((one: { row: string }) => one.row === row);
  const [result] = await save(service.as(row), editOf(row, version, { tasks: [text] }));
  expect(result.status).toBe('saved');
}

describe('a stream', () => {
  it('[H30] without Last-Event-ID brings what happens from now on: id is the cursor, the event is the entry as changes shows it', async () => {
    const cursor = await service.cursor();
    const [reader, other] = [await listen(), await listen(undefined, 'secretariat')];
    expect(reader.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(reader.response.headers.get('cache-control')).toBe('no-store');
    await write('albania', 'one');
    await write('serbia', 'two');
    const events = await reader.take(2);
    const { entries } = (await service.as('observer').get(`/grids/wbcti/changes?after=${cursor}`)).json;
    expect(events).toEqual(entries.map((entry: { cursor: number }) => ({ id: String(entry.cursor), event: 'entry', data: entry })));
    expect(await other.take(2)).toEqual(events);
  });

  it('[H31] resumes after any cursor, and goes on with what is new, without a hole or a repeat', async () => {
    const cursor = await service.cursor();
    for (const after of [0, 1, 20, cursor - 1, cursor]) {
      const reader = await listen(after);
      await write('austria', `after ${after}`);
      const newest = await service.cursor();
      const ids = (await reader.take(newest - after)).map(({ id }) => Number(id));
      expect(ids).toEqual(Array.from({ length: newest - after }, (_, index) => after + 1 + index));
    }
  });

  it('[H31] resumed while others write, nothing is missed', async () => {
    const writers = Promise.all(
      ['italy', 'france', 'osce'].map(async (row) => {
        for (let n = 0; n < 10; n++) await write(row, `${n}`);
      }),
    );
    const readers = await Promise.all(Array.from({ length: 8 }, (_, n) => listen(n)));
    await writers;
    const newest = await service.cursor();
    for (const [after, reader] of readers.entries()) {
      const ids = (await reader.take(newest - after)).map(({ id }) => Number(id));
      expect(ids).toEqual(Array.from({ length: newest - after }, (_, index) => after + 1 + index));
    }
  });

  it('[H31] from a cursor newer than the state it waits for that cursor; one that never comes is refused', async () => {
    const cursor = await service.cursor();
    const opening = listen(cursor + 1);
    await write('albania', 'the awaited one');
    const reader = await opening;
    await write('albania', 'the one after it');
    expect((await reader.take(1))[0]?.id).toBe(String(cursor + 2));
    await play(service, { title: '', path: '/grids/wbcti/events', headers: { 'Last-Event-ID': '99999' }, status: 503, code: 'unavailable' });
  });

  it('[H32] at local midnight of the grid a day event comes, without an id, so that resuming is not disturbed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const own = await startTestService({ now: '2026-12-31T22:59:50.000Z' });
    try {
      const reader = await readEvents(own.url);
      open.push(reader);
      vi.advanceTimersByTime(15_000);
      own.moveTo('2026-12-31T23:00:05.000Z');
      vi.advanceTimersByTime(15_000);
      vi.advanceTimersByTime(15_000);
      await save(own.as('albania'), editOf('albania', 1, { tasks: ['a'] }));
      expect(await reader.take(2)).toMatchObject([
        { event: 'day', data: { today: '2027-01-01' } },
        { event: 'entry', id: '21' },
      ]);
    } finally {
      await own.close();
    }
  });

  it('[H34] is for those who are signed in, takes no HEAD, and an unknown grid has none', async () => {
    await play(service, { title: '', as: null, path: '/grids/wbcti/events', status: 401, code: 'unauthenticated' });
    await play(service, { title: '', path: '/grids/nowhere/events', status: 404, code: 'unknown-grid' });
    const head = await service.as('albania').send('/grids/wbcti/events', { method: 'HEAD' });
    expect(head.status).toBe(405);
    expect(head.headers.get('allow')).toBe('GET');
  });

  it('[H34] ends when the service stops', async () => {
    const own = await startTestService();
    const reader = await readEvents(own.url);
    await own.close();
    expect(await reader.ended()).toEqual([]);
  });
});

describe('much to read', () => {
  const LONG = ['tasks', 'decisionMaking', 'accomplished', 'inProcess'];
  let big: TestService;
  beforeAll(async () => {
    big = await startTestService();
    // 80 versions of 130 kB: more than sockets and the hub keep for a reader that does not read.
    for (let version = 1; version <= 40; version++) {
      const cells = (n: number) => Object.fromEntries(LONG.map((column) => [column, [`${n} ${version} ${'x'.repeat(32_000)}`]]));
      await Promise.all(['albania', 'serbia'].map((row, n) => save(big.as(row), editOf(row, version, cells(n)))));
    }
  });
  afterAll(() => big.close());

  it('[H33] a reader far behind gets all of it, at its own speed', async () => {
    const reader = await readEvents(big.url, { after: 0 });
    open.push(reader);
    expect((await reader.take(100)).map(({ id }) => Number(id))).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('[H33] a batch larger than what a reader may leave lying does not cut readers that read', async () => {
    const reader = await readEvents(big.url);
    open.push(reader);
    const rows = ['albania', 'serbia', 'italy', 'france', 'osce', 'giz', 'rcc', 'dcaf', 'unodc', 'austria', 'slovenia', 'kosovo'];
    for (const row of rows.slice(2)) await save(big.as(row), editOf(row, 1, Object.fromEntries(LONG.map((column) => [column, ['y'.repeat(32_000)]]))));
    await reader.take(10);
    // A small edit of a long row is a long entry: two dozen of them in one request are one append of 3 MB.
    const reason = { reason: 'a word to all' };
    const edits = rows.flatMap((row, n) => ['tasks', 'inProcess'].map((column) => editOf(row, n < 2 ? 41 : 2, { [column]: [column] }, reason)));
    const results = await save(big.as('secretariat'), ...edits);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['saved', 'merged']));
    expect(await reader.take(24)).toHaveLength(24);
  });

  it('[H33] a reader that reads nothing is cut, the others are not held up', async () => {
    const { hostname, port } = new URL(big.url);
    const stalled = connect({ host: hostname, port: Number(port) });
    const closed = new Promise<boolean>((resolve) => {
      stalled.on('error', () => undefined);
      stalled.on('close', () => resolve(true));
    });
    stalled.write('GET /api/v1/grids/wbcti/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer demo:observer\r\n\r\n');
    await new Promise<void>((resolve) => {
      stalled.once('data', () => resolve());
    });
    stalled.pause();
    const reader = await readEvents(big.url);
    open.push(reader);
    for (let version = 43; version <= 92; version++) {
      const cells = Object.fromEntries(LONG.map((column) => [column, [`${version} ${'z'.repeat(32_000)}`]]));
      await Promise.all(['albania', 'serbia'].map((row) => save(big.as(row), editOf(row, version, cells))));
    }
    expect(await reader.take(100)).toHaveLength(100);
    stalled.resume();
    expect(await closed).toBe(true);
  });
});
