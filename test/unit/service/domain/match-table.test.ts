import { describe, expect, it } from 'vitest';
import { memberFinder } from '../../../../service/domain/match-member.ts';
import { matchTables, type TextTable } from '../../../../service/domain/match-table.ts';
import { HARBOURS, WBCTI } from '../../../support/export-grids.ts';

const HEADERS = ['No', 'Support Group Members', 'Tasks', 'Decision making process', 'Accomplished Products', 'Products in process'];
const ALBANIA = 'Albania: Ministry of Interior, including relevant bodies for Border Security';

const tableOf = (headers: string[], ...rows: string[][]): TextTable => ({ headers, rows: rows.map((cells, index) => ({ line: index + 2, cells })) });
const match = (...tables: TextTable[]) => matchTables(tables, WBCTI);
const cellsOf = (member: string, ...tables: TextTable[]) => match(...tables)?.rows.find((row) => row.member === member)?.cells;

describe('finding the grid’s table', () => {
  it.each([
    [
      'other case, hyphens, line breaks, colons',
      ['NO.', 'Support Group\nMembers', 'TASKS:', 'Decision-making process', 'accomplished  products', 'Products “in process”'],
    ],
    [
      'decomposed letters and invisible characters',
      ['No', 'Support Group Mem\u00adbers', 'Tas\u200bks', 'Decision making process', 'Accomplished\u00a0Products', 'Products in process'],
    ],
    [
      'words behind the heading',
      ['No', 'Support Group Members', 'Tasks (since 2026)', 'Decision making process', 'Accomplished Products', 'Products in process'],
    ],
    [
      'another order and strange columns',
      ['Remarks', 'Products in process', 'Accomplished Products', 'Decision making process', 'Tasks', 'Support Group Members'],
    ],
  ])('[X20] recognises headings with %s', (_, headers) => {
    const cells = headers.map((header) => (/members|mem/i.test(header) ? ALBANIA : /no\.?$/i.test(header) ? '3' : `in ${header}`));
    const [row] = match(tableOf(headers, cells))?.rows ?? [];
    expect(row?.member).toBe('albania');
    expect(Object.keys(row?.cells ?? {}).sort()).toEqual(['accomplished', 'decisionMaking', 'inProcess', 'tasks']);
    expect(row?.cells['tasks']?.[0]).toMatch(/tas/i);
  });

  it('[X20] takes the table with most of the grid’s columns, under titles, and needs the members and one column that can be edited', () => {
    const other = tableOf(['Support Group Members', 'Tasks'], [ALBANIA, 'other']);
    const titled: TextTable = {
      headers: ['WBCTi'],
      rows: [
        { line: 3, cells: HEADERS },
        { line: 4, cells: ['3', ALBANIA, 'mine'] },
      ],
    };
    expect(cellsOf('albania', other, titled)).toMatchObject({ tasks: ['mine'] });
    expect(match(tableOf(['No', 'Support Group Members'], ['3', ALBANIA]))).toBeUndefined();
    expect(match(tableOf(['No', 'Tasks'], ['3', 'x']))).toBeUndefined();
    expect(match()).toBeUndefined();
  });

  it('[X20] reads two columns with one heading one after the other', () => {
    expect(cellsOf('albania', tableOf(['Support Group Members', 'Tasks', 'Tasks'], [ALBANIA, 'one', 'two']))).toEqual({ tasks: ['one', 'two'] });
  });

  it('[X21] gives each cell as lines, without soft hyphens and with plain blanks, and only the columns that are there', () => {
    const text = ' - one  \r\n\n\ttwo\u00a0words\ncounter\u00adterrorism';
    expect(cellsOf('albania', tableOf(['Support Group Members', 'Tasks'], [ALBANIA, text]))).toEqual({ tasks: [' - one', ' two words', 'counterterrorism'] });
  });

  it('[X22] lists rows without a member and members without a row; headings again, notes and footnotes are neither', () => {
    const rows = [['', 'Atlantis – Ministry', 'x'.repeat(200)], HEADERS, [...WBCTI.notes], ['', WBCTI.footnotes[0]!], ['3', ALBANIA, 'x']];
    const found = match(tableOf(HEADERS, ...rows));
    expect(found?.unmatched).toEqual([{ line: 2, text: `Atlantis – Ministry | ${'x'.repeat(58)}` }]);
    expect(found?.missing).toEqual(WBCTI.members.map(({ member }) => member).filter((member) => member !== 'albania'));
  });

  it('[X22] gives a member that is named twice its first row and reports the second', () => {
    const found = match(tableOf(HEADERS, ['3', ALBANIA, 'first'], ['3', ALBANIA, 'second']));
    expect(found?.rows.map(({ cells }) => cells['tasks'])).toEqual([['first']]);
    expect(found?.unmatched.map(({ line }) => line)).toEqual([3]);
  });

  it('[X23] continues a row below it that names nobody, but not across an empty row, and not a stranger’s', () => {
    const rows = [
      ['3', ALBANIA, 'one'],
      ['', '', 'two', 'decided'],
      ['11', 'Slovenia – Ministry of Interior', 'x'],
      ['', 'Atlantis', 'y'],
      ['', '', 'z'],
    ];
    const table = tableOf(HEADERS, ...rows);
    expect(cellsOf('albania', table)).toMatchObject({ tasks: ['one', 'two'], decisionMaking: ['decided'] });
    expect(match(table)?.unmatched.map(({ line }) => line)).toEqual([5, 6]);
    const apart = match({
      headers: HEADERS,
      rows: [
        { line: 2, cells: ['3', ALBANIA, 'one'] },
        { line: 4, cells: ['', '', 'two'] },
      ],
    });
    expect(apart).toMatchObject({ rows: [{ cells: { tasks: ['one'] } }], unmatched: [{ line: 4, text: 'two' }] });
  });

  it('[X23] joins a table that was cut in two', () => {
    const found = match(tableOf(HEADERS, ['3', ALBANIA, 'one']), tableOf(HEADERS, ['11', 'Slovenia', 'two']));
    expect(found?.rows.map(({ member, cells }) => [member, cells['tasks']])).toEqual([
      ['albania', ['one']],
      ['slovenia', ['two']],
    ]);
  });

  it('[X24] follows another definition: other columns, a text cell, a sheet without names', () => {
    const found = matchTables([tableOf(['Harbour', 'State of the quay', 'Plans'], ['Bar', 'good\n\nand dry', 'a\nb'])], HARBOURS);
    expect(found).toMatchObject({ sheet: 'quays', rows: [{ member: 'bar', matchedBy: 'name', cells: { state: ['good\n\nand dry'], plans: ['a', 'b'] } }] });
  });
});

describe('finding a row’s member', () => {
  const find = memberFinder(WBCTI.members);
  const found = (number: string, name: string) => {
    const match = find({ name, number });
    return match && `${match.member.member} by ${match.matchedBy}`;
  };

  it.each(WBCTI.members.map(({ member, no, name, shortName }) => [member, String(no), name, shortName]))(
    '[X25] finds %s by its full and its short name',
    (member, no, name, shortName) => {
      expect(found(no, name)).toBe(`${member} by name-and-number`);
      expect(found('', name.toUpperCase())).toBe(`${member} by name`);
      expect(found('', shortName)).toBe(`${member} by name`);
      expect(found(no, '')).toBe(`${member} by number`);
    },
  );

  it.each([
    ['', 'KOSOVO', 'kosovo by name'],
    ['', 'Kosovo * – Ministry', 'kosovo by name'],
    ['3.', 'Albania', 'albania by name-and-number'],
    ['No 3', 'Ministry of Interior of Albania', 'albania by name-and-number'],
    ['', 'Ministry of Interior of Albania', 'albania by name'],
    ['', '3. Albania', 'albania by name-and-number'],
    ['', 'Bosnia & Herzegovina', 'bosnia-herzegovina by name'],
    ['', 'EU Justice and Home Affairs agencies', 'eu-jha by name'],
    ['', 'DG NEAR (Brussels)', 'dg-near by name'],
  ])('[X25] finds %s “%s”: %s', (number, name, expected) => {
    expect(found(number, name)).toBe(expected);
  });

  it('[X26] believes an exact name and not the number, but the number and not a name that is only similar', () => {
    expect(found('7', 'Albania: Ministry of Interior')).toBe('albania by name');
    expect(found('99', ALBANIA)).toBe('albania by name');
    expect(found('7', 'Ministry of Albania')).toBeUndefined();
  });

  it.each([
    ['3', 'Atlantis'],
    ['', 'Аlbania (with a Cyrillic A)'],
    ['', 'Albania and Serbia and others'.replace('Albania', 'With Albania')],
    ['', 'EU'],
    ['', ''],
    ['99', ''],
    ['', `A sentence of some length that mentions ${'very '.repeat(15)}Serbia`],
    ['3 and 4', ''],
  ])('[X26] finds nobody for %j %j', (number, name) => {
    expect(found(number, name)).toBeUndefined();
  });
});
