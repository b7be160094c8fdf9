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

it('[M46] cases from elsewhere: bare lists and texts, expectations apart, conflicts by a text; without an expectation the outcome is told', async () => {
  const file = join(folder, 'elsewhere.json');
  const cases = [
    { title: 'bare lists', base: ['Report'], ours: ['Report', 'ours'], theirs: ['Report', 'theirs'], expected: { merged: ['Report', 'theirs', 'ours'] } },
    { base: 'Report on arms', ours: 'Report on arms of 2026', theirs: 'Report on arms, second', conflicts: ['Report on arms of 2026'] },
    { base: 'Report on arms', ours: 'Report on arms of 2026', theirs: 'Report on arms', conflicts: ['Report on arms'] },
    { name: 'no expectation', base: ['Report on arms'], ours: [], theirs: ['Report on arms of 2026'] },
  ];
  writeFileSync(file, JSON.stringify({ cases }));
  const { code, said } = await play(file);
  expect(said).toMatch(/^ok {4}bare lists\nok {4}case 2\nDIFF {2}case 3\n {6}conflicts should be \["Report on arms"\] and are \[\]\n/);
  expect(said).toMatch(/told {2}no expectation\n {6}merged \{"inProcess":\["Report on arms of 2026"\]\}\n {6}conflicts \[\{[^\n]*"ours":null/);
  expect(said).toContain('4 cases: 2 as expected, 1 otherwise, 1 without an expectation');
  expect(code).toBe(1);
});
