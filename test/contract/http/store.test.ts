/** The service over HTTP while its store has faults: lost answers, a damaged ledger, saved states, many writers at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { type Ledger, type Store, StoreUnavailable } from '../../../service/application/ports.ts';
import { editOf, expectProblem, play, save } from '../../support/scenario.ts';
import { type StartOptions, startTestService, type TestService } from '../../support/start-service.ts';

const running: TestService[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const start = async (options: StartOptions = {}): Promise<TestService> => {
  const service = await startTestService(options);
  running.push(service);
  return service;
};
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'grid-data-'));
  folders.push(folder);
  return folder;
};
const stop = async (service: TestService): Promise<void> => {
  running.splice(running.indexOf(service), 1);
  await service.close();
};
/** Changes the closed database of a folder. */
const inDatabase = (folder: string, work: (db: InstanceType<typeof DatabaseSync>) => void): void => {
  const db = new DatabaseSync(join(folder, 'grid.db'));
  work(db);
  db.close();
};
const withLedger =
  (change: (ledger: Ledger) => Partial<Ledger>) =>
  (store: Store): Store => ({ ...store, ledger: { ...store.ledger, ...change(store.ledger) } });
const edits = (service: TestService, name: string, ...list: unknown[]) => service.as(name).post('/grids/wbcti/edits', { edits: list });

describe('many writers at once', () => {
  it('[S60] 200 edits of nineteen rows and of one: each is answered once, in fewer appends than edits, and the chain verifies', async () => {
    let appends = 0;
    const service = await start({
      wrapStore: withLedger((ledger) => ({
        append: async (...call) => {
          appends++;
          // A disk that takes its time, as real ones do.
          await new Promise((synced) => setTimeout(synced, 3));
          return ledger.append(...call);
        },
      })),
    });
    appends = 0;
    const rows = (await service.as('observer').get('/grids/wbcti')).json.rows.map(({ row }: { row: string }) => row);
    const columns = ['tasks', 'decisionMaking', 'accomplished', 'inProcess'];
    const wanted = Array.from({ length: 200 }, (_, n) => {
      const row = n % 2 ? 'albania' : rows[n % 19];
      return { row, edit: editOf(row, 1, { [columns[n % 4] ?? '']: [`line ${n}`] }) };
    });
    const answers = await Promise.all(wanted.map(({ row, edit }) => edits(service, row, edit)));
    const results = answers.flatMap(({ json }) => json.results);
    expect(results.map(({ editId }) => editId)).toEqual(wanted.map(({ edit }) => edit['editId']));
    const { entries, cursor } = (await service.as('observer').get('/grids/wbcti/changes?after=20')).json;
    const saved = results.filter(({ status }) => status === 'saved' || status === 'merged');
    expect(saved.length + results.filter(({ status }) => status === 'conflict').length).toBe(200);
    // Every version that was promised stands in the ledger once, and nothing else does.
    expect(entries.map(({ row, version }: { row: string; version: number }) => `${row} ${version}`).sort()).toEqual(
      saved.map(({ row, version }) => `${row} ${version}`).sort(),
    );
    expect(cursor).toBe(20 + saved.length);
    expect(appends).toBeLessThan(saved.length);
    expect((await service.as('observer').get('/grids/wbcti/ledger/verify')).json).toMatchObject({ ok: true, cursor });
  });
});

describe('a store that is cut off', () => {
  it('[S61] an answer lost after the commit: the sender gets 503 with Retry-After, its repeat the first answer, and the edit is saved once', async () => {
    let cut = false;
    const service = await start({
      wrapStore: withLedger((ledger) => ({
        append: async (...call) => {
          const outcome = await ledger.append(...call);
          if (cut) throw new StoreUnavailable(new Error('cut'));
          return outcome;
        },
      })),
    });
    cut = true;
    const edit = editOf('albania', 1, { tasks: ['once'] });
    const first = await edits(service, 'albania', edit);
    expectProblem(first, 'unavailable');
    expect(first.headers.get('retry-after')).toBe('2');
    // While the outcome is unknown nothing else is taken, and reading goes on.
    expectProblem(await edits(service, 'serbia', editOf('serbia', 1, { tasks: ['waits'] })), 'unavailable');
    expect((await service.as('serbia').get('/grids/wbcti')).status).toBe(200);
    const repeat = await edits(service, 'albania', edit);
    expect(repeat.json).toMatchObject({ cursor: 21, results: [{ status: 'saved', version: 2, cells: { tasks: [{ itemId: '2.1', text: 'once' }] } }] });
    cut = false;
    const again = () => edits(service, 'serbia', editOf('serbia', 1, { tasks: ['now'] }));
    let answer = await again();
    for (const until = performance.now() + 30_000; answer.status === 503 && performance.now() < until; answer = await again())
      await new Promise((wake) => setTimeout(wake, 50));
    expect(answer.json).toMatchObject({ cursor: 22, results: [{ status: 'saved' }] });
    expect((await service.as('observer').get('/grids/wbcti/rows/albania/versions')).json).toHaveLength(2);
    expect((await service.as('observer').get('/grids/wbcti/ledger/verify')).json).toMatchObject({ ok: true, cursor: 22 });
  });

  it('[S61] readyz says so, healthz does not mind', async () => {
    const service = await start({ wrapStore: (store) => ({ ...store, ping: () => Promise.reject(new StoreUnavailable(new Error('cut'))) }) });
    expectProblem(await service.as(null).get('!/readyz'), 'unavailable');
    expect((await service.as(null).get('!/healthz')).status).toBe(200);
  });

  it('[S62] a fault of our own is logged whole and shown bare', async () => {
    let broken = false;
    const service = await start({
      wrapStore: withLedger((ledger) => ({
        readRow: (...call) => (broken ? Promise.reject(new TypeError('secret of the house')) : ledger.readRow(...call)),
      })),
    });
    broken = true;
    const answer = await play(service, {
      title: '',
      path: '/grids/wbcti/rows/albania/versions',
      status: 500,
      code: 'internal',
      not: ['secret of the house', 'TypeError', 'stack'],
    });
    const line = service.log.lines.find((one) => one.includes('secret of the house')) ?? '';
    expect(line).toContain(answer.json.instance);
    expect(line).toContain('"stack"');
  });
});

describe('a damaged ledger', () => {
  const damaged = async (sql: string): Promise<TestService> => {
    const folder = newFolder();
    const service = await start({ dataDir: folder });
    for (const [index, text] of ['one', 'two', 'three'].entries())
      await save(service.as('albania'), editOf('albania', index + 1, { tasks: [`Zlatorog ${text}`] }));
    await stop(service);
    inDatabase(folder, (db) => {
      db.exec('DELETE FROM saved_state');
      db.exec(sql);
    });
    return start({ dataDir: folder });
  };
  const DAMAGES = [
    ['another word in a cell', "UPDATE entry SET body = replace(body, 'Zlatorog two', 'Zlatorog too') WHERE cursor = 22"],
    ['an entry that is no JSON', 'UPDATE entry SET body = substr(body, 1, 200) WHERE cursor = 22'],
    ['an entry that is gone', 'DELETE FROM entry WHERE cursor = 22'],
  ] as const;
  for (const [title, sql] of DAMAGES) {
    it(`[S63] ${title}: the service starts, shows what lies before, takes no change and names the first bad entry`, async () => {
      const service = await damaged(sql);
      const { json } = await service.as('observer').get('/grids/wbcti');
      expect(json.cursor).toBe(21);
      expect(json.rows.find(({ row }: { row: string }) => row === 'albania').cells.tasks[0].text).toBe('Zlatorog one');
      for (const [name, path, body] of [
        ['serbia', '/grids/wbcti/edits', { edits: [editOf('serbia', 1, { tasks: ['a'] })] }],
        ['serbia', '/grids/wbcti/periods/2026-Q4/submissions', { member: 'serbia', statement: 'updated' }],
      ] as const) {
        const answer = await service.as(name).post(path, body);
        expectProblem(answer, 'read-only');
      }
      expect((await service.as('observer').get('/grids/wbcti/ledger/verify')).json).toEqual({ ok: false, firstBad: 22 });
      expect((await service.as('observer').get('/grids/wbcti/changes?after=20')).json).toMatchObject({ cursor: 21, more: false, entries: [{ cursor: 21 }] });
      expect(service.log.lines.join('\n')).not.toContain('Zlatorog');
      expect(service.log.lines.some((line) => line.includes('"level":"error"') && line.includes('"cursor":22'))).toBe(true);
    });
  }

  it('[S63] damage done while the service runs is found by verify', async () => {
    const folder = newFolder();
    const service = await start({ dataDir: folder });
    await save(service.as('albania'), editOf('albania', 1, { tasks: ['one'] }));
    inDatabase(folder, (db) => db.exec('UPDATE entry SET body = replace(body, \'"by":"system"\', \'"by":"nobody"\') WHERE cursor = 5'));
    expect((await service.as('observer').get('/grids/wbcti/ledger/verify')).json).toEqual({ ok: false, firstBad: 5 });
  });
});

describe('a saved state', () => {
  const everything = async (service: TestService): Promise<unknown[]> => {
    const paths = [
      '/grids/wbcti',
      '/grids/wbcti/periods/2026-Q4',
      '/grids/wbcti/changes',
      '/grids/wbcti/reminders',
      '/grids/wbcti/ledger/verify',
      '/grids/wbcti/rows/albania/versions',
    ];
    return Promise.all(paths.map(async (path) => (await service.as('secretariat').get(path)).json));
  };
  const filled = async (folder: string): Promise<{ before: unknown[]; edit: Record<string, unknown> }> => {
    const service = await start({ dataDir: folder, now: '2027-01-10T09:00:00.000Z' });
    const edit = editOf('albania', 1, { tasks: ['one', 'two'] });
    await save(service.as('albania'), edit, editOf('serbia', 1, { inProcess: ['plan'] }));
    await service.as('albania').post('/grids/wbcti/periods/2026-Q4/submissions', { member: 'albania', statement: 'updated' });
    await service.as('secretariat').post('/grids/wbcti/reminders/run', {});
    const before = await everything(service);
    await stop(service);
    return { before, edit };
  };
  const restart = async (folder: string): Promise<{ service: TestService; readFrom: number[] }> => {
    const readFrom: number[] = [];
    const service = await start({
      dataDir: folder,
      now: '2027-01-10T09:00:00.000Z',
      wrapStore: withLedger((ledger) => ({
        read: (grid, after, limit) => {
          readFrom.push(after);
          return ledger.read(grid, after, limit);
        },
      })),
    });
    return { service, readFrom: [...readFrom] };
  };

  it('[S64] the start reads on from it, and everything is as it was', async () => {
    const folder = newFolder();
    const { before, edit } = await filled(folder);
    const { service, readFrom } = await restart(folder);
    const { cursor } = before[0] as { cursor: number };
    expect(readFrom.every((after) => after >= cursor - 1)).toBe(true);
    expect(await everything(service)).toEqual(before);
    expect((await save(service.as('albania'), edit))[0]).toMatchObject({ status: 'saved', version: 2 });
    expect(await service.cursor()).toBe(cursor);
  });

  const HARMLESS: [title: string, sql: string][] = [
    ['deleted', 'DELETE FROM saved_state'],
    ['cut short', 'UPDATE saved_state SET body = substr(body, 1, 100)'],
    ['of another shape', 'UPDATE saved_state SET body = \'{"shape":0,"state":{}}\''],
    ['of another ledger', "UPDATE saved_state SET hash = replace(hash, substr(hash, 1, 4), '0000')"],
    ['ahead of the ledger', 'UPDATE saved_state SET cursor = cursor + 100'],
  ];
  for (const [title, sql] of HARMLESS) {
    it(`[S64] ${title}, it is not used: the whole ledger is read, and everything is as it was`, async () => {
      const folder = newFolder();
      const { before } = await filled(folder);
      inDatabase(folder, (db) => db.exec(sql));
      const { service, readFrom } = await restart(folder);
      expect(readFrom).toContain(0);
      expect(await everything(service)).toEqual(before);
      expect(service.log.lines.join()).not.toMatch(/plan|"level":"error"/);
    });
  }
});

it('[S65] what a replica has not heard of yet is waited for: a newer base, a repeated edit, a cursor', async () => {
  // Two services on one ledger in memory; the second learns nothing by itself.
  const first = await start();
  const second = await start({ overrides: { store: { ...first.store, close: () => Promise.resolve() } } });
  const edit = editOf('albania', 1, { tasks: ['by the first'] });
  await save(first.as('albania'), edit);
  expect((await second.as('albania').get('/grids/wbcti')).json.cursor).toBe(20);
  const [repeated] = await save(second.as('albania'), edit);
  expect(repeated).toMatchObject({ status: 'saved', version: 2 });
  await save(first.as('albania'), editOf('albania', 2, { tasks: ['by the first, again'] }));
  const [result] = await save(second.as('albania'), editOf('albania', 3, { tasks: ['by the second'] }));
  expect(result).toMatchObject({ status: 'saved', version: 4 });
  const behind = await save(first.as('serbia'), editOf('serbia', 1, { tasks: ['decided again'] }));
  expect(behind[0]).toMatchObject({ status: 'saved', version: 2 });
  expect((await second.as('serbia').get('/grids/wbcti/changes?after=24')).json).toMatchObject({ cursor: 24, entries: [] });
  expect((await second.as('serbia').get('/grids/wbcti/ledger/verify')).json).toMatchObject({ ok: true, cursor: 24 });
});
