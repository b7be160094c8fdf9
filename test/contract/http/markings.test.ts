/** Markings over HTTP: changing them, what they do to versions, ETags, streams and old states, and what happens to a line that was marked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MarkingResult } from '#contract/entry.ts';
import { Grid, type Item } from '#contract/grid.ts';
import { readTables } from '../../../service/adapters/ooxml/read-tables.ts';
import { readEvents } from '../../support/event-reader.ts';
import { rowOf } from '../../support/marked-grid.ts';
import { editOf, play, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const mark = (row: string, body: Record<string, unknown>, as = 'secretariat') =>
  play(service, { title: '', as, method: 'POST', path: `/grids/wbcti/rows/${row}/markings`, body, status: 200 });
const write = async (row: string, cells: Record<string, unknown>) => {
  const [result] = await save(service.as(row), editOf(row, (await rowOf(service, row)).version, cells));
  return result;
};
const tag = async (reader: string, query = ''): Promise<string> => (await service.as(reader).get(`/grids/wbcti${query}`)).headers.get('etag') ?? '';
const GAP = { text: '', marking: 'TLP:RED', withheld: true };

describe('changing a marking', () => {
  it('[A60] makes an entry and no version; the same marking again makes nothing', async () => {
    await write('albania', { tasks: ['open', 'secret'] });
    const cursor = await service.cursor();
    const { json } = await mark('albania', { marking: 'TLP:RED', items: ['2.2'] }, 'albania');
    expect(MarkingResult.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({ status: 'changed', cursor: cursor + 1, row: 'albania', version: 2, marking: 'TLP:AMBER' });
    expect(json.cells.tasks).toEqual([
      { itemId: '2.1', text: 'open' },
      { itemId: '2.2', text: 'secret', marking: 'TLP:RED' },
    ]);
    expect((await mark('albania', { marking: 'TLP:RED', items: ['2.2'] }, 'albania')).json).toMatchObject({ status: 'unchanged', cursor: cursor + 1 });
    const { entries } = (await service.as('observer').get(`/grids/wbcti/changes?after=${cursor}`)).json;
    expect(entries).toMatchObject([
      { kind: 'marking.changed', by: 'demo:albania', row: 'albania', content: { row: 'albania', items: ['2.2'], from: 'TLP:AMBER', to: 'TLP:RED' } },
    ]);
    expect((await service.as('albania').get('/grids/wbcti/ledger/verify')).json.ok).toBe(true);
  });

  it('[A53] where a reader may not see stands a gap; a withheld row is gaps alone, and nothing else of the answer differs', async () => {
    const { json } = await service.as('serbia').get('/grids/wbcti');
    expect(Grid.safeParse(json).error).toBeUndefined();
    const row = json.rows.find((one: { row: string }) => one.row === 'albania');
    expect(row.cells.tasks).toEqual([
      { itemId: '2.1', text: 'open' },
      { itemId: '2.2', ...GAP },
    ]);
    expect(row).toMatchObject({ marking: 'TLP:AMBER' });
    expect(row).not.toHaveProperty('withheld');
    await write('giz', { tasks: ['one', 'two'], inProcess: ['three'] });
    await mark('giz', { marking: 'TLP:RED' }, 'giz');
    const giz = await rowOf(service, 'giz', 'observer');
    expect(giz).toMatchObject({ marking: 'TLP:RED', withheld: true, version: 2, cells: { accomplished: [] } });
    expect(giz.cells.tasks).toEqual(['2.1', '2.2'].map((itemId) => ({ itemId, ...GAP })));
    expect((await rowOf(service, 'giz', 'giz')).cells.tasks).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });

  const REFUSED: [title: string, as: string, body: Record<string, unknown>, status: number, code: never][] = [
    ['an observer changes nothing', 'observer', { marking: 'TLP:RED' }, 403, 'forbidden' as never],
    ['another member changes nothing', 'serbia', { marking: 'TLP:RED' }, 403, 'not-yours' as never],
    ['another member does not learn whether an item is there', 'serbia', { marking: 'TLP:RED', items: ['9.9'] }, 403, 'not-yours' as never],
    ['the row’s member lets nobody more read', 'albania', { marking: 'TLP:GREEN', reason: 'please' }, 403, 'forbidden' as never],
    ['nor an item', 'albania', { marking: 'TLP:AMBER', items: ['2.2'], reason: 'please' }, 403, 'forbidden' as never],
    ['nor one among others', 'albania', { marking: 'TLP:AMBER+STRICT', items: ['2.1', '2.2'], reason: 'x' }, 403, 'forbidden' as never],
    ['the Secretariat needs a reason', 'secretariat', { marking: 'TLP:AMBER', items: ['2.2'] }, 422, 'reason-required' as never],
    ['blanks are none', 'secretariat', { marking: 'TLP:CLEAR', reason: ' \n ' }, 422, 'reason-required' as never],
    ['a reason holds no control characters', 'secretariat', { marking: 'TLP:CLEAR', reason: 'a\u0007' }, 422, 'bad-characters' as never],
  ];
  it.each(REFUSED)('[A59] %s', async (title, as, body, status, code) => {
    await play(service, { title, as, method: 'POST', path: '/grids/wbcti/rows/albania/markings', body, status, code, not: ['secret'] });
  });

  it('[A61] an item that never stood in the row is not-found; an unknown row, an unknown marking and no items are said so', async () => {
    const path = '/grids/wbcti/rows/albania/markings';
    for (const items of [['7.1'], ['2.2', '2.9'], ['1.1']])
      await play(service, { title: '', method: 'POST', path, body: { marking: 'TLP:RED', items }, status: 404, code: 'not-found' });
    await play(service, {
      title: '',
      method: 'POST',
      path: path.replace('albania', 'atlantis'),
      body: { marking: 'TLP:RED' },
      status: 404,
      code: 'unknown-row',
    });
    const pointers = async (body: unknown, ...expected: string[]) =>
      play(service, { title: '', method: 'POST', path, body, status: 400, code: 'invalid-input', pointers: expected });
    await pointers({ marking: 'RED' }, '/marking');
    await pointers({ marking: 'TLP:RED', items: [] }, '/items');
    await pointers({ marking: 'TLP:RED', items: ['x'] }, '/items/0');
  });

  it('[A64] a reason is shown to those who may read all of its row', async () => {
    await mark('albania', { marking: 'TLP:AMBER+STRICT', items: ['2.2'], reason: 'the second line is known by now' });
    for (const [reader, shown] of [
      ['secretariat', true],
      ['albania', true],
      ['serbia', false],
      ['observer', false],
    ] as const) {
      const { text } = await service.as(reader).get('/grids/wbcti/changes');
      expect(text.includes('known by now'), reader).toBe(shown);
      expect(text).toContain('"to":"TLP:AMBER+STRICT"');
    }
    await mark('albania', { marking: 'TLP:RED', items: ['2.2'] }, 'albania');
  });
});

describe('views', () => {
  it('[A51] are shared by audience; a member has one of its own only while it reads more of its own row than others do', async () => {
    expect(await tag('albania')).toContain('-member:albania-');
    expect(await tag('serbia')).toContain('-member-');
    expect(await tag('austria')).toBe(await tag('serbia'));
    await mark('serbia', { marking: 'TLP:AMBER+STRICT' }, 'serbia');
    expect(await tag('serbia')).toContain('-member:serbia-');
    await mark('serbia', { marking: 'TLP:AMBER', reason: 'it was a mistake' });
    expect(await tag('serbia')).toBe(await tag('austria'));
  });

  it('[A65] the tag of one audience gives no 304 to another, nor to anybody after a change of marking', async () => {
    const readers = ['albania', 'serbia', 'observer', 'secretariat'];
    const tags = await Promise.all(readers.map((reader) => tag(reader)));
    for (const [index, reader] of readers.entries()) {
      for (const [other, given] of tags.entries()) {
        const { status } = await service.as(reader).get('/grids/wbcti', { 'If-None-Match': given });
        expect(status, `${reader} with the tag of ${readers[other]}`).toBe(index === other ? 304 : 200);
      }
    }
    await mark('italy', { marking: 'TLP:RED' }, 'italy');
    for (const [index, reader] of readers.entries())
      expect((await service.as(reader).get('/grids/wbcti', { 'If-None-Match': tags[index] ?? '' })).status).toBe(200);
  });

  it('[A65] an old state is read anew when a marking has changed since, whatever was kept of it', async () => {
    await write('unodc', { tasks: ['an old line'] });
    const asOf = `?asOf=${await service.cursor()}`;
    await write('unodc', { tasks: ['a new line'] });
    const [before, text] = [await tag('observer', asOf), (await service.as('observer').get(`/grids/wbcti${asOf}`)).text];
    expect(text).toContain('an old line');
    await mark('unodc', { marking: 'TLP:RED', items: ['2.1'] }, 'unodc');
    const after = await service.as('observer').get(`/grids/wbcti${asOf}`, { 'If-None-Match': before });
    expect(after.status).toBe(200);
    expect(after.text).not.toContain('an old line');
    expect(after.headers.get('etag')).toMatch(/^"\d+-2026-11-25-observer@\d+-[0-9a-f]{16}"$/);
  });

  it('[A65] an open stream tells each audience of a change, and never the text that it hides', async () => {
    const streams = await Promise.all(['osce', 'observer'].map((name) => readEvents(service.url, { name })));
    await write('osce', { tasks: ['between us'] });
    await mark('osce', { marking: 'TLP:RED' }, 'osce');
    await write('osce', { tasks: ['between us', 'and no one else'] });
    const [own, observer] = await Promise.all(streams.map(async (stream) => JSON.stringify(await stream.take(3))));
    for (const stream of streams) stream.close();
    expect(own).toContain('and no one else');
    expect(observer).not.toContain('and no one else');
    expect(observer).toContain('marking.changed');
  });
});

describe('history', () => {
  const versions = async (reader: string): Promise<string> => (await service.as(reader).get('/grids/wbcti/rows/france/versions')).text;

  it('[A55] narrowing hides older versions as well, and widening, with a reason, opens them', async () => {
    await write('france', { tasks: ['first wording', 'other'] });
    await write('france', { tasks: [{ itemId: '2.1', text: 'second wording' }, 'other'] });
    expect(await versions('observer')).toContain('first wording');
    await mark('france', { marking: 'TLP:RED', items: ['2.1'] }, 'france');
    for (const wording of ['first', 'second']) expect(await versions('observer')).not.toContain(`${wording} wording`);
    expect(await versions('france')).toContain('first wording');
    await mark('france', { marking: 'TLP:GREEN', items: ['2.1'], reason: 'published yesterday' });
    for (const wording of ['first', 'second']) expect(await versions('observer')).toContain(`${wording} wording`);
  });

  it('[A56] deleting a marked line does not open its past, and one that is gone can still be marked', async () => {
    await mark('france', { marking: 'TLP:RED', items: ['2.1'] }, 'france');
    await write('france', { tasks: ['quite another line'] });
    for (const wording of ['first', 'second', 'other']) expect((await versions('observer')).includes(`${wording} wording`)).toBe(false);
    expect(await versions('observer')).toContain('"text":"other"');
    await mark('france', { marking: 'TLP:RED', items: ['2.2'] }, 'france');
    expect(await versions('observer')).not.toContain('"text":"other"');
  });

  it('[A56] words that come back, by an undo or a restored version, are marked as they were', async () => {
    await write('eu-jha', { tasks: ['plain', 'secret words of ours'] });
    await mark('eu-jha', { marking: 'TLP:RED', items: ['2.2'] }, 'eu-jha');
    await write('eu-jha', { tasks: ['plain'] });
    await write('eu-jha', { tasks: ['plain', '• secret  words of ours', 'harmless and new'] });
    expect((await rowOf(service, 'eu-jha')).cells.tasks).toEqual([
      { itemId: '2.1', text: 'plain' },
      { itemId: '4.1', text: '• secret  words of ours', marking: 'TLP:RED' },
      { itemId: '4.2', text: 'harmless and new' },
    ]);
    expect((await service.as('observer').get('/grids/wbcti/changes')).text).not.toMatch(/secret +words/);
  });
});

describe('a marked line', () => {
  const item = async (row: string, column: string, text: string): Promise<Item | undefined> =>
    (await rowOf(service, row)).cells[column].find((one: Item) => one.text === text);

  it('[A57] keeps its marking when it is reworded, moved and merged with what others did from an older version', async () => {
    await write('slovenia', { inProcess: ['Action plan on firearms 2027', 'Training of trainers'] });
    await mark('slovenia', { marking: 'TLP:RED', items: ['2.1'] }, 'slovenia');
    await write('slovenia', { inProcess: ['Training of trainers'], accomplished: ['Action plan on firearms 2027'] });
    expect(await item('slovenia', 'accomplished', 'Action plan on firearms 2027')).toMatchObject({ itemId: '2.1', marking: 'TLP:RED' });
    // From version 2, in whose cells nothing is marked yet: another line is added, and this one reworded.
    const edit = editOf('slovenia', 2, { inProcess: ['Action plan on firearms 2027 and 2028', 'Training of trainers', 'Entirely other'] });
    const [result] = await save(service.as('slovenia'), edit);
    expect(result.status).toBe('merged');
    expect(await item('slovenia', 'accomplished', 'Action plan on firearms 2027 and 2028')).toMatchObject({ itemId: '2.1', marking: 'TLP:RED' });
    expect(await item('slovenia', 'inProcess', 'Training of trainers')).not.toHaveProperty('marking');
    // The same edit sent again gets its first answer, marked as it is now.
    const [again] = await save(service.as('slovenia'), edit);
    expect(again).toEqual(result);
  });

  it('[A58] hands its marking to the new lines of the edit that removed or reworded it', async () => {
    await write('dcaf', { tasks: ['Names of the sources: A and B', 'Public seminar in Spring'] });
    await mark('dcaf', { marking: 'TLP:RED', items: ['2.1'] }, 'dcaf');
    await write('dcaf', { tasks: ['Names of the sources: A', 'Public seminar in Spring', 'B lives elsewhere'] });
    expect(await item('dcaf', 'tasks', 'B lives elsewhere')).toMatchObject({ marking: 'TLP:RED' });
    expect(await item('dcaf', 'tasks', 'Public seminar in Spring')).not.toHaveProperty('marking');
    await write('dcaf', { decisionMaking: ['By consensus'] });
    expect(await item('dcaf', 'decisionMaking', 'By consensus')).not.toHaveProperty('marking');
  });
});

describe('the workbook', () => {
  const FILE = { 'Content-Type': 'application/octet-stream' };

  it('[A66] is made for who asks: gaps in words, and the highest marking of what is in it in its name', async () => {
    await write('rcc', { tasks: ['shown', 'hidden one', 'hidden two', 'shown too', 'hidden three'] });
    await mark('rcc', { marking: 'TLP:RED', items: ['2.2', '2.3'] }, 'rcc');
    await mark('rcc', { marking: 'TLP:AMBER+STRICT', items: ['2.5'] }, 'rcc');
    const cell = async (reader: string): Promise<[string, string | undefined]> => {
      const { bytes, headers } = await service.as(reader).get('/grids/wbcti/workbook.xlsx');
      const [sheet] = await readTables(bytes, 'xlsx');
      const row = sheet?.rows.find(({ cells }) => cells[0] === '9');
      return [/filename="(.*)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? '', row?.cells[2]];
    };
    const whole = 'shown\nhidden one\nhidden two\nshown too\nhidden three';
    const gaps = 'shown\n2 items withheld (TLP:RED)\nshown too\n1 item withheld (TLP:AMBER+STRICT)';
    expect(await cell('secretariat')).toEqual(['wbcti-2026-Q4-TLP-RED.xlsx', whole]);
    expect(await cell('rcc')).toEqual(['wbcti-2026-Q4-TLP-RED.xlsx', whole]);
    expect(await cell('austria')).toEqual(['wbcti-2026-Q4-TLP-AMBER.xlsx', gaps]);
    expect(await cell('observer')).toEqual(['wbcti-2026-Q4-TLP-AMBER.xlsx', gaps]);
  });

  it('[A67] of a member taken back by the Secretariat loses nothing: its gaps stand for lines that stay', async () => {
    const before = await service.cursor();
    const { bytes } = await service.as('austria').get('/grids/wbcti/workbook.xlsx');
    const { json } = await service.as('secretariat').post('/grids/wbcti/imports?apply=true', bytes, FILE);
    expect(json.rows.filter(({ status }: { status: string }) => status !== 'unchanged')).toEqual([]);
    expect(await service.cursor()).toBe(before);
  });

  it('[A67] the words of a gap are refused as text, in a list and as a whole cell', async () => {
    const { version } = await rowOf(service, 'rcc');
    for (const line of ['[withheld: TLP:RED]', '2 items withheld (TLP:AMBER+STRICT)', '  1 item withheld (TLP:RED) ']) {
      const [result] = await save(service.as('rcc'), editOf('rcc', version, { tasks: `first\n${line}` }));
      expect(result).toMatchObject({ status: 'refused', version, problem: { code: 'withheld-words' } });
      expect(result.problem.detail).toContain('“Tasks”, line 2,');
    }
    const [result] = await save(service.as('rcc'), editOf('rcc', version, { decisionMaking: ['Marked TLP:RED by us', '1 item withheld'] }));
    expect(result.status).toBe('saved');
  });
});

it('[A56] all this is still so after a restart from the ledger alone, and with a saved state', async () => {
  const view = async (reader: string) => (await service.as(reader).get('/grids/wbcti')).json;
  const readers = ['secretariat', 'albania', 'serbia', 'observer'];
  const before = await Promise.all(readers.map(view));
  // The first start reads the ledger; at its close it saves the state, from which the second starts.
  for (let start = 1; start <= 2; start++) {
    const again = await startTestService({ overrides: { store: { ...service.store, close: async () => undefined } } });
    for (const [index, reader] of readers.entries()) expect((await again.as(reader).get('/grids/wbcti')).json).toEqual(before[index]);
    await again.close();
    expect(await service.store.savedStates.load('wbcti')).toMatchObject({ cursor: await service.cursor() });
  }
});
