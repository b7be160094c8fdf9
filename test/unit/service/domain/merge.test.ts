/** Three-way merge of a row by cell: the table of what each side did, ids, and columns that come and go. */
import { describe, expect, test } from 'vitest';
import type { Cells } from '#contract/grid.ts';
import type { AlignedCell } from '../../../../service/domain/items.ts';
import { mergeRow, withItemIds } from '../../../../service/domain/merge.ts';
import { COLUMNS, cellsWith, deepFreeze, idsOf, items } from '../../../support/states.ts';

type Sides = { base: Cells; ours: Record<string, AlignedCell>; theirs: Cells };
const merge = (sides: Sides) => mergeRow(COLUMNS, deepFreeze(sides));
const cell = (text: string) => (text === '' ? [] : [{ itemId: `1.${text.charCodeAt(0)}`, text }]);
/** Merges one cell `done` that is empty or holds one line. */
const mergeDone = (base: string, ours: string, theirs: string) =>
  merge({ base: cellsWith({ done: cell(base) }), ours: { done: cell(ours) }, theirs: cellsWith({ done: cell(theirs) }) });

describe('one cell', () => {
  test.each([
    // base, ours, theirs, result, changed
    ['a', 'a', 'a', 'a', false],
    ['a', 'b', 'a', 'b', true],
    ['a', 'a', 'b', 'b', false],
    ['a', 'b', 'b', 'b', false],
    ['', 'b', '', 'b', true],
    ['', '', 'b', 'b', false],
    ['', 'b', 'b', 'b', false],
    ['a', '', 'a', '', true],
    ['a', 'a', '', '', false],
    ['a', '', '', '', false],
  ])('[M7] base %j, ours %j, theirs %j: %j, changed %s', (base, ours, theirs, result, changed) => {
    const merged = mergeDone(base, ours, theirs);
    expect(merged).toMatchObject({ conflicts: [], changed });
    expect(merged.cells['done']).toEqual(cell(result));
  });

  test.each([
    ['a', 'b', 'c'],
    ['a', '', 'c'],
    ['a', 'b', ''],
    ['', 'b', 'c'],
  ])('[M8] base %j, ours %j, theirs %j is a conflict; theirs stays and nothing is saved', (base, ours, theirs) => {
    const merged = mergeDone(base, ours, theirs);
    expect(merged).toMatchObject({ conflicts: [{ column: 'done', base, ours, theirs }], changed: false });
    expect(merged.cells['done']).toEqual(cell(theirs));
  });

  test('[M7] order is part of a cell: reordering on one side stands, on both sides differently it is a conflict', () => {
    const base = cellsWith({ done: items(1, 'a', 'b', 'c') });
    const [a, b, c] = items(1, 'a', 'b', 'c');
    const ours = { done: [b!, a!, c!] };
    expect(merge({ base, ours, theirs: base })).toMatchObject({ changed: true, cells: { done: [b, a, c] } });
    expect(merge({ base, ours, theirs: cellsWith({ done: [c!, a!, b!] }) }).conflicts).toEqual([
      { column: 'done', base: 'a\nb\nc', ours: 'b\na\nc', theirs: 'c\na\nb' },
    ]);
  });

  test('[M16] a cell of kind text merges by the same table', () => {
    const base = cellsWith({ remark: 'a' });
    expect(merge({ base, ours: { remark: 'b' }, theirs: base })).toMatchObject({ cells: { remark: 'b' }, changed: true });
    expect(merge({ base, ours: { remark: 'b' }, theirs: cellsWith({ remark: 'c' }) })).toMatchObject({
      cells: { remark: 'c' },
      changed: false,
      conflicts: [{ column: 'remark', base: 'a', ours: 'b', theirs: 'c' }],
    });
  });
});

describe('several cells', () => {
  test('[M6] what ours and theirs changed in different cells is merged', () => {
    const base = cellsWith({ done: items(1, 'a'), remark: 'old' });
    const theirs = cellsWith({ done: items(1, 'a'), remark: 'theirs' });
    const merged = merge({ base, ours: { done: [...items(1, 'a'), { itemId: undefined, text: 'ours' }] }, theirs });
    expect(merged).toEqual({
      changed: true,
      conflicts: [],
      cells: { done: [...items(1, 'a'), { itemId: undefined, text: 'ours' }], doing: [], remark: 'theirs' },
    });
  });

  test('[M6] a column that ours does not name stays as theirs, even if theirs changed or emptied it', () => {
    const base = cellsWith({ done: items(1, 'a'), remark: 'old' });
    expect(merge({ base, ours: {}, theirs: cellsWith({}) })).toEqual({ changed: false, conflicts: [], cells: cellsWith({}) });
  });

  test('[M8] a conflict in one cell does not hold back another', () => {
    const base = cellsWith({ remark: 'old' });
    const merged = merge({ base, ours: { remark: 'ours', done: [{ itemId: undefined, text: 'new' }] }, theirs: cellsWith({ remark: 'theirs' }) });
    expect(merged.conflicts.map(({ column }) => column)).toEqual(['remark']);
    expect(merged).toMatchObject({ changed: true, cells: { remark: 'theirs', done: [{ text: 'new' }] } });
  });

  test('[M8] conflicts come in the order of the columns', () => {
    const theirs = cellsWith({ remark: 't', done: items(2, 't'), doing: items(3, 't') });
    const ours = { remark: 'o', doing: items(1, 'o'), done: items(1, 'o') };
    expect(merge({ base: cellsWith({}), ours, theirs }).conflicts.map(({ column }) => column)).toEqual(['done', 'doing', 'remark']);
  });

  test('[M17] a column that is new in the definition starts empty; what a removed column holds is carried along', () => {
    const merged = merge({ base: { gone: items(1, 'kept') }, ours: { done: [{ itemId: undefined, text: 'x' }] }, theirs: { gone: items(1, 'kept') } });
    expect(merged.cells).toEqual({ done: [{ itemId: undefined, text: 'x' }], doing: [], remark: '', gone: items(1, 'kept') });
  });
});

describe('ids', () => {
  test('[M4] new lines are numbered through the row, after its version', () => {
    const line = (text: string, itemId?: string) => ({ itemId, text });
    expect(withItemIds({ done: [line('a'), line('b', '2.1')], remark: 'r', doing: [line('c')] }, 7)).toEqual({
      done: [
        { itemId: '7.1', text: 'a' },
        { itemId: '2.1', text: 'b' },
      ],
      remark: 'r',
      doing: [{ itemId: '7.2', text: 'c' }],
    });
  });

  test('[M4] an id that stands twice stays with its first place, also over columns', () => {
    const x = { itemId: '1.1', text: 'x' };
    const cells = withItemIds({ done: [x, x], doing: [x], remark: '' }, 3);
    expect(idsOf(cells)).toEqual(['1.1', '3.1', '3.2']);
  });

  test('[M4] a line that ours moved out of a cell in conflict stands in both cells, each with an id of its own', () => {
    const base = cellsWith({ doing: items(1, 'p') });
    const ours = { doing: [], done: items(1, 'p') };
    const merged = merge({ base, ours, theirs: cellsWith({ doing: items(1, 'p', 'q') }) });
    expect(merged.conflicts.map(({ column }) => column)).toEqual(['doing']);
    expect(withItemIds(merged.cells, 3)).toEqual({
      done: [{ itemId: '1.1', text: 'p' }],
      doing: [
        { itemId: '3.1', text: 'p' },
        { itemId: '1.2', text: 'q' },
      ],
      remark: '',
    });
  });
});
