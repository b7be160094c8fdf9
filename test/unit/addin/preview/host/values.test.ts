// What cells make of what is written into them, by Office.js and by hand, and what is read back.

import { beforeEach, describe, expect, it } from 'vitest';
import { type ExcelHost, excelHost } from '../../../../support/excel-host.ts';

let host: ExcelHost;
beforeEach(() => {
  host = excelHost();
});

const loaded = (address: string): Promise<{ values: unknown[][]; formulas: unknown[][]; text: string[][]; valueTypes: string[][]; numberFormat: string[][] }> =>
  host.Excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange(address).load('values,formulas,text,valueTypes,numberFormat');
    await context.sync();
    return range.toJSON() as never;
  });

const write = (address: string, change: (range: Excel.Range) => void): Promise<void> =>
  host.Excel.run(async (context) => {
    change(context.workbook.worksheets.getActiveWorksheet().getRange(address));
    await context.sync();
  });

describe('values', () => {
  it('[P6] strings put into General cells become numbers, logical values, dates and formulas as in Excel', async () => {
    const written = ['12', '-3.5', '1,234', '50%', 'true', '2026-10-01', '=1', '=A1', '- item', '+x', "'=1", 'text', '=', '1-2-3'];
    await write('A1:N1', (range) => {
      range.values = [written];
    });
    const { values, formulas, valueTypes, text } = await loaded('A1:N1');
    expect(values[0]).toEqual([12, -3.5, 1234, 0.5, true, 46296, 1, '#NAME?', '#NAME?', '#NAME?', '=1', 'text', '=', '1-2-3']);
    expect(formulas[0]?.slice(6, 11)).toEqual(['=1', '=A1', '=- item', '=+x', '=1']);
    expect(valueTypes[0]).toEqual([
      ...['Double', 'Double', 'Double', 'Double', 'Boolean', 'Double', 'Double'],
      ...['Error', 'Error', 'Error', 'String', 'String', 'String', 'String'],
    ]);
    expect(text[0]?.slice(3, 6)).toEqual(['50%', 'TRUE', '2026-10-01']);
  });

  it('[P6] in cells of format @ everything stays text, written by Office.js or typed', async () => {
    const texts = ['=1+1', '-item', '+x', '@y', '007', 'TRUE', '2026-10-01', 'a\nb'];
    await write('A1:H2', (range) => {
      range.numberFormat = Array.from({ length: 2 }, () => texts.map(() => '@'));
      range.getRow(0).values = [texts];
    });
    texts.forEach((text, col) => {
      host.person.type(`${'ABCDEFGH'[col]}2`, text);
    });
    const { values, formulas, valueTypes } = await loaded('A1:H2');
    expect(values).toEqual([texts, texts]);
    expect(formulas).toEqual([texts, texts]);
    expect(new Set(valueTypes.flat())).toEqual(new Set(['String']));
  });

  it('[P6] a person who types =1+1 into a General cell makes a formula; Windows line ends become line feeds', async () => {
    host.person.type('A1', '=1+1');
    host.person.type('A2', 'a\r\nb');
    const { values, formulas } = await loaded('A1:A2');
    expect([formulas, values]).toEqual([
      [['=1+1'], ['a\nb']],
      [['#NAME?'], ['a\nb']],
    ]);
  });

  it('[P6] null leaves a cell alone, "" empties it, one value goes into all cells, null for all is refused', async () => {
    host.person.type('A1', 'keep');
    host.person.type('B1', 'go');
    await write('A1:B1', (range) => {
      range.values = [[null, '']];
    });
    expect((await loaded('A1:B1')).values).toEqual([['keep', '']]);
    await write('A2:B3', (range) => {
      range.values = 'x' as never;
    });
    expect((await loaded('A2:B3')).values).toEqual([
      ['x', 'x'],
      ['x', 'x'],
    ]);
    const refused = write('A1', (range) => Object.assign(range, { values: null }));
    await expect(refused).rejects.toMatchObject({ code: 'InvalidArgument' });
  });

  it.each([
    ['32,767 characters', 'x'.repeat(32_767), true],
    ['32,768 characters', 'x'.repeat(32_768), false],
    ['253 line feeds', '\n'.repeat(253), true],
    ['254 line feeds', '\n'.repeat(254), false],
  ])('[P6] a cell takes %s: refused beyond the limit, and nothing of the block is written', async (_name, text, fits) => {
    const writing = write('A1:A2', (range) => {
      range.values = [['first'], [text]];
    });
    if (fits) await writing;
    else await expect(writing).rejects.toMatchObject({ code: 'InvalidArgument' });
    expect(host.person.sees('A1')).toBe(fits ? 'first' : '');
    expect(host.person.type('B1', text).ok).toBe(fits);
  });

  it('[P6] entire columns read as null and take no values; the used range is what has content', async () => {
    host.person.type('C3', 'x');
    const { values } = await loaded('A:B');
    expect(values).toBeNull();
    await expect(write('A:A', (range) => Object.assign(range, { values: 'x' }))).rejects.toMatchObject({ code: 'InvalidArgument' });
    await host.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange('B2').format.fill.color = '#123456';
      const used = sheet.getUsedRange().load('address');
      const contents = sheet.getUsedRange(true).load('address');
      const none = context.workbook.worksheets.add().getUsedRangeOrNullObject();
      await context.sync();
      expect([used.address, contents.address, none.isNullObject]).toEqual(['Sheet1!B2:C3', 'Sheet1!C3', true]);
    });
  });

  it('[P9] formats set on sheet, columns, rows and cells: the narrower layer and the later change win; unequal ones read as null', async () => {
    await host.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange('B2').format.font.bold = true;
      sheet.getRange().format.protection.locked = false;
      sheet.getRange('A:A').format.fill.color = 'yellow';
      sheet.getRange('3:3').format.fill.color = '#00FF00';
      sheet.getRange('C:C').format.font.bold = true;
      const look = (address: string) => sheet.getRange(address).load('format/fill/color,format/font/bold,format/protection/locked');
      const cells = ['A1', 'A3', 'A1:A3', 'B2', 'C9', 'B1:B2'].map(look);
      await context.sync();
      expect(cells.map(({ format }) => [format.fill.color, format.font.bold, format.protection.locked])).toEqual([
        ['#FFFF00', false, false],
        ['#00FF00', false, false],
        [null, false, false],
        ['#FFFFFF', true, false],
        ['#FFFFFF', true, false],
        ['#FFFFFF', null, false],
      ]);
      sheet.getRange('C2').format.fill.color = '#111111';
      sheet.getRange('C:C').format.fill.color = '#222222';
      sheet.getRange('2:2').format.font.italic = true;
      const [own, crossing] = [look('C2'), sheet.getRange('C2').load('format/font/italic')];
      await context.sync();
      expect([own.format.fill.color, crossing.format.font.italic]).toEqual(['#222222', true]);
      sheet.getRange('C:C').format.font.bold = false;
      sheet.getRange().format.font.bold = false;
      const all = look('B1:C9');
      await context.sync();
      expect(all.format.font.bold).toBe(false);
    });
  });

  it('[P9] properties cell by cell: read in rows, set in rows, a member that is not there by name', async () => {
    await host.Excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1:B1');
      range.setCellProperties([[{ format: { protection: { locked: false }, fill: { color: '#ABCDEF' } } }, { format: { font: { bold: true } } }]]);
      const read = range.getCellProperties({ address: true, format: { protection: true, font: { bold: true } } });
      await context.sync();
      expect(read.value).toEqual([
        [
          { address: 'Sheet1!A1', format: { protection: { locked: false, formulaHidden: false }, font: { bold: false } } },
          { address: 'Sheet1!B1', format: { protection: { locked: true, formulaHidden: false }, font: { bold: true } } },
        ],
      ]);
      range.getCellProperties({ style: true });
      await expect(context.sync()).rejects.toMatchObject({ code: 'ApiNotFound', message: expect.stringContaining('Range.style') });
    });
    expect(host.book.active.formatAt(0, 0).fillColor).toBe('#ABCDEF');
  });

  it('[P9] borders: edges, insides, and what reads back; heights follow wrapped text until they are set', async () => {
    await host.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      const block = sheet.getRange('B2:C3');
      block.format.borders.getItem('EdgeBottom').style = 'Continuous';
      block.format.borders.getItem('InsideHorizontal').color = '#FF0000';
      const edge = block.format.borders.getItem('EdgeBottom').load('style,color');
      const inside = block.format.borders.getItem('InsideHorizontal').load('style,color');
      const top = block.format.borders.getItem('EdgeTop').load('style');
      const cell = sheet.getRange('A1');
      cell.values = [['word '.repeat(60)]];
      const before = sheet.getRange('A1').format.load('rowHeight');
      await context.sync();
      expect([edge.style, inside.style, inside.color, top.style]).toEqual(['Continuous', 'Continuous', '#FF0000', 'None']);
      cell.format.wrapText = true;
      const wrapped = sheet.getRange('A1').format.load('rowHeight');
      await context.sync();
      cell.format.rowHeight = 30;
      const set = sheet.getRange('A1').format.load('rowHeight');
      await context.sync();
      cell.format.autofitRows();
      const fitted = sheet.getRange('A1').format.load('rowHeight');
      await context.sync();
      expect([before.rowHeight, set.rowHeight]).toEqual([15, 30]);
      expect(wrapped.rowHeight).toBeGreaterThan(100);
      expect([fitted.rowHeight, wrapped.rowHeight <= 409]).toEqual([wrapped.rowHeight, true]);
    });
  });
});
