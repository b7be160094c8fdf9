/** The start of the service while MongoDB is away, before it was reached and at each of the steps that need it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMongoStore } from '../../service/adapters/mongo/store.ts';
import type { Store } from '../../service/application/ports.ts';
import { type RunningService, startService } from '../../service/compose.ts';
import { loadConfig } from '../../service/config.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { clientOf, type KeptLog, keepLog, SIGNING_SEED } from '../support/start-service.ts';
import { type TcpProxy, tcpProxy, viaPort } from '../support/tcp-proxy.ts';
import { until } from './store-place.ts';

describeOnMongo('a start while MongoDB is away', (mongo) => {
  let proxy: TcpProxy;
  let folder: string;
  let started: RunningService | undefined;
  /** What whoever has started it hears. */
  let told: string[] = [];
  beforeEach(async ({ skip }) => {
    const { port } = mongo();
    if (port === undefined) skip('a given server has no port of ours to stand before');
    proxy = await tcpProxy(port ?? 0);
    folder = mkdtempSync(join(tmpdir(), 'grid-mongo-start-'));
  });
  afterEach(async () => {
    await started?.close();
    started = undefined;
    told = [];
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts the service as the process does, with the settings alone, or on a store that was opened before. */
  async function start(log: KeptLog, uri: string, overrides: { store?: Store } = {}): Promise<RunningService> {
    const { config, wrong } = loadConfig({ PORT: '0', DATA_DIR: folder, REMINDERS: 'manual', SIGNING_KEY: SIGNING_SEED, MONGODB_URI: uri });
    if (!config) throw new Error(wrong.join('\n'));
    started = await startService(config, log, { ...overrides, tell: (sentence) => told.push(sentence) });
    return started;
  }
  const newUri = (): string => `${viaPort(mongo().newUri(), proxy.port)}?retryWrites=false`;
  const SAID = /^MongoDB can’t be reached yet \([^\n]+\); trying again in (1 second|\d+ seconds)\. See that it runs and that MONGODB_URI names it\.$/;
  const waits = (): number => told.filter((sentence) => SAID.test(sentence)).length;

  async function expectWhole({ url }: RunningService): Promise<void> {
    expect((await clientOf(url, 'observer').get('/grids/wbcti/ledger/verify')).json).toMatchObject({ ok: true });
    expect((await clientOf(url, 'secretariat').get('/grids/wbcti/people')).json).toHaveLength(19);
  }

  it('[S117] before it was reached', { timeout: 120_000 }, async () => {
    const log = keepLog();
    proxy.cut();
    const starting = start(log, newUri());
    await until(() => waits() > 0, 60_000);
    proxy.resume();
    await expectWhole(await starting);
  });

  it('[S117] in the middle: while the answer to the first append is under way, then while the people are read', { timeout: 180_000 }, async () => {
    const log = keepLog();
    const uri = newUri();
    const store = await openMongoStore({ uri, log });
    const cutAt = (request: string, direction: 'toServer' | 'toClient') => void proxy.cutAfterBytes({ bytes: 0, direction, request }).then(() => proxy.cut());
    cutAt('insert', 'toClient');
    const starting = start(log, uri, { store });
    await until(() => waits() === 1, 60_000);
    proxy.resume();
    cutAt('person', 'toServer');
    await until(() => waits() === 2, 60_000);
    proxy.resume();
    await expectWhole(await starting);
  });
});
