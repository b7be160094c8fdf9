// Which events reach the add-in, with what, and the switches that silence them.

import { beforeEach, describe, expect, it } from 'vitest';
import { EVENT, WORKBOOK_TARGET } from '../../../../../addin/preview/host/events.ts';
import { type ExcelHost, excelHost } from '../../../../support/excel-host.ts';

let host: ExcelHost;
let heard: unknown[];

const run = <T>(work: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<T>): Promise<T> =>
  host.Excel.run((context) => work(context.workbook.worksheets.getItem('Grid'), context));

beforeEach(async () => {
  host = excelHost();
  heard = [];
  await host.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add('Grid');
    sheet.activate();
    sheet.getRange('A1:B3').values = [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ];
    const table = sheet.tables.add('A1:B3', true);
    table.name = 'T';
    await context.sync();
    sheet.onChanged.add(async ({ address, changeType, source, triggerSource, details }) => {
      const { valueBefore, valueAfter, valueTypeAfter } = details ?? {};
      heard.push(['changed', address, changeType, source, triggerSource, ...(details ? [valueBefore, valueAfter, valueTypeAfter] : [])]);
    });
    table.onChanged.add(async ({ address }) => void heard.push(['table', address]));
    await context.sync();
  });
  await host.settle();
});

describe('changed', () => {
  it('[P15] typing one cell comes with before and after; several cells come without; the table hears its part', async () => {
    host.person.type('B2', 'x');
    host.person.pasteBlock('B3', 'p\tq\nr\ts');
    await host.settle();
    expect(heard).toEqual([
      ['changed', 'B2', 'RangeEdited', 'Local', 'Unknown', 2, 'x', 'String'],
      ['table', 'B2'],
      ['changed', 'B3:C4', 'RangeEdited', 'Local', 'Unknown'],
      ['table', 'B3'],
    ]);
  });

  it('[P15] what the add-in writes is announced after its sync, as triggered by itself; formats are not', async () => {
    await run(async (sheet, context) => {
      sheet.getRange('A2:B2').values = [['x', 'y']];
      sheet.getRange('A2').format.font.bold = true;
      await context.sync();
      expect(heard).toEqual([]);
    });
    await host.settle();
    expect(heard).toEqual([
      ['changed', 'A2:B2', 'RangeEdited', 'Local', 'ThisLocalAddin'],
      ['table', 'A2:B2'],
    ]);
  });

  it('[P16] inserted and deleted rows and columns say so; a sort is an edit of its area and a row sort', async () => {
    await run(async (sheet, context) => {
      sheet.onRowSorted.add(async ({ address }) => void heard.push(['sorted', address]));
      await context.sync();
    });
    host.person.insert('2:3');
    host.person.delete('2:2');
    host.person.insert('A:A');
    host.person.sort('B2', 'descending');
    await host.settle();
    expect(heard.filter((event) => (event as string[])[0] !== 'table').map((event) => (event as string[]).slice(0, 3))).toEqual([
      ['changed', '2:3', 'RowInserted'],
      ['changed', '2:2', 'RowDeleted'],
      ['changed', 'A:A', 'ColumnInserted'],
      ['sorted', 'B2:C4'],
      ['changed', 'B2:C4', 'RangeEdited'],
    ]);
  });

  it('[P28] a co-author’s edit comes as Remote and moves nobody’s selection', async () => {
    host.person.select('A1');
    host.colleague.type('Grid!B3', 'theirs');
    await host.settle();
    expect(heard[0]).toEqual(['changed', 'B3', 'RangeEdited', 'Remote', 'Unknown', 4, 'theirs', 'String']);
    expect(host.person.selection()).toBe('Grid!A1');
  });

  it('[P15] an event’s getRange leads to the cells, also after rows were inserted above', async () => {
    const found: string[] = [];
    await run(async (sheet, context) => {
      sheet.onChanged.add(async (event) => {
        if (event.changeType !== 'RangeEdited') return;
        host.person.insert('1:1');
        await host.Excel.run(async (inner) => {
          const range = event.getRange(inner).load('address,values');
          await inner.sync();
          found.push(range.address, range.values[0]?.[0]);
        });
      });
      await context.sync();
    });
    host.person.type('B2', 'x');
    await host.settle();
    expect(found).toEqual(['Grid!B3', 'x']);
  });
});

describe('other events', () => {
  it('[P16] sheets: added, activated, renamed, hidden, protected, deleted; selection of sheet and workbook', async () => {
    await run(async (sheet, context) => {
      const sheets = context.workbook.worksheets;
      sheets.onAdded.add(async () => void heard.push('added'));
      sheets.onDeleted.add(async () => void heard.push('deleted'));
      sheets.onActivated.add(async () => void heard.push('activated'));
      sheets.onNameChanged.add(async ({ nameBefore, nameAfter }) => void heard.push(`renamed ${nameBefore} ${nameAfter}`));
      sheets.onVisibilityChanged.add(async ({ visibilityAfter }) => void heard.push(visibilityAfter));
      sheet.onProtectionChanged.add(async ({ isProtected }) => void heard.push(`protected ${isProtected}`));
      sheet.onSelectionChanged.add(async ({ address }) => void heard.push(`selected ${address}`));
      context.workbook.onSelectionChanged.add(async () => void heard.push('selection'));
      await context.sync();
    });
    const { tabs } = host.person;
    tabs.add('New');
    tabs.rename('New', 'Newer');
    tabs.hide('Newer');
    tabs.unhide('Newer');
    tabs.delete('Newer');
    tabs.protect('Grid');
    tabs.unprotect('Grid');
    host.person.select('Grid!B2:B3');
    await host.settle();
    expect(heard).toEqual([
      ...['added', 'activated', 'renamed New Newer', 'Hidden', 'activated', 'Visible', 'deleted'],
      ...['protected true', 'protected false', 'selection', 'selected B2:B3'],
    ]);
  });

  it('[P16] tables: added, deleted by converting, and their selection with whether it is inside', async () => {
    await run(async (sheet, context) => {
      sheet.tables.onAdded.add(async () => void heard.push('added'));
      context.workbook.tables.onDeleted.add(async ({ tableName }) => void heard.push(`deleted ${tableName}`));
      sheet.tables.getItem('T').onSelectionChanged.add(async ({ isInsideTable, address }) => void heard.push([isInsideTable, address]));
      await context.sync();
    });
    host.person.select('B3:C9');
    host.person.select('H1');
    host.person.tabs.convertTable('T');
    await run(async (sheet, context) => {
      sheet.tables.add('A1:B3', true);
      await context.sync();
    });
    await host.settle();
    expect(heard).toEqual([[true, 'B3'], [false, ''], 'deleted T', 'added']);
  });
});

describe('silence', () => {
  it('[P17] runtime.enableEvents = false silences all handlers until it is true again', async () => {
    const enable = (enabled: boolean): Promise<void> =>
      run(async (_sheet, context) => {
        context.runtime.enableEvents = enabled;
        await context.sync();
      });
    await run(async (sheet, context) => {
      sheet.onSelectionChanged.add(async ({ address }) => void heard.push(`selected ${address}`));
      await context.sync();
    });
    await enable(false);
    host.person.type('B2', 'unheard');
    host.person.select('A1');
    host.person.select('B2');
    await enable(true);
    await host.settle();
    expect(heard).toEqual([]);
    host.person.type('B2', 'heard');
    await host.settle();
    expect(heard).toHaveLength(2);
  });

  it('[P17] a gesture that Excel forgets to announce changes the cell and nobody hears of it', async () => {
    host.book.events.announcing = false;
    expect(host.person.type('B2', 'unheard')).toEqual({ ok: true });
    host.book.events.announcing = true;
    await host.settle();
    expect([heard, host.person.sees('B2')]).toEqual([[], 'unheard']);
  });

  it('[P16] a removed handler hears nothing, and the host sends nothing any more', async () => {
    const handle = await run(async (_sheet, context) => {
      const added = context.workbook.worksheets.onChanged.add(async () => void heard.push('removed one'));
      await context.sync();
      return added;
    });
    await host.Excel.run(handle.context, async (context) => {
      handle.remove();
      await context.sync();
    });
    host.person.type('Sheet1!A1', 'x');
    await host.settle();
    expect(heard).toEqual([]);
    expect(host.book.events.heard(EVENT.sheetChanged, [WORKBOOK_TARGET])).toBe(false);
  });
});

describe('views', () => {
  it('[P26] a view is told what to draw anew: one sheet, or everything', async () => {
    host.person.select('B2');
    const drawn: unknown[] = [];
    const end = host.book.onRedraw((what) => drawn.push(what));
    const { id } = host.book.active;
    host.person.type('B2', 'x');
    host.person.format('B2', { bold: true });
    host.person.tabs.rename('Grid', 'Raster');
    end();
    host.person.type('B2', 'y');
    expect(drawn).toEqual([{ sheetId: id }, { sheetId: id }, 'everything']);
  });
});
