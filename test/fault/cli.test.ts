/** The operator's commands: what they say, what they refuse, and that nothing is ever overwritten or half there. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { checkTransfer, TransferRefused } from '../../service/application/transfer-file.ts';
import { exportLedger, ImportStopped, importLedger, StoreNotEmpty } from '../../service/application/transfer-ledger.ts';
import { readLines } from '../../service/cli/text-lines.ts';
import { silentLog } from '../contract/store-place.ts';
import { runCli } from '../support/cli-process.ts';
import { tellFigures, useDrill } from '../support/fault-drill.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { editOf, save } from '../support/scenario.ts';
import { SIGNING_SEED, startTestService } from '../support/start-service.ts';

const drill = useDrill('cli');
const clock = { nowMs: () => Date.parse('2027-01-12T09:00:00.000Z') };
let source: string;
let exported: string;
let lines: string[];

/** A data folder with edits in odd characters, a submission, reminders sent, failed and in hand, people. */
beforeAll(async () => {
  source = drill.newFolder();
  const service = await startTestService({ dataDir: source, now: '2027-01-10T09:00:00.000Z', settings: { SIGNING_KEY: '' } });
  await save(
    service.as('albania'),
    editOf('albania', 1, { tasks: ['Ligj për armët', 'a\u2028b\u2029c', '=1+1', '🇦🇱'] }),
    editOf('albania', 1, { inProcess: ['plan'] }),
  );
  await save(service.as('serbia'), editOf('serbia', 1, { accomplished: ['[law] закон'] }));
  await service.as('albania').post('/grids/wbcti/periods/2026-Q4/submissions', { member: 'albania', statement: 'updated' });
  await service.as('secretariat').post('/grids/wbcti/reminders/run', {});
  const { outbox } = service.store;
  await outbox.put({ letter: 'kept', grid: 'wbcti', reminder: 'wbcti.2026-Q4.serbia.due', person: 'p-1' });
  await outbox.claim('kept', { owner: 'a', nowMs: 1, leaseMs: 1 });
  await outbox.claim('kept', { owner: 'b', nowMs: 10, leaseMs: 1 });
  await outbox.settle('kept', { attempt: 2, at: '2027-01-10T09:00:00.000Z', result: 'failed', code: 'refused', again: true });
  await outbox.claim('kept', { owner: 'c', nowMs: 20, leaseMs: 1 });
  await service.close();
  exported = join(source, '..', 'exported.jsonl');
  expect(await runCli(['export-ledger', exported], { DATA_DIR: source })).toMatchObject({ code: 0, stderr: '' });
  lines = readFileSync(exported, 'utf8').split('\n').slice(0, -1);
});
afterAll(() => rmSync(source, { recursive: true, force: true }));

/** Everything that a store holds, but for what can be made again. */
async function contents(place: { folder: string } | { uri: string }): Promise<unknown> {
  const store =
    'folder' in place
      ? openSqliteStore({ ...place, log: silentLog })
      : await (await import('../../service/adapters/mongo/store.ts')).openMongoStore({ ...place, log: silentLog });
  try {
    const grids = await store.ledger.grids();
    return await Promise.all(
      grids.map(async (grid) => ({
        grid,
        entries: await store.ledger.read(grid, 0, 10_000),
        people: await store.directory.list(grid),
        letters: await store.outbox.list(grid),
      })),
    );
  } finally {
    await store.close();
  }
}

describe('the command line', () => {
  const WRONG: [title: string, words: string[], settings: Record<string, string>, sentence: RegExp][] = [
    ['no command', [], {}, /^Name a command\.$/],
    ['an unknown command', ['destroy'], {}, /^There is no command “destroy”\.$/],
    ['an unknown option', ['verify', '--force'], {}, /^There is no option “--force”\.$/],
    ['a missing folder', ['backup'], {}, /^backup needs FOLDER and nothing else\.$/],
    ['a missing file', ['import-ledger'], {}, /^import-ledger needs FILE and nothing else\.$/],
    ['too much', ['verify', 'all'], {}, /^verify takes nothing else\.$/],
    ['a wrong setting', ['verify'], { MONGODB_URI: 'http://x', SIGNING_KEY: SIGNING_SEED }, /^MONGODB_URI is “…”/],
    [
      'a backup of MongoDB',
      ['backup', 'x'],
      { MONGODB_URI: 'mongodb://127.0.0.1:1/x', SIGNING_KEY: SIGNING_SEED },
      /^backup works on DATA_DIR\. With MONGODB_URI use/,
    ],
  ];
  describe.concurrent('refused with exit code 2, and nothing is done', () => {
    for (const [title, words, settings, sentence] of WRONG) {
      it(`[S105] ${title}`, async () => {
        const { code, stdout, stderr } = await runCli(words, settings);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr.split('\n')[0]).toMatch(sentence);
      });
    }
  });

  it('[S105] --help says what there is, with exit code 0', async () => {
    const { code, stdout, stderr } = await runCli(['--help'], {});
    expect([code, stderr]).toEqual([0, '']);
    for (const name of ['backup', 'restore', 'verify', 'export-ledger', 'import-ledger']) expect(stdout).toContain(`  ${name} `);
  });

  it('[S105] without a database, or without an answer of MongoDB, it is one sentence and exit code 1; nothing is made', async () => {
    const folder = drill.newFolder();
    expect(await runCli(['verify'], { DATA_DIR: folder })).toEqual({
      code: 1,
      stdout: '',
      stderr: `The database in ${folder} can’t be used: there is none.\n`,
    });
    expect(existsSync(folder)).toBe(false);
    const nobody = await runCli(['verify'], { MONGODB_URI: 'mongodb://127.0.0.1:1/x', SIGNING_KEY: SIGNING_SEED });
    expect(nobody).toEqual({ code: 1, stdout: '', stderr: 'The store can’t be reached. Look whether it runs, then repeat the command.\n' });
  });
});

describe('verify', () => {
  it('[S106] says where each ledger ends, with its checkpoint; makes nothing', async () => {
    // What SQLite keeps beside an open database in WAL mode is its own.
    const names = () => readdirSync(source).filter((name) => !/-(wal|shm)$/.test(name));
    const before = names();
    const { code, stdout, stderr } = await runCli(['verify'], { DATA_DIR: source });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^wbcti: all \d+ entries fit, hash [0-9a-f]{64}\.\nsupport-group-grid\/wbcti\n\d+\n\S+=\n\n— support-group-grid \S+\n/);
    expect(names()).toEqual(before);
  });

  const OF_ENTRY = 'wbcti: the ledger does not fit at entry 23.\n';
  const OF_RECORD = (record: string) => `The stored record “${record}” is not what was written. Write a person anew, or restore the newest backup.\n`;
  const DAMAGES: [title: string, sql: string, sentence: string][] = [
    ['[S106] a changed word', "UPDATE entry SET body = replace(body, 'закон', 'замок') WHERE cursor = 23", OF_ENTRY],
    ['[S106] a changed column', "UPDATE entry SET row = 'albania' WHERE cursor = 23", OF_ENTRY],
    ['[S106] a lost entry', 'DELETE FROM entry WHERE cursor = 23', OF_ENTRY],
    ['[S68] a changed letter', "UPDATE letter SET person = 'p-2' WHERE letter = 'kept'", OF_RECORD('letter kept')],
    ['[S68] a changed outcome', "UPDATE outcome SET body = replace(body, 'failed', 'sent') WHERE letter = 'kept'", OF_RECORD('outcome kept#2')],
  ];
  for (const [title, sql, sentence] of DAMAGES) {
    it(`${title} is named, with exit code 1; then there is neither backup nor export`, async () => {
      const folder = drill.newFolder();
      cpSync(source, folder, { recursive: true });
      const db = new DatabaseSync(join(folder, 'grid.db'));
      db.exec(sql);
      db.close();
      const said = await runCli(['verify'], { DATA_DIR: folder });
      expect(said).toMatchObject({ code: 1, stderr: '' });
      expect(said.stdout).toContain(sentence);
      const [backup, file] = [drill.newFolder(), join(source, '..', 'never.jsonl')];
      expect(await runCli(['backup', backup], { DATA_DIR: folder })).toEqual({ code: 1, stdout: '', stderr: sentence });
      expect(readdirSync(backup)).toEqual([]);
      expect(await runCli(['export-ledger', file], { DATA_DIR: folder })).toEqual({ code: 1, stdout: '', stderr: sentence });
      expect(existsSync(file)).toBe(false);
    });
  }
});

describe('restore', () => {
  let good: string;
  beforeAll(async () => {
    good = drill.newFolder();
    expect(await runCli(['backup', good], { DATA_DIR: source })).toMatchObject({ code: 0, stderr: '' });
  });

  it('[S107] everything is there again: ledger, people, letters, key and the mails kept as files', async () => {
    const target = drill.newFolder();
    expect(await runCli(['restore', good], { DATA_DIR: target })).toMatchObject({ code: 0, stderr: '' });
    expect(await contents({ folder: target })).toEqual(await contents({ folder: source }));
    const mails = readdirSync(join(source, 'outbox'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of ['signing-key', ...mails.map(({ parentPath, name }) => relative(source, join(parentPath, name)))]) {
      expect(readFileSync(join(target, file))).toEqual(readFileSync(join(source, file)));
      expect(statSync(join(target, file)).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(join(target, 'outbox')).length).toBeGreaterThan(10);
  });

  const BAD: [title: string, change: (folder: string) => void, sentence: RegExp][] = [
    ['unfinished', (folder) => rmSync(join(folder, 'backup.json')), /holds no finished backup/],
    ['of something else', (folder) => writeFileSync(join(folder, 'backup.json'), '{'), /its backup\.json is not one of this service/],
    ['of a newer version', (folder) => rewrite(folder, (manifest) => ({ ...manifest, formatVersion: 2 })), /A newer version of this service made the backup/],
    ['of a newer schema', (folder) => sql(folder, 'PRAGMA user_version = 99'), /a newer version of this service has written it/],
    ['with a changed word', (folder) => sql(folder, "UPDATE entry SET body = replace(body, 'plan', 'plam')"), /is damaged: the ledger of “wbcti”/],
    ['that ends too early', (folder) => sql(folder, 'DELETE FROM entry WHERE cursor = (SELECT max(cursor) FROM entry)'), /is damaged: the ledger of “wbcti”/],
    [
      'with another key',
      (folder) => writeFileSync(join(folder, 'signing-key'), `${Buffer.alloc(32, 9).toString('base64')}\n`),
      /is damaged: the ledger of “wbcti”/,
    ],
    ['cut short', (folder) => writeFileSync(join(folder, 'grid.db'), readFileSync(join(folder, 'grid.db')).subarray(0, 40_000)), /is damaged|can’t be used/],
    ['without its database', (folder) => rmSync(join(folder, 'grid.db')), /there is none/],
  ];
  describe.concurrent('a backup that is no good is refused, and nothing is written', () => {
    for (const [title, change, sentence] of BAD) {
      it(`[S107] ${title}`, async () => {
        const [bad, target] = [drill.newFolder(), drill.newFolder()];
        cpSync(good, bad, { recursive: true });
        change(bad);
        const { code, stdout, stderr } = await runCli(['restore', bad], { DATA_DIR: target });
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(sentence);
        expect(stderr.trimEnd()).not.toContain('\n');
        expect(existsSync(target)).toBe(false);
      });
    }
  });

  it('[S108] nothing is ever overwritten: neither a backup, nor a data folder, nor a file, nor a store', async () => {
    const target = drill.newFolder();
    mkdirSync(target);
    writeFileSync(join(target, 'mine'), 'x');
    expect(await runCli(['restore', good], { DATA_DIR: target })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is not empty, and nothing is ever overwritten/),
    });
    expect(await runCli(['backup', target], { DATA_DIR: source })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/a backup never overwrites anything/),
    });
    expect(readdirSync(target)).toEqual(['mine']);
    const before = readFileSync(exported);
    expect(await runCli(['export-ledger', exported], { DATA_DIR: source })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is there already and is never overwritten/),
    });
    expect(readFileSync(exported).equals(before)).toBe(true);
    expect(await runCli(['import-ledger', exported], { DATA_DIR: source })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/holds the grid “wbcti” already/),
    });
  });

  it('[S108] a data folder in which a service runs is not imported into', async () => {
    const folder = drill.newFolder();
    await drill.start({ DATA_DIR: folder }).url;
    const { code, stderr } = await runCli(['import-ledger', exported], { DATA_DIR: folder });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/is in use by another running service/)]);
  });
});

describe('a file of export-ledger', () => {
  async function* given(some: readonly string[]): AsyncGenerator<string> {
    yield* some;
  }
  const refusalOf = async (some: readonly string[]): Promise<string> =>
    checkTransfer(given(some)).then(
      () => 'taken',
      (error: unknown) => (error instanceof TransferRefused ? error.reason : String(error)),
    );

  it('[S109] cut after any line it is refused whole, before anything is opened', async () => {
    expect(await refusalOf(lines)).toBe('taken');
    for (let length = 1; length < lines.length; length++) expect(await refusalOf(lines.slice(0, length)), `${length} lines`).toBe('cut');
    expect(await refusalOf([])).toBe('other');
    let opened = 0;
    const openStore = async () => {
      opened += 1;
      return openSqliteStore({ folder: ':memory:', log: silentLog });
    };
    await expect(importLedger({ openStore, clock }, () => given(lines.slice(0, 30)))).rejects.toBeInstanceOf(TransferRefused);
    expect(opened).toBe(0);
  });

  it('[S109] cut after any byte, or with any line changed, left out, doubled or moved, it is refused', { timeout: 180_000 }, async () => {
    const bytes = readFileSync(exported);
    const file = join(source, '..', 'cut.jsonl');
    for (let length = 40; length < bytes.length - 1; length += 2_999) {
      writeFileSync(file, bytes.subarray(0, length));
      await expect(checkTransfer(readLines(file)), `${length} bytes`).rejects.toBeInstanceOf(TransferRefused);
    }
    for (let at = 1; at < lines.length; at += 3) {
      const [line = '', before = ''] = [lines[at], lines[at - 1]];
      const changes = [
        lines.with(at, line.replace(/[a-y](?=[^a-z]*$)/, 'z')),
        lines.toSpliced(at, 1),
        lines.toSpliced(at, 0, line),
        lines.with(at, before).with(at - 1, line),
        lines.with(at, ''),
      ];
      for (const [index, changed] of changes.entries()) expect(await refusalOf(changed), `line ${at + 1}, change ${index}`).not.toBe('taken');
    }
  });

  it('[S109] of a newer version, or of something else, it is refused with its reason', async () => {
    expect(await refusalOf(lines.with(0, lines[0]?.replace('"formatVersion":1', '"formatVersion":2') ?? ''))).toBe('newer');
    expect(await refusalOf(['person,name', 'p-1,x'])).toBe('other');
    expect(await refusalOf(['null'])).toBe('other');
    const target = drill.newFolder();
    expect(await runCli(['import-ledger', join(source, 'nothing.jsonl')], { DATA_DIR: target })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/can’t be read or written \(ENOENT\)/),
    });
    expect(existsSync(target)).toBe(false);
  });

  it('[S109] a store with people alone is not empty either; one that fails in the middle is said to be not whole', async () => {
    const store = openSqliteStore({ folder: ':memory:', log: silentLog });
    await store.directory.put('wbcti', { person: 'p-9', role: 'observer', name: 'X', language: 'en' });
    await expect(importLedger({ openStore: async () => store, clock }, () => given(lines))).rejects.toBeInstanceOf(StoreNotEmpty);
    const broken = openSqliteStore({ folder: ':memory:', log: silentLog });
    const failing = { ...broken, directory: { ...broken.directory, put: () => Promise.reject(new Error('full')) } };
    await expect(importLedger({ openStore: async () => failing, clock }, () => given(lines))).rejects.toBeInstanceOf(ImportStopped);
  });

  it('[S110] carries everything to another folder: entries with their salts, people, letters with their attempts', async () => {
    const target = drill.newFolder();
    expect(await runCli(['import-ledger', exported], { DATA_DIR: target })).toMatchObject({ code: 0, stderr: '' });
    expect(await contents({ folder: target })).toEqual(await contents({ folder: source }));
    const written: string[] = [];
    const store = openSqliteStore({ folder: target, readOnly: true, log: silentLog });
    await exportLedger({ store, clock }, async (line) => {
      written.push(line);
    });
    await store.close();
    expect(written.slice(1, -1)).toEqual(lines.slice(1, -1));
  });
});

describeOnMongo('from SQLite to MongoDB and back', (mongo) => {
  it('[S110] moves everything both ways, and a service starts on either and shows the same', { timeout: 120_000 }, async () => {
    const startedMs = performance.now();
    const uri = mongo().newUri();
    const settings = { MONGODB_URI: uri, SIGNING_KEY: SIGNING_SEED };
    expect(await runCli(['import-ledger', exported], settings)).toMatchObject({ code: 0, stderr: '' });
    expect(await contents({ uri })).toEqual(await contents({ folder: source }));
    expect((await runCli(['import-ledger', exported], settings)).stderr).toMatch(/holds the grid “wbcti” already/);
    expect(await runCli(['verify'], settings)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^wbcti: all \d+ entries fit/) });
    const [file, back] = [join(source, '..', `back-${mongo().port}.jsonl`), drill.newFolder()];
    expect(await runCli(['export-ledger', file], settings)).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(file, 'utf8').split('\n').slice(1, -2)).toEqual(lines.slice(1, -1));
    expect(await runCli(['import-ledger', file], { DATA_DIR: back })).toMatchObject({ code: 0, stderr: '' });
    expect(await contents({ folder: back })).toEqual(await contents({ folder: source }));
    const shown = async (store: Record<string, string>) => {
      const url = await drill.start({ ...store, TODAY: '2027-01-12' }).url;
      return (await fetch(`${url}/api/v1/grids/wbcti`, { headers: { Authorization: 'Bearer demo:secretariat' } })).json();
    };
    expect(await shown({ ...settings, DATA_DIR: drill.newFolder() })).toEqual(await shown({ DATA_DIR: back, SIGNING_KEY: SIGNING_SEED }));
    tellFigures('SQLite to MongoDB and back', { lines: lines.length, seconds: (performance.now() - startedMs) / 1_000 });
  });
});

function sql(folder: string, statements: string): void {
  const db = new DatabaseSync(join(folder, 'grid.db'));
  db.exec(statements);
  db.close();
}

function rewrite(folder: string, change: (manifest: object) => object): void {
  const file = join(folder, 'backup.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));
}
