/** The running service on a disk that fails: no sync, read-only, full. Nothing is acknowledged that may be lost; reading goes on; it recovers by itself. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { sized, tellFigures, until, useDrill } from '../support/fault-drill.ts';
import { inject, STRACE_MISSING } from '../support/fault-strace.ts';
import { expectNothingLost, openWriters } from '../support/fault-writers.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { clientOf } from '../support/start-service.ts';

const drill = useDrill('disk');
const ROUNDS = sized(2, 15);

/** People see the grid, nobody is told that anything was saved, and readiness says so. */
async function expectReadOnly(url: string): Promise<void> {
  expect((await clientOf(url, 'observer').get('/grids/wbcti')).status).toBe(200);
  expect((await clientOf(url, 'observer').get('/grids/wbcti/rows/albania/versions')).status).toBe(200);
  const ready = await clientOf(url, null).get('!/readyz');
  expect([ready.status, ready.json.code, ready.headers.get('retry-after') !== null]).toEqual([503, 'unavailable', true]);
  expect((await clientOf(url, null).get('!/healthz')).status).toBe(200);
}

async function expectRecovery(url: string, writers: ReturnType<typeof openWriters>): Promise<number> {
  const startedMs = performance.now();
  const before = writers.figures.acknowledged;
  await until(() => writers.figures.acknowledged > before + 40, 60_000);
  expect((await clientOf(url, null).get('!/readyz')).status).toBe(200);
  return performance.now() - startedMs;
}

const FAILING = [
  { title: 'every sync fails (EIO)', calls: 'fsync,fdatasync', error: 'EIO' },
  { title: 'the disk has become read-only (EROFS)', calls: 'pwrite64,pwritev,ftruncate,fallocate', error: 'EROFS' },
  { title: 'the disk is full (ENOSPC)', calls: 'pwrite64,pwritev,ftruncate,fallocate', error: 'ENOSPC' },
] as const;

describe.skipIf(STRACE_MISSING !== undefined)(
  `a disk that fails under nineteen writing clients${STRACE_MISSING ? ` (skipped: ${STRACE_MISSING})` : ''}`,
  () => {
    for (const { title, calls, error } of FAILING) {
      it(`[S100] ${title}: nothing is acknowledged meanwhile, reading goes on, readiness tells, and it recovers without a restart`, {
        timeout: sized(600_000, 600_000),
      }, async () => {
        const folder = drill.newFolder();
        const writers = openWriters();
        const service = drill.start({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
        const url = await service.url;
        let [failed, slowestRecoveryMs] = [0, 0];
        writers.start([url]);
        for (let round = 0; round < ROUNDS; round++) {
          const [before, refused] = [writers.figures.acknowledged, writers.figures.unavailable];
          await until(() => writers.figures.acknowledged > before + 60, 60_000);
          const injection = await inject(service.child.pid ?? 0, { calls, error });
          await until(() => injection.hits > 0 && writers.figures.unavailable > refused + 40, 60_000);
          const acknowledged = writers.figures.acknowledged;
          await pause(200);
          expect(writers.figures.acknowledged).toBe(acknowledged);
          await expectReadOnly(url);
          failed += injection.hits;
          await injection.end();
          slowestRecoveryMs = Math.max(slowestRecoveryMs, await expectRecovery(url, writers));
        }
        await writers.stop();
        await writers.settle(url);
        await expectNothingLost(url, writers);
        tellFigures(title, { rounds: ROUNDS, 'failed calls': failed, ...writers.figures, 'slowest recovery ms': slowestRecoveryMs });
      });
    }

    it('[S101] a sync that fails and then kill -9: after the next start everything acknowledged is there, and what was refused is there once or not at all', {
      timeout: 180_000,
    }, async () => {
      const folder = drill.newFolder();
      const writers = openWriters();
      for (let round = 0; round < ROUNDS; round++) {
        const service: ServiceProcess = drill.start({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
        const [before, refused] = [writers.figures.acknowledged, writers.figures.unavailable];
        writers.start([await service.url]);
        await until(() => writers.figures.acknowledged > before + 40, 60_000);
        const injection = await inject(service.child.pid ?? 0, { calls: 'fsync,fdatasync', error: 'EIO' });
        await until(() => writers.figures.unavailable > refused + 20, 60_000);
        service.child.kill('SIGKILL');
        await service.ended;
        await injection.end();
        await writers.stop();
      }
      const url = await drill.start({ DATA_DIR: folder }).url;
      await writers.settle(url);
      await expectNothingLost(url, writers);
    });
  },
);

/** A small disk of its own; undefined where none can be mounted. */
const mounts: string[] = [];
const NO_MOUNT = whyNoMount();
function mountSmall(sizeKb: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'grid-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKb}k,mode=700`, 'tmpfs', folder]);
  mounts.push(folder);
  return folder;
}
function whyNoMount(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting a small disk needs root on Linux';
  try {
    unmount(mountSmall(64));
    return undefined;
  } catch {
    return 'no small disk may be mounted here';
  }
}
function unmount(folder: string): void {
  // Lazily: after a failed test a process may still have a file open on it.
  execFileSync('umount', ['-l', folder]);
  mounts.splice(mounts.indexOf(folder), 1);
  rmSync(folder, { recursive: true });
}

describe.skipIf(NO_MOUNT !== undefined)(`a small disk${NO_MOUNT ? ` (skipped: ${NO_MOUNT})` : ''}`, () => {
  afterEach(() => {
    for (const folder of [...mounts]) unmount(folder);
  });

  it('[S102] it runs full for real: 503 and reading, and it goes on within seconds once there is room, with nothing lost', { timeout: 180_000 }, async () => {
    const disk = mountSmall(4_096);
    const writers = openWriters({ filler: 1_500 });
    // Something else takes a part of the disk, and gives it back later.
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(1_500_000));
    const service = drill.start({ DATA_DIR: join(disk, 'data'), LOG_LEVEL: 'silent' });
    const url = await service.url;
    writers.start([url]);
    await until(() => writers.figures.unavailable > 60, 60_000);
    const acknowledged = writers.figures.acknowledged;
    expect(acknowledged).toBeGreaterThan(20);
    await expectReadOnly(url);
    rmSync(join(disk, 'ballast'));
    const recoveryMs = await expectRecovery(url, writers);
    await writers.stop();
    await writers.settle(url);
    await expectNothingLost(url, writers);
    service.child.kill('SIGTERM');
    expect((await service.ended).code).toBe(0);
    tellFigures('full disk', { ...writers.figures, 'acknowledged before it was full': acknowledged, 'recovery ms': recoveryMs });
  });

  it('[S102] a read-only disk stops the start with one sentence, and the data is as it was', { timeout: 180_000 }, async () => {
    const disk = mountSmall(4_096);
    const folder = join(disk, 'data');
    mkdirSync(folder);
    const first = drill.start({ DATA_DIR: folder });
    await first.url;
    first.child.kill('SIGTERM');
    await first.ended;
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const { code, stdout, stderr } = await drill.start({ DATA_DIR: folder }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd()).toMatch(/^The data folder \S+ can’t be written \([^)]+\)\. [^\n]+\.$/);
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    const again = drill.start({ DATA_DIR: folder });
    expect((await clientOf(await again.url, 'observer').get('/grids/wbcti/ledger/verify')).json.ok).toBe(true);
    again.child.kill('SIGTERM');
    await again.ended;
  });
});
