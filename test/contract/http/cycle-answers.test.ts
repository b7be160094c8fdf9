/** A real quarter over HTTP: on behalf, withdrawn, reviewed, more time, excused, moved dates, comments, receipts; and who may read what was said. */
import { afterEach, describe, expect, it } from 'vitest';
import { Comment, MemberFile, MemberRequest, Receipt, Review, SubmissionOfMember } from '#contract/answer.ts';
import { PeriodDates } from '#contract/period.ts';
import { readVerifierKey } from '../../../service/application/signed-note.ts';
import { verifyReceipt } from '../../../service/application/verify-receipt.ts';
import { readEvents } from '../../support/event-reader.ts';
import { editOf, play, type Scenario, save } from '../../support/scenario.ts';
import { type Answer, startTestService, type TestService } from '../../support/start-service.ts';

const PERIOD = '/grids/wbcti/periods/2026-Q4';
const THREAD = '/grids/wbcti/rows/albania/comments';
const open: TestService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});
const start = async (now = '2026-11-25T09:00:00.000Z', dataDir?: string): Promise<TestService> => {
  const service = await startTestService({ now, ...(dataDir === undefined ? {} : { dataDir }) });
  open.push(service);
  return service;
};

/** Posts and holds the answer to its schema. */
async function post(service: TestService, name: string, path: string, body?: object, schema?: { safeParse(value: unknown): { error?: unknown } }) {
  const answer = await service.as(name).post(path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  if (schema) expect(schema.safeParse(answer.json).error).toBeUndefined();
  return answer.json;
}
const submit = (service: TestService, name = 'albania', more: object = {}) =>
  post(service, name, `${PERIOD}/submissions`, { member: 'albania', statement: 'updated', ...more });
const fileOf = async (service: TestService, name = 'albania') => {
  const { json } = await service.as(name).get(`${PERIOD}/members/albania`);
  expect(MemberFile.safeParse(json).error).toBeUndefined();
  return json as MemberFile;
};
const standing = async (service: TestService, period = '2026-Q4', member = 'albania') =>
  (await service.as('secretariat').get(`/grids/wbcti/periods/${period}`)).json.members.find((one: { member: string }) => one.member === member);
const refused = (service: TestService, scenario: Omit<Scenario, 'title'>): Promise<Answer> => play(service, { title: '', method: 'POST', ...scenario });

describe('on behalf, withdrawn, reviewed', () => {
  it('[C60] [C63] what the Secretariat heard on the telephone counts once the member acknowledges it, from its own instant', async () => {
    const service = await start('2026-12-31T09:00:00.000Z');
    expect(await submit(service, 'secretariat', { reason: 'a call with Arta' })).toMatchObject({ number: 1, onBehalf: true });
    expect(await standing(service)).toMatchObject({ state: 'missing', received: false, onBehalf: 'to-acknowledge' });
    service.moveTo('2027-01-05T09:00:00.000Z');
    const path = `${PERIOD}/submissions/1/acknowledgement`;
    await refused(service, { as: 'secretariat', path, status: 403, code: 'forbidden' });
    await refused(service, { as: 'serbia', path, status: 403, code: 'not-yours' });
    const acknowledged = await post(service, 'albania', path, undefined, SubmissionOfMember);
    expect(acknowledged).toMatchObject({ onBehalf: true, reason: 'a call with Arta', acknowledgedAt: '2027-01-05T09:00:00.000Z', by: 'demo:secretariat' });
    expect(await standing(service)).toMatchObject({ state: 'submitted', onTime: true, daysLate: 0, onBehalf: 'acknowledged' });
    const cursor = await service.cursor();
    expect(await post(service, 'albania', path)).toEqual(acknowledged);
    expect(await service.cursor()).toBe(cursor);
    await submit(service);
    await refused(service, { path: `${PERIOD}/submissions/2/acknowledgement`, status: 409, code: 'nothing-to-acknowledge' });
  });

  it('[C60] the Secretariat submits on behalf also without saying how it heard it', async () => {
    const service = await start();
    expect(await submit(service, 'secretariat')).toMatchObject({ number: 1, onBehalf: true });
    const { submissions } = await fileOf(service);
    expect(submissions.map(({ number, onBehalf, reason }) => [number, onBehalf, reason])).toEqual([[1, true, undefined]]);
  });

  it('[C62] a withdrawn submission stays in the file and counts no more', async () => {
    const service = await start();
    await submit(service, 'albania', { statement: 'nothing-to-report' });
    await submit(service);
    const withdrawn = await post(service, 'albania', `${PERIOD}/submissions/2/withdrawal`, { reason: 'too early' }, SubmissionOfMember);
    expect(withdrawn).toMatchObject({ number: 2, withdrawnAt: '2026-11-25T09:00:00.000Z', withdrawnBy: 'demo:albania', withdrawalReason: 'too early' });
    expect(await standing(service)).toMatchObject({ statement: 'nothing-to-report', submission: 1 });
    expect((await fileOf(service)).submissions.map(({ number, withdrawnAt }) => [number, withdrawnAt !== undefined])).toEqual([
      [1, false],
      [2, true],
    ]);
    await post(service, 'secretariat', `${PERIOD}/submissions/1/withdrawal`, { reason: 'asked to' });
    expect(await standing(service)).toMatchObject({ state: 'missing', received: false });
    for (const number of ['3', '0', 'x', '1e0']) {
      await refused(service, { path: `${PERIOD}/submissions/${number}/withdrawal`, body: {}, status: 404, code: 'not-found' });
    }
    service.moveTo('2027-02-01T09:00:00.000Z');
    await refused(service, { path: `${PERIOD}/submissions`, body: { member: 'albania', statement: 'updated' }, status: 409, code: 'period-closed' });
  });

  it('[C64] [C65] [C66] returned with a remark, answered by a new submission, accepted; the row says so to everybody', async () => {
    const service = await start();
    await refused(service, {
      ...{ as: 'secretariat', path: `${PERIOD}/reviews`, body: { member: 'albania', verdict: 'accepted' }, status: 409, code: 'nothing-submitted' },
      not: ['albania'],
    });
    await save(service.as('albania'), editOf('albania', 1, { tasks: ['one'] }));
    await submit(service);
    const remarks = [{ row: 'albania', itemId: '2.1', text: 'which year?' }];
    await refused(service, { as: 'albania', path: `${PERIOD}/reviews`, body: { member: 'albania', verdict: 'accepted' }, status: 403, code: 'forbidden' });
    const given = await post(service, 'secretariat', `${PERIOD}/reviews`, { member: 'albania', submission: 1, verdict: 'returned', remarks }, Review);
    expect(given).toMatchObject({ submission: 1, verdict: 'returned', remarks });
    const statusNow = async () =>
      (await service.as('observer').get('/grids/wbcti')).json.rows.find((row: { row: string }) => row.row === 'albania').status.state;
    expect([await statusNow(), (await standing(service)).received]).toEqual(['returned', true]);
    await submit(service);
    expect(await statusNow()).toBe('submitted');
    const stale = { member: 'albania', submission: 1, verdict: 'accepted' };
    await refused(service, { as: 'secretariat', path: `${PERIOD}/reviews`, body: stale, status: 409, code: 'newer-submission' });
    await post(service, 'secretariat', `${PERIOD}/reviews`, { ...stale, submission: 2 }, Review);
    expect(await statusNow()).toBe('accepted');
    expect((await fileOf(service)).reviews).toHaveLength(2);
  });
});

describe('requests and dates', () => {
  it('[C67] [C68] [C69] more time is asked for, granted for another day, and everything of that member moves along', async () => {
    const service = await start('2026-12-28T09:00:00.000Z');
    const path = `${PERIOD}/requests`;
    const ask = { member: 'albania', kind: 'extension', dueOn: '2027-01-20', reason: 'holidays' };
    await refused(service, { path, body: { ...ask, dueOn: '2026-12-31' }, status: 422, code: 'date-out-of-range' });
    for (const body of [
      { ...ask, dueOn: '2027-02-30' },
      { ...ask, dueOn: undefined },
      { ...ask, kind: 'excuse' },
    ])
      await refused(service, { path, body, status: 400, code: 'invalid-input', pointers: ['/dueOn'] });
    expect(await post(service, 'albania', path, ask, MemberRequest)).toMatchObject({ number: 1, reason: 'holidays' });
    expect(await standing(service)).toMatchObject({ requested: 'extension', dueOn: '2026-12-31' });
    await refused(service, { path, body: ask, status: 409, code: 'request-pending' });
    await refused(service, { path: `${path}/1/answer`, body: { granted: true }, status: 403, code: 'forbidden' });
    await refused(service, {
      ...{ as: 'secretariat', path: `${path}/1/answer`, body: { granted: false, dueOn: '2027-01-10' } },
      ...{ status: 400, code: 'invalid-input', pointers: ['/dueOn'] },
    });
    const answered = await post(service, 'secretariat', `${path}/1/answer`, { granted: true, dueOn: '2027-01-12', comment: 'not longer' }, MemberRequest);
    expect(answered.answer).toMatchObject({ granted: true, dueOn: '2027-01-12', comment: 'not longer', by: 'demo:secretariat' });
    expect(await standing(service)).toMatchObject({ dueOn: '2027-01-12', ordinaryDueOn: '2026-12-31' });
    expect(await standing(service, '2026-Q4', 'serbia')).toMatchObject({ dueOn: '2026-12-31' });
    service.moveTo('2027-01-12T22:59:59.000Z');
    await submit(service);
    expect(await standing(service)).toMatchObject({ onTime: true, daysLate: 0 });
  });

  it('[C70] an excused member is not expected; the Secretariat excuses at once and takes it back', async () => {
    const service = await start();
    const made = await post(service, 'secretariat', `${PERIOD}/requests`, { member: 'albania', kind: 'excuse', reason: 'elections' }, MemberRequest);
    expect(made.answer).toMatchObject({ granted: true });
    const report = async () => (await service.as('observer').get(PERIOD)).json;
    expect(await report()).toMatchObject({ expected: 18 });
    await submit(service);
    expect(await report()).toMatchObject({ expected: 18, received: 0 });
    const path = `${PERIOD}/requests/1/answer`;
    await refused(service, {
      ...{ as: 'secretariat', path, body: { granted: true, dueOn: '2027-01-10' }, status: 400, code: 'invalid-input', pointers: ['/dueOn'] },
    });
    await post(service, 'secretariat', path, { granted: false, comment: 'it can after all' });
    expect(await report()).toMatchObject({ expected: 19, received: 1 });
  });

  it('[C71] everyone’s date is moved with a reason, and everything follows it', async () => {
    const service = await start('2026-12-28T09:00:00.000Z');
    const put = (name: string, body: object) => service.as(name).put(`${PERIOD}/dates`, body);
    const move = { dueOn: '2027-01-15', reason: 'many are away' };
    expect((await put('albania', move)).json.code).toBe('forbidden');
    expect((await put('secretariat', { dueOn: '2027-01-15' })).json.code).toBe('invalid-input');
    expect((await put('secretariat', { ...move, dueOn: '2026-12-27' })).json.code).toBe('date-out-of-range');
    const moved = await put('secretariat', move);
    expect(moved.status).toBe(200);
    expect(PeriodDates.parse(moved.json)).toEqual({ period: '2026-Q4', opensOn: '2026-10-01', dueOn: '2027-01-15', closesOn: '2027-02-14' });
    expect((await service.as('albania').get('/grids/wbcti/periods')).json).toEqual([moved.json]);
    const cursor = await service.cursor();
    expect((await put('secretariat', move)).json).toEqual(moved.json);
    expect(await service.cursor()).toBe(cursor);
    service.moveTo('2027-02-10T09:00:00.000Z');
    const grid = (await service.as('observer').get('/grids/wbcti')).json;
    expect([grid.period, grid.rows[0].status.daysLate]).toEqual(['2026-Q4', 26]);
  });

  it('[C72] in the grid a member with more time is still in the old period, the others in the next', async () => {
    const service = await start('2027-01-25T09:00:00.000Z');
    await post(service, 'secretariat', `${PERIOD}/requests`, { member: 'albania', kind: 'extension', dueOn: '2027-02-20', reason: 'ill' });
    service.moveTo('2027-02-10T09:00:00.000Z');
    const { period, rows } = (await service.as('observer').get('/grids/wbcti')).json;
    const periodOf = (row: string) => rows.find((one: { row: string }) => one.row === row).status.period;
    expect([period, periodOf('albania'), periodOf('serbia')]).toEqual(['2027-Q1', '2026-Q4', '2027-Q1']);
    await submit(service);
    const after = (await service.as('observer').get('/grids/wbcti')).json.rows.find((one: { row: string }) => one.row === 'albania');
    expect(after.status.period).toBe('2027-Q1');
  });
});

describe('comments and who reads', () => {
  it('[C74] the thread of a row, numbered, from both sides', async () => {
    const service = await start();
    expect(await post(service, 'albania', THREAD, { text: 'May we add the law?' }, Comment)).toMatchObject({ number: 1, from: 'member', row: 'albania' });
    await post(service, 'secretariat', THREAD, { text: 'Please do' }, Comment);
    const list = (await service.as('albania').get(THREAD)).json;
    expect(list.map(({ number, from, text }: Comment) => [number, from, text])).toEqual([
      [1, 'member', 'May we add the law?'],
      [2, 'secretariat', 'Please do'],
    ]);
    await refused(service, { path: THREAD, body: { text: ' \n' }, status: 400, code: 'invalid-input', pointers: ['/text'] });
    await refused(service, { path: THREAD, body: { text: 'x', itemId: '9.9' }, status: 404, code: 'not-found' });
    await refused(service, { path: THREAD, body: { text: 'a\u202Eb' }, status: 422, code: 'bad-characters' });
    await refused(service, { path: '/grids/wbcti/rows/atlantis/comments', body: { text: 'x' }, status: 404, code: 'unknown-row' });
  });

  it('[C76] [C77] words to one member reach that member and the Secretariat, and nobody else at any address or in any stream', async () => {
    const service = await start();
    const readers = ['albania', 'secretariat', 'serbia', 'observer'];
    const streams = await Promise.all(readers.map((name) => readEvents(service.url, { name })));
    const before = await service.cursor();
    await submit(service, 'secretariat', { reason: 'secret-call' });
    await post(service, 'albania', `${PERIOD}/submissions/1/acknowledgement`);
    await post(service, 'secretariat', `${PERIOD}/reviews`, {
      ...{ member: 'albania', verdict: 'returned', comment: 'secret-review', remarks: [{ row: 'albania', text: 'secret-remark' }] },
    });
    await post(service, 'albania', `${PERIOD}/requests`, { member: 'albania', kind: 'extension', dueOn: '2027-01-20', reason: 'secret-request' });
    await post(service, 'secretariat', `${PERIOD}/requests/1/answer`, { granted: false, comment: 'secret-answer' });
    await post(service, 'albania', THREAD, { text: 'secret-comment' });
    await post(service, 'albania', `${PERIOD}/submissions/1/withdrawal`, { reason: 'secret-withdrawal' });
    const secrets = ['call', 'review', 'remark', 'request', 'answer', 'comment', 'withdrawal'].map((word) => `secret-${word}`);
    const count = (await service.cursor()) - before;
    for (const [index, name] of readers.entries()) {
      const live = JSON.stringify(await streams[index]?.take(count));
      streams[index]?.close();
      const late = await readEvents(service.url, { name, after: before });
      const resumed = JSON.stringify(await late.take(count));
      late.close();
      const paths = [`/grids/wbcti/changes?after=${before}`, `${PERIOD}/members/albania`, THREAD, `${PERIOD}/submissions/1/receipt`, PERIOD, '/grids/wbcti'];
      const [changes, ...answers] = await Promise.all(paths.map(async (path) => (await service.as(name).get(path)).text));
      const may = index < 2;
      for (const secret of secrets) {
        const found = [live, resumed, changes ?? ''].map((text) => text.includes(secret));
        expect(found, `${name} ${secret}`).toEqual([may, may, may]);
        if (!may) expect(answers.join('\n'), `${name} ${secret}`).not.toContain(secret);
      }
      if (may) expect(answers[0]).toContain('secret-comment');
      else expect(JSON.parse(answers[0] ?? '').code).toBe(name === 'observer' ? 'forbidden' : 'not-yours');
    }
  });
});

it('[C83] what a member has asked for, and that it was submitted for, is told to it and the Secretariat alone: in the period, the grid, its status and the entries', async () => {
  const service = await start();
  await submit(service, 'secretariat');
  const before = await service.cursor();
  await post(service, 'albania', `${PERIOD}/requests`, { member: 'albania', kind: 'excuse', reason: 'moving' });
  // Twice, since a grid is sent as bytes that were made for who asked first.
  for (const name of ['serbia', 'albania', 'secretariat', 'observer', 'serbia', 'albania']) {
    const { members } = (await service.as(name).get(PERIOD)).json;
    const found = members.find((one: { member: string }) => one.member === 'albania');
    const { rows } = (await service.as(name).get('/grids/wbcti')).json;
    const { status } = rows.find((one: { row: string }) => one.row === 'albania');
    const told = name === 'albania' || name === 'secretariat';
    expect([name, found.onBehalf, found.requested, typeof found.lastActivityAt, status.onBehalf]).toEqual(
      told ? [name, 'to-acknowledge', 'excuse', 'string', 'to-acknowledge'] : [name, undefined, undefined, 'undefined', undefined],
    );
    expect(found).toMatchObject({ state: 'missing', overdue: false });
  }
  const { json: file } = await service.as('albania').get(`${PERIOD}/members/albania`);
  await post(service, 'secretariat', `${PERIOD}/requests/${file.requests[0].number}/answer`, { granted: false, comment: 'please try' });
  for (const name of ['serbia', 'albania', 'secretariat', 'observer']) {
    const { entries } = (await service.as(name).get(`/grids/wbcti/changes?after=${before - 1}`)).json;
    const told = name === 'albania' || name === 'secretariat';
    const parts = entries.map(({ kind, content }: { kind: string; content: object }) => [kind, Object.keys(content).sort()]);
    const open = ['member', 'number', 'period'];
    expect([name, parts]).toEqual([
      name,
      [
        ['submission.made', [...open, 'rowVersions', 'statement', ...(told ? ['onBehalf'] : [])].sort()],
        ['request.made', [...open, ...(told ? ['kind', 'reason'] : [])].sort()],
        ['request.answered', [...open, ...(told ? ['comment', 'granted', 'kind'] : [])].sort()],
      ],
    ]);
  }
});

it('[C78] [C80] a receipt is a file that checks offline with the key that the ledger tells', async () => {
  const service = await start();
  await submit(service, 'serbia', { member: 'serbia' });
  const { number } = await submit(service);
  const answer = await service.as('albania').get(`${PERIOD}/submissions/${number}/receipt`);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="receipt-wbcti-2026-Q4-albania-2.json"');
  expect(Receipt.safeParse(answer.json).error).toBeUndefined();
  const { publicKey } = (await service.as('observer').get('/grids/wbcti/ledger/verify')).json;
  const key = readVerifierKey(publicKey);
  expect(key && verifyReceipt(answer.text, key)).toMatchObject({ faults: [], erased: [] });
  await refused(service, { as: 'serbia', method: 'GET', path: `${PERIOD}/submissions/2/receipt`, status: 403, code: 'not-yours' });
  await refused(service, { method: 'GET', path: `${PERIOD}/submissions/9/receipt`, status: 404, code: 'not-found' });
});
