/** What lies beside the hash chain: a changed person, letter, attempt or outcome is found, named, and nobody is told anything wrong or written to twice. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { openMongoStore } from '../../service/adapters/mongo/store.ts';
import { MIGRATIONS } from '../../service/adapters/sqlite/schema.ts';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { checkedRecords } from '../../service/application/checked-records.ts';
import { type DirectoryPerson, RecordDamaged, type Store } from '../../service/application/ports.ts';
import { versions } from '../support/entries.ts';
import { PATIENT } from '../support/mongo/patient.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { editOf } from '../support/scenario.ts';
import { startTestService } from '../support/start-service.ts';
import { silentLog } from './store-place.ts';

const GRID = 'wbcti';
const ANA: DirectoryPerson = { person: 'ana', name: 'Ana Novak', role: 'focal-point', member: 'slovenia', email: 'ana@example.org', language: 'en' };
const LETTER = { letter: 'r-1', grid: GRID, reminder: 'r-1', person: 'ana' };
const SENT = { attempt: 1, at: '2026-11-25T09:00:00.000Z', result: 'sent' } as const;

/** One record of each kind. */
async function fill({ directory, outbox }: Store): Promise<void> {
  await directory.put(GRID, ANA);
  await outbox.put(LETTER);
  expect(await outbox.claim('r-1', { owner: 'me', nowMs: 1_000, leaseMs: 1_000 })).toBe(1);
  expect(await outbox.settle('r-1', SENT)).toBe(true);
}

/** Reads the record of each kind. */
const READS: Record<string, (store: Store) => Promise<unknown>> = {
  'a person listed': ({ directory }) => directory.list(GRID),
  'a person looked up': ({ directory }) => directory.get(GRID, 'ana'),
  letters: ({ outbox }) => outbox.list(GRID),
  'a claim': ({ outbox }) => outbox.claim('r-1', { owner: 'you', nowMs: 9_000, leaseMs: 1_000 }),
};

async function expectDamage(store: Store, { record, reads }: { record: { kind: string; id: string }; reads: readonly string[] }): Promise<void> {
  expect(await store.findDamage()).toEqual([record]);
  for (const read of reads) {
    const failure = await READS[read]?.(store).catch((error: unknown) => error);
    expect(failure, read).toBeInstanceOf(RecordDamaged);
    expect((failure as RecordDamaged).record, read).toEqual(record);
  }
}

function newFolder(onTestFinished: (work: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'grid-records-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Changes the database of a closed or open store behind its back. */
function behindItsBack(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'grid.db'));
  expect(database.prepare(sql).run().changes).toBe(1);
  database.close();
}

/** Changes one letter in the first page of an index. */
function damageIndex(file: string, { index, word }: { index: string; word: string }): void {
  const database = new DatabaseSync(file, { readOnly: true });
  const { rootpage } = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(index) as { rootpage: number };
  const { page_size: size } = database.prepare('PRAGMA page_size').get() as { page_size: number };
  database.close();
  const bytes = readFileSync(file);
  const at = bytes.indexOf(word, (rootpage - 1) * size);
  expect(at).toBeLessThan(rootpage * size);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

const PERSON = { record: { kind: 'person', id: 'ana' }, reads: ['a person listed', 'a person looked up'] };
const LETTERS = { record: { kind: 'letter', id: 'r-1' }, reads: ['letters', 'a claim'] };
const ATTEMPT = { record: { kind: 'attempt', id: 'r-1#1' }, reads: ['letters', 'a claim'] };
const OUTCOME = { record: { kind: 'outcome', id: 'r-1#1' }, reads: ['letters', 'a claim'] };

describe('on SQLite', () => {
  it.each([
    ['an address', `UPDATE person SET body = replace(body, 'ana@', 'anb@')`, PERSON],
    ['text that is no JSON any more', `UPDATE person SET body = substr(body, 2)`, PERSON],
    ['a sum', `UPDATE person SET sum = replace(sum, substr(sum, 1, 1), 'x')`, PERSON],
    ['whom a letter is for', `UPDATE letter SET person = 'anb'`, LETTERS],
    ['a lease', `UPDATE attempt SET until_ms = until_ms + 1`, ATTEMPT],
    ['what became of an attempt', `UPDATE outcome SET body = replace(body, 'sent', 'failed')`, OUTCOME],
  ])('[S67] changed: %s', async (_, sql, found) => {
    const folder = mkdtempSync(join(tmpdir(), 'grid-records-'));
    const store = openSqliteStore({ folder, log: silentLog });
    try {
      await fill(store);
      expect(await store.findDamage()).toEqual([]);
      behindItsBack(folder, sql);
      await expectDamage(store, found);
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('[S67] a record under another key, which no look-up finds any more, is found by looking at all; a name in the place of an id is not repeated', async ({
    onTestFinished,
  }) => {
    const folder = newFolder(onTestFinished);
    const store = openSqliteStore({ folder, log: silentLog });
    onTestFinished(() => store.close());
    await fill(store);
    behindItsBack(folder, `UPDATE attempt SET letter = 'r-2'`);
    expect(await store.findDamage()).toEqual([{ kind: 'attempt', id: 'r-2#1' }]);
    behindItsBack(folder, `UPDATE attempt SET letter = 'Ana Novak <ana@example.org>'`);
    expect(await store.findDamage()).toEqual([{ kind: 'attempt', id: '?' }]);
  });

  it('[S67] before a letter is tried its records are looked at, and not the whole ledger', async ({ onTestFinished }) => {
    const folder = newFolder(onTestFinished);
    const store = openSqliteStore({ folder, log: silentLog });
    onTestFinished(() => store.close());
    await fill(store);
    await store.ledger.append(GRID, 0, versions(3));
    await store.close();
    damageIndex(join(folder, 'grid.db'), { index: 'entry_by_row', word: GRID });
    const again = openSqliteStore({ folder, log: silentLog });
    onTestFinished(() => again.close());
    expect(await again.findDamage()).toEqual([{ kind: 'entry', id: '?' }]);
    await again.outbox.put({ ...LETTER, letter: 'r-2' });
    const { outbox } = checkedRecords(again, () => expect.unreachable('no record is damaged'));
    expect(await outbox.claim('r-2', { owner: 'me', nowMs: 1_000, leaseMs: 1_000 })).toBe(1);
  });

  it('[S67] rows of an older program get their sums when they are opened, and are held against them from then on', async ({ onTestFinished }) => {
    const folder = newFolder(onTestFinished);
    mkdirSync(folder, { recursive: true });
    const old = new DatabaseSync(join(folder, 'grid.db'));
    old.exec(`${MIGRATIONS[0]}; PRAGMA user_version = 1`);
    old.prepare('INSERT INTO person VALUES (?, ?, ?)').run(GRID, 'ana', JSON.stringify(ANA));
    old.prepare('INSERT INTO letter VALUES (?, ?, ?, ?)').run('r-1', GRID, 'r-1', 'ana');
    old.prepare('INSERT INTO attempt VALUES (?, ?, ?, ?)').run('r-1', 1, 'me', 2_000);
    old.prepare('INSERT INTO outcome VALUES (?, ?, ?)').run('r-1', 1, JSON.stringify(SENT));
    old.close();
    const store = openSqliteStore({ folder, log: silentLog });
    onTestFinished(() => store.close());
    expect(await store.findDamage()).toEqual([]);
    expect(await store.directory.list(GRID)).toEqual([ANA]);
    expect(await store.outbox.list(GRID)).toEqual([{ ...LETTER, attempts: 1, outcomes: [SENT] }]);
    behindItsBack(folder, `UPDATE letter SET person = 'anb'`);
    await expectDamage(store, LETTERS);
  });
});

describeOnMongo('records beside the ledger', (mongo) => {
  it('[S67] a changed person, letter, attempt or outcome is named; documents of an older program get their sums once', async ({ onTestFinished }) => {
    const uri = mongo().newUri();
    const open = async (): Promise<Store> => {
      const store = await openMongoStore({ uri, log: silentLog, waits: PATIENT });
      onTestFinished(() => store.close());
      return store;
    };
    const client = await new MongoClient(uri).connect();
    onTestFinished(() => client.close());
    const store = await open();
    await fill(store);
    const changes = [
      ['person', { 'details.email': 'anb@example.org' }, { 'details.email': 'ana@example.org' }, PERSON],
      ['letter', { person: 'anb' }, { person: 'ana' }, LETTERS],
      ['attempt', { untilMs: 2_001 }, { untilMs: 2_000 }, ATTEMPT],
      ['attempt_end', { 'outcome.result': 'failed' }, { 'outcome.result': 'sent' }, OUTCOME],
    ] as const;
    for (const [collection, change, back, found] of changes) {
      await client.db().collection(collection).updateOne({}, { $set: change });
      await expectDamage(store, found);
      await client.db().collection(collection).updateOne({}, { $set: back });
      expect(await store.findDamage()).toEqual([]);
    }
    for (const [collection] of changes)
      await client
        .db()
        .collection(collection)
        .updateOne({}, { $unset: { sum: '' } });
    expect(await (await open()).findDamage()).toHaveLength(4);
    await client.db().collection('schema').deleteMany({});
    const later = await open();
    expect(await later.findDamage()).toEqual([]);
    expect(await later.directory.get(GRID, 'ana')).toEqual(ANA);
  });
});

describe('the service', () => {
  it.each([
    ['people', `UPDATE person SET body = replace(body, '@example.org', '@exbmple.org') WHERE person = (SELECT min(person) FROM person)`, '/people'],
    ['letters', `UPDATE outcome SET body = replace(body, 'sent', 'failed') WHERE letter = (SELECT min(letter) FROM outcome)`, '/reminders'],
  ])('[S68] over damaged %s it is read-only, names the record, shows the grid as ever, and writes to nobody', async (_, sql, path) => {
    const folder = mkdtempSync(join(tmpdir(), 'grid-records-'));
    const first = await startTestService({ dataDir: folder, now: '2027-01-10T09:00:00.000Z' });
    await first.as('secretariat').post('/grids/wbcti/reminders/run', {});
    await first.close();
    behindItsBack(folder, sql);
    const service = await startTestService({ dataDir: folder, now: '2027-01-15T09:00:00.000Z' });
    try {
      const secretariat = service.as('secretariat');
      const grid = (await secretariat.get('/grids/wbcti')).json;
      expect(grid.rows).toHaveLength(19);
      expect(await secretariat.get(`/grids/wbcti${path}`)).toMatchObject({ status: 503, json: { code: 'read-only' } });
      expect(await secretariat.post('/grids/wbcti/reminders/run', {})).toMatchObject({ status: 503, json: { code: 'read-only' } });
      const report = (await secretariat.get('/grids/wbcti/ledger/verify')).json;
      expect(report).toEqual({ ok: false, damaged: [{ kind: expect.any(String), id: expect.any(String) }] });
      const edit = await service.as('serbia').post('/grids/wbcti/edits', { edits: [editOf('serbia', 1, { tasks: ['a'] })] });
      expect(edit).toMatchObject({ status: 503, json: { code: 'read-only' } });
      const [damaged] = report.damaged;
      expect(service.log.lines.filter((line) => line.includes('does not fit its sum') && line.includes(`"id":"${damaged.id}"`))).toHaveLength(1);
      expect(service.log.lines.join('\n')).not.toMatch(/ex[ab]mple\.org/);
      expect((await service.store.outbox.list('wbcti').catch(() => [])).every(({ attempts }) => attempts <= 1)).toBe(true);
    } finally {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
