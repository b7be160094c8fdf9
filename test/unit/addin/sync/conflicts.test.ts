import { describe, expect, it } from 'vitest';
import { isMovedApart } from '#contract/settle-conflict.ts';
import { conflictStarts, decided, refreshed, settledCell, withConflicts } from '../../../../addin/sync/conflicts.ts';
import { isHeld } from '../../../../addin/sync/held.ts';
import type { KeptConflict } from '../../../../addin/sync/notes.ts';

const side = (text: string) => ({ text, column: 'tasks' });
const theirs = (text: string, version: number) => ({ ...side(text), version, by: 'demo:secretariat', at: '2026-11-25T09:00:00Z' });
const cell = { column: 'tasks', base: side('old'), ours: side('mine\nboth'), theirs: theirs('theirs\nboth', 2) };
const open = (conflicts = [cell] as Parameters<typeof withConflicts>[1]['conflicts'], version = 2): KeptConflict[] =>
  withConflicts([], { row: 'albania', base: 1, version, person: 'demo:albania', conflicts });
const ASKED = { row: 'albania', base: 2, version: 4, person: 'demo:albania' };
const head = (text: string, version: number) => ({ version, texts: { tasks: text }, by: 'demo:secretariat', at: '2026-11-25T10:00:00Z' });

describe('open conflicts', () => {
  it('[Q50] the same question keeps its id when it is asked again', () => {
    const first = open();
    const again = withConflicts(first, { ...ASKED, conflicts: [{ ...cell, theirs: theirs('other', 4) }] });
    expect(again).toMatchObject([{ id: first[0]!.id, version: 4, theirs: { text: 'other' } }]);
    const item = withConflicts(again, { ...ASKED, conflicts: [{ ...cell, itemId: '2.1' }] });
    expect(new Set(item.map(({ id }) => id)).size).toBe(2);
    const moved = withConflicts(item, { ...ASKED, conflicts: [{ ...cell, column: 'done', itemId: '2.1' }] });
    expect(moved.map(({ id }) => id)).toEqual(item.map(({ id }) => id));
    // What somebody else was asked stays that person's.
    expect(withConflicts(item, { ...ASKED, person: 'demo:secretariat', conflicts: [{ ...cell, itemId: '2.1' }] })).toHaveLength(3);
  });

  it('[Q51] ours follows the sheet, theirs the service; a version that leaves the cell alone changes nothing', () => {
    expect(refreshed(open(), { row: 'albania', texts: { tasks: 'mine, reworded' }, head: head('theirs\nboth', 7) })).toMatchObject([
      { version: 2, ours: { text: 'mine, reworded' }, theirs: { version: 2 } },
    ]);
    expect(refreshed(open(), { row: 'albania', texts: { tasks: 'mine' }, head: head('third', 3) })).toMatchObject([
      { version: 3, base: { text: 'old' }, theirs: { text: 'third', version: 3 } },
    ]);
    expect(refreshed(open(), { row: 'kosovo', texts: { tasks: 'x' }, head: head('y', 9) })).toEqual(open());
  });

  it('[Q52] a question that has answered itself is dropped', () => {
    expect(refreshed(open(), { row: 'albania', texts: { tasks: 'same' }, head: head('same', 3) })).toEqual([]);
    expect(refreshed(open(), { row: 'albania', texts: { tasks: 'mine' }, head: head('old', 3) })).toEqual([]);
  });

  it('[Q53] the choice of a cell: mine, theirs, both without repeating a line, or a new text', () => {
    const texts = { shown: 'mine\nboth', stored: 'theirs\nboth' };
    const choices = [{ keep: 'mine' }, { keep: 'theirs' }, { keep: 'both' }, { keep: 'text', text: 'new' }] as const;
    expect(choices.map((choice) => settledCell(choice, texts))).toEqual(['mine\nboth', 'theirs\nboth', 'theirs\nboth\nmine', 'new']);
  });

  it('[Q54] the choice of one item says which lines are to stand in its place', () => {
    const item = { column: 'tasks', itemId: '1.2', base: side('b'), ours: side('b mine'), theirs: theirs('b theirs', 3) };
    const choices = [{ keep: 'mine' }, { keep: 'theirs' }, { keep: 'both' }, { keep: 'text', text: 'x\n\ny' }] as const;
    const lines = (conflict: Parameters<typeof withConflicts>[1]['conflicts'][number]) => {
      const [kept] = open([conflict], 3);
      return choices.map((choice) => (kept && isHeld(kept) ? decided(kept, choice)?.held.target : undefined));
    };
    expect(lines(item)).toEqual([['b mine'], ['b theirs'], ['b theirs', 'b mine'], ['x', 'y']]);
    expect(lines({ ...item, theirs: null })).toEqual([['b mine'], [], ['b mine'], ['x', 'y']]);
    expect(lines({ ...item, ours: null })).toEqual([[], ['b theirs'], ['b theirs'], ['x', 'y']]);
  });

  it('[Q69] an item moved to two columns is a question of place; what is chosen stands where it was chosen', () => {
    const item = { column: 'done', itemId: '1.2', base: side('b'), ours: { text: 'b', column: 'note' }, theirs: { ...theirs('b', 3), column: 'done' } };
    const [kept] = open([item], 3);
    if (!kept || !isHeld(kept)) throw new Error('an item');
    expect(isMovedApart(item)).toBe(true);
    expect(decided(kept, { keep: 'mine' })?.held).toMatchObject({ target: ['b'], column: 'note' });
    expect(decided(kept, { keep: 'theirs' })?.held).toMatchObject({ target: ['b'], column: 'done', shown: ['b'], shownIn: 'note' });
    // One side moved it and the other reworded it differently: the place is no question.
    const both = { ...item, ours: side('b mine'), theirs: { ...theirs('b theirs', 3), column: 'done' } };
    expect(isMovedApart(both)).toBe(false);
    const [reworded] = open([both], 3);
    expect(reworded && isHeld(reworded) && decided(reworded, { keep: 'mine' })?.held).toMatchObject({ target: ['b mine'], column: 'done' });
  });

  it('[Q55] a cell in conflict starts from the version whose text was shown as theirs', () => {
    expect(conflictStarts(open(), 'albania')).toEqual({ tasks: { version: 2, text: 'theirs\nboth' } });
    expect(conflictStarts(open([{ ...cell, itemId: '1.1' }]), 'albania')).toEqual({});
    expect(conflictStarts(open(), 'kosovo')).toEqual({});
  });
});
