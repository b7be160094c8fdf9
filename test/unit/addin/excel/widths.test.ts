import { describe, expect, it } from 'vitest';
import { frozenColumns, leadingColumns, screenWidths } from '../../../../addin/excel/widths.ts';

const columns = (...widths: [number, 'fixed' | 'edit'][]) => widths.map(([widthCharacters, kind]) => ({ widthCharacters, editable: kind === 'edit' }));
const sum = (widths: number[]) => widths.reduce((total, width) => total + width, 0);

describe('the widths of columns', () => {
  it('[L59] wide columns share what is left after the narrow ones; those that fit keep their widths', () => {
    const wide = screenWidths(columns([5, 'fixed'], [30, 'fixed'], [100, 'edit'], [100, 'edit']));
    expect(wide.columns[0]).toBe(5);
    expect(sum([...wide.columns, wide.status])).toBeLessThanOrEqual(172);
    expect(wide.columns[2]).toBe(wide.columns[3]);
    expect(screenWidths(columns([5, 'fixed'], [40, 'edit']))).toEqual({ columns: [5, 40], status: 26 });
  });

  it('[L59] no column gets narrower than what a number needs, however many there are', () => {
    const many = screenWidths(columns(...Array.from({ length: 40 }, (): [number, 'edit'] => [30, 'edit'])));
    expect(new Set([...many.columns, many.status])).toEqual(new Set([10]));
  });

  it('[L57] the columns before the first editable one are frozen, unless they are too wide', () => {
    expect(frozenColumns(columns([5, 'fixed'], [30, 'fixed'], [40, 'edit'], [10, 'fixed']))).toBe(2);
    expect(frozenColumns(columns([40, 'fixed'], [40, 'fixed'], [40, 'edit']))).toBe(0);
    expect([frozenColumns(columns([40, 'edit'])), leadingColumns(columns([40, 'fixed']))]).toEqual([0, 0]);
  });
});
