/**
 * The shipped process on a MongoDB whose line fails, through a proxy of ours, under nineteen writing clients; and two processes on one MongoDB that are
 * killed in turn. People hear 503 quickly, what they send again is saved once, and everything goes on by itself.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sized, tellFigures, until, useDrill } from '../support/fault-drill.ts';
import { expectNothingLost, openWriters, type Writers } from '../support/fault-writers.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { clientOf, SIGNING_SEED } from '../support/start-service.ts';
import { type TcpProxy, tcpProxy, viaPort } from '../support/tcp-proxy.ts';

const ROUNDS = sized(1, 25);
const KILLS = sized(2, 60);
/** The longest wait for a 503 is half a second until there is a doubt and a second for the ping that settles it; the rest is room for a machine that does much else. */
const QUICKLY_MS = 20_000;
const drill = useDrill('mongo');

async function more(writers: Writers, count: number): Promise<void> {
  const before = writers.figures.acknowledged;
  await until(() => writers.figures.acknowledged >= before + count, 180_000);
}

/** Each breaks the line in its way and resolves when the damage is done; `proxy.resume()` follows. */
const FAULTS: [title: string, inflict: (proxy: TcpProxy, writers: Writers) => Promise<void>][] = [
  ['cut before the write arrives', (proxy) => proxy.cutAfterBytes({ bytes: 0, direction: 'toServer', request: 'insert' })],
  ['cut in the middle of the write', (proxy) => proxy.cutAfterBytes({ bytes: 300, direction: 'toServer', request: 'insert' })],
  ['cut after the write, before its answer', (proxy) => proxy.cutAfterBytes({ bytes: 0, direction: 'toClient', request: 'insert' })],
  ['cut in the middle of the answer', (proxy) => proxy.cutAfterBytes({ bytes: 20, direction: 'toClient', request: 'insert' })],
  [
    'gone for a while',
    async (proxy, { figures }) => {
      const refused = figures.unavailable;
      proxy.cut();
      await until(() => figures.unavailable > refused + 40, 180_000);
    },
  ],
  [
    'slow by five seconds',
    async (proxy, { figures }) => {
      const refused = figures.unavailable;
      proxy.delayMs(5_000);
      await until(() => figures.unavailable > refused + 19, 180_000);
      // What the delay still holds back arrives late, or never.
      proxy.cut();
    },
  ],
];

describeOnMongo('a service whose MongoDB fails', (mongo) => {
  it('[S113] cut, slow and cut in mid-answer: 503 quickly, what is sent again is saved once, and it recovers by itself', {
    timeout: sized(600_000, 3_600_000),
  }, async ({ skip }) => {
    const { port } = mongo();
    if (port === undefined) return skip('a given server has no port of ours to stand before');
    const startedMs = performance.now();
    const proxy = await tcpProxy(port);
    const writers = openWriters();
    try {
      // Without the driver's own second attempt, where a server has one, so that each cut is seen.
      const uri = `${viaPort(mongo().newUri(), proxy.port)}?retryWrites=false`;
      const service = drill.start({ MONGODB_URI: uri, SIGNING_KEY: SIGNING_SEED, DATA_DIR: drill.newFolder(), LOG_LEVEL: 'warn' });
      const url = await service.url;
      writers.start([url]);
      await more(writers, 20);
      let slowestRecoveryMs = 0;
      for (let round = 0; round < ROUNDS; round++) {
        for (const [title, inflict] of FAULTS) {
          await inflict(proxy, writers);
          proxy.resume();
          const healedMs = performance.now();
          await more(writers, 19).catch((error: unknown) => {
            throw new Error(`after “${title}” nothing was saved again: ${service.stdout().slice(-3_000)}`, { cause: error });
          });
          slowestRecoveryMs = Math.max(slowestRecoveryMs, performance.now() - healedMs);
        }
      }
      await writers.stop();
      await writers.settle(url);
      await expectNothingLost(url, writers);
      expect((await clientOf(url, null).get('!/readyz')).status).toBe(200);
      expect(writers.figures.unanswered).toBe(0);
      expect(writers.figures.retried).toBeGreaterThan(ROUNDS);
      tellFigures('MongoDB line', {
        faults: ROUNDS * FAULTS.length,
        ...writers.figures,
        'slowest recovery ms': slowestRecoveryMs,
        seconds: (performance.now() - startedMs) / 1_000,
      });
      expect(writers.figures.slowest503Ms).toBeLessThan(QUICKLY_MS);
      expect(slowestRecoveryMs).toBeLessThan(120_000);
    } finally {
      await writers.stop();
      await proxy.close();
    }
  });

  it('[S114] two processes race on one MongoDB while one after the other is killed: nothing is lost, half there or there twice', {
    timeout: sized(600_000, 3_600_000),
  }, async () => {
    const settings = { MONGODB_URI: mongo().newUri(), SIGNING_KEY: SIGNING_SEED, LOG_LEVEL: 'warn' };
    const start = () => drill.start({ ...settings, DATA_DIR: drill.newFolder() });
    const startedMs = performance.now();
    const pair = [start(), start()];
    const writers = openWriters();
    for (let kill = 0; kill < KILLS; kill++) {
      writers.start(await Promise.all(pair.map(({ url }) => url)));
      await more(writers, 40);
      const victim = pair[kill % 2];
      victim?.child.kill('SIGKILL');
      // The other one serves everybody meanwhile.
      await more(writers, 20);
      await pause(20);
      await writers.stop();
      await victim?.ended;
      pair[kill % 2] = start();
    }
    const urls = await Promise.all(pair.map(({ url }) => url));
    await writers.settle(urls[0] ?? '');
    await until(async () => {
      const [one, two] = await Promise.all(urls.map(async (url) => (await clientOf(url, 'observer').get('/grids/wbcti/ledger/verify')).json));
      return one.ok && two.ok && one.hash === two.hash;
    }, 180_000);
    for (const url of urls) await expectNothingLost(url, writers);
    tellFigures('two processes on one MongoDB', { kills: KILLS, ...writers.figures, lost: 0, seconds: (performance.now() - startedMs) / 1_000 });
    expect(writers.figures.unanswered).toBeGreaterThan(0);
  });
});
