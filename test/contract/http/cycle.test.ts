/** The cycle over HTTP: periods and rates, lateness, submissions with their checkpoints, reminders and letters, the chain. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PeriodReport, Submission } from '#contract/period.ts';
import { Letters, Reminders, RunResponse } from '#contract/reminder.ts';
import { editOf, play, save } from '../../support/scenario.ts';
import { verifiedNote } from '../../support/signed-note.ts';
import { SIGNING_SEED, startTestService, type TestService } from '../../support/start-service.ts';

const KEY = { seed: SIGNING_SEED, name: 'support-group-grid' };
const open: TestService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});
const start = async (now: string): Promise<TestService> => {
  const service = await startTestService({ now });
  open.push(service);
  return service;
};

const submit = (service: TestService, name: string, body: Record<string, unknown>, period = '2026-Q4') =>
  service.as(name).post(`/grids/wbcti/periods/${period}/submissions`, body);
const report = async (service: TestService, period = '2026-Q4') => {
  const { json, status } = await service.as('secretariat').get(`/grids/wbcti/periods/${period}`);
  expect(status).toBe(200);
  expect(PeriodReport.safeParse(json).error).toBeUndefined();
  return json;
};
const standing = async (service: TestService, member: string) => (await report(service)).members.find((one: { member: string }) => one.member === member);

describe('periods', () => {
  it('[C5] are listed from the first to today’s with their dates', async () => {
    const service = await start('2026-11-25T09:00:00.000Z');
    const list = async () => (await service.as('albania').get('/grids/wbcti/periods')).json;
    const first = { period: '2026-Q4', opensOn: '2026-10-01', dueOn: '2026-12-31', closesOn: '2027-01-30' };
    expect(await list()).toEqual([first]);
    service.moveTo('2027-01-10T08:00:00.000Z');
    expect(await list()).toEqual([first, { period: '2027-Q1', opensOn: '2027-01-01', dueOn: '2027-03-31', closesOn: '2027-04-30' }]);
  });

  it('[C7] nobody has reported: 0 of 19; after a late submission 1 of 19 is received and none on time', async () => {
    const service = await start('2027-01-10T08:00:00.000Z');
    const before = await report(service);
    expect(before).toMatchObject({
      period: '2026-Q4',
      today: '2027-01-10',
      expected: 19,
      received: 0,
      receivedOnTime: 0,
      reportingRate: 0,
      reportingRateOnTime: 0,
    });
    expect(before.members).toHaveLength(19);
    for (const member of before.members)
      expect(member).toMatchObject({ state: 'missing', overdue: true, dueOn: '2026-12-31', daysLate: 10, rowVersion: 1, changedSince: false });
    expect((await submit(service, 'albania', { member: 'albania', statement: 'nothing-to-report' })).status).toBe(201);
    expect(await report(service)).toMatchObject({ expected: 19, received: 1, receivedOnTime: 0, reportingRate: 1 / 19, reportingRateOnTime: 0 });
    service.moveTo('2027-01-20T08:00:00.000Z');
    expect(await standing(service, 'albania')).toEqual({
      member: 'albania',
      name: 'Albania: Ministry of Interior, including relevant bodies for Border Security',
      shortName: 'Albania',
      received: true,
      onTime: false,
      submission: 1,
      lastActivityAt: '2027-01-10T08:00:00.000Z',
      state: 'submitted',
      overdue: false,
      statement: 'nothing-to-report',
      submittedAt: '2027-01-10T08:00:00.000Z',
      dueOn: '2026-12-31',
      daysLate: 10,
      rowVersion: 1,
      changedSince: false,
    });
    expect(await standing(service, 'serbia')).toMatchObject({ state: 'missing', overdue: true, daysLate: 20 });
  });

  it('[C8] due until the end of dueOn in the grid’s time zone, to the millisecond', async () => {
    const service = await start('2026-12-31T22:59:59.999Z');
    expect(await standing(service, 'serbia')).toMatchObject({ overdue: false, daysLate: 0 });
    expect((await submit(service, 'albania', { member: 'albania', statement: 'updated' })).status).toBe(201);
    service.moveTo('2026-12-31T23:00:00.000Z');
    expect(await standing(service, 'serbia')).toMatchObject({ overdue: true, daysLate: 1 });
    expect((await submit(service, 'kosovo', { member: 'kosovo', statement: 'updated' })).status).toBe(201);
    expect(await standing(service, 'kosovo')).toMatchObject({ state: 'submitted', overdue: false, daysLate: 1 });
    expect(await report(service)).toMatchObject({ received: 2, receivedOnTime: 1, reportingRate: 2 / 19, reportingRateOnTime: 1 / 19 });
    const { rows } = (await service.as('observer').get('/grids/wbcti')).json;
    const status = (row: string) => rows.find((one: { row: string }) => one.row === row).status;
    expect(status('serbia')).toMatchObject({ period: '2026-Q4', state: 'missing', overdue: true, daysLate: 1, dueOn: '2026-12-31' });
    expect(status('kosovo')).toMatchObject({ state: 'submitted', overdue: false, submittedOn: '2027-01-01', statement: 'updated' });
  });

  it('[C10] missing, edited, submitted, changed since', async () => {
    const service = await start('2026-11-25T09:00:00.000Z');
    expect(await standing(service, 'giz')).toMatchObject({ state: 'missing' });
    await save(service.as('giz'), editOf('giz', 1, { tasks: ['one'] }));
    expect(await standing(service, 'giz')).toMatchObject({ state: 'edited', rowVersion: 2 });
    await submit(service, 'giz', { member: 'giz', statement: 'updated' });
    expect(await standing(service, 'giz')).toMatchObject({ state: 'submitted', changedSince: false });
    await save(service.as('giz'), editOf('giz', 2, { tasks: ['two'] }));
    expect(await standing(service, 'giz')).toMatchObject({ state: 'submitted', changedSince: true, rowVersion: 3 });
    await submit(service, 'giz', { member: 'giz', statement: 'updated' });
    expect(await standing(service, 'giz')).toMatchObject({ changedSince: false });
  });
});

describe('a submission', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('[C14] has a number, the versions it covers and a checkpoint that anybody with the key can check', async () => {
    await save(service.as('albania'), editOf('albania', 1, { tasks: ['one'] }));
    const { status, json } = await submit(service, 'albania', { member: 'albania', statement: 'updated' });
    expect(status).toBe(201);
    expect(Submission.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({
      number: 1,
      period: '2026-Q4',
      member: 'albania',
      statement: 'updated',
      rowVersions: { albania: 2 },
      cursor: 22,
      submittedAt: '2026-11-25T09:00:00.000Z',
    });
    const { entries } = (await service.as('observer').get('/grids/wbcti/changes?after=21')).json;
    expect(entries).toMatchObject([{ cursor: 22, kind: 'submission.made', by: 'demo:albania' }]);
    expect(verifiedNote(json.checkpoint, KEY)).toEqual({ origin: 'support-group-grid/wbcti', cursor: 22, hash: entries[0].hash });
    expect(() => verifiedNote(json.checkpoint.replace('\n22\n', '\n23\n'), KEY)).toThrow('does not fit');
    expect(() => verifiedNote(json.checkpoint, { ...KEY, seed: Buffer.alloc(32, 8).toString('base64') })).toThrow('another key');
    expect((await submit(service, 'serbia', { member: 'serbia', statement: 'nothing-to-report' })).json).toMatchObject({
      number: 2,
      rowVersions: { serbia: 1 },
    });
    expect((await submit(service, 'albania', { member: 'albania', statement: 'nothing-to-report' })).json).toMatchObject({ number: 3 });
  });

  it('[C15] with lines that need a look is taken despite them only, or as nothing to report', async () => {
    await save(service.as('kosovo'), editOf('kosovo', 1, { tasks: ['Kosovo', 'Kosovo and Kosovo'] }));
    const refused = await play(service, {
      title: '',
      as: 'kosovo',
      path: '/grids/wbcti/periods/2026-Q4/submissions',
      method: 'POST',
      body: { member: 'kosovo', statement: 'updated' },
      status: 409,
      code: 'has-errors',
    });
    expect(refused.json.detail).toContain('2 of its lines');
    expect((await submit(service, 'kosovo', { member: 'kosovo', statement: 'updated', despiteWarnings: true })).status).toBe(201);
  });

  const REFUSED = [
    ['[A4] for another member', 'albania', { member: 'serbia', statement: 'updated' }, '2026-Q4', 403, 'not-yours'],
    ['[A4] by an observer', 'observer', { member: 'serbia', statement: 'updated' }, '2026-Q4', 403, 'forbidden'],
    ['[C13] for a period that has not come', 'serbia', { member: 'serbia', statement: 'updated' }, '2027-Q1', 404, 'unknown-period'],
    ['[C13] with an unknown statement', 'serbia', { member: 'serbia', statement: 'perhaps' }, '2026-Q4', 400, 'invalid-input'],
    ['[C13] with an unknown field', 'serbia', { member: 'serbia', statement: 'updated', force: true }, '2026-Q4', 400, 'invalid-input'],
  ] as const;
  for (const [title, as, body, period, status, code] of REFUSED) {
    it(title, () => play(service, { title, as, body, path: `/grids/wbcti/periods/${period}/submissions`, method: 'POST', status, code }));
  }

  it('[A4] the Secretariat submits for any member', async () => {
    expect((await submit(service, 'secretariat', { member: 'osce', statement: 'nothing-to-report', reason: 'a call' })).status).toBe(201);
  });

  it('[C13] after the period has closed', async () => {
    service.moveTo('2027-01-30T22:59:59.999Z');
    expect((await submit(service, 'serbia', { member: 'serbia', statement: 'updated' })).status).toBe(201);
    service.moveTo('2027-01-30T23:00:00.000Z');
    const body = { member: 'serbia', statement: 'updated' };
    const answer = await play(service, {
      title: '',
      as: 'serbia',
      path: '/grids/wbcti/periods/2026-Q4/submissions',
      method: 'POST',
      body,
      status: 409,
      code: 'period-closed',
    });
    expect(answer.json.detail).toMatch(/closes on Saturday,? 30 January 2027/);
  });
});

describe('reminders', () => {
  const run = async (service: TestService, body: unknown = {}) => {
    const { json, status } = await service.as('secretariat').post('/grids/wbcti/reminders/run', body);
    expect(status).toBe(200);
    expect(RunResponse.safeParse(json).error).toBeUndefined();
    return json;
  };
  const list = async (service: TestService, name = 'secretariat') => {
    const { json } = await service.as(name).get('/grids/wbcti/reminders');
    expect(Reminders.safeParse(json).error).toBeUndefined();
    return json;
  };

  it('[H36] dryRun says whom it would write to and changes nothing; a run writes to all nineteen, the next to nobody', async () => {
    const service = await start('2027-01-10T08:00:00.000Z');
    const cursor = await service.cursor();
    const dry = await run(service, { dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, sent: 0, failed: 0 });
    expect(dry.decided).toHaveLength(19);
    expect(dry.decided[2]).toEqual({
      id: 'wbcti.2026-Q4.albania.overdue-2',
      period: '2026-Q4',
      member: 'albania',
      stages: ['before-due', 'due-soon', 'overdue-1', 'overdue-2'],
      recipients: 1,
    });
    expect(await service.cursor()).toBe(cursor);
    expect((await list(service)).items).toEqual([]);
    const real = await run(service);
    expect(real).toEqual({ ...dry, dryRun: false, sent: 19 });
    expect(await run(service)).toEqual({ dryRun: false, decided: [], sent: 0, failed: 0 });
    const { items, next } = await list(service);
    expect(items).toHaveLength(19);
    for (const item of items) expect(item).toMatchObject({ state: 'sent', attempts: 1, recipients: 1, sentAt: '2027-01-10T08:00:00.000Z' });
    expect(next).toEqual({ period: '2026-Q4', stage: 'escalation', on: '2027-01-14' });
  });

  it('[H37] a submission stops them', async () => {
    const service = await start('2027-01-10T08:00:00.000Z');
    await submit(service, 'albania', { member: 'albania', statement: 'nothing-to-report' });
    const { decided, sent } = await run(service);
    expect([decided.length, sent]).toEqual([18, 18]);
    expect(decided.map(({ member }: { member: string }) => member)).not.toContain('albania');
  });

  it('[H37] letters kept as files name the member, the period and the checkpoint, and no content of cells', async () => {
    const service = await start('2027-01-10T08:00:00.000Z');
    await save(service.as('albania'), editOf('albania', 1, { tasks: ['Zlatorog'] }));
    const { cursor } = (await service.as('observer').get('/grids/wbcti')).json;
    await run(service);
    const { json } = await service.as('secretariat').get('/grids/wbcti/reminders/letters');
    expect(Letters.safeParse(json).error).toBeUndefined();
    expect(json.items).toHaveLength(19);
    const letter = json.items.find(({ member }: { member: string }) => member === 'albania');
    expect(letter).toMatchObject({ reminder: 'wbcti.2026-Q4.albania.overdue-2', to: 'Elira Doda <elira.doda@example.org>' });
    expect(letter.subject).toContain('2026-Q4');
    expect(JSON.stringify(json)).not.toContain('Zlatorog');
    const note = /support-group-grid\/wbcti\n[\s\S]+?\n\n\u2014 [^\n]+\n/.exec(letter.text)?.[0] ?? '';
    expect(verifiedNote(note, KEY).cursor).toBeGreaterThanOrEqual(cursor);
  });

  it('[A5] are run by the Secretariat alone; a focal point sees its own member’s, an observer none', async () => {
    const service = await start('2027-01-10T08:00:00.000Z');
    await run(service);
    expect((await list(service, 'albania')).items.map(({ member }: { member: string }) => member)).toEqual(['albania']);
    for (const [as, path, method] of [
      ['albania', '/grids/wbcti/reminders/run', 'POST'],
      ['observer', '/grids/wbcti/reminders/run', 'POST'],
      ['observer', '/grids/wbcti/reminders', 'GET'],
      ['albania', '/grids/wbcti/reminders/letters', 'GET'],
      ['observer', '/grids/wbcti/reminders/letters', 'GET'],
    ] as const) {
      await play(service, { title: '', as, path, method, ...(method === 'POST' ? { body: {} } : {}), status: 403, code: 'forbidden' });
    }
  });

  it('[H36] without a body it is a run; an unknown field is refused', async () => {
    const service = await start('2026-11-25T09:00:00.000Z');
    expect((await service.as('secretariat').post('/grids/wbcti/reminders/run')).json).toEqual({ dryRun: false, decided: [], sent: 0, failed: 0 });
    await play(service, {
      title: '',
      as: 'secretariat',
      path: '/grids/wbcti/reminders/run',
      method: 'POST',
      body: { dryrun: true },
      status: 400,
      code: 'invalid-input',
      pointers: ['/dryrun'],
    });
  });
});

it('[H38] the chain verifies, and its checkpoint is the newest entry', async () => {
  const service = await start('2026-11-25T09:00:00.000Z');
  await save(service.as('albania'), editOf('albania', 1, { tasks: ['one'] }));
  const { json } = await service.as('observer').get('/grids/wbcti/ledger/verify');
  const { entries } = (await service.as('observer').get('/grids/wbcti/changes?after=20')).json;
  expect(json).toMatchObject({ ok: true, cursor: 21, hash: entries[0].hash });
  expect(verifiedNote(json.checkpoint, KEY)).toEqual({ origin: 'support-group-grid/wbcti', cursor: 21, hash: entries[0].hash });
});
