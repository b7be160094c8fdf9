import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTables } from '../../../../../service/adapters/ooxml/read-tables.ts';
import { matchTables } from '../../../../../service/domain/match-table.ts';
import { WBCTI } from '../../../../support/export-grids.ts';
import { docxOf, docxTable, p, zipOf } from '../../../../support/office-files.ts';

const read = (body: string) => readTables(docxOf(body), 'docx');
const run = (inside: string) => `<w:p><w:r>${inside}</w:r></w:p>`;
/** The text of the only cell. */
const cell = async (inside: string) => (await read(docxTable([[p('x') + inside]])))[0]?.headers[0]?.slice(2);

describe('reading a foreign Word document', () => {
  it('[X12] makes a line of each paragraph and each manual break, a blank of each tab, and invents no bullets', async () => {
    const list =
      '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>listed</w:t></w:r></w:p>';
    expect(await cell(p('one') + run('<w:t>two</w:t><w:br/><w:t>three</w:t><w:tab/><w:t>3</w:t><w:cr/><w:t>four</w:t>') + list)).toBe(
      'one\ntwo\nthree 3\nfour\nlisted',
    );
  });

  it('[X12] joins runs, keeps blanks between them, reads hyphens as Word shows them and links as their text', async () => {
    expect(await cell('<w:p><w:r><w:t xml:space="preserve">half </w:t></w:r><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink></w:p>')).toBe(
      'half linked',
    );
    expect(await cell(run('<w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>eration</w:t>'))).toBe('co-operation');
  });

  it('[X13] counts tracked changes as accepted: text, moves, rows and cells', async () => {
    const tracked =
      '<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>there</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>';
    expect(await cell(tracked)).toBe('new here');
    const rows = `<w:tbl><w:tr><w:tc>${p('a')}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>${p('deleted')}</w:tc></w:tr><w:tr><w:trPr><w:ins/></w:trPr><w:tc>${p('b')}</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>${p('gone')}</w:tc></w:tr></w:tbl>`;
    expect(await read(rows)).toEqual([{ headers: ['a'], rows: [{ line: 3, cells: ['b', ''] }] }]);
  });

  it('[X13] leaves out hidden text, field codes, prompts of empty form fields and the older twin of a drawing', async () => {
    expect(await cell(run('<w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t>') + run('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t>'))).toBe('shown');
    expect(await cell(run('<w:instrText>HYPERLINK "x"</w:instrText><w:t>link</w:t>'))).toBe('link');
    const field = (properties: string) => `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${p('content')}</w:sdtContent></w:sdt>`;
    expect(await cell(field('<w:showingPlcHdr/>'))).toBe('');
    expect(await cell(field('') + field('<w:showingPlcHdr w:val="0"/>'))).toBe('content\ncontent');
    expect(await cell(run(`<mc:AlternateContent><mc:Choice>${p('box')}</mc:Choice><mc:Fallback>${p('box')}</mc:Fallback></mc:AlternateContent>`))).toBe('box');
  });

  it('[X14] keeps columns in place where cells are merged, skipped or wrapped in form fields', async () => {
    const wide = `<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p('wide')}</w:tc>`;
    const first = `<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${p('down')}</w:tc>`;
    const next = `<w:tc><w:tcPr><w:vMerge/></w:tcPr>${p('unseen')}</w:tc>`;
    const rows = [
      `<w:tr>${wide}<w:tc>${p('c')}</w:tc></w:tr>`,
      `<w:tr>${first}<w:tc>${p('b')}</w:tc></w:tr>`,
      `<w:sdt><w:sdtContent><w:tr>${next}<w:sdt><w:sdtContent><w:tc>${p('b2')}</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>`,
      `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>${p('indented')}</w:tc></w:tr>`,
    ];
    const [table] = await read(`<w:tbl>${rows.join('')}</w:tbl>`);
    expect([table?.headers, ...(table?.rows.map(({ cells }) => cells) ?? [])]).toEqual([
      ['wide', '', 'c'],
      ['down', 'b'],
      ['', 'b2'],
      ['', 'indented'],
    ]);
    await expect(read(docxTable([['<w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>']]))).rejects.toMatchObject({ reason: 'malformed' });
  });

  it('[X14] turns a table inside a cell into lines, and leaves the words between tables out', async () => {
    const inner = docxTable([[p('1'), p('2')], [p('3')]]);
    const tables = await read(`${p('before')}${docxTable([[p('a') + inner + p('z'), p('b')]])}${p('between')}${docxTable([[p('c')]])}`);
    expect(tables.map(({ headers }) => headers)).toEqual([['a\n1\n2\n3\nz', 'b'], ['c']]);
  });

  it('[X14] knows the elements by their namespace, not by their prefix', async () => {
    const strict = `<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:w="urn:other"><d:body>${docxTable([[`${p('a')}<w:p><w:r><w:t>foreign</w:t></w:r></w:p>`]])}</d:body></d:document>`;
    const document = strict
      .replace(/(<\/?)w:(tbl|tr|tc)/g, '$1d:$2')
      .replace('<w:p><w:r><w:t xml:space="preserve">a</w:t></w:r></w:p>', '<d:p><d:r><d:t>a</d:t></d:r></d:p>');
    expect(await readTables(docxOf('', { 'word/document.xml': document }), 'docx')).toEqual([{ headers: ['a'], rows: [] }]);
  });

  it('[X14] refuses a document without a main part or with another kind of main part', async () => {
    await expect(readTables(zipOf({ 'word/document.xml': '<x/>' }), 'docx')).rejects.toMatchObject({ reason: 'malformed' });
    await expect(readTables(docxOf('', { 'word/document.xml': '<x/>' }), 'docx')).rejects.toMatchObject({ reason: 'malformed' });
  });

  it('[X15] reads a document saved by LibreOffice: the grid’s table among others, its words, breaks and lists', async () => {
    const table = matchTables(await readTables(readFileSync(new URL('../../../../fixtures/grid.docx', import.meta.url)), 'docx'), WBCTI);
    expect(table).toMatchObject({ unmatched: [], missing: [] });
    const filled = table!.rows.filter(({ cells }) => Object.values(cells).some((lines) => lines.length > 0));
    expect(Object.fromEntries(filled.map(({ member, cells }) => [member, cells]))).toEqual({
      albania: {
        tasks: [
          'Contributing to the “Biennial Needs Mapping” and the “Annual Response Mapping”',
          'Assisting the Secretariat in reaching out to relevant stakeholders',
        ],
        decisionMaking: ['Inter-ministerial working group', 'Decision of the Council of Ministers'],
        accomplished: ['[law] Law on the prevention of violent extremism', 'Training of 120 first-line practitioners'],
        inProcess: ['National strategy 2027–2030 (Strategjia kombëtare)', '=Action plan, counterterrorism'],
      },
      slovenia: {
        tasks: [],
        decisionMaking: [],
        accomplished: ['Regional exercise Ljubljana'],
        inProcess: ['Študija o radikalizaciji', '- Workshop with UNODC'],
      },
    });
  });
});
