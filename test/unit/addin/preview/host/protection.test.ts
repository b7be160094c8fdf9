// Protection and validation: what they let the add-in and the person do.

import { beforeEach, describe, expect, it } from 'vitest';
import { SENTENCE } from '../../../../../addin/preview/host/gestures/outcome.ts';
import { type ExcelHost, excelHost } from '../../../../support/excel-host.ts';

let host: ExcelHost;
const run = (work: (sheet: Excel.Worksheet, context: Excel.RequestContext) => void | Promise<void>): Promise<void> =>
  host.Excel.run(async (context) => {
    await work(context.workbook.worksheets.getActiveWorksheet(), context);
    await context.sync();
  });
const denied = { code: 'AccessDenied' };
const refusedBy = (sentence: string) => ({ ok: false, refused: sentence });

beforeEach(async () => {
  host = excelHost();
  await run((sheet) => {
    sheet.getRange('B1:B3').format.protection.locked = false;
    sheet.getRange('A1:B3').values = [
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'z'],
    ];
    sheet.protection.protect({ allowFormatColumns: true });
  });
});

describe('protection', () => {
  it('[P10] the add-in writes unlocked cells and is denied locked ones, mixed areas included', async () => {
    await run((sheet) => {
      sheet.getRange('B1').values = [['mine']];
    });
    for (const address of ['A1', 'A1:B1', 'B1:C1', 'Z99']) {
      await expect(run((sheet) => void Object.assign(sheet.getRange(address), { values: 'no' }))).rejects.toMatchObject(denied);
    }
    await expect(run((sheet) => sheet.getRange('A1').clear('Contents'))).rejects.toMatchObject(denied);
    expect([host.person.sees('A1'), host.person.sees('B1')]).toEqual(['a', 'mine']);
  });

  it('[P10] options let through what they name and nothing else; locks, rules and tables are out of reach', async () => {
    await run((sheet) => {
      sheet.getRange('B:B').format.columnWidth = 200;
      sheet.getRange('A:A').columnHidden = true;
    });
    const refused: ((sheet: Excel.Worksheet) => unknown)[] = [
      (sheet) => Object.assign(sheet.getRange('B1').format, { rowHeight: 40 }),
      (sheet) => Object.assign(sheet.getRange('B1').format, { wrapText: true }),
      (sheet) => Object.assign(sheet.getRange('B1').format.protection, { locked: true }),
      (sheet) => Object.assign(sheet.getRange('B1'), { numberFormat: '@' }),
      (sheet) => Object.assign(sheet.getRange('B1').dataValidation, { rule: { textLength: { formula1: 1, operator: 'LessThan' } } }),
      (sheet) => sheet.getRange('2:2').insert('Down'),
      (sheet) => sheet.getRange('2:2').delete('Up'),
      (sheet) => sheet.tables.add('A1:B3', true),
      (sheet) => sheet.getRange('B1:B3').sort.apply([{ key: 0 }]),
    ];
    for (const attempt of refused) await expect(run((sheet) => void attempt(sheet))).rejects.toMatchObject(denied);
  });

  it('[P10] protecting what is protected and unprotecting what is not is denied; the password counts; options read back', async () => {
    await run(async (sheet, context) => {
      sheet.protection.load('protected,options');
      await context.sync();
      expect(sheet.protection.protected).toBe(true);
      expect(sheet.protection.options).toMatchObject({ allowFormatColumns: true, allowSort: false, selectionMode: 'Normal' });
    });
    await expect(run((sheet) => sheet.protection.protect())).rejects.toMatchObject(denied);
    await run((sheet) => sheet.protection.unprotect());
    await expect(run((sheet) => sheet.protection.unprotect())).rejects.toMatchObject(denied);
    await run((sheet) => sheet.protection.protect({}, 'secret'));
    await expect(run((sheet) => sheet.protection.unprotect('wrong'))).rejects.toMatchObject(denied);
    expect(host.person.tabs.unprotect('Sheet1')).toEqual(refusedBy(SENTENCE.password));
    expect(host.person.tabs.unprotect('Sheet1', 'secret')).toEqual({ ok: true });
  });

  it('[P11] a person on a protected sheet: locked cells are refused in each gesture, unlocked ones work', () => {
    const { person } = host;
    expect(person.type('A1', 'no')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.startTyping('A1')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.clear('A1:B1')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.pasteBlock('A1', 'x\ty')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.insert('2:2')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.delete('2:2')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.sort('A1:B3')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.format('B1', { bold: true })).toEqual(refusedBy(SENTENCE.protected));
    expect(person.cut('A1')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.fillDown('A1:B3')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.hide('A:A')).toEqual({ ok: true });
    expect(person.type('B1', 'yes')).toEqual({ ok: true });
    expect(person.fillDown('B1:B3')).toEqual({ ok: true });
    expect([person.sees('A1'), person.sees('B1'), person.sees('B3')]).toEqual(['a', 'yes', 'yes']);
  });

  it('[P11] allowSort sorts only where no cell is locked; deleting rows asks that too; the selection mode keeps locked cells apart', () => {
    const { person } = host;
    person.tabs.unprotect('Sheet1');
    person.tabs.protect('Sheet1', { options: { allowSort: true, allowDeleteRows: true, selectionMode: 'Unlocked' } });
    expect(person.sort('B1:B3', 'descending')).toEqual({ ok: true });
    expect([person.sees('A1'), person.sees('B1')]).toEqual(['a', 'z']);
    expect(person.delete('2:2')).toEqual(refusedBy(SENTENCE.protected));
    expect(person.select('A1')).toEqual(refusedBy(SENTENCE.cannotSelect));
    expect(person.select('B2')).toEqual({ ok: true });
  });
});

describe('validation', () => {
  const rule = { textLength: { formula1: 0, formula2: 5, operator: 'Between' as const } };
  const ruled = (style: 'Stop' | 'Warning' | 'Information', address = 'D1:D3'): Promise<void> =>
    run((sheet) => {
      sheet.protection.unprotect();
      const { dataValidation } = sheet.getRange(address);
      dataValidation.rule = rule;
      dataValidation.errorAlert = { showAlert: true, style, title: 'Length', message: 'At most 5.' };
    });

  it('[P12] Stop refuses typing with the alert’s message; Warning can be insisted on; Information lets pass', async () => {
    await ruled('Stop');
    expect(host.person.type('D1', 'too long')).toEqual(refusedBy('At most 5.'));
    expect(host.person.type('D1', 'short')).toEqual({ ok: true });
    await run((sheet) => {
      sheet.getRange('E1').dataValidation.rule = rule;
      sheet.getRange('E1').dataValidation.errorAlert = { showAlert: true, style: 'Warning', title: 'L', message: '' };
      sheet.getRange('F1').dataValidation.rule = rule;
      sheet.getRange('F1').dataValidation.errorAlert = { showAlert: true, style: 'Information', title: 'L', message: 'fyi' };
    });
    expect(host.person.type('E1', 'too long')).toEqual(refusedBy(SENTENCE.validation));
    expect(host.person.type('E1', 'too long', { insist: true })).toEqual({ ok: true });
    expect(host.person.type('F1', 'too long')).toEqual({ ok: true });
  });

  it('[P12] paste values asks the rule; pasting text does not; pasting cells replaces rule, format and lock; Delete asks nothing', async () => {
    await ruled('Stop');
    host.person.type('A5', 'longer than five');
    host.person.format('A5', { bold: true });
    host.person.copy('A5');
    expect(host.person.paste('D1', 'values')).toEqual(refusedBy('At most 5.'));
    expect(host.person.pasteBlock('D1', 'longer than five')).toEqual({ ok: true });
    expect(host.person.type('D1', 'still too long')).toEqual(refusedBy('At most 5.'));
    expect(host.person.clear('D1')).toEqual({ ok: true });
    expect(host.person.paste('D2')).toEqual({ ok: true });
    expect(host.person.type('D2', 'the rule is gone')).toEqual({ ok: true });
    expect(host.person.pasteBlock('D3', 'x', { from: 'workbook' })).toEqual({ ok: true });
    await run(async (sheet, context) => {
      const rules = ['D1', 'D2', 'D3', 'D1:D3'].map((address) => sheet.getRange(address).dataValidation.load('type,rule,valid'));
      const bold = sheet.getRange('D2').load('format/font/bold');
      await context.sync();
      expect(rules.map(({ type }) => type)).toEqual(['TextLength', 'None', 'None', 'Inconsistent']);
      expect(rules[0]?.rule).toEqual(rule);
      expect(bold.format.font.bold).toBe(true);
    });
  });

  it('[P12] valid says true, false or null for the whole range; lists may be cells; the add-in’s own values are not checked', async () => {
    await ruled('Stop');
    await run(async (sheet, context) => {
      sheet.getRange('D1:D3').values = [['longer than five'], ['ok'], ['']];
      sheet.getRange('H1:H2').values = [['yes'], ['no']];
      sheet.getRange('G1').dataValidation.rule = { list: { inCellDropDown: true, source: sheet.getRange('H1:H2') } };
      const valid = ['D1', 'D2:D3', 'D1:D3'].map((address) => sheet.getRange(address).dataValidation.load('valid'));
      await context.sync();
      expect(valid.map((each) => each.valid)).toEqual([false, true, null]);
    });
    expect(host.person.type('G1', 'maybe').ok).toBe(false);
    expect(host.person.type('G1', 'no').ok).toBe(true);
  });

  it.each([
    ['two criteria at once', { rule: { ...rule, custom: { formula: '=TRUE' } } }],
    ['a list literal over 255 characters', { rule: { list: { inCellDropDown: true, source: 'x'.repeat(256) } } }],
    ['a prompt over 255 characters', { prompt: { showPrompt: true, title: 't', message: 'x'.repeat(256) } }],
    ['an alert over 224 characters', { errorAlert: { showAlert: true, style: 'Stop', title: 't', message: 'x'.repeat(225) } }],
    ['a title over 32 characters', { prompt: { showPrompt: true, title: 'x'.repeat(33), message: 'm' } }],
  ])('[P12] %s is refused with InvalidArgument', async (_name, change) => {
    host.person.tabs.unprotect('Sheet1');
    const setting = run((sheet) => void Object.assign(sheet.getRange('D1').dataValidation, change));
    await expect(setting).rejects.toMatchObject({ code: 'InvalidArgument' });
  });
});
