/** Event streams whose readers stop reading: fifty of them cost a bounded memory and are cut, while everybody else is served. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { readEvents } from '../support/event-reader.ts';
import { sized, tellFigures, until, useDrill } from '../support/fault-drill.ts';
import { MEMBERS } from '../support/fault-writers.ts';
import { editOf, save } from '../support/scenario.ts';
import { clientOf } from '../support/start-service.ts';

const STALLED = 50;
/** What each stream is sent in all: several times what one may leave lying. */
const MEGABYTES = sized(6, 60);
/** Fifty readers may leave 1 MB each; the rest is the service itself at work. */
const MOST_GROWTH_MB = 140;
const drill = useDrill('streams');
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** A reader that asks for the stream and then takes nothing. */
async function stall(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined);
  sockets.push(socket);
  socket.write('GET /api/v1/grids/wbcti/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer demo:observer\r\n\r\n');
  await new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.pause();
  return socket;
}

const residentMb = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

it.skipIf(process.platform !== 'linux')(
  '[S112] fifty stalled streams are cut at a bounded memory; a reader that reads gets everything and saves go on',
  { timeout: sized(600_000, 600_000) },
  async () => {
    const service = drill.start({ DATA_DIR: drill.newFolder() });
    const url = await service.url;
    const pid = service.child.pid ?? 0;
    const { cursor } = (await clientOf(url, 'observer').get('/grids/wbcti')).json;
    const reader = await readEvents(url, { after: cursor });
    // Warm, so that the growth is that of the streams.
    await save(clientOf(url, 'serbia'), editOf('serbia', 1, { tasks: ['x'.repeat(30_000)] }));
    const beforeMb = residentMb(pid);
    for (let one = 0; one < STALLED; one++) await stall(url);
    const text = 'text of a line that is as long as a cell may be '.repeat(640);
    const edits = Math.ceil((MEGABYTES * 1_000_000) / text.length);
    const took: number[] = [];
    let mostMb = beforeMb;
    for (let number = 0; number < edits; number++) {
      const row = MEMBERS[number % 2 ? 2 : 5] ?? '';
      const startedMs = performance.now();
      const [result] = await save(clientOf(url, row), editOf(row, Math.floor(number / 2) + 1, { tasks: [`${number} ${text}`] }));
      took.push(performance.now() - startedMs);
      expect(result.status).toBe('saved');
      mostMb = Math.max(mostMb, residentMb(pid));
    }
    expect(await reader.take(edits + 1)).toHaveLength(edits + 1);
    const growthMb = mostMb - beforeMb;
    took.sort((a, b) => a - b);
    const p99Ms = took[Math.floor(took.length * 0.99)] ?? 0;
    // Every stalled reader has been cut: once it reads on, it meets its end.
    let cut = 0;
    for (const socket of sockets) socket.once('close', () => (cut += 1)).resume();
    await until(() => cut === STALLED, 60_000);
    tellFigures('stalled streams', { streams: STALLED, 'MB to each': MEGABYTES, saves: edits, 'growth MB': growthMb, 'save p99 ms': p99Ms, cut });
    expect(growthMb).toBeLessThan(MOST_GROWTH_MB);
    expect(p99Ms).toBeLessThan(5_000);
    reader.close();
  },
);
