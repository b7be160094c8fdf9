/** A database as an earlier program left it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, expect, it } from 'vitest';
import { MIGRATIONS } from '../../service/adapters/sqlite/schema.ts';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { runCli } from '../support/cli-process.ts';
import { silentLog } from './store-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'grid-older-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('[H91] a database of an earlier program is verified, backed up and restored as it is, and brought up to date when it is opened for writing', async () => {
  const [data, backup, restored] = ['data', 'backup', 'restored'].map((name) => join(folder, name)) as [string, string, string];
  const made = openSqliteStore({ folder: data, log: silentLog });
  await made.close();
  const db = new DatabaseSync(join(data, 'grid.db'));
  // Back to the first schema: what came later goes.
  for (const table of ['sign_in_request', 'sign_in_mark', 'session', 'rate_hit', 'conflict_note']) db.exec(`DROP TABLE ${table}`);
  for (const table of ['person', 'letter', 'attempt', 'outcome']) db.exec(`ALTER TABLE ${table} DROP COLUMN sum`);
  db.exec('PRAGMA user_version = 1');
  const person = { person: 'p-1', role: 'secretariat', name: 'Sena', language: 'en' } as const;
  db.prepare('INSERT INTO person (grid, person, body) VALUES (?, ?, ?)').run('wbcti', 'p-1', JSON.stringify(person));
  db.close();
  expect(await runCli(['verify'], { DATA_DIR: data })).toMatchObject({ code: 0, stderr: '' });
  expect(await runCli(['backup', backup], { DATA_DIR: data })).toMatchObject({ code: 0, stderr: '' });
  expect(await runCli(['restore', backup], { DATA_DIR: restored })).toMatchObject({ code: 0, stderr: '' });
  const store = openSqliteStore({ folder: restored, log: silentLog });
  expect(await store.directory.list('wbcti')).toEqual([person]);
  expect(await store.signIns.session('none')).toBeUndefined();
  await store.close();
  expect(MIGRATIONS.length).toBeGreaterThan(1);
});
