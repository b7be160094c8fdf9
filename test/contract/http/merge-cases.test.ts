/** Hand-written merge cases, played through the public API by the script that plays anybody's cases. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from '../../support/start-service.ts';

const SCRIPT = fileURLToPath(new URL('../../support/play-merge.mjs', import.meta.url));
const CASES = fileURLToPath(new URL('../../fixtures/merge-cases.json', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'grid-merge-cases-'));

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

async function play(file: string): Promise<{ code: number; said: string }> {
  const run = promisify(execFile)(process.execPath, [SCRIPT, file, '--url', service.url]);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
  );
}

it('[M46] every case of ours comes out as written', async () => {
  const { code, said } = await play(CASES);
  expect(said).not.toContain('DIFF');
  expect(said).toMatch(/^(\d+) cases: \1 as expected, 0 otherwise$/m);
  expect(code).toBe(0);
});

it('[M46] a case that comes out otherwise is named with both outcomes, and the script ends with 1', async () => {
  const file = join(folder, 'wrong.json');
  const base = { tasks: ['Report'] };
  const wrong = [
    { name: 'wrong lines', base, ours: { tasks: ['Report', 'ours'] }, theirs: {}, merged: { tasks: ['ours', 'Report'] } },
    { name: 'no such conflict', base, ours: {}, theirs: {}, conflicts: [{ column: 'tasks', ours: 'x' }] },
    { name: 'no such column', base: { nowhere: ['x'] }, ours: {}, theirs: {} },
    { name: 'right', base, ours: {}, theirs: {}, merged: { tasks: 'Report' } },
  ];
  writeFileSync(file, JSON.stringify(wrong));
  const { code, said } = await play(file);
  expect(code).toBe(1);
  expect(said).toContain('DIFF  wrong lines\n      tasks should be ["ours","Report"] and is ["Report","ours"]');
  expect(said).toMatch(/DIFF {2}no such conflict\n[^\n]*"ours":"x"[^\n]* and are \[\]\nDIFF {2}no such column\n {6}refused: /);
  expect(said).toContain('4 cases: 1 as expected, 3 otherwise');
});
