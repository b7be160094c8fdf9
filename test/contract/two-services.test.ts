/** Two service processes' worth of wiring on one MongoDB: what one saves the other shows, races are decided once, the quarter's scenario holds. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { openMongoStore } from '../../service/adapters/mongo/store.ts';
import { PATIENT } from '../support/mongo/patient.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { keepLog, startTestService, type TestService } from '../support/start-service.ts';

/** Upper bounds for what is to arrive by itself, on a machine that may do much else. */
const WITHIN = { timeout: 30_000, interval: 20 };
const folders: string[] = [];
const services: TestService[] = [];

afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A service on the database `uri`, which other services may use too. */
async function start(uri: string, { now, dataDir }: { now?: string; dataDir?: string } = {}): Promise<TestService> {
  const store = await openMongoStore({ uri, log: keepLog(), waits: PATIENT });
  const service = await startTestService({ ...(now ? { now } : {}), ...(dataDir ? { dataDir } : {}), settings: { MONGODB_URI: uri }, overrides: { store } });
  services.push(service);
  return service;
}

const typed = (row: string, base: number, lines: string[]) => ({
  edits: [{ editId: randomUUID(), sheet: 'support-group', row, base, cells: { inProcess: lines } }],
});

describeOnMongo('two services on one database', (mongo) => {
  it('[S80] what one saves the other shows within a second, and both ledgers are the same', async () => {
    const uri = mongo().newUri();
    const [one, two] = [await start(uri), await start(uri)];
    const saved = await one.as('albania').post('/grids/wbcti/edits', typed('albania', 1, ['Action plan', 'Training of trainers']));
    expect(saved.json.results[0]).toMatchObject({ status: 'saved', version: 2 });
    const savedAtMs = performance.now();
    await vi.waitFor(async () => expect(await two.cursor()).toBe(saved.json.cursor), WITHIN);
    console.info(`the other service shows a version after ${Math.round(performance.now() - savedAtMs)} ms`);
    const row = (await two.as('secretariat').get('/grids/wbcti')).json.rows.find((each: { row: string }) => each.row === 'albania');
    expect(row.cells.inProcess.map((item: { text: string }) => item.text)).toEqual(['Action plan', 'Training of trainers']);
    const [first, second] = await Promise.all([one, two].map((service) => service.as('observer').get('/grids/wbcti/ledger/verify')));
    expect(first?.json).toMatchObject({ ok: true, cursor: saved.json.cursor });
    expect(second?.json).toMatchObject({ ok: true, hash: first?.json.hash });
  });

  it('[S81] a read that names the cursor of the other service waits for it', async () => {
    const uri = mongo().newUri();
    const [one, two] = [await start(uri), await start(uri)];
    const { cursor } = (await one.as('serbia').post('/grids/wbcti/edits', typed('serbia', 1, ['Strategy']))).json;
    expect((await two.as('serbia').get(`/grids/wbcti?asOf=${cursor}`)).json.cursor).toBe(cursor);
  });

  it('[M55] a line that is gone is brought back under its id through the other service, and a repeat sent to the first gets the same answer', async () => {
    const uri = mongo().newUri();
    const [one, two] = [await start(uri), await start(uri)];
    await one.as('serbia').post('/grids/wbcti/edits', typed('serbia', 1, ['Strategy', 'Action plan']));
    await one.as('serbia').post('/grids/wbcti/edits', typed('serbia', 2, ['Action plan']));
    const edit = { ...typed('serbia', 3, []).edits[0], cells: { inProcess: [{ itemId: '2.1', text: 'Strategy' }, 'Action plan'] } };
    const { json } = await two.as('serbia').post('/grids/wbcti/edits', { edits: [edit] });
    expect(json.results[0]).toMatchObject({ status: 'saved', version: 4, cells: { inProcess: [{ itemId: '2.1' }, { itemId: '2.2' }] } });
    expect((await one.as('serbia').post('/grids/wbcti/edits', { edits: [edit] })).json.results).toEqual(json.results);
  });

  it('[S82] edits of all members through both services at once are each saved once, with one chain', async () => {
    const uri = mongo().newUri();
    const both = [await start(uri), await start(uri)];
    const members: string[] = (await both[0]!.as('observer').get('/grids/wbcti')).json.definition.members.map(({ member }: { member: string }) => member);
    const answers = await Promise.all(
      members.flatMap((member) =>
        both.map((service, at) =>
          service
            .as(member)
            .post('/grids/wbcti/edits', { edits: [{ ...typed(member, 1, []).edits[0], cells: { [at ? 'tasks' : 'inProcess']: [`${member} ${at}`] } }] }),
        ),
      ),
    );
    expect(answers.map(({ json }) => json.results[0].status).sort()).toEqual([...members.map(() => 'merged'), ...members.map(() => 'saved')]);
    const last = Math.max(...answers.map(({ json }) => json.cursor));
    const grids = await Promise.all(both.map((service) => service.as('observer').get(`/grids/wbcti?asOf=${last}`)));
    for (const { json } of grids) {
      for (const row of json.rows) {
        expect(row.version).toBe(3);
        expect([row.cells.inProcess[0].text, row.cells.tasks[0].text]).toEqual([`${row.row} 0`, `${row.row} 1`]);
      }
    }
    expect((await both[1]!.as('observer').get('/grids/wbcti/ledger/verify')).json.ok).toBe(true);
  });

  it('[S83] a repeated editId sent to the other service gets its first answer', async () => {
    const uri = mongo().newUri();
    const both = [await start(uri), await start(uri)];
    const edit = typed('italy', 1, ['Law']);
    const answers = await Promise.all(both.map((service) => service.as('italy').post('/grids/wbcti/edits', edit)));
    for (const { json } of answers) expect(json.results[0]).toMatchObject({ status: 'saved', version: 2 });
  });

  it('[S84] on 10 January 2027 all are overdue; two services running the reminders at once write to each member once, and a late submission counts as received', async () => {
    const uri = mongo().newUri();
    const folder = mkdtempSync(join(tmpdir(), 'grid-mails-'));
    folders.push(folder);
    const now = '2027-01-10T08:00:00.000Z';
    const both = [await start(uri, { now, dataDir: folder }), await start(uri, { now, dataDir: folder })];
    const secretariat = both[0]!.as('secretariat');
    expect((await secretariat.get('/grids/wbcti/periods/2026-Q4')).json.members.filter(({ overdue }: { overdue: boolean }) => overdue)).toHaveLength(19);
    const runs = await Promise.all(both.map((service) => service.as('secretariat').post('/grids/wbcti/reminders/run', {})));
    expect(runs.reduce((sum, { json }) => sum + json.sent, 0)).toBe(19);
    expect(runs.reduce((sum, { json }) => sum + json.decided.length, 0)).toBe(19);
    expect(readdirSync(join(folder, 'outbox')).filter((name) => name.endsWith('.eml'))).toHaveLength(19);
    expect((await both[1]!.as('secretariat').post('/grids/wbcti/reminders/run', {})).json).toMatchObject({ decided: [], sent: 0 });

    expect((await both[1]!.as('albania').post('/grids/wbcti/periods/2026-Q4/submissions', { member: 'albania', statement: 'updated' })).status).toBe(201);
    await vi.waitFor(async () => {
      const report = (await secretariat.get('/grids/wbcti/periods/2026-Q4')).json;
      expect(report).toMatchObject({ expected: 19, received: 1, receivedOnTime: 0, reportingRate: 1 / 19, reportingRateOnTime: 0 });
    }, WITHIN);
    for (const service of both) service.moveTo('2027-01-15T08:00:00.000Z');
    expect((await secretariat.post('/grids/wbcti/reminders/run', {})).json).toMatchObject({ sent: 18 });
  });
});
