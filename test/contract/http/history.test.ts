/** History over HTTP: the life of an item, versions in pages, the grid as it stood at the end of a day. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ItemLife } from '#contract/item-life.ts';
import { openSqliteStore } from '../../../service/adapters/sqlite/store.ts';
import { savedRow, sealed } from '../../support/entries.ts';
import { editOf, play, type Scenario, save } from '../../support/scenario.ts';
import { keepLog, startTestService, type TestService } from '../../support/start-service.ts';

const ITEMS = '/grids/wbcti/rows/albania/items';

describe('the life of an item', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ now: '2026-11-25T09:00:00.000Z' });
    const albania = service.as('albania');
    await save(albania, editOf('albania', 1, { inProcess: ['Border plan 2027', 'Training of trainers'] }));
    service.passMs(86_400_000);
    await save(albania, editOf('albania', 2, { inProcess: ['Border plan 2027–2029', 'Training of trainers'] }));
    await save(albania, editOf('albania', 3, { tasks: ['a line that stays'] }));
    service.passMs(86_400_000);
    await save(albania, editOf('albania', 4, { inProcess: ['Training of trainers'], accomplished: ['Border plan 2027–2029'] }));
    const moved = { accomplished: [], tasks: ['a line that stays', { itemId: '2.1', text: 'Border plan 2027–2029, adopted' }] };
    await save(service.as('secretariat'), editOf('albania', 5, moved, { reason: 'told us' }));
    await save(albania, editOf('albania', 6, { tasks: ['a line that stays'] }));
  });
  afterAll(() => service?.close());

  it('[H80] lists where it appeared, was reworded, moved and vanished, oldest first, with who, when, route, column and text', async () => {
    const { json, status } = await service.as('observer').get(`${ITEMS}/2.1`);
    expect(status).toBe(200);
    expect(ItemLife.safeParse(json).error).toBeUndefined();
    const by = { by: 'demo:albania', route: 'addin' };
    const days = ['2026-11-25T09:00:00.000Z', '2026-11-26T09:00:00.000Z', '2026-11-27T09:00:00.000Z'];
    expect(json).toEqual([
      { version: 2, at: days[0], ...by, change: 'added', column: 'inProcess', text: 'Border plan 2027' },
      { version: 3, at: days[1], ...by, change: 'reworded', column: 'inProcess', text: 'Border plan 2027–2029' },
      { version: 5, at: days[2], ...by, change: 'moved', column: 'accomplished', text: 'Border plan 2027–2029' },
      {
        version: 6,
        at: days[2],
        by: 'demo:secretariat',
        route: 'addin',
        change: 'moved-and-reworded',
        column: 'tasks',
        text: 'Border plan 2027–2029, adopted',
      },
      { version: 7, at: days[2], ...by, change: 'removed', column: 'tasks', text: 'Border plan 2027–2029, adopted' },
    ]);
  });

  it('[H80] an item that still stands ends with its last change, and changes of others are no steps of its life', async () => {
    expect((await service.as('albania').get(`${ITEMS}/2.2`)).json).toMatchObject([{ version: 2, change: 'added', text: 'Training of trainers' }]);
  });

  it.each<Scenario>([
    { title: 'an unknown grid', path: '/grids/nowhere/rows/albania/items/2.1', status: 404, code: 'unknown-grid' },
    { title: 'an unknown row', path: '/grids/wbcti/rows/atlantis/items/2.1', status: 404, code: 'unknown-row' },
    { title: 'an item that its version never had', path: `${ITEMS}/2.9`, status: 404, code: 'not-found' },
    { title: 'an item of a version to come', path: `${ITEMS}/8.1`, status: 404, code: 'not-found' },
    { title: 'an item of another row', path: '/grids/wbcti/rows/serbia/items/2.1', status: 404, code: 'not-found' },
    { title: 'what is no id', path: `${ITEMS}/2.1.1`, status: 404, code: 'not-found' },
    { title: 'version nought', path: `${ITEMS}/0.1`, status: 404, code: 'not-found' },
    { title: 'an id out of all measure', path: `${ITEMS}/${'9'.repeat(300)}`, status: 400, code: 'invalid-input' },
    { title: 'no token', as: null, path: `${ITEMS}/2.1`, status: 401, code: 'unauthenticated' },
  ])('[H81] $title: $status $code', async (scenario) => {
    await play(service, scenario);
  });

  it('[H82] versions come in pages, newest first, and without a page all of them', async () => {
    const numbers = async (query: string): Promise<number[]> =>
      (await service.as('albania').get(`/grids/wbcti/rows/albania/versions${query}`)).json.map(({ version }: { version: number }) => version);
    expect(await numbers('')).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(await numbers('?limit=3')).toEqual([7, 6, 5]);
    expect(await numbers('?limit=3&before=5')).toEqual([4, 3, 2]);
    expect(await numbers('?before=3')).toEqual([2, 1]);
    expect(await numbers('?before=1')).toEqual([]);
    expect(await numbers('?before=0&limit=5')).toEqual([]);
    expect(await numbers('?limit=0')).toEqual([]);
    await play(service, { title: '', path: '/grids/wbcti/rows/albania/versions?limit=-1', status: 400, code: 'invalid-input', pointers: ['/limit'] });
    await play(service, { title: '', path: '/grids/wbcti/rows/atlantis/versions?limit=1', status: 404, code: 'unknown-row' });
  });
});

describe('the grid as it stood on a day', () => {
  it('[H83] a date is its last entry before the day’s end in the grid’s time zone', async () => {
    // 22:30 in UTC is 23:30 in Ljubljana's winter, 23:30 is already the next day there.
    const service = await startTestService({ now: '2026-11-25T22:30:00.000Z' });
    try {
      await save(service.as('albania'), editOf('albania', 1, { tasks: ['late on the 25th'] }));
      service.moveTo('2026-11-25T23:30:00.000Z');
      await save(service.as('albania'), editOf('albania', 2, { tasks: ['early on the 26th'] }));
      const tasks = async (asOf: string): Promise<string | undefined> => {
        const { json } = await service.as('observer').get(`/grids/wbcti?asOf=${asOf}`);
        return json.rows.find(({ row }: { row: string }) => row === 'albania')?.cells.tasks[0]?.text;
      };
      expect([await tasks('2026-11-24'), await tasks('2026-11-25'), await tasks('2026-11-26'), await tasks('2031-01-01')]).toEqual([
        undefined,
        'late on the 25th',
        'early on the 26th',
        'early on the 26th',
      ]);
      for (const day of ['2026-02-30', '2026-13-01', '2026-1-1', '26-11-25'])
        await play(service, { title: '', path: `/grids/wbcti?asOf=${day}`, status: 400, code: 'invalid-input', pointers: ['/asOf'] });
    } finally {
      await service.close();
    }
  });
});

describe('a long history', () => {
  it('[H84] of a thousand versions is read in pages of at most 200, and an item that comes back has returned', async () => {
    const store = openSqliteStore({ folder: ':memory:', log: keepLog() });
    const item = { itemId: '2.1', text: 'the item' };
    const other = (version: number) => ({ itemId: '1.1', text: `another, ${version}` });
    const stands = (version: number): boolean => version >= 2 && (version < 500 || version >= 900);
    const drafts = Array.from({ length: 1_000 }, (_, at) =>
      savedRow({
        version: at + 1,
        cells: { tasks: [other(at + 1), ...(stands(at + 1) ? [{ ...item, text: at + 1 >= 700 ? 'the item again' : item.text }] : [])] },
      }),
    );
    await store.ledger.append('wbcti', 0, sealed(drafts));
    const limits: number[] = [];
    const service = await startTestService({
      overrides: { store },
      wrapStore: (inner) => ({
        ...inner,
        ledger: {
          ...inner.ledger,
          readRow: (grid, row, options) => {
            limits.push(options.limit);
            return inner.ledger.readRow(grid, row, options);
          },
        },
      }),
    });
    try {
      const life = async (itemId: string): Promise<string[]> =>
        (await service.as('observer').get(`${ITEMS}/${itemId}`)).json.map(({ version, change }: { version: number; change: string }) => `${version} ${change}`);
      limits.length = 0;
      expect(await life('2.1')).toEqual(['2 added', '500 removed', '900 returned']);
      expect(limits.length).toBe(6);
      expect(Math.max(...limits)).toBeLessThanOrEqual(200);
      const whole = await life('1.1');
      expect([whole.length, whole[0], whole[999]]).toEqual([1_000, '1 added', '1000 reworded']);
    } finally {
      await service.close();
    }
  });
});

describe('a line that comes back or is asked about', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
    const serbia = service.as('serbia');
    await save(serbia, editOf('serbia', 1, { tasks: ['Law on weapons', 'Training of trainers'] }));
    await save(serbia, editOf('serbia', 2, { tasks: ['Training of trainers'] }));
  });
  afterAll(() => service?.close());

  it('[M55] brought back by its id is the same item, whose life goes on; ids that the row never had, or has only since, count as not given', async () => {
    const serbia = service.as('serbia');
    // 2.1 of another row, an item that its version never had, one of a version after the base.
    await save(service.as('osce'), editOf('osce', 1, { tasks: ['Report'] }));
    const [foreign] = await save(service.as('osce'), editOf('osce', 2, { tasks: ['Report', { itemId: '2.2', text: 'not of this row' }] }));
    expect(foreign.cells.tasks).toMatchObject([{ itemId: '2.1' }, { itemId: '3.1', text: 'not of this row' }]);
    const edit = editOf('serbia', 3, {
      tasks: [{ itemId: '2.1', text: 'Law on weapons' }, 'Training of trainers', { itemId: '2.9', text: 'never there' }, { itemId: '4.1', text: 'to come' }],
    });
    const [result] = await save(serbia, edit);
    expect(result).toMatchObject({ status: 'saved', version: 4 });
    expect(result.cells.tasks.map(({ itemId }: { itemId: string }) => itemId)).toEqual(['2.1', '2.2', '4.1', '4.2']);
    const { json } = await serbia.get('/grids/wbcti/rows/serbia/items/2.1');
    expect(json.map(({ version, change }: { version: number; change: string }) => `${version} ${change}`)).toEqual(['2 added', '3 removed', '4 returned']);
    // [M56] The same edit again gets its first answer, and two at once bring it back once.
    expect((await save(serbia, edit))[0]).toEqual(result);
  });

  it('[M56] brought back by two at once is there once', async () => {
    const serbia = service.as('serbia');
    await save(serbia, editOf('serbia', 4, { tasks: ['Training of trainers'] }));
    const back = { tasks: [{ itemId: '2.1', text: 'Law on weapons' }, 'Training of trainers'] };
    const results = await Promise.all([
      save(serbia, editOf('serbia', 5, back), editOf('serbia', 5, { ...back, inProcess: ['and more'] })),
      save(service.as('secretariat'), editOf('serbia', 5, back, { reason: 'told us' })),
    ]);
    expect(
      results
        .flat()
        .map(({ status }) => status)
        .every((status) => ['saved', 'merged', 'unchanged'].includes(status)),
    ).toBe(true);
    const { json } = await serbia.get('/grids/wbcti');
    const row = json.rows.find(({ row: key }: { row: string }) => key === 'serbia');
    expect(row.cells.tasks).toEqual([
      { itemId: '2.1', text: 'Law on weapons' },
      { itemId: '2.2', text: 'Training of trainers' },
    ]);
    expect(row.cells.inProcess).toMatchObject([{ text: 'and more' }]);
  });

  it('[M57] brought back after it was marked is marked', async () => {
    const serbia = service.as('serbia');
    const { version } = (await serbia.get('/grids/wbcti')).json.rows.find(({ row }: { row: string }) => row === 'serbia');
    await save(serbia, editOf('serbia', version, { tasks: ['Training of trainers'] }));
    await play(service, {
      title: '',
      as: 'serbia',
      method: 'POST',
      path: '/grids/wbcti/rows/serbia/markings',
      body: { marking: 'TLP:RED', items: ['2.1'] },
      status: 200,
    });
    const [result] = await save(serbia, editOf('serbia', version + 1, { tasks: [{ itemId: '2.1', text: 'in other words' }, 'Training of trainers'] }));
    expect(result.cells.tasks[0]).toEqual({ itemId: '2.1', text: 'in other words', marking: 'TLP:RED' });
    expect((await service.as('osce').get('/grids/wbcti')).text).not.toContain('in other words');
  });

  it('[M59] a conflict about a text names who reworded it, not who moved the item later; one about its place names who moved it', async () => {
    const by = (reason: string) => ({ reason });
    await save(service.as('kosovo'), editOf('kosovo', 1, { tasks: ['Law on weapons', 'Handbook on training'] }));
    await save(service.as('secretariat'), editOf('kosovo', 2, { tasks: ['Law on weapons, theirs', 'Handbook on training'] }, by('told us')));
    await save(service.as('kosovo'), editOf('kosovo', 3, { tasks: ['Handbook on training'], inProcess: ['Law on weapons, theirs'] }));
    await save(service.as('secretariat'), editOf('kosovo', 4, { tasks: [], accomplished: ['Handbook on training'] }, by('told us')));
    await save(service.as('kosovo'), editOf('kosovo', 5, { accomplished: ['Handbook on training, 2nd edition'] }));
    const cells = { tasks: ['Law on weapons, ours'], decisionMaking: ['Handbook on training'] };
    const [result] = await save(service.as('kosovo'), editOf('kosovo', 2, cells));
    expect(result).toMatchObject({
      status: 'conflict',
      conflicts: [
        { itemId: '2.2', theirs: { text: 'Handbook on training, 2nd edition', column: 'accomplished', version: 5, by: 'demo:secretariat' } },
        { itemId: '2.1', theirs: { text: 'Law on weapons, theirs', column: 'inProcess', version: 3, by: 'demo:secretariat' } },
      ],
    });
  });
});
