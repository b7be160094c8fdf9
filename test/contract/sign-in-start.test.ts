/** The first start with AUTH=code: how the first people come in, and what the process says. The built program runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { runCli } from '../support/cli-process.ts';
import { type ServiceProcess, spawnService } from '../support/service-process.ts';
import { silentLog } from './store-place.ts';

const root = mkdtempSync(join(tmpdir(), 'grid-first-'));
const HEAD = 'person,member,role,name,email,language\n';
let running: ServiceProcess | undefined;
afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.ended;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function csv(name: string, lines: string): string {
  const file = join(root, name);
  writeFileSync(file, HEAD + lines);
  return file;
}

async function peopleIn(folder: string): Promise<string[]> {
  const store = openSqliteStore({ folder, log: silentLog });
  const people = await store.directory.list('wbcti');
  await store.close();
  return people.map(({ person }) => person);
}

describe('the first people', () => {
  it('[A114] come in by a command, which names the lines that it did not take and says when the Secretariat is missing', async () => {
    const DATA_DIR = join(root, 'a');
    const without = csv('without.csv', 'p-1,albania,focal-point,Elira Doda,elira@example.org,en\np-2,atlantis,focal-point,Nobody,x@example.org,en\n');
    const first = await runCli(['people-import', without, '--grid', 'wbcti'], { DATA_DIR });
    expect([first.code, first.stderr]).toEqual([1, '']);
    expect(first.stdout).toMatch(/^Line 3 was not taken: .*atlantis.*\nOne person was taken into wbcti\.\nNobody of wbcti can sign in as the Secretariat yet/);
    const second = await runCli(['people-import', csv('sec.csv', 'p-3,,secretariat,Sena Rot,sec@example.org,en\n')], { DATA_DIR });
    expect(second).toMatchObject({ code: 0, stderr: '', stdout: 'One person was taken into wbcti.\n' });
    expect(await peopleIn(DATA_DIR)).toEqual(['p-1', 'p-3']);
  });

  it('[A114] an unknown grid, a file that is not there and a running service stop it with one sentence', async () => {
    const DATA_DIR = join(root, 'b');
    const file = csv('b.csv', 'p-3,,secretariat,Sena Rot,sec@example.org,en\n');
    const unknown = await runCli(['people-import', file, '--grid', 'atlantis'], { DATA_DIR });
    expect(unknown).toMatchObject({ code: 1, stdout: 'Say by --grid which grid the people belong to: wbcti.\n' });
    const missing = await runCli(['people-import', join(root, 'none.csv')], { DATA_DIR });
    expect(missing.stderr).toMatch(/^.*none\.csv can’t be read or written \(ENOENT\)/);
    running = spawnService({ AUTH: 'code', DATA_DIR });
    await running.url;
    const beside = await runCli(['people-import', file], { DATA_DIR });
    expect([beside.code, beside.stdout]).toEqual([1, '']);
    expect(beside.stderr).toContain('in use by another running service');
    expect((await runCli(['verify', '--grid', 'wbcti'], { DATA_DIR })).stderr).toContain('There is no option “--grid”');
  });
});

it('[A115] with AUTH=code nobody is invented: a start without a Secretariat says what to do, and the first page leads to the sign-in', async () => {
  const DATA_DIR = join(root, 'c');
  running = spawnService({ AUTH: 'code', DATA_DIR });
  const url = await running.url;
  const answer = await fetch(url, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
  expect((await fetch(`${url}/preview`)).status).toBe(404);
  expect((await fetch(`${url}/api/v1/me`, { headers: { authorization: 'Bearer demo:secretariat' } })).status).toBe(401);
  running.child.kill('SIGTERM');
  const { code, stdout, stderr } = await running.ended;
  expect(code).toBe(0);
  expect(stdout).toContain(`People sign in at ${url}/sign-in`);
  expect(stderr).toMatch(/^Nobody of “wbcti” can sign in as the Secretariat yet\. .*people-import people\.csv --grid wbcti/);
  expect(await peopleIn(DATA_DIR)).toEqual([]);
});
