/** The overview over HTTP: who sees what of it, open conflicts from the edit to the settling, its files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../../service/application/csv.ts';
import { StoreUnavailable } from '../../../service/application/ports.ts';
import { editOf, play, type Scenario, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await save(service.as('serbia'), editOf('serbia', 1, { tasks: ['a'] }));
  await service.as('albania').post('/grids/wbcti/periods/2026-Q4/submissions', { member: 'albania', statement: 'nothing-to-report' });
});
afterAll(() => service.close());

const READ = '/grids/wbcti/overview';
// biome-ignore lint/suspicious/noExplicitAny: what the service says is what is tested
const memberIn = (json: any, member: string) => json.members.find((each: { member: string }) => each.member === member);

describe('GET overview', () => {
  it.each<Scenario>([
    { title: '[C50] nineteen members of the period in work, rates with what they are made of, and sentences', as: 'secretariat', path: READ, status: 200 },
    { title: '[C50] a period by name', as: 'observer', path: `${READ}?period=2026-Q4`, status: 200, parts: { period: '2026-Q4' } },
    { title: '[C50] a period that there is not', path: `${READ}?period=2027-Q1`, status: 404, code: 'unknown-period' },
    { title: '[C50] no period at all', path: `${READ}.csv?period=tomorrow`, status: 404, code: 'unknown-period' },
    { title: '[C50] another grid', path: '/grids/none/overview.xlsx', status: 404, code: 'unknown-grid' },
    { title: '[C50] a word too many', path: `${READ}?of=2026-Q4`, status: 400, code: 'invalid-input', pointers: ['/of'] },
  ])('$title', async (scenario) => {
    await play(service, scenario);
  });

  it('[C50] says rates, dates and counts', async () => {
    const { json } = await service.as('secretariat').get(READ);
    expect(json).toMatchObject({
      period: '2026-Q4',
      today: '2026-11-25',
      reportingRate: { part: 1, expected: 19, value: 1 / 19 },
      counts: { members: 19, submitted: 1, edited: 1, missing: 17, overdue: 0, excused: 0 },
      punctuality: { received: 1, medianDays: -36, worstDays: -36 },
      sentences: {
        dates: 'Due Thursday, 31 December 2026, in 36 days. Open since 1 October 2026, closes 30 January 2027.',
        reportingRate: '1 received ÷ 19 expected = 5.3%',
        excused: 'Nobody is excused.',
        punctuality: 'The only one received came 36 days before the due date.',
      },
      waiting: { requests: [], failures: [], reviews: [{ member: 'albania' }] },
    });
    expect(json.members).toHaveLength(19);
    expect(memberIn(json, 'albania')).toMatchObject({ no: 3, state: 'submitted', reviewWaiting: true, strip: [{ period: '2026-Q4', mark: 'nil' }] });
  });

  it.each([
    ['secretariat', true, true],
    ['albania', true, false],
    ['serbia', false, false],
    ['observer', false, false],
  ])('[C53] as %s', async (who, ofAlbania, waiting) => {
    const { json } = await service.as(who).get(READ);
    expect('waiting' in json).toBe(waiting);
    expect('reviewWaiting' in memberIn(json, 'albania')).toBe(ofAlbania);
    expect('lastActivityAt' in memberIn(json, 'albania')).toBe(ofAlbania);
    expect(memberIn(json, 'albania')).toMatchObject({ state: 'submitted', received: true, onTime: true });
    expect(json.reportingRate.part).toBe(1);
  });

  it('[C54] a reminder that found nobody waits for the Secretariat', async () => {
    const late = await startTestService({ now: '2027-01-10T09:00:00.000Z' });
    await late.as('secretariat').remove('/grids/wbcti/people/fp-kosovo');
    await late.as('secretariat').post('/grids/wbcti/reminders/run', {});
    const { json } = await late.as('secretariat').get(READ);
    expect(json.waiting.failures).toMatchObject([{ member: 'kosovo', code: 'nobody-to-write-to' }]);
    expect(json.counts.overdue).toBe(19);
    await late.close();
  });
});

describe('open conflicts', () => {
  const conflictsOf = async (who: TestService, member: string) => memberIn((await who.as('secretariat').get(READ)).json, member).conflicts;

  it('[C55] from the edit that leaves a question to the one that settles it, for the member and the Secretariat', async () => {
    const serbia = service.as('serbia');
    const [first] = await save(serbia, editOf('serbia', 2, { tasks: [{ itemId: '2.1', text: 'b' }] }));
    expect(first.status).toBe('saved');
    const [second] = await save(serbia, editOf('serbia', 2, { tasks: [{ itemId: '2.1', text: 'c' }] }));
    expect(second.status).toBe('conflict');
    expect(await conflictsOf(service, 'serbia')).toMatchObject({ count: 1, people: 1 });
    expect(memberIn((await serbia.get(READ)).json, 'serbia').conflicts.count).toBe(1);
    expect(memberIn((await service.as('albania').get(READ)).json, 'serbia').conflicts).toBeUndefined();
    service.passMs(1_000);
    const [third] = await save(serbia, editOf('serbia', second.version, { tasks: [{ itemId: '2.1', text: 'c' }] }));
    expect(third.status).toBe('saved');
    expect(await conflictsOf(service, 'serbia')).toBeUndefined();
    expect(await service.store.conflictNotes.list('wbcti')).toEqual([]);
  });

  it('[C57] an edit is answered whole while no note can be written', async () => {
    const away = await startTestService({
      wrapStore: (store) => ({ ...store, conflictNotes: { ...store.conflictNotes, put: () => Promise.reject(new StoreUnavailable(new Error('cut'))) } }),
    });
    await save(away.as('serbia'), editOf('serbia', 1, { tasks: ['a'] }));
    await save(away.as('serbia'), editOf('serbia', 2, { tasks: [{ itemId: '2.1', text: 'b' }] }));
    const [result] = await save(away.as('serbia'), editOf('serbia', 2, { tasks: [{ itemId: '2.1', text: 'c' }] }));
    expect(result.status).toBe('conflict');
    expect(await conflictsOf(away, 'serbia')).toBeUndefined();
    expect(away.log.lines.join()).toContain('could not be noted');
    await away.close();
  });

  it('[C56] removing a person removes its notes', async () => {
    await service.store.conflictNotes.put('wbcti', { row: 'osce', person: 'fp-osce', count: 2, at: '2026-11-25T09:00:00.000Z' });
    expect(await conflictsOf(service, 'osce')).toMatchObject({ count: 2 });
    await service.as('secretariat').remove('/grids/wbcti/people/fp-osce');
    expect(await service.store.conflictNotes.list('wbcti')).toEqual([]);
  });
});

describe('files', () => {
  it('[X61] [X63] are named after period and marking', async () => {
    for (const format of ['xlsx', 'csv']) {
      const { headers, status } = await service.as('secretariat').get(`${READ}.${format}?period=2026-Q4`);
      expect([status, headers.get('content-disposition')]).toEqual([200, `attachment; filename="wbcti-2026-Q4-overview-TLP-AMBER.${format}"`]);
    }
    expect((await service.as('observer').get(`${READ}.csv`)).headers.get('content-type')).toBe('text/csv; charset=utf-8');
  });

  it('[X65] hold the columns that their reader may see', async () => {
    const headerFor = async (who: string) => readCsv((await service.as(who).get(`${READ}.csv`)).bytes.toString('utf8'))[0]?.fields ?? [];
    const [secretariat, observer, albania] = await Promise.all(['secretariat', 'observer', 'albania'].map(headerFor));
    expect(secretariat).toContain('Open conflicts');
    expect(observer).toEqual(
      secretariat?.filter((label) => !['Last activity', 'Open conflicts', 'Request waiting', 'Review waiting', 'On behalf'].includes(label)),
    );
    expect(albania).toEqual(observer);
  });
});
