/** The port of the sheet over Microsoft's client and the simulated Excel, without engine and service: its promises in addin/excel/sheet.ts. */
import { describe, expect, it } from 'vitest';
import { createGridSheet } from '../../addin/excel/grid-table.ts';
import type { ColumnDrawing, Drawing, Reading, RowDrawing, SheetStep } from '../../addin/excel/sheet.ts';
import { type ExcelHost, excelHost } from '../support/excel-host.ts';

const column = (label: string): ColumnDrawing => ({
  label,
  stands: label,
  widthCharacters: 20,
  editable: true,
  maxCharacters: 100,
  help: { title: label, prompt: 'p', tooLong: 't' },
});
const row = (key: string, cells: (string | undefined)[], at?: number): RowDrawing => ({
  key,
  at,
  rev: `${key}-rev`,
  cells,
  status: '',
  late: false,
  unlocked: true,
  own: false,
  hidden: { key, parts: [`${key}-base`] },
});
const drawing = (rows: RowDrawing[]): Drawing => ({
  ...{
    sheetTitle: 'Grid',
    tableName: 'grid_test',
    title: 'Title',
    subtitle: 'Sub & more',
    columns: [column('A'), column('B')],
    status: { label: 'Status', stands: 'Status' },
  },
  ...{ rows, notes: ['a note'], lines: [{ key: 'heading', parts: ['h'] }] },
});

async function opened(): Promise<{ host: ExcelHost; port: ReturnType<typeof createGridSheet>; reading: Reading }> {
  const host = excelHost({ globals: false });
  const port = createGridSheet({ excel: host.Excel });
  await port.draw(await port.look(), drawing([row('one', ['a1', 'b1']), row('two', ['a2', 'b2'])]));
  return { host, port, reading: await port.look() };
}

const step = (rows: SheetStep['rows'], locked = false): SheetStep => ({ rows, lines: [], locked });
const texts = (reading: Reading) => reading.grid?.rows.map(({ key, rev, cells }) => [key, rev, cells['A']?.text, cells['B']?.text]);
const line = (reading: Reading, key: string) => reading.lines.find((candidate) => candidate.key === key)?.parts;

describe('the port of the sheet', () => {
  it('[L50] reads what it drew, in one request', async () => {
    const { host, port, reading } = await opened();
    expect(reading.grid).toMatchObject({ headers: ['A', 'B', 'Status'], protected: true, locksBroken: false });
    expect(texts(reading)).toEqual([
      ['one', 'one-rev', 'a1', 'b1'],
      ['two', 'two-rev', 'a2', 'b2'],
    ]);
    expect(reading.lines.map(({ key }) => key)).toEqual(['heading', 'one', 'two']);
    expect(await host.countSyncs(() => port.look())).toBe(1);
  });

  it('[L51] a step is one request and touches nothing that it does not name', async () => {
    const { host, port, reading } = await opened();
    const write = () =>
      port.write(reading, step([{ row: 'two', at: 6, cells: { A: '=new' }, rev: 'r', marks: { B: 'error' }, hidden: { key: 'two', parts: ['x', 'y'] } }]));
    expect(await host.countSyncs(write)).toBe(1);
    const after = await port.look();
    expect(texts(after)).toEqual([
      ['one', 'one-rev', 'a1', 'b1'],
      ['two', 'r', '=new', 'b2'],
    ]);
    expect([line(after, 'two'), line(after, 'one')]).toEqual([['x', 'y'], ['one-base']]);
    await port.write(after, step([{ row: 'two', at: 6, cells: {}, marks: { B: 'none' }, hidden: { key: 'two', parts: ['z'] } }]));
    expect(line(await port.look(), 'two')).toEqual(['z']);
  });

  it('[L52] text that came after the reading is put back with version and hidden line, by a step and by a drawing', async () => {
    const { host, port, reading } = await opened();
    host.person.type('Grid!C6', 'typed after the look');
    const written = await port.write(
      reading,
      step([
        { row: 'one', at: 5, cells: { A: 'n1' }, rev: 'n', marks: {} },
        { row: 'two', at: 6, cells: { A: 'n2' }, rev: 'n', marks: {}, hidden: { key: 'two', parts: ['n'] } },
      ]),
    );
    expect(written.disturbed).toEqual(['two']);
    const after = await port.look();
    expect(texts(after)).toEqual([
      ['one', 'n', 'n1', 'b1'],
      ['two', 'two-rev', 'typed after the look', 'b2'],
    ]);
    expect(line(after, 'two')).toEqual(['two-base']);

    host.person.type('Grid!D6', 'and here');
    // What is drawn for the disturbed row is longer than what it had.
    const longer = { ...row('two', ['d2', 'd2'], 6), hidden: { key: 'two', parts: ['two-base', 'and', 'more'] } };
    const drawn = await port.draw(after, drawing([row('one', ['d1', undefined], 5), longer]));
    expect(drawn.disturbed).toEqual(['two']);
    const last = await port.look();
    expect(texts(last)).toEqual([
      ['one', 'one-rev', 'd1', 'b1'],
      ['two', 'two-rev', 'typed after the look', 'and here'],
    ]);
    expect([line(last, 'one'), line(last, 'two')]).toEqual([['one-base'], ['two-base']]);
  });

  it('[L53] rows that moved after the reading are found out: nothing lands in another row', async () => {
    const { host, port } = await opened();
    host.person.tabs.unprotect('Grid');
    const reading = await port.look();
    host.person.sort('Grid!C5', 'descending');
    const { disturbed } = await port.write(
      reading,
      step([{ row: 'one', at: 5, cells: { A: 'for one' }, rev: 'n', marks: {}, hidden: { key: 'one', parts: ['n'] } }]),
    );
    expect(disturbed).toEqual(['one']);
    const after = await port.look();
    expect(texts(after)).toEqual([
      ['two', 'two-rev', 'a2', 'b2'],
      ['one', 'one-rev', 'a1', 'b1'],
    ]);
    expect(line(after, 'one')).toEqual(['one-base']);
  });

  it('[L54] a step does not wait for the end of typing in a cell: it is refused whole, and the protection stays', async () => {
    const { host, port, reading } = await opened();
    host.person.startTyping('Grid!C5');
    await expect(port.write(reading, step([{ row: 'two', at: 6, cells: { A: 'x' }, marks: {} }], true))).rejects.toMatchObject({
      name: 'SheetTrouble',
      code: 'editing',
    });
    host.person.commitTyping('typed');
    expect(texts(await port.look())?.map(([, , a]) => a)).toEqual(['typed', 'a2']);
    expect(host.book.sheetNamed('Grid')?.protection).not.toBeNull();
  });

  it('[L55] a refused step puts the protection back that it had taken off', async () => {
    const { host, port, reading } = await opened();
    host.person.tabs.unprotect('Grid');
    // The reading still says protected: taking it off once more is refused.
    await expect(port.write(reading, step([{ row: 'two', at: 6, cells: { A: 'x' }, marks: {} }], true))).rejects.toMatchObject({ code: 'locked' });
    expect(host.book.sheetNamed('Grid')?.protection).not.toBeNull();
    expect(texts(await port.look())?.[1]?.[2]).toBe('a2');
  });

  it('[L56] hints come for what a person does, not for what the add-in does itself', async () => {
    const { host, port, reading } = await opened();
    const hints: string[] = [];
    const stop = await port.watch((hint) => hints.push(hint));
    await port.write(reading, step([{ row: 'two', at: 6, cells: { A: 'x' }, marks: {} }]));
    await host.settle();
    expect(hints.filter((hint) => hint !== 'selected')).toEqual([]);
    host.person.type('Grid!C5', 'y');
    host.person.tabs.activate('Sheet1');
    await host.settle();
    expect(hints).toEqual(expect.arrayContaining(['edited', 'activated']));
    await stop();
    hints.length = 0;
    host.person.type('Grid!C5', 'z');
    await host.settle();
    expect(hints).toEqual([]);
  });
});
