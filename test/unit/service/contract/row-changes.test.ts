/** What changed from one version to the next, by examples. */
import { describe, expect, test } from 'vitest';
import type { Cells } from '#contract/grid.ts';
import { findItem, itemChangeKind, rowChanges } from '#contract/row-changes.ts';

const item = (itemId: string, text: string) => ({ itemId, text });
const BEFORE: Cells = { tasks: [item('1.1', 'one'), item('1.2', 'two'), item('1.3', 'three')], done: [], remark: 'as it was' };

describe('what changed from one version to the next', () => {
  test('[M70] nothing', () => {
    expect(rowChanges(BEFORE, structuredClone(BEFORE))).toEqual([]);
    expect(rowChanges({}, { tasks: [], remark: '' })).toEqual([]);
  });

  test('[M70] an item added, one removed, each where it stands or stood', () => {
    expect(rowChanges(BEFORE, { ...BEFORE, tasks: [item('1.1', 'one'), item('2.1', 'new'), item('1.3', 'three')] })).toEqual([
      { change: 'removed', itemId: '1.2', column: 'tasks', text: 'two' },
      { change: 'added', itemId: '2.1', column: 'tasks', text: 'new' },
    ]);
  });

  test('[M70] an item moved, reworded, both', () => {
    const after = { ...BEFORE, tasks: [item('1.1', 'one and more')], done: [item('1.2', 'two'), item('1.3', '3')] };
    expect(rowChanges(BEFORE, after)).toEqual([
      { change: 'reworded', itemId: '1.1', column: 'tasks', before: 'one', text: 'one and more' },
      { change: 'moved', itemId: '1.2', from: 'tasks', column: 'done', text: 'two' },
      { change: 'moved-and-reworded', itemId: '1.3', from: 'tasks', column: 'done', before: 'three', text: '3' },
    ]);
  });

  test('[M71] another order is said once per column, and neither an addition nor a removal is one', () => {
    const [one, two, three] = [item('1.1', 'one'), item('1.2', 'two'), item('1.3', 'three')];
    expect(rowChanges(BEFORE, { ...BEFORE, tasks: [three, one, two] })).toEqual([{ change: 'reordered', column: 'tasks' }]);
    const kinds = (tasks: Cells['tasks']): string[] => rowChanges(BEFORE, { ...BEFORE, tasks: tasks ?? [] }).map(({ change }) => change);
    expect(kinds([item('2.1', 'new'), one, three])).toEqual(['removed', 'added']);
    expect(kinds([three, item('2.1', 'new'), one])).toEqual(['removed', 'added', 'reordered']);
  });

  test('[M72] a cell of kind text has a before and an after; “” is empty', () => {
    expect(rowChanges(BEFORE, { ...BEFORE, remark: 'as it is' })).toEqual([{ change: 'text', column: 'remark', before: 'as it was', text: 'as it is' }]);
    expect(rowChanges({}, { remark: 'new' })).toEqual([{ change: 'text', column: 'remark', before: '', text: 'new' }]);
    expect(rowChanges({ remark: 'old' }, {})).toEqual([{ change: 'text', column: 'remark', before: 'old', text: '' }]);
  });

  test('[M72] a column that came, went or became one of another kind loses nothing', () => {
    expect(rowChanges({ old: [item('1.1', 'one')] }, { new: [item('1.1', 'one')] })).toEqual([
      { change: 'moved', itemId: '1.1', from: 'old', column: 'new', text: 'one' },
    ]);
    expect(rowChanges({ tasks: 'one text' }, { tasks: [item('2.1', 'one item')] })).toEqual([
      { change: 'added', itemId: '2.1', column: 'tasks', text: 'one item' },
      { change: 'text', column: 'tasks', before: 'one text', text: '' },
    ]);
  });

  test('[M73] one item: where it stands, and what became of it', () => {
    expect(findItem(BEFORE, '1.2')).toEqual({ column: 'tasks', text: 'two' });
    expect(findItem(BEFORE, '9.9')).toBeUndefined();
    const at = (column: string, text: string) => ({ column, text });
    expect(itemChangeKind(undefined, undefined)).toBeUndefined();
    expect(itemChangeKind(undefined, at('a', 't'))).toBe('added');
    expect(itemChangeKind(at('a', 't'), undefined)).toBe('removed');
    expect(itemChangeKind(at('a', 't'), at('a', 't'))).toBeUndefined();
    expect(itemChangeKind(at('a', 't'), at('a', 'u'))).toBe('reworded');
    expect(itemChangeKind(at('a', 't'), at('b', 't'))).toBe('moved');
    expect(itemChangeKind(at('a', 't'), at('b', 'u'))).toBe('moved-and-reworded');
  });
});
