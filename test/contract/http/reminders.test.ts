/** The routes of reminders beyond listing and running: preview, send one, skip, pause; absences and kept mails by kind. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pause, Reminder, Reminders, RemindersPreview, Skipped } from '#contract/reminder.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

const AT = '/grids/wbcti';
const ALBANIA = 'wbcti.2026-Q4.albania.before-due';
let service: TestService;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'grid-reminders-'));
  service = await startTestService({ now: '2026-12-16T09:00:00.000Z', dataDir });
  const secretariat = { role: 'secretariat', name: 'Ana Kos', email: 'ana@example.org', language: 'en' };
  expect((await service.as('secretariat').put(`${AT}/people/s-1`, secretariat)).status).toBe(200);
});
afterAll(async () => {
  await service.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const call = () => service.as('secretariat');
const mails = (folder = ''): string[] => {
  const path = join(dataDir, 'outbox', folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.eml')) : [];
};

describe('reminders over HTTP', () => {
  it('[O56] the preview of tomorrow lists the letters and the summary; a day that is none, or over, is refused', async () => {
    const { json, status } = await call().get(`${AT}/reminders/preview`);
    expect(status).toBe(200);
    expect(RemindersPreview.parse(json)).toEqual(json);
    expect(json.on).toBe('2026-12-17');
    expect(json.letters).toHaveLength(20);
    expect(json.letters.at(-1)).toMatchObject({ kind: 'summary', to: 'Ana Kos <ana@example.org>', person: 's-1' });
    expect((await call().get(`${AT}/reminders/preview?on=2026-12-16`)).json.letters).toEqual([]);
    for (const on of ['2026-12-15', '2028-01-01', 'tomorrow']) {
      expect((await call().get(`${AT}/reminders/preview?on=${on}`)).json).toMatchObject({ status: 400, code: 'invalid-input' });
    }
  });

  it('[O46] a stage is skipped, once; a stage or member that is not there is named', async () => {
    const skip = (body: object) => call().post(`${AT}/reminders/skip`, { period: '2026-Q4', member: 'serbia', stage: 'before-due', ...body });
    const { json, status } = await skip({ reason: 'spoken on the telephone' });
    expect([status, Skipped.parse(json)]).toEqual([200, json]);
    expect(json.stages).toEqual(['before-due']);
    expect((await skip({})).json.stages).toEqual([]);
    expect((await skip({ member: 'atlantis' })).json.code).toBe('unknown-member');
    expect((await skip({ period: '2031-Q1' })).json.code).toBe('unknown-period');
    expect((await skip({ stage: 'some-day' })).json).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/stage' }] });
    expect((await skip({ reason: ' ' })).json.code).toBe('invalid-input');
  });

  it('[O47] a member is paused until a day', async () => {
    const { json, status } = await call().put(`${AT}/members/giz/pause`, { until: '2026-12-20', reason: 'the team is away' });
    expect([status, Pause.parse(json)]).toEqual([200, { member: 'giz', until: '2026-12-20' }]);
    expect((await call().put(`${AT}/members/atlantis/pause`, { until: null })).json.code).toBe('unknown-member');
    expect((await call().put(`${AT}/members/giz/pause`, { until: '20 December' })).json.code).toBe('invalid-input');
  });

  it('[O59] on the day, members’ letters lie at the top and the summary in its folder; who is away, paused or skipped has none', async () => {
    const osce = {
      member: 'osce',
      role: 'focal-point',
      name: 'Marek Dolan',
      email: 'marek@example.org',
      language: 'en',
      away: { from: '2026-12-01', to: '2026-12-20' },
    };
    expect((await call().put(`${AT}/people/fp-osce`, osce)).json).toMatchObject({ away: osce.away });
    service.moveTo('2026-12-17T09:00:00.000Z');
    expect((await call().post(`${AT}/reminders/run`, {})).json).toMatchObject({ sent: 16, failed: 0 });
    expect(mails()).toHaveLength(16);
    expect(mails()).toContain(`${ALBANIA}.eml`);
    expect(mails('summary')).toEqual(['wbcti.summary.2026-12-17.s-1.eml']);
    const { json } = await call().get(`${AT}/reminders`);
    expect(Reminders.parse(json)).toEqual(json);
    const of = (member: string) => json.items.find((item: { member: string }) => item.member === member);
    expect(of('serbia')).toMatchObject({ state: 'suppressed', suppressedBy: 'skipped' });
    expect(of('giz')).toMatchObject({ state: 'suppressed', suppressedBy: 'paused' });
    expect(of('osce')).toMatchObject({ state: 'decided', letters: [{ person: 'fp-osce', state: 'away' }] });
    expect(json.paused).toEqual([{ member: 'giz', until: '2026-12-20' }]);
  });

  it('[O57] one reminder is sent by its id; an unknown one is not found', async () => {
    const { json, status } = await call().post(`${AT}/reminders/${ALBANIA}/send`);
    expect([status, Reminder.parse(json)]).toEqual([200, json]);
    expect(json).toMatchObject({ id: ALBANIA, state: 'sent', attempts: 1 });
    expect((await call().post(`${AT}/reminders/none/send`)).json.code).toBe('not-found');
    expect(mails()).toHaveLength(16);
  });

  it('[O52] a submission gives its receipt with the next run, which counts no notice', async () => {
    await service.as('albania').post(`${AT}/periods/2026-Q4/submissions`, { member: 'albania', statement: 'nothing-to-report' });
    expect((await call().post(`${AT}/reminders/run`, {})).json).toEqual({ dryRun: false, decided: [], sent: 0, failed: 0 });
    expect(mails('notice')).toEqual([expect.stringMatching(/^wbcti\.notice\.receipt\.\d+\.fp-albania\.eml$/)]);
    expect(mails()).toHaveLength(16);
  });

  it.each(['albania', 'observer'])('[O58] %s previews, sends, skips and pauses nothing', async (name) => {
    const client = service.as(name);
    const answers = [
      await client.get(`${AT}/reminders/preview`),
      await client.post(`${AT}/reminders/${ALBANIA}/send`),
      await client.post(`${AT}/reminders/skip`, { period: '2026-Q4', member: 'albania', stage: 'due-soon' }),
      await client.put(`${AT}/members/albania/pause`, { until: null }),
    ];
    expect(answers.map(({ json }) => json.code)).toEqual(Array(4).fill('forbidden'));
  });
});
