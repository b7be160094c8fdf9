import { describe, expect, it } from 'vitest';
import { conflictStarts, refreshed, settledText, withConflicts } from '../../../../addin/sync/conflicts.ts';
import type { KeptConflict } from '../../../../addin/sync/notes.ts';

const side = (text: string) => ({ text, column: 'tasks' });
const theirs = (text: string, version: number) => ({ ...side(text), version, by: 'demo:secretariat', at: '2026-11-25T09:00:00Z' });
const cell = { column: 'tasks', base: side('old'), ours: side('mine\nboth'), theirs: theirs('theirs\nboth', 2) };
const open = (conflicts = [cell] as Parameters<typeof withConflicts>[1]['conflicts'], version = 2): KeptConflict[] =>
  withConflicts([], { row: 'albania', version, person: 'demo:albania', conflicts });
const head = (text: string, version: number) => ({ version, texts: { tasks: text }, by: 'demo:secretariat', at: '2026-11-25T10:00:00Z' });

describe('open conflicts', () => {
  it('[Q50] the same question keeps its id when it is asked again', () => {
    const first = open();
    const again = withConflicts(first, { row: 'albania', version: 4, person: 'demo:albania', conflicts: [{ ...cell, theirs: theirs('other', 4) }] });
    expect(again).toMatchObject([{ id: first[0]!.id, version: 4, theirs: { text: 'other' } }]);
    const item = withConflicts(again, { row: 'albania', version: 4, person: 'demo:albania', conflicts: [{ ...cell, itemId: '2.1' }] });
    expect(new Set(item.map(({ id }) => id)).size).toBe(2);
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
    const [conflict] = open();
    const choices = [{ keep: 'mine' }, { keep: 'theirs' }, { keep: 'both' }, { keep: 'text', text: 'new' }] as const;
    expect(choices.map((choice) => settledText(conflict!, choice, texts))).toEqual(['mine\nboth', 'theirs\nboth', 'theirs\nboth\nmine', 'new']);
  });

  it('[Q54] the choice of one item replaces that item and leaves the other lines of the cell', () => {
    const item = { column: 'tasks', itemId: '1.2', base: side('b'), ours: side('b mine'), theirs: theirs('b theirs', 3) };
    const texts = { shown: 'a\nb mine\nc', stored: 'a\nb theirs\nc' };
    const [conflict] = open([item], 3);
    const choices = [{ keep: 'mine' }, { keep: 'theirs' }, { keep: 'both' }, { keep: 'text', text: 'x\ny' }] as const;
    expect(choices.map((choice) => settledText(conflict!, choice, texts))).toEqual(['a\nb mine\nc', 'a\nb theirs\nc', 'a\nb theirs\nb mine\nc', 'a\nx\ny\nc']);
    const [deleted] = open([{ ...item, theirs: null }], 3);
    expect(settledText(deleted!, { keep: 'mine' }, { shown: 'a\nb mine', stored: 'a' })).toBe('a\nb mine');
    expect(settledText(deleted!, { keep: 'theirs' }, { shown: 'a\nb mine', stored: 'a' })).toBe('a');
  });

  it('[Q55] a cell in conflict starts from the version whose text was shown as theirs', () => {
    expect(conflictStarts(open(), 'albania', { tasks: 'whatever' })).toEqual({ tasks: { version: 2, text: 'theirs\nboth' } });
    expect(conflictStarts(open(), 'kosovo', {})).toEqual({});
  });
});
