/** A grid is configuration: a second definition, with three members and other columns, works beside the shipped one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTables } from '../../../service/adapters/ooxml/read-tables.ts';
import { readEvents } from '../../support/event-reader.ts';
import { play } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

const limits = { maxCharacters: 100, maxLines: 3 };
const DEFINITION = {
  grid: 'wbbsi',
  title: 'Border Security',
  organisation: 'Somebody else',
  timeZone: 'America/New_York',
  calendar: { every: 'quarter', firstPeriod: '2026-Q3', dueDaysAfterEnd: 15, closesDaysAfterDue: 10, stages: [{ stage: 'due-soon', daysFromDue: -2 }] },
  sheets: [
    {
      sheet: 'borders',
      title: 'Borders',
      columns: [
        { key: 'member', label: 'Member', kind: 'text', source: 'member-name', limits },
        { key: 'summary', label: 'Summary', kind: 'text', limits },
        { key: 'steps', label: 'Steps', kind: 'items', limits },
      ],
    },
  ],
  members: [
    { member: 'north', no: 1, name: 'North', shortName: 'North', kind: 'member-state', from: '2026-01-01' },
    { member: 'south', no: 2, name: 'South', shortName: 'South', kind: 'member-state', from: '2026-01-01', to: '2026-11-30' },
    { member: 'albania', no: 3, name: 'Albania', shortName: 'Albania', kind: 'western-balkans', from: '2026-11-15' },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'grids-'));
let service: TestService;
beforeAll(async () => {
  writeFileSync(join(folder, 'wbbsi.json'), JSON.stringify(DEFINITION));
  writeFileSync(join(folder, 'notes.txt'), 'no definition');
  service = await startTestService({ settings: { GRIDS_DIR: folder } });
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

const edit = (row: string, base: number, cells: unknown) => ({ editId: crypto.randomUUID(), sheet: 'borders', row, base, cells });
const save = async (name: string, ...edits: unknown[]) => (await service.as(name).post('/grids/wbbsi/edits', { edits })).json.results;

describe('a second grid', () => {
  it('[H70] stands in the list with its own title and sheets, and has its own ledger', async () => {
    const [wbcti, wbbsi] = [
      { grid: 'wbcti', title: 'WBCTi Support Group', sheets: ['support-group'] },
      { grid: 'wbbsi', title: 'Border Security', sheets: ['borders'] },
    ];
    for (const name of ['serbia', 'albania', 'observer']) expect((await service.as(name).get('/grids')).json).toEqual([wbcti, wbbsi]);
    // What an empty workbook gets is the first: for a member of the second grid alone that is its own.
    expect((await service.as('north').get('/grids')).json).toEqual([wbbsi, wbcti]);
    expect(await service.cursor('wbbsi')).toBe(4);
    expect(await service.cursor('wbcti')).toBe(20);
    const { json } = await service.as('north').get('/grids/wbbsi');
    expect(json.rows.map(({ row, cells }: { row: string; cells: unknown }) => [row, cells])).toEqual(
      ['north', 'south', 'albania'].map((row) => [row, { summary: '', steps: [] }]),
    );
  });

  it('[H71] a cell of kind text is one text: lines are kept, ends are cut, its limits are its own', async () => {
    const [saved] = await save('north', edit('north', 1, { summary: '  first line \n\nthird line\n\n', steps: ['a'] }));
    expect(saved).toMatchObject({ status: 'saved', version: 2, cells: { summary: '  first line\n\nthird line', steps: [{ itemId: '2.1', text: 'a' }] } });
    const [again, long, lines] = await save(
      'north',
      edit('north', 2, { summary: '  first line\n\nthird line' }),
      edit('north', 2, { summary: 'x'.repeat(101) }),
      edit('north', 2, { summary: '1\n2\n3\n4' }),
    );
    expect([again.status, long.problem.code, lines.problem.code]).toEqual(['unchanged', 'cell-too-long', 'too-many-lines']);
    const [, conflict] = await save('north', edit('north', 2, { summary: 'theirs' }), edit('north', 2, { summary: 'ours' }));
    expect(conflict.conflicts[0]).toMatchObject({
      column: 'summary',
      base: { text: '  first line\n\nthird line' },
      ours: { text: 'ours' },
      theirs: { text: 'theirs', version: 3 },
    });
    expect((await save('north', edit('north', 3, { summary: '' })))[0]).toMatchObject({ status: 'saved', cells: { summary: '' } });
  });

  it('[H15] before the first entry of either each shows its own definition under a tag of its own, one for each encoding', async () => {
    const asItBegan = (grid: string, encoding: string) => service.as('north').get(`/grids/${grid}?asOf=0`, { 'accept-encoding': encoding });
    const answers = [await asItBegan('wbcti', 'gzip'), await asItBegan('wbcti', 'identity'), await asItBegan('wbbsi', 'identity')];
    expect(answers.map(({ json }) => [json.grid, json.definition.grid, json.cursor])).toEqual(['wbcti', 'wbcti', 'wbbsi'].map((grid) => [grid, grid, 0]));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(3);
  });

  it('[H70] its calendar, time zone and membership are its own', async () => {
    service.moveTo('2026-12-01T04:59:00.000Z');
    expect((await service.as('north').get('/grids/wbbsi')).json).toMatchObject({ today: '2026-11-30', period: '2026-Q4' });
    expect((await service.as('north').get('/grids/wbcti')).json).toMatchObject({ today: '2026-12-01' });
    const { json } = await service.as('north').get('/grids/wbbsi/periods');
    expect(json[0]).toEqual({ period: '2026-Q3', opensOn: '2026-07-01', dueOn: '2026-10-15', closesOn: '2026-10-25' });
    const members = async (period: string) =>
      (await service.as('north').get(`/grids/wbbsi/periods/${period}`)).json.members.map(({ member }: { member: string }) => member);
    expect(await members('2026-Q3')).toEqual(['north', 'south']);
    expect(await members('2026-Q4')).toEqual(['north', 'albania']);
  });

  it('[H70] a member of one grid writes no row of the other; one of both writes its own in each', async () => {
    const toWbcti = (name: string, row: string) =>
      service.as(name).post('/grids/wbcti/edits', { edits: [{ ...edit(row, 1, { tasks: [] }), sheet: 'support-group' }] });
    expect((await toWbcti('north', 'serbia')).json.results[0].problem.code).toBe('not-yours');
    expect((await toWbcti('albania', 'albania')).json.results[0].status).toBe('unchanged');
    expect((await save('albania', edit('albania', 1, { summary: 'ours' })))[0].status).toBe('saved');
    expect((await save('albania', { ...edit('albania', 2, {}), sheet: 'support-group' }))[0].problem.code).toBe('unknown-sheet');
    await play(service, {
      title: '',
      as: 'north',
      path: '/grids/wbcti/periods/2026-Q4/submissions',
      method: 'POST',
      body: { member: 'north', statement: 'updated' },
      status: 404,
      code: 'unknown-member',
    });
  });

  it('[H70] streams, the workbook and the chain work as in the shipped one', async () => {
    const reader = await readEvents(service.url, { after: 0, grid: 'wbbsi' });
    expect((await reader.take(4)).map(({ data }) => data.kind)).toEqual(['grid.defined', 'row.saved', 'row.saved', 'row.saved']);
    reader.close();
    const book = await service.as('observer').get('/grids/wbbsi/workbook.xlsx');
    expect(book.headers.get('content-disposition')).toContain('wbbsi-2026-Q4-TLP-AMBER.xlsx');
    expect((await readTables(book.bytes, 'xlsx'))[0]?.rows.flatMap(({ cells }) => cells)).toContain('ours');
    expect((await service.as('observer').get('/grids/wbbsi/ledger/verify')).json.ok).toBe(true);
  });
});

describe('a changed definition', () => {
  it('[H72] is an entry of the ledger with the next start, and a new member gets its row; how it stood stays', async () => {
    const data = mkdtempSync(join(tmpdir(), 'grid-data-'));
    const start = () => startTestService({ dataDir: data, settings: { GRIDS_DIR: folder } });
    await (await start()).close();
    const again = await start();
    expect(await again.cursor('wbbsi')).toBe(4);
    await again.close();
    const west = { member: 'west', no: 4, name: 'West', shortName: 'West', kind: 'member-state', from: '2026-11-01' };
    writeFileSync(join(folder, 'wbbsi.json'), JSON.stringify({ ...DEFINITION, title: 'Borders, renamed', members: [...DEFINITION.members, west] }));
    const changed = await start();
    const { json } = await changed.as('west').get('/grids/wbbsi/changes?after=4');
    expect(json.entries).toMatchObject([
      { kind: 'grid.defined', by: 'system' },
      { kind: 'row.saved', row: 'west', version: 1, by: 'system' },
    ]);
    expect((await changed.as('west').get('/grids/wbbsi?asOf=4')).json).toMatchObject({ definition: { title: 'Border Security' }, cursor: 4 });
    await changed.close();
    rmSync(data, { recursive: true });
  });
});

describe('a definition that its content can’t follow', () => {
  const [sheet] = DEFINITION.sheets;
  const columns = sheet?.columns ?? [];
  const CHANGED: [title: string, changed: object, fault: object][] = [
    ['another key for the sheet', { sheets: [{ ...sheet, sheet: 'frontiers' }] }, { path: '/sheets/0/sheet', code: 'sheet', key: 'borders' }],
    [
      'another kind for a column',
      { sheets: [{ ...sheet, columns: columns.map((column) => (column.key === 'steps' ? { ...column, kind: 'text' } : column)) }] },
      { path: '/sheets/0/columns/2/kind', code: 'kind', key: 'steps' },
    ],
    ['a member left out', { members: DEFINITION.members.slice(1) }, { path: '/members', code: 'member', key: 'north' }],
  ];
  it('[H74] stops the start, and with the old one everything is as it was; a column left out keeps its content', async () => {
    const [data, grids] = [mkdtempSync(join(tmpdir(), 'grid-data-')), mkdtempSync(join(tmpdir(), 'grids-'))];
    const start = (changed: object) => {
      writeFileSync(join(grids, 'wbbsi.json'), JSON.stringify({ ...DEFINITION, ...changed }));
      return startTestService({ dataDir: data, settings: { GRIDS_DIR: grids } });
    };
    const cells = { summary: 'kept', steps: ['one', 'two'] };
    const first = await start({});
    await first.as('north').post('/grids/wbbsi/edits', { edits: [edit('north', 1, cells)] });
    await first.close();
    for (const [title, changed, fault] of CHANGED)
      await expect(start(changed), title).rejects.toMatchObject({ name: 'DefinitionRefused', grid: 'wbbsi', fault });
    const narrower = await start({ sheets: [{ ...sheet, columns: columns.filter(({ key }) => key !== 'steps') }] });
    expect((await narrower.as('north').post('/grids/wbbsi/edits', { edits: [edit('north', 2, { summary: 'changed' })] })).json.results[0].status).toBe('saved');
    await narrower.close();
    const again = await start({});
    const { json } = await again.as('north').get('/grids/wbbsi');
    expect(json.rows[0]).toMatchObject({ row: 'north', version: 3, cells: { summary: 'changed', steps: [{ text: 'one' }, { text: 'two' }] } });
    await again.close();
    for (const folder of [data, grids]) rmSync(folder, { recursive: true });
  });
});

describe('a wrong definition', () => {
  const [sheet] = DEFINITION.sheets;
  const WRONG: [title: string, text: string, path: string, reason?: string][] = [
    ['no JSON', '{', '/'],
    ['a list', '[]', '/', 'must be there and of type object'],
    ['a missing title', JSON.stringify({ ...DEFINITION, title: undefined }), '/title', 'must be there and of type string'],
    ['an empty title', JSON.stringify({ ...DEFINITION, title: '' }), '/title', 'must have at least 1 character'],
    ['an unknown field', JSON.stringify({ ...DEFINITION, colour: 'red' }), '/colour', 'is not a field that exists here; remove it'],
    [
      'a period that is none',
      JSON.stringify({ ...DEFINITION, calendar: { ...DEFINITION.calendar, firstPeriod: '2026-Q5' } }),
      '/calendar/firstPeriod',
      'must be a quarter, such as 2026-Q4',
    ],
    ['nobody', JSON.stringify({ ...DEFINITION, members: [] }), '/members', 'must have at least 1 entry'],
    [
      'a second sheet',
      JSON.stringify({ ...DEFINITION, sheets: [sheet, { ...sheet, sheet: 'ideas' }] }),
      '/sheets/1',
      'a grid has one sheet; others are not built yet',
    ],
    [
      'no column to write in',
      JSON.stringify({ ...DEFINITION, sheets: [{ ...sheet, columns: sheet?.columns.slice(0, 1) }] }),
      '/sheets/0/columns',
      'there is no column that members write in',
    ],
    [
      'a limit beyond Excel’s',
      JSON.stringify({ ...DEFINITION, sheets: [{ ...sheet, columns: [{ key: 'a', label: 'A', kind: 'items', limits: { ...limits, maxLines: 300 } }] }] }),
      '/sheets/0/columns/0/limits/maxLines',
      'must be at most 254',
    ],
    ['a member that stands there twice', JSON.stringify({ ...DEFINITION, members: [DEFINITION.members[0], DEFINITION.members[0]] }), '/members/1/member'],
    ['a time zone that is none', JSON.stringify({ ...DEFINITION, timeZone: 'Europe/Atlantis' }), '/timeZone'],
    [
      'a column of another kind',
      JSON.stringify({ ...DEFINITION, sheets: [{ ...DEFINITION.sheets[0], columns: [{ key: 'a', label: 'A', kind: 'number', limits }] }] }),
      '/sheets/0/columns/0/kind',
      'must be one of: items, text',
    ],
    ['a date that does not exist', JSON.stringify({ ...DEFINITION, members: [{ ...DEFINITION.members[0], from: '2026-02-30' }] }), '/members/0/from'],
    ['the shipped grid again', JSON.stringify({ ...DEFINITION, grid: 'wbcti' }), '/grid'],
  ];
  for (const [title, text, path, reason] of WRONG) {
    it(`[H73] ${title} stops the start with file, path and reason`, async () => {
      const wrong = mkdtempSync(join(tmpdir(), 'grids-wrong-'));
      const file = join(wrong, 'bad.json');
      writeFileSync(file, text);
      try {
        const start = startTestService({ settings: { GRIDS_DIR: wrong } });
        start.then(
          (started) => started.close(),
          () => undefined,
        );
        await expect(start).rejects.toMatchObject({ name: 'BadDefinition', file, path, reason: reason ?? expect.stringMatching(/\w/) });
      } finally {
        rmSync(wrong, { recursive: true });
      }
    });
  }
});
