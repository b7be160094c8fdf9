import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it, vi } from 'vitest';
import { badCharacter, linesOfText } from '#contract/text.ts';
import { readTables } from '../../../../../service/adapters/ooxml/read-tables.ts';
import { tabNames, writeWorkbook } from '../../../../../service/adapters/xlsx/write-workbook.ts';
import { workbookFileName } from '../../../../../service/domain/export-name.ts';
import { matchTables } from '../../../../../service/domain/match-table.ts';
import { type Content, gridOf, HARBOURS, WBCTI } from '../../../../support/export-grids.ts';
import { findings, NO_VALIDATOR, VALIDATOR } from '../../../../support/ooxml-validate.ts';

const AT = '2026-11-25T09:00:00.000Z';
const TRICKY = [
  '=1+1',
  '+386 1 428 40 00',
  '-- dash',
  '@mention',
  "'quoted",
  '#REF!',
  '_x000D_ and _x0041_x0042_',
  '_x005F_',
  '<b>&amp;</b>',
  'Çfarë Š 𝔘 ш',
  '0123',
  'x  y',
];
const MANY = Array.from(
  { length: 60 },
  (_, index) => `Action ${index + 1}: training of first-line practitioners, second phase, with the Ministry of Education`,
);
const CONTENT: Content = {
  albania: { tasks: TRICKY, decisionMaking: ['#REF!'], accomplished: ['0123'] },
  slovenia: { inProcess: MANY, tasks: ['one\twide'] },
};

const write = (grid = gridOf(WBCTI, { content: CONTENT })) => writeWorkbook(grid, { at: AT });
const parts = (bytes: Uint8Array) => Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));

async function firstSheet(bytes: Uint8Array) {
  const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
  return sheet!;
}

describe('the consolidated workbook', () => {
  it.skipIf(!VALIDATOR)(`[X1] satisfies Microsoft's validator, with long, hostile and other content${VALIDATOR ? '' : ` (${NO_VALIDATOR})`}`, async () => {
    const files = {
      'full.xlsx': await write(),
      'empty.xlsx': await write(gridOf(WBCTI)),
      'other.xlsx': await write(gridOf(HARBOURS, { content: { bar: { state: '#N/A', plans: MANY } } })),
      'broken-text.xlsx': await write(gridOf(WBCTI, { content: { albania: { tasks: ['a\u0000b\u001fc', 'lone \ud800 half', '\uffff'] } } })),
    };
    expect(findings(files)).toBe('');
  });

  it('[X2] holds all members by number, the columns in their order, one status in words, notes and footnotes below', async () => {
    const status = { albania: { state: 'submitted', statement: 'updated', submittedOn: '2026-12-12' }, serbia: { overdue: true, daysLate: 1 } } as const;
    const { rows } = await firstSheet(await write(gridOf(WBCTI, { content: CONTENT, status })));
    expect(rows.slice(0, 3).map(([first]) => first)).toEqual(['TLP:AMBER', 'WBCTi Support Group – 2026-Q4', 'As of Wednesday, 25 November 2026']);
    expect(rows[3]).toEqual([
      'No',
      'Support Group Members',
      'Tasks',
      'Decision making process',
      'Accomplished Products',
      'Products in process',
      'Status 2026-Q4',
    ]);
    const members = rows.slice(4).filter(([no]) => typeof no === 'number');
    expect(members.map(([no, name]) => [no, name])).toEqual(WBCTI.members.map(({ no, name }) => [no, name]));
    expect(members[2]?.[6]).toBe('Submitted on 12 December 2026');
    expect(members[7]?.[6]).toBe('OVERDUE by 1 day – was due 31 December 2026');
    expect(members[0]?.[6]).toBe('Not submitted – due 31 December 2026');
    expect(rows.slice(-2).map(([first]) => first)).toEqual([...WBCTI.notes, ...WBCTI.footnotes]);
  });

  it('[X2] orders members by number, whatever the order of the definition, and keeps one without a row', async () => {
    const grid = gridOf(HARBOURS);
    const { rows } = await firstSheet(await write({ ...grid, rows: grid.rows.filter(({ member }) => member !== 'durres') }));
    expect(rows.slice(4, 7).map(([name]) => name)).toEqual(["Bar: Luka 'Bar'", 'Koper – Port', 'Durrës: Porti']);
  });

  it('[X3] keeps text as text whatever it begins with: no formula, no error value, format @', async () => {
    const bytes = await write();
    const xml = parts(bytes)['xl/worksheets/sheet1.xml']!;
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).not.toMatch(/ t="(e|str|b)"/);
    const sheet = await firstSheet(bytes);
    for (const [place, cell] of sheet.cells ?? []) if (typeof cell.value === 'string') expect([place, cell.style?.numFmt]).toEqual([place, '@']);
    expect(sheet.rows[6]?.[3]).toBe('#REF!');
    expect(sheet.rows[6]?.[4]).toBe('0123');
  });

  it('[X3] gives back exactly the lines it was given, for any text that a cell may hold', async () => {
    const piece = fc.oneof(fc.constantFrom(...TRICKY, '_', 'x000D_', '_x', ' ', '&', '\u00a0'), fc.string({ unit: 'grapheme', maxLength: 12 }));
    const line = fc
      .array(piece, { minLength: 1, maxLength: 4 })
      .map((pieces) => linesOfText(pieces.join(''))[0] ?? '')
      .filter((text) => text !== '' && !badCharacter(text));
    // Ten cells to a workbook: writing and reading it takes the time, not the cell.
    const members = WBCTI.members.slice(0, 10);
    const cell = fc.array(line, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: members.length, maxLength: members.length }), async (cells) => {
        const content = Object.fromEntries(members.map(({ member }, at) => [member, { tasks: cells[at] ?? [] }]));
        const [sheet] = await readTables(await write(gridOf(WBCTI, { content })), 'xlsx');
        const read = members.map(({ no }) => sheet?.rows.find(({ line: number }) => number === no + 4)?.cells[2]);
        expect(read).toEqual(cells.map((lines) => lines.join('\n')));
      }),
      { numRuns: 15, seed: 4 },
    );
  });

  it('[X4] carries the highest marking of what is in it on the sheet, in header, footer, properties and file name', async () => {
    const grid = gridOf(WBCTI, { content: { albania: { tasks: ['a', 'b'] } } });
    const marked = {
      ...grid,
      rows: grid.rows.map((row) => ({
        ...row,
        cells: row.member === 'albania' ? { tasks: [{ itemId: '1.1', text: 'a', marking: 'TLP:AMBER+STRICT' as const }] } : row.cells,
      })),
    };
    expect([workbookFileName(grid), workbookFileName(marked)]).toEqual(['wbcti-2026-Q4-TLP-AMBER.xlsx', 'wbcti-2026-Q4-TLP-AMBER-STRICT.xlsx']);
    const { headerFooter, rows } = await firstSheet(await write(marked));
    expect(headerFooter?.oddHeader).toMatch(/&R.*TLP:AMBER\+STRICT$/);
    expect(headerFooter?.oddFooter).toMatch(/&R.*TLP:AMBER\+STRICT$/);
    expect(rows[0]?.[0]).toBe('TLP:AMBER+STRICT');
    expect((await readXlsx(await write(marked))).properties?.keywords).toBe('TLP:AMBER+STRICT');
  });

  it('[X5] prints on A4 landscape, as wide as the page, with the heading row and page numbers on each page and the heading frozen', async () => {
    const bytes = await write();
    const sheet = await firstSheet(bytes);
    expect(sheet.pageSetup).toMatchObject({ paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 });
    expect(sheet.headerFooter?.oddFooter).toContain('Page &P of &N');
    expect(sheet.freezePane).toEqual({ rows: 4, columns: 2 });
    const names = parts(bytes)['xl/workbook.xml']!;
    expect(names).toContain("'Support Group'!$4:$4");
    expect(names).toMatch(/_xlnm.Print_Area" localSheetId="0">'Support Group'!\$A\$1:\$G\$\d+</);
  });

  it('[X5] keeps a header within the 255 characters of Excel and its title from being read as codes', async () => {
    const title = `9 & ${'long '.repeat(22)}`.slice(0, 120);
    const { headerFooter } = await firstSheet(await write(gridOf({ ...HARBOURS, title })));
    expect(headerFooter!.oddHeader!.length).toBeLessThanOrEqual(255);
    expect(headerFooter!.oddHeader).toContain('"9 && long');
  });

  it('[X6] makes a row as high as its longest cell, and one that Excel could not show whole several rows merged', async () => {
    const sheet = await firstSheet(await write());
    expect(sheet.rowDefs?.get(4)?.height).toBeGreaterThan(3 * 12);
    expect(sheet.rowDefs?.get(6)?.height).toBeGreaterThan(TRICKY.length * 12);
    const tall = sheet.merges!.filter(({ startRow, endRow }) => endRow > startRow);
    expect(tall.map(({ startCol }) => startCol)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const { startRow, endRow } = tall[0]!;
    const heights = Array.from({ length: endRow - startRow + 1 }, (_, index) => sheet.rowDefs!.get(startRow + index)!.height!);
    expect(Math.max(...heights)).toBeLessThanOrEqual(409);
    expect(heights.reduce((sum, height) => sum + height, 0)).toBeGreaterThan(MANY.length * 2 * 12);
    expect(sheet.rows[startRow]?.[5]).toBe(MANY.join('\n'));
  });

  it('[X7] names its title, subject, organisation and instant, and is the same file for the same grid', async () => {
    const { properties } = await readXlsx(await write());
    expect(properties).toMatchObject({
      title: 'WBCTi Support Group – 2026-Q4',
      subject: 'Consolidated grid of 19 members, 2026-Q4, TLP:AMBER',
      creator: WBCTI.organisation,
    });
    expect(properties?.created?.toISOString()).toBe(AT);
    const now = Buffer.from(await write());
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-07-01T12:00:00Z') });
    const later = Buffer.from(await write());
    vi.useRealTimers();
    expect(now.equals(later)).toBe(true);
  });

  it('[X8] follows another definition: its columns, a text cell, a sheet without names, tabs that Excel takes', async () => {
    const { sheets } = await readXlsx(await write(gridOf(HARBOURS, { content: { bar: { state: 'good', plans: ['new\u00a0quay'], cranes: ['two'] } } })));
    expect(sheets.map(({ name }) => name)).toEqual(['Quays 2026 27', 'Quays 2026 27 2']);
    expect(sheets[0]?.rows[3]).toEqual(['Harbour', 'State of the quay', 'Plans', 'Status 2026-Q4']);
    expect(sheets[0]?.rows[4]?.slice(0, 3)).toEqual(["Bar: Luka 'Bar'", 'good', 'new\u00a0quay']);
    expect(sheets[1]?.rows[4]?.[0]).toBe('two');
    expect(tabNames(["'[x]'", 'a'.repeat(40), '??'])).toEqual(['x', 'a'.repeat(31), '3']);
  });

  it('[X9] can be taken back: every member and line is recognised, and nothing below the table is mistaken for a member', async () => {
    const table = matchTables(await readTables(await write(), 'xlsx'), WBCTI);
    expect(table).toMatchObject({ unmatched: [], missing: [] });
    expect(table?.rows.find(({ member }) => member === 'albania')?.cells['tasks']).toEqual(TRICKY);
    expect(table?.rows.find(({ member }) => member === 'slovenia')?.cells['inProcess']).toEqual(MANY);
  });
});
