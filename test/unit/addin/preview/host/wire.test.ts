// The seam between Microsoft's client and the host: batches, errors, null objects, collections, big writes, counting and recording.

import { beforeEach, describe, expect, it } from 'vitest';
import { Book } from '../../../../../addin/preview/host/book.ts';
import { record, replay } from '../../../../../addin/preview/host/recording.ts';
import { type ExcelHost, excelHost } from '../../../../support/excel-host.ts';

let host: ExcelHost;
beforeEach(() => {
  host = excelHost();
});

const failure = (work: Promise<unknown>): Promise<{ code: string; message: string; debugInfo: { errorLocation: string } }> =>
  work.then(
    () => expect.fail('nothing failed'),
    (error) => error,
  );

describe('the wire', () => {
  it('[P1] what the client asks reaches the host, and only when it syncs', async () => {
    await host.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange('A1').values = [['x']];
      expect(host.bridge.syncs).toBe(0);
      expect(host.person.sees('A1')).toBe('');
      await context.sync();
    });
    expect(host.person.sees('A1')).toBe('x');
    expect(host.bridge.syncs).toBe(1);
  });

  it('[P2] a batch ends at the action that fails: what came before stays, what comes after is not done', async () => {
    const error = await failure(
      host.Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet();
        sheet.getRange('A1').values = [['before']];
        sheet.getRange('A2:A3').values = [['one row only']];
        sheet.getRange('A4').values = [['after']];
        await context.sync();
      }),
    );
    expect(error).toMatchObject({ code: 'InvalidArgument', debugInfo: { errorLocation: 'Range.Values' } });
    expect([host.person.sees('A1'), host.person.sees('A2'), host.person.sees('A4')]).toEqual(['before', '', '']);
  });

  it('[P3] a member that is not simulated fails with ApiNotFound and names itself: property, method, setter, event', async () => {
    const asked: [string, (context: Excel.RequestContext) => void][] = [
      ['Workbook.Comments', (context) => context.workbook.comments.load('items')],
      ['Range.Hyperlink', (context) => context.workbook.getSelectedRange().load('hyperlink')],
      ['Range.Merge', (context) => context.workbook.getSelectedRange().merge()],
      ['Range.Style (to be set)', (context) => Object.assign(context.workbook.getSelectedRange(), { style: 'Good' })],
      ['Table.Rows', (context) => context.workbook.tables.getItem('T').rows.load('count')],
      ['the event Worksheet.CalculatedEvent', (context) => context.workbook.worksheets.getActiveWorksheet().onCalculated.add(async () => {})],
    ];
    await host.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().tables.add('A1:B2', true).name = 'T';
      await context.sync();
    });
    for (const [name, ask] of asked) {
      const error = await failure(
        host.Excel.run(async (context) => {
          ask(context);
          await context.sync();
        }),
      );
      expect(error.code).toBe('ApiNotFound');
      expect(error.message).toContain(`does not have ${name}.`);
    }
  });

  it('[P5] what is not there is a null object, and what hangs on it is one too; getItem fails with ItemNotFound', async () => {
    await host.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItemOrNullObject('Nowhere');
      const range = sheet.getRange('A1');
      sheet.load('name');
      await context.sync();
      expect([sheet.isNullObject, range.isNullObject]).toEqual([true, true]);
    });
    const error = await failure(
      host.Excel.run(async (context) => {
        context.workbook.worksheets.getItem('Nowhere').load('name');
        await context.sync();
      }),
    );
    expect(error.code).toBe('ItemNotFound');
  });

  it('[P5] a property that was not loaded is refused by the client; nested loads and collections come whole', async () => {
    await host.Excel.run(async (context) => {
      const sheets = context.workbook.worksheets.load('items/name,items/protection/protected');
      const range = context.workbook.getSelectedRange().load({ address: true, format: { wrapText: true, fill: { color: true }, font: { bold: true } } });
      const count = context.workbook.worksheets.getCount();
      await context.sync();
      expect(() => range.values).toThrow('is not available');
      expect(sheets.items.map((sheet) => [sheet.name, sheet.protection.protected])).toEqual([['Sheet1', false]]);
      expect([range.address, range.format.wrapText, range.format.fill.color, range.format.font.bold]).toEqual(['Sheet1!A1', false, '#FFFFFF', false]);
      expect(count.value).toBe(1);
    });
  });

  it('[P7] a write of more than 1,500 cells, which the client cuts into pieces, arrives whole in one sync', async () => {
    const values = Array.from({ length: 300 }, (_, row) => Array.from({ length: 8 }, (_cell, col) => `${row}/${col}`));
    const syncs = await host.countSyncs(() =>
      host.Excel.run(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRangeByIndexes(4, 1, 300, 8).values = values;
        await context.sync();
      }),
    );
    const pieces = host.bridge.log[0]?.request.Actions.filter((action) => action.Name === 'Values').length;
    expect(pieces).toBeGreaterThan(1);
    expect([syncs, host.person.sees('B5'), host.person.sees('I304')]).toEqual([1, '0/0', '299/7']);
  });

  it('[P21] the log tells syncs from the client releasing its ranges, and is bounded', async () => {
    host = excelHost({ logSize: 3 });
    await host.Excel.run(async (context) => {
      const range = context.workbook.getSelectedRange();
      for (let n = 0; n < 4; n++) {
        range.load('values');
        await context.sync();
      }
      await context.sync(); // nothing to do: no message
    });
    await host.settle();
    expect(host.bridge.syncs).toBe(4);
    expect(host.bridge.log.map(({ number, kind }) => [number, kind])).toEqual([
      [3, 'sync'],
      [4, 'sync'],
      [5, 'release'],
    ]);
    expect(host.book.references.size).toBe(0);
  });

  it('[P22] a recording replays without difference on an equal workbook, and names where another host answers otherwise', async () => {
    const recorder = record(host.bridge);
    await host.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.add('Grid');
      const range = sheet.getRange('A1:B2');
      range.values = [
        ['a', 1],
        ['b', 2],
      ];
      range.load('values');
      await context.sync();
      range.getCell(1, 1).load('text');
      sheet.load('name');
      await context.sync();
    });
    const recording = JSON.parse(JSON.stringify(recorder.stop()));
    expect(recording.pairs).toHaveLength(2);
    const other = new Book();
    other.nextNumber = 100; // other ids
    expect(replay(other, recording)).toEqual([]);

    const asked = recording.pairs[0].answer.Results.find((result: { Value: { Values?: unknown } | null }) => result.Value?.Values);
    asked.Value.Values[0][0] = 'A';
    expect(replay(new Book(), recording)).toMatchObject([
      {
        pair: 0,
        actionId: asked.ActionId,
        recorded: {
          Values: [
            ['A', 1],
            ['b', 2],
          ],
        },
      },
    ]);
  });

  it('[P29] two workbooks with a client each do not hear each other', async () => {
    const second = excelHost({ globals: false });
    const heard: string[] = [];
    for (const [name, one] of [
      ['first', host],
      ['second', second],
    ] as const) {
      await one.Excel.run(async (context) => {
        context.workbook.worksheets.onChanged.add(async ({ address }) => void heard.push(`${name} ${address}`));
        await context.sync();
      });
    }
    second.person.type('B2', 'x');
    await second.settle();
    expect(heard).toEqual(['second B2']);
    expect(host.person.sees('B2')).toBe('');
  });
});
