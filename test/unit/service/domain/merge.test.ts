/** Three-way merge of a row by item: the table of what each side did to one item, what both added, moves, order, ids, and columns that come and go. */
import { describe, expect, test } from 'vitest';
import type { Cells } from '#contract/grid.ts';
import type { AlignedCell } from '../../../../service/domain/items.ts';
import { mergeRow, withItemIds } from '../../../../service/domain/merge.ts';
import { COLUMNS, cellsWith, deepFreeze, items } from '../../../support/states.ts';

type Sides = { base: Cells; ours: Record<string, AlignedCell>; theirs: Cells };
const merge = (sides: Sides) => mergeRow(COLUMNS, deepFreeze(sides));
const line = (text: string, itemId?: string) => ({ itemId, text });
const texts = (cell: AlignedCell | undefined) => (typeof cell === 'string' || cell === undefined ? cell : cell.map(({ text }) => text));
/** Merges what became of the one item 1.1 of `done`: its text, or nothing where it was deleted. */
function mergeItem(ours: string | undefined, theirs: string | undefined) {
  const cell = (text: string | undefined) => (text === undefined ? [] : [{ itemId: '1.1', text }]);
  return merge({ base: cellsWith({ done: cell('a') }), ours: { done: cell(ours) }, theirs: cellsWith({ done: cell(theirs) }) });
}
const at = (text: string | undefined, column = 'done') => (text === undefined ? null : { text, column });

describe('one item', () => {
  test.each([
    // ours, theirs, result, changed; the base says "a"
    ['a', 'a', 'a', false],
    ['b', 'a', 'b', true],
    ['a', 'b', 'b', false],
    ['b', 'b', 'b', false],
    [undefined, 'a', undefined, true],
    ['a', undefined, undefined, false],
    [undefined, undefined, undefined, false],
    ['- a', 'b', 'b', false],
    ['b', '- a', 'b', true],
    ['1. a', '2. a', '2. a', false],
    ['- a', 'a', '- a', true],
  ])('[M7] base "a", ours %j, theirs %j: %j, changed %s', (ours, theirs, result, changed) => {
    const merged = mergeItem(ours, theirs);
    expect(merged).toMatchObject({ conflicts: [], changed });
    expect(merged.cells['done']).toEqual(result === undefined ? [] : [line(result, '1.1')]);
  });

  test.each([
    ['b', 'c'],
    [undefined, 'c'],
    ['b', undefined],
    ['b', '- c'],
  ])('[M8] base "a", ours %j, theirs %j is a conflict; theirs stays and nothing is saved', (ours, theirs) => {
    const merged = mergeItem(ours, theirs);
    expect(merged).toMatchObject({ changed: false, conflicts: [{ column: 'done', itemId: '1.1', base: at('a'), ours: at(ours), theirs: at(theirs) }] });
    expect(merged.cells['done']).toEqual(theirs === undefined ? [] : [line(theirs, '1.1')]);
  });

  test('[M16] a cell of kind text merges as one item, and its line breaks count', () => {
    const base = cellsWith({ remark: 'a b' });
    expect(merge({ base, ours: { remark: 'b' }, theirs: base })).toMatchObject({ cells: { remark: 'b' }, changed: true });
    expect(merge({ base, ours: { remark: 'a\nb' }, theirs: cellsWith({ remark: 'c' }) })).toMatchObject({
      cells: { remark: 'c' },
      changed: false,
      conflicts: [{ column: 'remark', base: at('a b', 'remark'), ours: at('a\nb', 'remark'), theirs: at('c', 'remark') }],
    });
    expect(merge({ base, ours: { remark: '' }, theirs: cellsWith({ remark: 'c' }) }).conflicts).toMatchObject([{ ours: null }]);
  });
});

describe('what both added to one cell', () => {
  const base = cellsWith({ done: items(1, 'a', 'b') });
  const [a, b] = items(1, 'a', 'b');

  test('[M50] different lines at one place: both stay, theirs first', () => {
    const theirs = cellsWith({ done: [a!, { itemId: '2.1', text: 'theirs' }, b!] });
    const merged = merge({ base, ours: { done: [a!, line('ours'), b!] }, theirs });
    expect(merged).toMatchObject({ conflicts: [], changed: true });
    expect(merged.cells['done']).toEqual([a, line('theirs', '2.1'), line('ours'), b]);
  });

  test('[M50] each behind the line it was put behind', () => {
    const theirs = cellsWith({ done: [a!, b!, { itemId: '2.1', text: 'last' }] });
    expect(texts(merge({ base, ours: { done: [line('first'), a!, line('middle'), b!] }, theirs }).cells['done'])).toEqual([
      'first',
      'a',
      'middle',
      'b',
      'last',
    ]);
  });

  test('[M51] the same line is one, the k-th with the k-th, whatever its bullet', () => {
    const theirs = cellsWith({ done: [a!, b!, { itemId: '2.1', text: 'same' }] });
    expect(merge({ base, ours: { done: [a!, b!, line('same')] }, theirs })).toMatchObject({ conflicts: [], changed: false });
    expect(merge({ base, ours: { done: [a!, b!, line('- same')] }, theirs })).toMatchObject({ conflicts: [] });
    expect(texts(merge({ base, ours: { done: [a!, b!, line('same'), line('same')] }, theirs }).cells['done'])).toEqual(['a', 'b', 'same', 'same']);
  });

  test('[M51] the same words are one, also where one side reworded a line and the other deleted and added', () => {
    const theirs = cellsWith({ done: [{ itemId: '1.1', text: 'quite another text' }, b!] });
    expect(merge({ base, ours: { done: [line('quite another text'), b!] }, theirs })).toMatchObject({ conflicts: [], changed: false });
    const other = cellsWith({ done: [{ itemId: '2.1', text: 'quite another text' }, b!] });
    expect(merge({ base, ours: { done: [line('quite another text', '1.1'), b!] }, theirs: other })).toMatchObject({ conflicts: [], changed: false });
  });
});

describe('moves', () => {
  const base = cellsWith({ doing: items(1, 'p', 'q') });
  const [p, q] = items(1, 'p', 'q');

  test('[M52] text and column merge independently: one moves, the other rewords', () => {
    const theirs = cellsWith({ doing: [{ itemId: '1.1', text: 'p, adopted' }, q!] });
    const merged = merge({ base, ours: { doing: [q!], done: [p!] }, theirs });
    expect(merged).toMatchObject({ conflicts: [], changed: true });
    expect(merged.cells).toMatchObject({ done: [line('p, adopted', '1.1')], doing: [q] });
  });

  test('[M52] moved by both to one column is one move; moved against deleted is a conflict', () => {
    const theirs = cellsWith({ doing: [q!], done: [p!] });
    expect(merge({ base, ours: { doing: [q!], done: [p!] }, theirs })).toMatchObject({ conflicts: [], changed: false });
    const deleted = merge({ base, ours: { doing: [q!], done: [p!] }, theirs: cellsWith({ doing: [q!] }) });
    expect(deleted).toMatchObject({ changed: false, conflicts: [{ itemId: '1.1', base: at('p', 'doing'), ours: at('p', 'done'), theirs: null }] });
  });

  test('[M52] taken out by ours, moved by theirs to a column that ours does not name: a question, though the named cell says the same', () => {
    const theirs = cellsWith({ doing: [q!], done: [{ itemId: '1.1', text: 'p, adopted' }] });
    const merged = merge({ base, ours: { doing: [q!] }, theirs });
    expect(merged).toMatchObject({
      changed: false,
      conflicts: [{ column: 'done', itemId: '1.1', base: at('p', 'doing'), ours: null, theirs: at('p, adopted', 'done') }],
    });
    expect(merge({ base, ours: { done: [] }, theirs: cellsWith({ doing: [q!] }) })).toMatchObject({ changed: false, conflicts: [] });
  });

  test('[M52] moved to two different columns is a conflict, and the item stays where theirs put it', () => {
    const columns = [...COLUMNS, { ...COLUMNS[0]!, key: 'later', label: 'Later' }];
    const theirs = cellsWith({ doing: [q!], done: [p!] });
    const merged = mergeRow(columns, { base, ours: { doing: [q!], done: [], later: [p!] }, theirs });
    expect(merged.conflicts).toEqual([{ column: 'done', itemId: '1.1', base: at('p', 'doing'), ours: at('p', 'later'), theirs: at('p', 'done') }]);
    expect(merged.cells).toMatchObject({ done: [p], later: [] });
  });

  test('[M52] a line that ours moved out of a cell to which theirs added: both stand', () => {
    const merged = merge({ base, ours: { doing: [q!], done: [p!] }, theirs: cellsWith({ doing: [p!, q!, { itemId: '2.1', text: 'r' }] }) });
    expect(merged).toMatchObject({ conflicts: [], cells: { done: [p], doing: [q, line('r', '2.1')] } });
  });
});

describe('order', () => {
  const [a, b, c] = items(1, 'a', 'b', 'c');
  const base = cellsWith({ done: [a!, b!, c!] });
  const order = (ours: (typeof a)[], theirs: (typeof a)[]) => {
    const merged = merge({ base, ours: { done: ours.map((one) => one!) }, theirs: cellsWith({ done: theirs.map((one) => one!) }) });
    expect(merged.conflicts).toEqual([]);
    return texts(merged.cells['done']);
  };

  test('[M40] reordering on one side stands; on both sides theirs gives the order', () => {
    expect(order([b, a, c], [a, b, c])).toEqual(['b', 'a', 'c']);
    expect(order([a, b, c], [c, b, a])).toEqual(['c', 'b', 'a']);
    expect(order([b, a, c], [c, a, b])).toEqual(['c', 'a', 'b']);
  });

  test('[M40] what the other side added follows the line it was put behind', () => {
    const added = { itemId: '2.1', text: 'theirs' };
    expect(order([c, b, a], [a, added, b, c])).toEqual(['c', 'b', 'a', 'theirs']);
  });

  test('[M40] what stands behind a line that the other side took out keeps to its place', () => {
    const mine = { itemId: undefined, text: 'mine' };
    const merged = merge({ base, ours: { done: [mine, b!, c!] }, theirs: cellsWith({ done: [a!, { itemId: '2.1', text: 'theirs' }, b!, c!] }) });
    expect(texts(merged.cells['done'])).toEqual(['mine', 'theirs', 'b', 'c']);
    const other = merge({ base, ours: { done: [a!, b!, mine, c!] }, theirs: cellsWith({ done: [{ itemId: '2.1', text: 'theirs' }, a!, c!] }) });
    expect(texts(other.cells['done'])).toEqual(['theirs', 'a', 'mine', 'c']);
  });

  test('[M40] deletion on one side and reordering on the other', () => {
    expect(order([c, a], [b, a, c])).toEqual(['c', 'a']);
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

  test('[M17] a column that is new in the definition starts empty; what a removed column holds is carried along', () => {
    const merged = merge({ base: { gone: items(1, 'kept') }, ours: { done: [{ itemId: undefined, text: 'x' }] }, theirs: { gone: items(1, 'kept') } });
    expect(merged.cells).toEqual({ done: [{ itemId: undefined, text: 'x' }], doing: [], remark: '', gone: items(1, 'kept') });
  });
});

describe('ids', () => {
  test('[M4] new lines are numbered through the row, after its version', () => {
    expect(withItemIds({ done: [line('a'), line('b', '2.1')], remark: 'r', doing: [line('c')] }, 7)).toEqual({
      done: [
        { itemId: '7.1', text: 'a' },
        { itemId: '2.1', text: 'b' },
      ],
      remark: 'r',
      doing: [{ itemId: '7.2', text: 'c' }],
    });
  });
});
