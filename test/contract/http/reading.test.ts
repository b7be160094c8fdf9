/** Reading over HTTP: ids, shapes, ETag, the grid as it stood, changes, versions. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Changes } from '#contract/entry.ts';
import { Grid } from '#contract/grid.ts';
import { Me } from '#contract/person.ts';
import { editOf, play, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

const MEMBERS =
  'dg-near eu-jha albania bosnia-herzegovina kosovo montenegro north-macedonia serbia rcc austria slovenia unodc pcc-see dcaf france italy united-kingdom osce giz'.split(
    ' ',
  );
const HASH = /^[0-9a-f]{64}$/;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

describe('at the first start', () => {
  it('[H13] the grid has the nineteen members of the seed as rows of version 1, written by system, with empty cells', async () => {
    const { json, status } = await service.as('observer').get('/grids/wbcti');
    expect(status).toBe(200);
    expect(Grid.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({ grid: 'wbcti', cursor: 20, period: '2026-Q4', today: '2026-11-25' });
    expect(json.rows.map(({ row }: { row: string }) => row)).toEqual(MEMBERS);
    expect(json.definition.members.map(({ member }: { member: string }) => member)).toEqual(MEMBERS);
    for (const row of json.rows) {
      expect(row).toMatchObject({ sheet: 'support-group', member: row.row, version: 1, updatedBy: 'system', updatedAt: '2026-11-25T09:00:00.000Z' });
      expect(row.cells).toEqual({ tasks: [], decisionMaking: [], accomplished: [], inProcess: [] });
      expect(row.status).toEqual({ period: '2026-Q4', state: 'missing', overdue: false, dueOn: '2026-12-31', daysLate: 0, changedSince: false });
    }
  });

  it('[H13] the definition names columns, kinds, limits, members and footnotes', async () => {
    const { definition } = (await service.as('observer').get('/grids/wbcti')).json;
    expect(definition).toMatchObject({ title: 'WBCTi Support Group', timeZone: 'Europe/Ljubljana', marking: 'TLP:AMBER' });
    const [sheet] = definition.sheets;
    expect(sheet.sheet).toBe('support-group');
    expect(sheet.columns.map(({ key, kind }: { key: string; kind: string }) => `${key}:${kind}`)).toEqual([
      'no:text',
      'member:text',
      'tasks:items',
      'decisionMaking:items',
      'accomplished:items',
      'inProcess:items',
    ]);
    expect(sheet.columns[2]).toMatchObject({ label: 'Tasks', limits: { maxCharacters: 32_767, maxLines: 254 } });
    expect(definition.members[4]).toMatchObject({ member: 'kosovo', no: 5, kind: 'western-balkans', from: '2026-10-01' });
    expect(definition.footnotes[0]).toContain('UNSCR 1244');
  });

  it('[H14] me says who is asking, and in demo mode who one may be', async () => {
    const member = (await service.as('albania').get('/me')).json;
    expect(Me.safeParse(member).error).toBeUndefined();
    expect(member).toMatchObject({ person: 'demo:albania', role: 'focal-point', member: 'albania', auth: 'demo' });
    expect(member.identities).toHaveLength(21);
    expect((await service.as('secretariat').get('/me')).json).toMatchObject({ person: 'demo:secretariat', role: 'secretariat' });
    expect((await service.as('observer').get('/me')).json).not.toHaveProperty('member');
  });

  it('[H14] the list of grids', async () => {
    expect((await service.as('observer').get('/grids')).json).toEqual([{ grid: 'wbcti', title: 'WBCTi Support Group', sheets: ['support-group'] }]);
  });
});

describe('the ETag', () => {
  const read = (name: string, headers: Record<string, string> = {}) => service.as(name).get('/grids/wbcti', headers);

  it('[H15] is strong and names cursor, local date, audience and definition; the same tag gives 304 without a body', async () => {
    const plain = await read('albania', { 'Accept-Encoding': 'identity' });
    const etag = plain.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"\d+-2026-11-25-member-[0-9a-f]{16}"$/);
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await read('albania', { 'If-None-Match': tags });
      expect(again.status, tags).toBe(304);
      expect(again.bytes).toHaveLength(0);
    }
    expect((await read('albania', { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('[H15] equal tags mean equal bytes: each encoding has its own, and nothing else encodes the grid', async () => {
    const codings = new Map<string, string | null>();
    for (const encoding of ['identity', 'gzip', 'br', 'deflate', 'gzip;q=0', 'gzip;q=0.5, br']) {
      const { headers } = await read('albania', { 'Accept-Encoding': encoding });
      const coding = headers.get('content-encoding');
      const etag = headers.get('etag') ?? '';
      expect(coding === null || encoding.startsWith('gzip'), encoding).toBe(true);
      if (codings.has(etag)) expect(codings.get(etag), encoding).toBe(coding);
      codings.set(etag, coding);
    }
    expect([...codings.values()].sort()).toEqual(['gzip', null]);
  });

  it.each([
    ['gzip;q=0.5, br', 'gzip'],
    ['gzip ; q=0.001', 'gzip'],
    ['gzip;q=0', null],
    ['gzip; q=0.000', null],
  ])('[H15] an encoding is taken unless its weight is 0: %s', async (encoding, coding) => {
    expect((await read('albania', { 'Accept-Encoding': encoding })).headers.get('content-encoding')).toBe(coding);
  });

  it('[H15] differs by audience, after an edit and on the next day', async () => {
    const tag = async (name: string) => (await read(name)).headers.get('etag');
    const first = await tag('albania');
    expect(await tag('serbia')).toBe(first);
    expect(await tag('secretariat')).not.toBe(first);
    expect(await tag('observer')).not.toBe(first);
    await save(service.as('albania'), editOf('albania', 1, { tasks: ['first'] }));
    const second = await tag('albania');
    expect(second).not.toBe(first);
    service.passMs(86_400_000);
    expect(await tag('albania')).not.toBe(second);
    service.passMs(-86_400_000);
    expect((await read('albania', { 'If-None-Match': first ?? '' })).status).toBe(200);
  });

  it('[H15] HEAD has the headers of GET and no body', async () => {
    const head = await service.as('albania').send('/grids/wbcti', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe((await read('albania')).headers.get('etag'));
    expect(head.bytes).toHaveLength(0);
  });
});

describe('the grid as it stood', () => {
  let old: TestService;
  beforeAll(async () => {
    old = await startTestService({ now: '2026-10-05T08:00:00.000Z' });
    await save(old.as('albania'), editOf('albania', 1, { tasks: ['in October'] }));
    old.moveTo('2026-12-31T22:59:59.999Z');
    await save(old.as('albania'), editOf('albania', 2, { tasks: ['last moment of the quarter'] }));
    old.moveTo('2026-12-31T23:00:00.000Z');
    await save(old.as('albania'), editOf('albania', 3, { tasks: ['first moment of the next'] }));
    old.moveTo('2027-01-20T09:00:00.000Z');
  });
  afterAll(() => old.close());

  const tasksAsOf = async (asOf: string): Promise<[number, string | undefined]> => {
    const { json } = await old.as('observer').get(`/grids/wbcti?asOf=${encodeURIComponent(asOf)}`);
    const row = json.rows.find((one: { row: string }) => one.row === 'albania');
    return [json.cursor, row?.cells.tasks[0]?.text];
  };

  it('[H16] digits are a cursor; 0 is before the first entry', async () => {
    expect(await tasksAsOf('0')).toEqual([0, undefined]);
    expect(await tasksAsOf('20')).toEqual([20, undefined]);
    expect(await tasksAsOf('21')).toEqual([21, 'in October']);
    expect(await tasksAsOf('23')).toEqual([23, 'first moment of the next']);
  });

  it('[H16] a period is its last entry before its end in the grid’s time zone', async () => {
    expect(await tasksAsOf('2026-Q4')).toEqual([22, 'last moment of the quarter']);
    expect(await tasksAsOf('2027-Q1')).toEqual([23, 'first moment of the next']);
  });

  it('[H16] an instant is the last entry at or before it', async () => {
    expect(await tasksAsOf('2026-10-05T07:59:59Z')).toEqual([0, undefined]);
    expect(await tasksAsOf('2026-10-05T08:00:00Z')).toEqual([21, 'in October']);
    expect(await tasksAsOf('2026-12-31T22:59:59.998Z')).toEqual([21, 'in October']);
    expect(await tasksAsOf('2026-12-31T22:59:59.999Z')).toEqual([22, 'last moment of the quarter']);
  });

  it('[H16] a cursor that never comes is waited for, then the service says that it is not there yet', async () => {
    const wanted = old.as('observer').get('/grids/wbcti?asOf=24');
    await save(old.as('serbia'), editOf('serbia', 1, { tasks: ['just in time'] }));
    expect((await wanted).json.cursor).toBe(24);
    await play(old, { title: '', path: '/grids/wbcti?asOf=900', status: 503, code: 'unavailable' });
  });
});

describe('changes', () => {
  it('[H17] are the entries after a cursor, in order, cut at the limit', async () => {
    const observer = service.as('observer');
    const all = (await observer.get('/grids/wbcti/changes')).json;
    expect(Changes.safeParse(all).error).toBeUndefined();
    expect(all.more).toBe(false);
    expect(all.entries.map(({ cursor }: { cursor: number }) => cursor)).toEqual(Array.from({ length: all.cursor }, (_, index) => index + 1));
    expect((await observer.get('/grids/wbcti/changes?after=5&limit=3')).json).toEqual({ entries: all.entries.slice(5, 8), cursor: 8, more: true });
    expect((await observer.get(`/grids/wbcti/changes?after=${all.cursor}`)).json).toEqual({ entries: [], cursor: all.cursor, more: false });
    expect((await observer.get(`/grids/wbcti/changes?after=${all.cursor - 1}&limit=1`)).json).toMatchObject({ cursor: all.cursor, more: false });
  });

  it('[H17] an entry shows who, when, by which route and the content; never salts, commitments or what an edit was compared with', async () => {
    const { entries } = (await service.as('observer').get('/grids/wbcti/changes')).json;
    expect(entries[0]).toMatchObject({ cursor: 1, by: 'system', route: 'system', kind: 'grid.defined' });
    const saved = entries.find((entry: { by: string }) => entry.by === 'demo:albania');
    expect(saved).toMatchObject({ kind: 'row.saved', route: 'addin', sheet: 'support-group', row: 'albania', version: 2, hash: expect.stringMatching(HASH) });
    expect(saved.content).toEqual({ cells: { tasks: [{ itemId: '2.1', text: 'first' }], decisionMaking: [], accomplished: [], inProcess: [] } });
    expect(JSON.stringify(entries)).not.toMatch(/salt|commitment|fingerprint|editId/i);
  });

  it('[H17] a cursor newer than the state is waited for', async () => {
    const cursor = await service.cursor();
    let answered = false;
    const wanted = service.as('observer').get(`/grids/wbcti/changes?after=${cursor + 1}`);
    void wanted.then(() => {
      answered = true;
    });
    for (let n = 0; n < 5; n++) await service.as('observer').get('/me');
    expect(answered).toBe(false);
    await save(service.as('slovenia'), editOf('slovenia', 1, { tasks: ['one'] }));
    expect((await wanted).json).toEqual({ entries: [], cursor: cursor + 1, more: false });
  });
});

describe('versions of a row', () => {
  it('[H18] are listed newest first, with who, when, route and reason', async () => {
    await save(service.as('secretariat'), editOf('italy', 1, { tasks: ['by telephone'] }, { reason: 'told us on the telephone' }));
    const versions = (await service.as('observer').get('/grids/wbcti/rows/italy/versions')).json;
    expect(versions).toMatchObject([
      { version: 2, by: 'demo:secretariat', route: 'addin', reason: 'told us on the telephone', cells: { tasks: [{ itemId: '2.1', text: 'by telephone' }] } },
      { version: 1, by: 'system', route: 'system', cells: { tasks: [] } },
    ]);
    expect(versions[1]).not.toHaveProperty('reason');
    expect((await service.as('observer').get('/grids/wbcti/rows/italy/versions/2')).json).toEqual(versions[0]);
    expect((await service.as('observer').get('/grids/wbcti/rows/italy/versions/1')).json).toEqual(versions[1]);
  });
});

it('[H19] answers carry an id of the request, are not kept by caches and say nothing of what the service is made of', async () => {
  for (const path of ['/me', '/grids', '/grids/wbcti/periods', '/grids/wbcti/changes', '/nowhere', '!/healthz', `/${randomUUID()}`]) {
    const { headers } = await service.as('albania').get(path);
    expect(headers.get('x-request-id'), path).toMatch(/^urn:uuid:/);
    expect(headers.get('cache-control'), path).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  }
  expect((await service.as('albania').get('/grids/wbcti')).headers.get('cache-control')).toBe('private, no-cache');
});

it('[H19] a large answer is compressed, and an entry’s text arrives as it was sent', async () => {
  const text = 'Škofja Loka, Përmet, Đakovica – "quoted" <b>&amp;</b> \\ 日本 🙂';
  await save(service.as('austria'), editOf('austria', 1, { tasks: [text] }));
  const answer = await service.as('observer').get('/grids/wbcti/changes');
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(answer.json.entries.at(-1).content.cells.tasks[0].text).toBe(text.normalize('NFC'));
});
