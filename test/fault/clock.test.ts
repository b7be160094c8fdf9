/** A clock that jumps: a day back, a quarter forward, back again, over a change of summer time. Nothing is doubled and time never runs backwards in the ledger. */
import { expect, it } from 'vitest';
import { tellFigures } from '../support/fault-drill.ts';
import { editOf, save } from '../support/scenario.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const run = async (service: TestService) =>
  (await service.as('secretariat').post('/grids/wbcti/reminders/run', {})).json as { decided: { id: string }[]; sent: number };
const reminderIds = async (service: TestService): Promise<string[]> =>
  (await service.as('secretariat').get('/grids/wbcti/reminders')).json.items.map(({ id }: { id: string }) => id);

it('[S111] a day back and a quarter forward: the times of entries never decrease, no reminder is decided or sent twice, and the period moves', {
  timeout: 180_000,
}, async () => {
  const mails: string[] = [];
  const mailer = {
    send: async ({ messageId }: { messageId: string }) => {
      mails.push(messageId);
    },
  };
  const service = await startTestService({ now: '2027-01-10T09:00:00.000Z', overrides: { mailer } });
  const periods: string[] = [];
  let version = 1;
  let decided = 0;
  const JUMPS = [
    '2027-01-10T09:00:00.000Z',
    '2027-01-09T09:00:00.000Z',
    '2027-01-10T09:00:00.000Z',
    '2026-10-01T00:00:00.000Z',
    '2027-01-10T09:00:01.000Z',
    // The night in which summer time begins, and the same instants again.
    '2027-03-28T00:59:59.000Z',
    '2027-03-28T01:00:00.000Z',
    '2027-03-27T23:30:00.000Z',
    '2027-04-11T09:00:00.000Z',
    '2027-01-11T09:00:00.000Z',
    '2027-04-11T09:00:00.000Z',
    '2027-07-11T09:00:00.000Z',
  ];
  for (const jump of JUMPS) {
    service.moveTo(jump);
    const [result] = await save(service.as('albania'), editOf('albania', version, { tasks: [`at ${jump} ${version}`] }));
    expect(result.status).toBe('saved');
    version = result.version;
    const once = await run(service);
    decided += once.decided.length;
    // Asking again at the same instant decides and sends nothing more.
    expect(await run(service)).toMatchObject({ decided: [], sent: 0 });
    periods.push((await service.as('observer').get('/grids/wbcti')).json.period);
  }
  const { entries } = (await service.as('observer').get('/grids/wbcti/changes')).json as { entries: { at: string; kind: string; content: { id?: string } }[] };
  for (const [index, { at }] of entries.entries()) expect(at >= (entries[index - 1]?.at ?? ''), `entry ${index + 1}`).toBe(true);
  for (const kind of ['reminder.decided', 'reminder.sent']) {
    const ids = entries.filter((entry) => entry.kind === kind).map(({ content }) => content.id);
    expect(new Set(ids).size, kind).toBe(ids.length);
    if (kind === 'reminder.decided') expect(ids).toHaveLength(decided);
  }
  const ids = await reminderIds(service);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(mails).size).toBe(mails.length);
  expect(mails.length).toBeGreaterThan(38);
  // The period follows the clock, there and back.
  expect(periods[0]).toBe(periods[2]);
  expect(periods.at(-1)).toBe('2027-Q2');
  expect(new Set(periods).size).toBeGreaterThanOrEqual(3);
  expect((await service.as('observer').get('/grids/wbcti/ledger/verify')).json.ok).toBe(true);
  tellFigures('clock', { jumps: JUMPS.length, decided, 'mails sent': mails.length, entries: entries.length });
  await service.close();
});

it('[S111] after a start with a clock that is a day behind the ledger everything works, and nothing is told twice', async () => {
  const mails: string[] = [];
  const mailer = {
    send: async ({ messageId }: { messageId: string }) => {
      mails.push(messageId);
    },
  };
  const first = await startTestService({ now: '2027-01-10T09:00:00.000Z', overrides: { mailer } });
  await save(first.as('albania'), editOf('albania', 1, { tasks: ['today'] }));
  await run(first);
  const sent = mails.length;
  // The same ledger under another service whose machine thinks it is yesterday.
  const second = await startTestService({ now: '2027-01-09T09:00:00.000Z', overrides: { mailer, store: { ...first.store, close: async () => undefined } } });
  expect((await run(second)).sent).toBe(0);
  const [result] = await save(second.as('albania'), editOf('albania', 2, { tasks: ['yesterday'] }));
  expect(result).toMatchObject({ status: 'saved', version: 3 });
  const versions: { at: string }[] = (await second.as('albania').get('/grids/wbcti/rows/albania/versions')).json;
  expect(versions[0]?.at).toBe('2027-01-10T09:00:00.000Z');
  expect(mails).toHaveLength(sent);
  await second.close();
  await first.close();
});
