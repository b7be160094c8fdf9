// Sheets and the workbook as a whole: visibility, copies, names, page layout, properties, selection; closing and opening; clipboard text.

import { beforeEach, describe, expect, it } from 'vitest';
import { readClipboardText } from '../../../../../addin/preview/host/gestures/clipboard.ts';
import { SENTENCE } from '../../../../../addin/preview/host/gestures/outcome.ts';
import { fromJSON, toJSON } from '../../../../../addin/preview/host/saved.ts';
import { type ExcelHost, excelHost } from '../../../../support/excel-host.ts';

let host: ExcelHost;
beforeEach(() => {
  host = excelHost();
});

const run = <T>(work: (context: Excel.RequestContext) => Promise<T>): Promise<T> => host.Excel.run(work);
const names = (): string[] => host.book.sheets.map(({ name, visibility }) => `${name} ${visibility}`);

describe('sheets', () => {
  it('[P24] a very hidden sheet is out of a person’s reach, and the add-in must show it before deleting it', async () => {
    await run(async (context) => {
      context.workbook.worksheets.add('__base').visibility = 'VeryHidden';
      await context.sync();
    });
    expect(host.person.tabs.names()).toEqual(['Sheet1']);
    expect(host.person.tabs.unhide('__base')).toEqual({ ok: false, refused: SENTENCE.notVisible });
    expect(host.person.type('__base!A1', 'x')).toEqual({ ok: false, refused: SENTENCE.notVisible });
    const deleting = run(async (context) => {
      context.workbook.worksheets.getItem('__base').delete();
      await context.sync();
    });
    await expect(deleting).rejects.toMatchObject({ code: 'InvalidOperation' });
    await run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('__base');
      sheet.visibility = 'Hidden';
      sheet.delete();
      await context.sync();
    });
    expect(names()).toEqual(['Sheet1 Visible']);
  });

  it('[P24] the last visible sheet can be neither hidden nor deleted; the active one that goes hands over to its neighbour', async () => {
    const { tabs } = host.person;
    expect(tabs.hide('Sheet1')).toEqual({ ok: false, refused: SENTENCE.lastSheet });
    expect(tabs.delete('Sheet1')).toEqual({ ok: false, refused: SENTENCE.lastSheet });
    const hiding = run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().visibility = 'Hidden';
      await context.sync();
    });
    await expect(hiding).rejects.toMatchObject({ code: 'InvalidOperation' });
    tabs.add('Second');
    expect(host.book.active.name).toBe('Second');
    tabs.delete('Second');
    expect(host.book.active.name).toBe('Sheet1');
  });

  it.each(['Sheet1', 'sheet1', '', 'a/b', "'quoted'", 'x'.repeat(32)])('[P24] the sheet name %j is not taken a second time or at all', async (name) => {
    host.person.tabs.add('Other');
    expect(host.person.tabs.rename('Other', name)).toEqual({ ok: false, refused: SENTENCE.badSheetName });
    const adding = run(async (context) => {
      context.workbook.worksheets.add(name);
      await context.sync();
    });
    await expect(adding).rejects.toHaveProperty('code', expect.stringMatching(/ItemAlreadyExists|InvalidArgument/));
  });

  it('[P24] a copied sheet has its own cells, table and protection; the original stays as it is', () => {
    host.person.pasteBlock('A1', 'Key\nk1');
    host.book.act('person', () => host.book.addSheet('Base'));
    return run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      sheet.tables.add('A1:A2', true).name = 'Grid';
      context.workbook.names.add('Start', sheet.getRange('A1'));
      await context.sync();
      host.person.tabs.copy('Sheet1');
      host.person.type("'Sheet1 (2)'!A2", 'copy');
      expect([host.person.sees('Sheet1!A2'), host.person.sees("'Sheet1 (2)'!A2")]).toEqual(['k1', 'copy']);
      expect(host.book.tables.map(({ name }) => name)).toEqual(['Grid', 'Grid1']);
      const own = context.workbook.worksheets.getItem('Sheet1 (2)').names.getItem('Start').getRange().load('address');
      await context.sync();
      expect(own.address).toBe("'Sheet1 (2)'!A1");
    });
  });

  it('[P24] freeze panes, page layout, header and footer, document properties, tab colour, gridlines: kept and read back', async () => {
    await run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.freezePanes.freezeAt(sheet.getRange('A1:B2'));
      sheet.pageLayout.orientation = 'Landscape';
      sheet.pageLayout.zoom = { horizontalFitToPages: 1 };
      sheet.pageLayout.setPrintTitleRows('$1:$2');
      sheet.pageLayout.headersFooters.defaultForAllPages.centerFooter = '&P';
      sheet.tabColor = '#00AA00';
      sheet.showGridlines = false;
      context.workbook.properties.title = 'Grid 2026-Q4';
      await context.sync();
      const frozen = sheet.freezePanes.getLocationOrNullObject().load('address');
      sheet.load('tabColor,showGridlines,pageLayout/orientation,pageLayout/zoom');
      const titles = sheet.pageLayout.getPrintTitleRowsOrNullObject().load('address');
      const footer = sheet.pageLayout.headersFooters.defaultForAllPages.load('centerFooter');
      context.workbook.properties.load('title');
      await context.sync();
      expect([frozen.address, titles.address, footer.centerFooter]).toEqual(['Sheet1!A1:B2', 'Sheet1!1:2', '&P']);
      expect([sheet.tabColor, sheet.showGridlines, sheet.pageLayout.orientation, sheet.pageLayout.zoom]).toEqual([
        '#00AA00',
        false,
        'Landscape',
        { horizontalFitToPages: 1 },
      ]);
      expect(context.workbook.properties.title).toBe('Grid 2026-Q4');
    });
  });

  it('[P24] several areas of a sheet are formatted at once', async () => {
    await run(async (context) => {
      const areas = context.workbook.worksheets.getActiveWorksheet().getRanges('A1:A2,C1');
      areas.format.protection.locked = false;
      areas.load('address,cellCount,format/protection/locked');
      await context.sync();
      expect([areas.address, areas.cellCount, areas.format.protection.locked]).toEqual(['Sheet1!A1:A2,Sheet1!C1', 3, false]);
    });
    expect([host.book.active.formatAt(0, 2).locked, host.book.active.formatAt(0, 1).locked]).toEqual([false, true]);
  });

  it('[P24] settings, selected range and whether others have the workbook open', async () => {
    host.person.select('B2:C3');
    host.book.coauthored = true;
    await run(async (context) => {
      context.workbook.settings.add('key', { a: [1] });
      const setting = context.workbook.settings.getItemOrNullObject('key').load('value');
      const none = context.workbook.settings.getItemOrNullObject('none');
      const selected = context.workbook.getSelectedRange().load('address');
      const shared = context.workbook.getIsActiveCollabSession();
      await context.sync();
      expect([setting.value, none.isNullObject, selected.address, shared.value]).toEqual([{ a: [1] }, true, 'Sheet1!B2:C3', true]);
    });
  });
});

describe('closing and opening', () => {
  it('[P20] a workbook that is saved and opened again is the same, and goes on working with a new client', async () => {
    await run(async (context) => {
      const sheet = context.workbook.worksheets.add('Grid');
      sheet.getRange('A1:B2').values = [
        ['Key', 'Text'],
        ['k', 'a\nb'],
      ];
      sheet.tables.add('A1:B2', true).name = 'T';
      sheet.getRange('B2').dataValidation.rule = { textLength: { formula1: 5, operator: 'LessThan' } };
      sheet.getRange('B2').format.protection.locked = false;
      sheet.getRange('A:A').columnHidden = true;
      context.workbook.names.add('N', sheet.getRange('B2'));
      context.workbook.settings.add('key', 'value');
      context.workbook.worksheets.add('__base').visibility = 'VeryHidden';
      sheet.protection.protect({ allowFormatColumns: true });
      sheet.activate();
      await context.sync();
    });
    const saved = JSON.parse(JSON.stringify(host.save()));
    expect(toJSON(fromJSON(saved))).toEqual(saved);

    const again = host.reopen();
    await again.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet().load('name');
      const table = context.workbook.tables.getItem('T').getRange().load('values');
      const hidden = sheet.getRange('A1').load('columnHidden');
      await context.sync();
      expect([sheet.name, table.values, hidden.columnHidden]).toEqual([
        'Grid',
        [
          ['Key', 'Text'],
          ['k', 'a\nb'],
        ],
        true,
      ]);
    });
    expect(again.person.type('A2', 'x')).toEqual({ ok: false, refused: SENTENCE.protected });
    expect(again.person.type('B2', 'too long')).toEqual({ ok: false, refused: SENTENCE.validation });
    expect(again.person.type('B2', 'ok')).toEqual({ ok: true });
    expect(host.person.sees('B2')).toBe('a\nb');
    expect(again.book.newId('sheet')).not.toBe(again.book.sheets[0]?.id);
  });

  it('[P20] JSON that is no workbook is refused', () => {
    expect(() => fromJSON({ format: 2 })).toThrow('not a saved workbook');
    expect(() => fromJSON(null)).toThrow('not a saved workbook');
  });
});

describe('clipboard text', () => {
  it.each([
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"line 1\nline 2"\tplain', [['line 1\nline 2', 'plain']]],
    ['"say ""hi"""', [['say "hi"']]],
    ['"unfinished', [['"unfinished']]],
    ['5" pipe\tx', [['5" pipe', 'x']]],
    ['a\t\tb', [['a', '', 'b']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['', [['']]],
  ])('[P23] %j is read as the cells that Excel makes of it', (text, cells) => {
    expect(readClipboardText(text)).toEqual(cells);
  });

  it('[P23] one copied cell fills the selected area; a block repeats when it fits a whole number of times', () => {
    host.person.pasteBlock('A1', 'x');
    host.person.copy('A1');
    host.person.paste('B1:C2');
    expect(['B1', 'C1', 'B2', 'C2'].map((cell) => host.person.sees(cell))).toEqual(['x', 'x', 'x', 'x']);
    host.person.pasteBlock('E1:E4', '1\n2');
    expect(['E1', 'E2', 'E3', 'E4'].map((cell) => host.person.sees(cell))).toEqual(['1', '2', '1', '2']);
  });
});
