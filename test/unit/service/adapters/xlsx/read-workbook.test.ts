import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTables } from '../../../../../service/adapters/ooxml/read-tables.ts';
import { kindOfFormat, numberText } from '../../../../../service/adapters/xlsx/number-formats.ts';
import { matchTables } from '../../../../../service/domain/match-table.ts';
import { WBCTI } from '../../../../support/export-grids.ts';
import { inlineRow, sheetXml, stringsXml, stylesXml, workbookXml, xlsxOf } from '../../../../support/office-files.ts';

const read = (rows: string, parts = {}) => readTables(xlsxOf(rows, parts), 'xlsx');
const cellsOf = async (rows: string, parts = {}) => (await read(rows, parts))[0]?.headers;
const malformed = { reason: 'malformed' };

describe('reading a foreign workbook', () => {
  it('[X10] joins rich text, leaves phonetic hints out, keeps blanks and undoes Excel’s escapes', async () => {
    const strings = stringsXml(
      '<si><t xml:space="preserve"> plain </t></si><si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space="preserve"> text</t></r></si>' +
        '<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si><si><t>a_x000A_b _x005F_x000A_</t></si><si/>',
    );
    const row = [0, 1, 2, 3, 4].map((index) => `<c t="s"><v>${index}</v></c>`).join('');
    expect(await cellsOf(`<row>${row}<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>`, { 'xl/sharedStrings.xml': strings })).toEqual([
      ' plain ',
      'rich text',
      '東京',
      'a\nb _x000A_',
      '',
      'inline',
    ]);
  });

  it('[X10] reads numbers, dates, percentages, truth values and the saved values of formulas as text, and evaluates nothing', async () => {
    const styles = stylesXml(
      [0, 14, 9, 164, 165],
      '<numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/><numFmt numFmtId="165" formatCode="#,##0.00 &quot;days&quot;"/>',
    );
    const cells = [
      '<c><v>2026</v></c>',
      '<c><v>2.9999999999999996</v></c>',
      '<c s="1"><v>46387</v></c>',
      '<c s="2"><v>0.55</v></c>',
      '<c s="3"><v>46387.75</v></c>',
      '<c s="4"><v>3.5</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c t="str"><f>HYPERLINK("http://127.0.0.1:9","x")</f><v>Approved</v></c>',
      '<c><f>1+1</f></c>',
    ];
    const texts = ['2026', '3', '2026-12-31', '55%', '2026-12-31 18:00', '3.5', 'TRUE', '#N/A', 'Approved'];
    expect(await cellsOf(`<row>${cells.join('')}</row>`, { 'xl/styles.xml': styles })).toEqual(texts);
  });

  it.each([
    ['d" of "mmmm', 'date'],
    ['[$-409]mmm yy;@', 'date'],
    ['[h]:mm:ss', 'time'],
    ['yyyy-mm-dd hh:mm', 'date-time'],
    ['0.0%', 'percent'],
    ['[Red]#,##0', 'plain'],
    ['"days" 0', 'plain'],
    ['General', 'plain'],
    ['[', 'plain'],
  ])('[X10] knows the format %j as %s', (code, kind) => {
    expect(kindOfFormat(code)).toBe(kind);
  });

  it('[X10] counts days as Excel does, in both of its systems', () => {
    expect(numberText('59', { kind: 'date', from1904: false })).toBe('1900-02-28');
    expect(numberText('61', { kind: 'date', from1904: false })).toBe('1900-03-01');
    expect(numberText('44925', { kind: 'date', from1904: true })).toBe('2026-12-31');
    expect(numberText('-5', { kind: 'date', from1904: false })).toBe('-5');
  });

  it('[X11] reads visible sheets only, each as a table with the row numbers of the sheet', async () => {
    const sheets =
      '<sheet name="One" sheetId="1" r:id="r1"/><sheet name="Two" sheetId="2" state="hidden" r:id="r4"/><sheet name="3" sheetId="3" state="veryHidden" r:id="r4"/>';
    const parts = { 'xl/worksheets/sheet2.xml': sheetXml(inlineRow(1, ['hidden'])), 'xl/workbook.xml': workbookXml(sheets) };
    const tables = await read(`${inlineRow(2, ['a', 'b'])}<row r="3"><c r="A3" s="7"/></row>${inlineRow(5, ['', 'c'])}`, parts);
    expect(tables).toEqual([{ headers: ['a', 'b'], rows: [{ line: 5, cells: ['', 'c'] }] }]);
    const visible = { ...parts, 'xl/workbook.xml': workbookXml(sheets.replace(' state="hidden"', '')) };
    expect((await read(inlineRow(1, ['a']), visible)).map(({ headers }) => headers)).toEqual([['a'], ['hidden']]);
  });

  it('[X11] ignores what lies far outside any grid, merges and validations over the whole sheet', async () => {
    const rows = `${inlineRow(1, ['a'])}<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row>`;
    const sheet = sheetXml(rows).replace('</worksheet>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>');
    expect(await read('', { 'xl/worksheets/sheet1.xml': sheet })).toEqual([{ headers: ['a'], rows: [] }]);
  });

  it.each([
    ['an address outside Excel', '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'],
    ['a cell in another row', '<row r="1"><c r="A2"><v>1</v></c></row>'],
    ['a cell twice', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'],
    ['a row twice', `${inlineRow(1, ['a'])}${inlineRow(1, ['b'])}`],
    ['a string that is not there', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'],
    ['a string of number -1', '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'],
  ])('[X11] refuses %s', async (_, rows) => {
    await expect(read(rows)).rejects.toMatchObject(malformed);
  });

  it('[X15] reads a workbook saved by LibreOffice: title rows, formula, date, rich text, hidden sheet', async () => {
    const table = matchTables(await readTables(readFileSync(new URL('../../../../fixtures/grid.xlsx', import.meta.url)), 'xlsx'), WBCTI);
    expect(table).toMatchObject({ unmatched: [], missing: [] });
    expect(Object.fromEntries(table!.rows.map(({ member, cells }) => [member, cells]))).toMatchObject({
      albania: {
        tasks: ['Needs mapping', 'Response mapping'],
        decisionMaking: ['Council of Ministers'],
        accomplished: ['Law of 2026'],
        inProcess: ['Action plan 2027'],
      },
      slovenia: { tasks: ['Tasks 2026'], decisionMaking: ['2026-12-31'], accomplished: ['Exercise Ljubljana'], inProcess: ['Study on radicalisation'] },
      'dg-near': { tasks: [], decisionMaking: [], accomplished: [], inProcess: [] },
    });
  });
});
