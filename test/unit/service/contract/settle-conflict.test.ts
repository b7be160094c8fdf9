import { describe, expect, it } from 'vitest';
import { type ConflictSides, isMovedApart, mayKeepBoth, settledCells } from '#contract/settle-conflict.ts';

const CELLS = {
  tasks: [
    { itemId: '1.1', text: 'Theirs' },
    { itemId: '1.2', text: 'Other' },
  ],
  done: [{ itemId: '1.3', text: 'Done' }],
  note: 'Their note',
};
const side = (text: string, column = 'tasks') => ({ text, column });
const conflict = (sides: Partial<ConflictSides> = {}): ConflictSides => ({
  column: 'tasks',
  itemId: '1.1',
  base: side('Base'),
  ours: side('Mine'),
  theirs: side('Theirs'),
  ...sides,
});
const settle = (one: ConflictSides, keep: 'mine' | 'theirs' | 'both' | { text: string }) =>
  settledCells(CELLS, [{ conflict: one, choice: typeof keep === 'string' ? { keep } : { keep: 'text', ...keep } }]);
const OTHER = { itemId: '1.2', text: 'Other' };

describe('a choice about a conflict', () => {
  it.each([
    ['mine', conflict(), 'mine' as const, { tasks: [{ itemId: '1.1', text: 'Mine' }, OTHER] }],
    ['theirs', conflict(), 'theirs' as const, {}],
    ['both', conflict(), 'both' as const, { tasks: [{ itemId: '1.1', text: 'Theirs' }, 'Mine', OTHER] }],
    ['a new text', conflict(), { text: 'New' }, { tasks: [{ itemId: '1.1', text: 'New' }, OTHER] }],
    ['mine, where I took it out', conflict({ ours: null }), 'mine' as const, { tasks: [OTHER] }],
    ['mine, where they took it out', conflict({ itemId: '1.9', theirs: null }), 'mine' as const, { tasks: [{ itemId: '1.1', text: 'Theirs' }, OTHER, 'Mine'] }],
    [
      'mine, moved apart',
      conflict({ ours: side('Mine', 'done'), theirs: side('Theirs', 'tasks'), base: side('Base', 'plans') }),
      'mine' as const,
      {
        tasks: [OTHER],
        done: [
          { itemId: '1.3', text: 'Done' },
          { itemId: '1.1', text: 'Mine' },
        ],
      },
    ],
    [
      'mine, of one text',
      conflict({ column: 'note', itemId: undefined, ours: side('My note', 'note'), theirs: side('Their note', 'note') }),
      'mine' as const,
      { note: 'My note' },
    ],
    [
      'both, of one text',
      conflict({ column: 'note', itemId: undefined, ours: side('My note', 'note'), theirs: side('Their note', 'note') }),
      'both' as const,
      { note: 'Their note\nMy note' },
    ],
  ])('[P183] %s', (_, one, keep, expected) => {
    expect(settle(one, keep)).toEqual(expected);
  });

  it('[P183] several choices in one cell are one edit of it', () => {
    const second = conflict({ itemId: '1.2', base: side('Other, before'), ours: side('My other'), theirs: side('Other') });
    const choices = [conflict(), second].map((one) => ({ conflict: one, choice: { keep: 'mine' as const } }));
    expect(settledCells(CELLS, choices)).toEqual({
      tasks: [
        { itemId: '1.1', text: 'Mine' },
        { itemId: '1.2', text: 'My other' },
      ],
    });
  });

  it('[P183] both is offered where two texts can stand beside each other', () => {
    expect(mayKeepBoth(conflict())).toBe(true);
    expect(mayKeepBoth(conflict({ ours: null }))).toBe(false);
    const apart = conflict({ ours: side('Mine', 'done'), base: side('Base', 'plans') });
    expect([isMovedApart(apart), mayKeepBoth(apart)]).toEqual([true, false]);
  });
});
