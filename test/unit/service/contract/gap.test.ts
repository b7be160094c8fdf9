/** The words of gaps, there and back; and the highest marking of what is in a grid. */
import { describe, expect, it } from 'vitest';
import { gapIn, gapLine, linesWithGaps } from '#contract/gap.ts';
import { type Item, Marking } from '#contract/grid.ts';
import { highestMarking } from '#contract/marking.ts';
import { fillGaps } from '../../../../service/application/fill-gaps.ts';
import { gridOf, WBCTI } from '../../../support/export-grids.ts';

const item = (n: number, text: string, marking?: Marking): Item => ({ itemId: `1.${n}`, text, ...(marking ? { marking } : {}) });
const gap = (n: number, marking: Marking): Item => ({ itemId: `1.${n}`, text: '', marking, withheld: true });

describe('words of gaps', () => {
  it('[A66] withheld items of one marking that follow each other are counted in one line', () => {
    const cell = [gap(1, 'TLP:RED'), gap(2, 'TLP:RED'), gap(3, 'TLP:AMBER+STRICT'), item(4, 'a'), gap(5, 'TLP:RED')];
    expect(linesWithGaps(cell)).toEqual(['2 items withheld (TLP:RED)', '1 item withheld (TLP:AMBER+STRICT)', 'a', '1 item withheld (TLP:RED)']);
    expect(linesWithGaps([])).toEqual([]);
  });

  it('[A67] are known again, and nothing else is taken for them', () => {
    for (const marking of Marking.options) {
      expect(gapIn(gapLine(marking))).toEqual({ marking, count: 1 });
      for (const count of [1, 2, 254])
        expect(gapIn(linesWithGaps(Array.from({ length: count }, (_, n) => gap(n + 1, marking)))[0] ?? '')).toEqual({ marking, count });
    }
    for (const line of ['', 'TLP:RED', '[withheld: TLP:PINK]', '1 items withheld (TLP:RED)', 'x [withheld: TLP:RED]', '2 items withheld (TLP:RED) by us'])
      expect(gapIn(line)).toBeUndefined();
  });

  it('[A67] in a file that comes back stand for the lines that it does not show, those of their marking first', () => {
    const items = [item(1, 'a'), item(2, 'x', 'TLP:RED'), item(3, 'y', 'TLP:AMBER+STRICT'), item(4, 'z', 'TLP:RED'), item(5, 'a')];
    const fill = (...lines: string[]) => fillGaps(lines, { items, markingOf: ({ marking }) => marking ?? 'TLP:AMBER' });
    expect(fill('a', '1 item withheld (TLP:RED)', '1 item withheld (TLP:AMBER+STRICT)', '1 item withheld (TLP:RED)', 'a')).toEqual(['a', 'x', 'y', 'z', 'a']);
    expect(fill('new', 'a', '2 items withheld (TLP:RED)')).toEqual(['new', 'a', 'x', 'z']);
    // Marked otherwise by now: it still stays.
    expect(fill('a', 'a', '3 items withheld (TLP:RED)')).toEqual(['a', 'a', 'x', 'y', 'z']);
    expect(fill('a', '[withheld: TLP:RED]', 'x', '9 items withheld (TLP:RED)')).toEqual(['a', 'z', 'x', 'y', 'a']);
    expect(fill('a')).toEqual(['a']);
  });
});

it('[A66] the highest marking is of what is in the grid as its reader has it; a gap and a withheld row are not in it', () => {
  const grid = gridOf(WBCTI, { content: {} });
  const withRow = (change: object) => highestMarking({ ...grid, rows: grid.rows.map((row) => (row.row === 'albania' ? { ...row, ...change } : row)) });
  expect(highestMarking(grid)).toBe('TLP:AMBER');
  expect(highestMarking({ ...grid, rows: [] })).toBe('TLP:AMBER');
  expect(highestMarking({ ...grid, rows: grid.rows.map((row) => ({ ...row, marking: 'TLP:GREEN' as const })) })).toBe('TLP:GREEN');
  expect(withRow({ marking: 'TLP:AMBER+STRICT' })).toBe('TLP:AMBER+STRICT');
  expect(withRow({ cells: { tasks: [item(1, 'a', 'TLP:RED')] } })).toBe('TLP:RED');
  expect(withRow({ cells: { tasks: [gap(1, 'TLP:RED')] } })).toBe('TLP:AMBER');
  expect(withRow({ marking: 'TLP:RED', withheld: true, cells: { tasks: [gap(1, 'TLP:RED')] } })).toBe('TLP:AMBER');
});
