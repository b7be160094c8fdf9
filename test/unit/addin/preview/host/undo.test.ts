// Ctrl+Z over what the person and the add-in did, and what empties the stack.

import { beforeEach, describe, expect, it } from 'vitest';
import { SENTENCE } from '../../../../../addin/preview/host/gestures/outcome.ts';
import { type ExcelHost, excelHost } from '../../../../support/excel-host.ts';

let host: ExcelHost;
beforeEach(() => {
  host = excelHost();
});

const nothing = { ok: false, refused: SENTENCE.nothingToUndo };
const run = (work: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<void> | void): Promise<void> =>
  host.Excel.run(async (context) => {
    await work(context.workbook.worksheets.getActiveWorksheet(), context);
    await context.sync();
  });

describe('undo', () => {
  it('[P19] each gesture and each sync is one step; redo does it again until something new is done', async () => {
    host.person.type('A1', 'typed');
    await run((sheet) => {
      sheet.getRange('A1:B1').values = [['written', 'too']];
      sheet.getRange('A1').format.font.bold = true;
    });
    expect(host.book.undo.steps).toBe(2);
    expect(host.person.undo()).toEqual({ ok: true });
    expect([host.person.sees('A1'), host.person.sees('B1'), host.book.active.formatAt(0, 0).bold]).toEqual(['typed', '', false]);
    host.person.redo();
    expect(host.person.sees('B1')).toBe('too');
    host.person.undo();
    host.person.undo();
    expect([host.person.sees('A1'), host.person.undo()]).toEqual(['', nothing]);
    host.person.redo();
    host.person.type('A2', 'new');
    expect(host.person.redo()).toEqual(nothing);
    expect(host.person.sees('A1')).toBe('typed');
  });

  it('[P19] reading, selecting and tracking ranges are no steps', async () => {
    await run(async (sheet, context) => {
      const range = sheet.getRange('A1').load('values');
      await context.sync();
      range.select();
      context.workbook.settings.add('key', 'value');
    });
    host.person.select('C3');
    expect(host.book.undo.steps).toBe(0);
  });

  it('[P19] undo takes back rows, tables, names and sheets with what followed its cells', async () => {
    host.person.pasteBlock('A1', 'h\ni\nj');
    await run((sheet, context) => {
      sheet.tables.add('A1:A3', true).name = 'T';
      context.workbook.names.add('N', sheet.getRange('A3'));
      context.workbook.worksheets.add('Added');
    });
    await run(async (sheet, context) => {
      const tracked = sheet.getRange('A3').load('address');
      await context.sync();
      host.person.insert('2:2');
      host.person.undo();
      tracked.load('address');
      await context.sync();
      expect(tracked.address).toBe('Sheet1!A3');
    });
    expect(host.book.tables[0]?.rect.rows).toBe(3);
    host.person.undo();
    expect([host.book.tables, host.book.names, host.book.sheets.length]).toEqual([[], [], 1]);
    host.person.redo();
    expect([host.book.tables[0]?.name, host.book.names[0]?.name, host.book.sheets[1]?.name]).toEqual(['T', 'N', 'Added']);
  });

  it.each<[string, (sheet: Excel.Worksheet, context: Excel.RequestContext) => void]>([
    ['protecting', (sheet) => sheet.protection.protect()],
    ['renaming a sheet', (sheet) => Object.assign(sheet, { name: 'Other' })],
    ['hiding a sheet', (_sheet, context) => Object.assign(context.workbook.worksheets.getItem('Base'), { visibility: 'VeryHidden' })],
    ['deleting a sheet', (_sheet, context) => context.workbook.worksheets.getItem('Base').delete()],
  ])('[P19] %s by the add-in empties the stack from that call on', async (_name, change) => {
    await run((_sheet, context) => void context.workbook.worksheets.add('Base'));
    host.person.type('A1', 'typed');
    await run((sheet, context) => {
      sheet.getRange('B1').values = [['before']];
      change(sheet, context);
    });
    expect([host.book.undo.steps, host.person.undo()]).toEqual([0, nothing]);
    expect([host.person.sees('A1'), host.person.sees('B1')]).toEqual(['typed', 'before']);
  });

  it('[P19] a co-author’s edit is no step of mine and stays when I take mine back', () => {
    host.person.type('A1', 'mine');
    host.colleague.type('A2', 'theirs');
    expect(host.book.undo.steps).toBe(1);
    host.person.undo();
    expect([host.person.sees('A1'), host.person.sees('A2')]).toEqual(['', 'theirs']);
  });

  it('[P19] undo is announced like an edit; a hundred steps are kept', async () => {
    const heard: string[] = [];
    await run((sheet) => void sheet.onChanged.add(async ({ address, changeType }) => void heard.push(`${address} ${changeType}`)));
    host.person.pasteBlock('B2', 'a\tb\nc\td');
    host.person.undo();
    await host.settle();
    expect(heard).toEqual(['B2:C3 RangeEdited', 'B2:C3 RangeEdited']);
    for (let n = 0; n < 105; n++) host.person.type('A1', `${n}`);
    expect(host.book.undo.steps).toBe(100);
  });
});

describe('cell edit mode', () => {
  it('[P18] while a person types, Office.js is refused; with delayForCellEdit it waits and then runs', async () => {
    host.person.startTyping('A1');
    const refused = host.Excel.run(async (context) => {
      context.workbook.getSelectedRange().load('address');
      await context.sync();
    });
    await expect(refused).rejects.toMatchObject({ code: 'InvalidOperationInCellEditMode' });
    let seen: unknown;
    const waiting = host.Excel.run({ delayForCellEdit: true }, async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1').load('values');
      await context.sync();
      seen = range.values;
    });
    await host.settle();
    expect(seen).toBeUndefined();
    expect(host.person.commitTyping('typed')).toEqual({ ok: true });
    await waiting;
    expect(seen).toEqual([['typed']]);
  });

  it('[P18] a refused text keeps the person in the cell; Escape leaves it as it was; nothing else can be done meanwhile', () => {
    host.person.startTyping('A1');
    expect(host.person.commitTyping('x'.repeat(40_000)).ok).toBe(false);
    expect(host.book.editing).not.toBeNull();
    expect(() => host.person.type('B1', 'x')).toThrow('still typing');
    host.person.cancelTyping();
    expect([host.book.editing, host.person.sees('A1')]).toEqual([null, '']);
  });
});
