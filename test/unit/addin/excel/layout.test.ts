import { describe, expect, it } from 'vitest';
import { type Block, guarded, readBlock, runsOf } from '../../../../addin/excel/layout.ts';

function block(lines: unknown[][], { row = 0, column = 0, formulas = lines }: { row?: number; column?: number; formulas?: unknown[][] } = {}): Block {
  return { row, column, values: lines, formulas, text: lines.map((cells) => cells.map((cell) => (typeof cell === 'number' ? `<${cell}>` : String(cell)))) };
}

const HEADER = ['__key', '__rev', 'Tasks', 'Status'];

describe('reading a block of cells', () => {
  it('[L33] the header is found wherever it stands, and with it rows and columns', () => {
    const read = readBlock(block([['', 'Title', '', ''], HEADER, ['albania', '1.0', 'a', 'due'], ['kosovo', '2.0', 'k', '']], { row: 5, column: 2 }));
    expect(read?.place).toMatchObject({ headerRow: 6, firstColumn: 2, columnCount: 4, lastRow: 8 });
    expect(read?.place.columns.get('Tasks')).toBe(4);
    expect(read?.grid.headers).toEqual(['Tasks', 'Status']);
    expect(read?.grid.rows[0]).toEqual({
      key: 'albania',
      rev: '1.0',
      line: 8,
      cells: { Tasks: { text: 'a', formula: false }, Status: { text: 'due', formula: false } },
    });
    expect(
      readBlock(
        block([
          ['__key', 'Tasks'],
          ['albania', 'a'],
        ]),
      ),
    ).toBeUndefined();
  });

  it('[L34] of a plain range the last line with a key counts, and what is typed right below it; notes further below are no rows', () => {
    const read = readBlock(
      block([HEADER, ['albania', '', 'a', ''], ['', '', '', ''], ['kosovo', '', 'k', ''], ['', '', 'loose', ''], ['', '', '', ''], ['', '', 'NB: a note', '']]),
    );
    expect(read?.grid.rows.map(({ key, cells }) => [key, cells['Tasks']?.text])).toEqual([
      ['albania', 'a'],
      ['', ''],
      ['kosovo', 'k'],
      ['', 'loose'],
    ]);
  });

  it('[L35] numbers are read as shown; a formula is known by its formula, a text that begins with = is none', () => {
    const lines = [HEADER, ['albania', '', 2027, '=text']];
    const read = readBlock(block(lines, { formulas: [HEADER, ['albania', '', '=2000+27', '=text']] }));
    expect(read?.grid.rows[0]?.cells).toEqual({ Tasks: { text: '<2027>', formula: true }, Status: { text: '=text', formula: false } });
  });

  it('[L36] what Excel would read as something else gets an apostrophe, and so does an apostrophe', () => {
    const risky = ['=1', '+1', '-1', '@x', "'x", '\tx', '\nx'];
    expect(risky.map(guarded)).toEqual(risky.map((text) => `'${text}`));
    for (const text of ['', 'a=1', '2027', '’x', ' =1']) expect(guarded(text)).toBe(text);
  });

  it('[L37] consecutive numbers become runs', () => {
    expect(runsOf([9, 3, 4, 5, 7])).toEqual([
      { from: 3, to: 5 },
      { from: 7, to: 7 },
      { from: 9, to: 9 },
    ]);
    expect(runsOf([])).toEqual([]);
  });
});
