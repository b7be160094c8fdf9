/** kill -9 of the shipped process while nineteen clients write: at no instant may an acknowledged edit be lost, half there or there twice. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli-process.ts';
import { chance, SEED, sized, tellFigures, useDrill } from '../support/fault-drill.ts';
import { expectNothingLost, openWriters } from '../support/fault-writers.ts';

const KILLS = sized(50, 1_000);
/** Services killed side by side, each with its own folder and its own nineteen clients. */
const LANES = sized(2, 4);
const drill = useDrill('kill');

async function killAgainAndAgain({ kills, seed }: { kills: number; seed: number }) {
  const random = chance(seed);
  const folder = drill.newFolder();
  const writers = openWriters();
  for (let kill = 0; kill < kills; kill++) {
    const service = drill.start({ DATA_DIR: folder });
    writers.start([await service.url]);
    // Every fourth kill comes at any instant, while the first requests are under way too; the others once the writing is in full flow.
    const until = writers.figures.acknowledged + (kill % 4 === 3 ? 0 : 10 + random() * 70);
    const deadlineMs = performance.now() + 5_000;
    while (writers.figures.acknowledged < until && performance.now() < deadlineMs) await pause(2);
    await pause(random() * (kill % 4 === 3 ? 150 : 10));
    service.child.kill('SIGKILL');
    expect((await service.ended).signal).toBe('SIGKILL');
    await writers.stop();
  }
  const last = drill.start({ DATA_DIR: folder });
  const url = await last.url;
  await writers.settle(url);
  await expectNothingLost(url, writers);
  expect(await runCli(['verify'], { DATA_DIR: folder })).toMatchObject({ code: 0, stderr: '' });
  return writers.figures;
}

describe('kill -9 while nineteen clients write', () => {
  it('[S75] no acknowledged edit is lost, none is half there, a repeated one is there once, and the chain verifies', {
    timeout: sized(600_000, 3_600_000),
  }, async () => {
    const startedMs = performance.now();
    const kills = Math.ceil(KILLS / LANES);
    const lanes = await Promise.all(Array.from({ length: LANES }, (_, lane) => killAgainAndAgain({ kills, seed: SEED + lane })));
    const sum = (key: 'acknowledged' | 'retried' | 'unanswered') => lanes.reduce((total, figures) => total + figures[key], 0);
    tellFigures('kill -9', {
      seed: SEED,
      kills: kills * LANES,
      acknowledged: sum('acknowledged'),
      unanswered: sum('unanswered'),
      'saved by a retry': sum('retried'),
      lost: 0,
      seconds: (performance.now() - startedMs) / 1_000,
    });
    expect(sum('acknowledged')).toBeGreaterThan(KILLS * 10);
    expect(sum('retried')).toBeGreaterThan(0);
  });
});
