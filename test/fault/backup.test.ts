/** The drill of every operator: a backup while nineteen clients write, the machine lost, the backup restored elsewhere, and people work on. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runCli } from '../support/cli-process.ts';
import { sized, tellFigures, useDrill } from '../support/fault-drill.ts';
import { type Acknowledged, expectNothingLost, MEMBERS, openWriters, versionsOf } from '../support/fault-writers.ts';
import { editOf } from '../support/scenario.ts';
import { clientOf } from '../support/start-service.ts';

const ROUNDS = sized(2, 20);
const drill = useDrill('backup');

it('[S104] a backup taken while nineteen clients write holds all that was acknowledged before it began and a beginning of what came after; restored, the service goes on', {
  timeout: sized(600_000, 1_200_000),
}, async () => {
  const folder = drill.newFolder();
  const writers = openWriters();
  const service = drill.start({ DATA_DIR: folder });
  const url = await service.url;
  const taken: { backup: string; before: Acknowledged[]; during: number; tookMs: number }[] = [];
  writers.start([url]);
  for (let round = 0; round < ROUNDS; round++) {
    await pause(300);
    const backup = drill.newFolder();
    const before = [...writers.acknowledged.values()];
    const startedMs = performance.now();
    const said = await runCli(['backup', backup], { DATA_DIR: folder });
    expect(said, said.stderr).toMatchObject({ code: 0, stderr: '' });
    taken.push({ backup, before, during: writers.figures.acknowledged - before.length, tookMs: performance.now() - startedMs });
  }
  await writers.stop();
  await writers.settle(url);
  await expectNothingLost(url, writers);
  const original = new Map<string, Map<number, string>>();
  for (const row of MEMBERS) original.set(row, await versionsOf(url, row));
  service.child.kill('SIGKILL');
  await service.ended;

  for (const { backup, before, during } of taken) {
    expect(during, 'the clients wrote during the backup').toBeGreaterThan(0);
    expect(statSync(join(backup, 'signing-key')).mode & 0o777).toBe(0o600);
    const restored = drill.newFolder();
    const said = await runCli(['restore', backup], { DATA_DIR: restored });
    expect(said, said.stderr).toMatchObject({ code: 0, stderr: '' });
    const again = drill.start({ DATA_DIR: restored });
    const observer = clientOf(await again.url, 'observer');
    const report = (await observer.get('/grids/wbcti/ledger/verify')).json;
    expect(said.stdout).toContain(`all ${report.cursor} entries fit, hash ${report.hash}`);
    let versions = 0;
    for (const row of MEMBERS) {
      const shown = await versionsOf(await again.url, row);
      versions += shown.size;
      for (const [version, mark] of shown) expect(mark).toBe(original.get(row)?.get(version));
      expect(Math.max(...shown.keys())).toBe(shown.size);
      for (const one of before) if (one.row === row) expect(shown.get(one.version)).toBe(one.mark);
    }
    // One position of the one ledger: nothing of it is missing and nothing of what came later is there.
    expect(report.cursor).toBe(versions + 1);
    expect(report.cursor).toBeGreaterThanOrEqual(Math.max(...before.map(({ cursor }) => cursor)));
    const saved = await clientOf(await again.url, 'albania').post('/grids/wbcti/edits', {
      edits: [editOf('albania', 1, { accomplished: ['after the restore'] })],
    });
    expect(saved.json.results[0].status).toMatch(/saved|merged/);
    again.child.kill('SIGTERM');
    expect((await again.ended).code).toBe(0);
    expect(await runCli(['verify'], { DATA_DIR: restored })).toMatchObject({ code: 0 });
  }
  tellFigures('backup while writing', {
    backups: taken.length,
    acknowledged: writers.figures.acknowledged,
    'acknowledged during backups': taken.reduce((sum, { during }) => sum + during, 0),
    'slowest backup ms': Math.max(...taken.map(({ tookMs }) => tookMs)),
  });
});
