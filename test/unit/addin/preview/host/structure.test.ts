// What follows its cells when rows and columns come and go, and what sorting and filtering move.

import { beforeEach, describe, expect, it } from 'vitest';
import { SENTENCE } from '../../../../../addin/preview/host/gestures/outcome.ts';
import { type ExcelHost, excelHost } from '../../../../support/excel-host.ts';

let host: ExcelHost;
const run = <T>(work: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<T>): Promise<T> =>
  host.Excel.run((context) => work(context.workbook.worksheets.getActiveWorksheet(), context));

beforeEach(async () => {
  host = excelHost();
  await run(async (sheet, context) => {
    sheet.getRange('A1:C4').values = [
      ['Key', 'Name', 'No'],
      ['k1', 'Serbia', 3],
      ['k2', 'Albania', 1],
      ['k3', 'kosovo*', 2],
    ];
    sheet.tables.add('A1:C4', true).name = 'Grid';
    context.workbook.names.add('Body', sheet.getRange('A2:C4'));
    sheet.getRange('A:A').columnHidden = true;
    await context.sync();
  });
});

const tableAddress = (): Promise<string> =>
  run(async (_sheet, context) => {
    const range = context.workbook.tables.getItem('Grid').getRange().load('address');
    await context.sync();
    return range.address;
  });
const column = (letter: string, rows: number[]): string[] => rows.map((row) => host.person.sees(`${letter}${row}`));

describe('references', () => {
  it('[P8] a tracked range, a name and a table follow inserted and deleted rows and columns', async () => {
    await run(async (sheet, context) => {
      const tracked = sheet.getRange('B3').load('values');
      await context.sync();
      host.person.insert('1:2');
      host.person.insert('B:B');
      host.person.delete('4:4');
      tracked.load('address,values');
      const name = context.workbook.names.getItem('Body').getRange().load('address');
      const table = context.workbook.tables.getItem('Grid').getRange().load('address');
      await context.sync();
      expect([tracked.address, tracked.values, name.address, table.address]).toEqual(['Sheet1!C4', [['Albania']], 'Sheet1!A4:D5', 'Sheet1!A3:D5']);
    });
  });

  it('[P8] a range whose cells were deleted is an InvalidReference; the name over it becomes #REF!', async () => {
    await run(async (sheet, context) => {
      context.workbook.names.add('Gone', sheet.getRange('A9:B9'));
      const tracked = sheet.getRange('A9').load('address');
      await context.sync();
      host.person.delete('9:9');
      tracked.load('address');
      await expect(context.sync()).rejects.toMatchObject({ code: 'InvalidReference' });
    });
    const formula = await run(async (_sheet, context) => {
      const item = context.workbook.names.getItem('Gone').load('formula,type');
      await context.sync();
      return [item.formula, item.type];
    });
    expect(formula).toEqual(['=#REF!', 'Error']);
  });

  it('[P8] rows inserted in the table grow it and look like the row before; the first one looks like the row after, not the header', async () => {
    host.person.format('A1:C1', { bold: true });
    host.person.format('A3:C3', { italic: true });
    host.person.insert('4:5');
    host.person.insert('2:2');
    expect(await tableAddress()).toBe('Sheet1!A1:C7');
    const sheet = host.book.active;
    expect([sheet.formatAt(1, 1).bold, sheet.formatAt(4, 1).italic, sheet.formatAt(5, 1).italic, sheet.formatAt(6, 1).italic]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('[P8] shifting half a table, its header away or its last row away is refused', async () => {
    await expect(
      run(async (sheet, context) => {
        sheet.getRange('A2:B2').insert('Down');
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: 'InvalidOperation' });
    expect(host.person.delete('1:1')).toEqual({ ok: false, refused: SENTENCE.notAllowed });
    expect(host.person.delete('2:4').ok).toBe(false);
    expect(host.person.delete('1:9').ok).toBe(true);
    expect(host.book.tables).toEqual([]);
  });

  it('[P8] cut and paste moves cells with what refers to them; the place they left is empty', async () => {
    await run(async (sheet, context) => {
      const tracked = sheet.getRange('B2').load('address');
      await context.sync();
      host.person.cut('A1:C4');
      expect(host.person.paste('E11')).toEqual({ ok: true });
      tracked.load('address,values');
      await context.sync();
      expect([tracked.address, tracked.values]).toEqual(['Sheet1!F12', [['Serbia']]]);
    });
    expect([await tableAddress(), host.person.sees('B2')]).toEqual(['Sheet1!E11:G14', '']);
    expect(host.person.paste('A20')).toEqual({ ok: false, refused: SENTENCE.nothingToPaste });
  });
});

describe('sorting and filtering', () => {
  it('[P14] a sorted table moves whole rows, the hidden column, formats and locks; rules and borders stay', async () => {
    const top = { style: 'Continuous', weight: 'Thin', color: '#000000' };
    host.person.format('A2:C2', { fillColor: '#FF0000', locked: false, top });
    await run(async (sheet, context) => {
      sheet.getRange('B2').dataValidation.rule = { textLength: { formula1: 9, operator: 'LessThan' } };
      await context.sync();
    });
    expect(host.person.sort('B2')).toEqual({ ok: true });
    expect([column('A', [2, 3, 4]), column('B', [2, 3, 4])]).toEqual([
      ['k2', 'k3', 'k1'],
      ['Albania', 'kosovo*', 'Serbia'],
    ]);
    const sheet = host.book.active;
    expect([sheet.formatAt(3, 1).fillColor, sheet.formatAt(3, 1).locked, sheet.formatAt(1, 1).fillColor]).toEqual(['#FF0000', false, '']);
    expect([sheet.formatAt(1, 1).top, sheet.formatAt(3, 1).top.style]).toEqual([top, 'None']);
    expect([sheet.cell(1, 1)?.rule !== undefined, sheet.cell(3, 1)?.rule]).toEqual([true, undefined]);
  });

  it('[P14] Office.js sorts by fields; numbers before text, blanks last in both directions', async () => {
    host.person.type('C3', '');
    host.person.type('C2', 'text');
    await run(async (_sheet, context) => {
      context.workbook.tables.getItem('Grid').sort.apply([{ key: 2, ascending: false }]);
      await context.sync();
    });
    expect(column('C', [2, 3, 4])).toEqual(['text', '2', '']);
    host.person.sort('C2', 'ascending');
    expect(column('C', [2, 3, 4])).toEqual(['2', 'text', '']);
  });

  it('[P14] a filter hides rows: values still come, sorting and Delete leave the hidden rows alone', async () => {
    expect(host.person.filter('Grid', 'Name', ['Serbia', 'kosovo*'])).toEqual({ ok: true });
    const seen = await run(async (sheet, context) => {
      const body = context.workbook.tables.getItem('Grid').getDataBodyRange().load('values');
      const rows = ['2:2', '3:3', '2:3'].map((address) => sheet.getRange(address).load('rowHidden'));
      await context.sync();
      return [body.values.map((row) => row[1]), rows.map(({ rowHidden }) => rowHidden)];
    });
    expect(seen).toEqual([
      ['Serbia', 'Albania', 'kosovo*'],
      [false, true, null],
    ]);
    host.person.sort('B2');
    expect(column('B', [2, 3, 4])).toEqual(['kosovo*', 'Albania', 'Serbia']);
    host.person.clear('B2:B4');
    expect(host.person.filter('Grid', 'Name', null)).toEqual({ ok: true });
    expect(column('B', [2, 3, 4])).toEqual(['', 'Albania', '']);
  });
});

describe('tables', () => {
  it('[P13] properties, columns and ranges of a table; a name that is taken or impossible is refused', async () => {
    await run(async (sheet, context) => {
      const table = context.workbook.tables.getItem('grid').load('name,showHeaders,columns/items/name');
      const header = table.getHeaderRowRange().load('values');
      const column = table.columns.getItem('No').getDataBodyRange().load('values');
      const below = table.getDataBodyRange().getRowsBelow(1).load('address');
      const none = sheet.tables.getItemOrNullObject('Other');
      table.style = 'TableStyleMedium9';
      table.showBandedRows = false;
      table.showFilterButton = false;
      await context.sync();
      expect(header.values).toEqual([['Key', 'Name', 'No']]);
      expect(table.columns.items.map(({ name }) => name)).toEqual(['Key', 'Name', 'No']);
      expect([column.values, below.address, none.isNullObject]).toEqual([[[3], [1], [2]], 'Sheet1!A5:C5', true]);
      for (const name of ['Body', 'A1', '1x', 'with space']) {
        table.name = name;
        await expect(context.sync()).rejects.toMatchObject({ code: 'InvalidArgument' });
      }
    });
    expect(host.book.tables[0]).toMatchObject({ name: 'Grid', style: 'TableStyleMedium9', showBandedRows: false, showFilterButton: false });
  });

  it('[P13] a table grows by typing below or beside it, and by values that the add-in writes below; not on a protected sheet', async () => {
    host.person.type('B5', 'new');
    expect(await tableAddress()).toBe('Sheet1!A1:C5');
    host.person.type('D2', 'x');
    expect([await tableAddress(), host.person.sees('D1')]).toEqual(['Sheet1!A1:D5', 'Column4']);
    await run(async (_sheet, context) => {
      context.workbook.tables.getItem('Grid').getDataBodyRange().getRowsBelow(2).values = Array.from({ length: 2 }, () => ['k', 'n', 1, '']);
      await context.sync();
    });
    expect(await tableAddress()).toBe('Sheet1!A1:D7');
    host.person.format('A8:D8', { locked: false });
    host.person.tabs.protect('Sheet1');
    expect(host.person.type('B8', 'outside')).toEqual({ ok: true });
    expect(await tableAddress()).toBe('Sheet1!A1:D7');
  });

  it('[P13] resize keeps the header’s row; headers that are emptied or repeated are completed', async () => {
    const resize = (address: string): Promise<void> =>
      run(async (_sheet, context) => {
        context.workbook.tables.getItem('Grid').resize(address);
        await context.sync();
      });
    await resize('A1:D3');
    expect([await tableAddress(), host.person.sees('D1')]).toEqual(['Sheet1!A1:D3', 'Column4']);
    for (const address of ['A2:C4', 'F1:G4', 'A1:C1']) await expect(resize(address)).rejects.toMatchObject({ code: 'InvalidArgument' });
    host.person.clear('B1');
    host.person.type('C1', 'key');
    expect([host.person.sees('B1'), host.person.sees('C1')]).toEqual(['Column2', 'key2']);
  });

  it('[P13] converting to a range leaves cells and takes the table away; deleting takes both', async () => {
    expect(host.person.tabs.convertTable('Grid')).toEqual({ ok: true });
    expect([host.book.tables.length, host.person.sees('B2')]).toEqual([0, 'Serbia']);
    await run(async (sheet, context) => {
      const table = sheet.tables.add('A1:C4', true);
      await context.sync();
      table.delete();
      await context.sync();
      table.load('name');
      await expect(context.sync()).rejects.toMatchObject({ code: 'ItemNotFound' });
    });
    expect(host.person.sees('B2')).toBe('');
  });
});
