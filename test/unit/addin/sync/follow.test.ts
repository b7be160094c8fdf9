import { describe, expect, it } from 'vitest';
import { arrivalsOf } from '../../../../addin/sync/arrivals.ts';
import { decided, withConflicts } from '../../../../addin/sync/conflicts.ts';
import { type FollowedRow, followed, isInSheet } from '../../../../addin/sync/follow.ts';
import { bareShown, bareStart, type HeldConflict, isHeld, refilled, shownInPlace, storedAsShown, wantedText } from '../../../../addin/sync/held.ts';
import { located, mostAlike, putNear, without } from '../../../../addin/sync/lines.ts';

const BASE = 'Border plan of the ministry';
const MINE = `${BASE}, mine`;
const THEIRS = `${BASE}, theirs`;
const side = (text: string, column = 'tasks') => ({ text, column });
const by = { by: 'demo:secretariat', at: '2026-11-25T09:00:00Z' };
const cells = (lines: string[], done: string[] = []) => ({
  tasks: lines.map((text, at) => ({ itemId: text.startsWith(BASE) ? '1.2' : `1.${at}x`, text })),
  done: done.map((text, at) => ({ itemId: text.startsWith(BASE) ? '1.2' : `2.${at}x`, text })),
});

function asked(change: { ours?: HeldConflict['ours']; theirs?: { text: string; column: string } | null } = {}): HeldConflict {
  const { ours = side(MINE), theirs = side(THEIRS) } = change;
  const conflict = { column: 'tasks', itemId: '1.2', base: side(BASE), ours, theirs: theirs && { ...theirs, version: 3, ...by } };
  const [kept] = withConflicts([], { row: 'albania', base: 1, version: 3, person: 'demo:albania', conflicts: [conflict] });
  if (!kept || !isHeld(kept)) throw new Error('an item');
  return kept;
}

const row = (shown: string[], change: Partial<FollowedRow> = {}): FollowedRow => ({
  texts: { tasks: shown.join('\n'), done: '' },
  startOf: (column) => ({ version: 3, text: column === 'tasks' ? `one\n${THEIRS}\ntwo` : '' }),
  head: { version: 3, cells: cells(['one', THEIRS, 'two']), ...by },
  person: 'demo:albania',
  ...change,
});
const following = (conflict: HeldConflict, seen: FollowedRow): HeldConflict | undefined => followed([conflict], seen).conflicts[0];
const head = (version: number, lines: string[], done: string[] = []) => ({ head: { version, cells: cells(lines, done), ...by } });

describe('following the line of a question', () => {
  it('[Q68] ours is what the line says now; other lines typed beside it are not taken for it', () => {
    expect(following(asked(), row(['one', MINE, 'two', `${MINE} again`]))).toMatchObject({ ours: { text: MINE }, held: { state: 'open' } });
    expect(following(asked(), row(['one', `${MINE} and more`, 'two']))).toMatchObject({
      ours: { text: `${MINE} and more` },
      held: { target: [`${MINE} and more`] },
    });
    expect(following(asked(), row(['one', 'two'], { texts: { tasks: 'one\ntwo', done: MINE } }))).toMatchObject({ ours: side(MINE, 'done') });
  });

  it('[Q70] a line that is gone with nothing in its place was taken out; with other new lines there it is lost, and found again when it comes back', () => {
    expect(following(asked(), row(['one', 'two']))).toMatchObject({ ours: null, held: { state: 'open', target: [] } });
    const lost = following(asked(), row(['one', 'different', 'two']));
    expect(lost).toMatchObject({ ours: { text: MINE }, held: { state: 'lost' } });
    expect(lost && following(lost, row(['one', MINE, 'two']))).toMatchObject({ held: { state: 'open' } });
    expect(lost && decided(lost, { keep: 'mine' })).toBeUndefined();
  });

  it('[Q74] what somebody else was asked is not reworded by who sits here now', () => {
    expect(following(asked(), row(['one', `${MINE} and more`, 'two'], { person: 'demo:secretariat' }))).toMatchObject({
      ours: { text: MINE },
      held: { state: 'lost' },
    });
  });

  it('[Q71] theirs is what is stored now, wherever the item moved; a question that has answered itself is gone', () => {
    const shown = row(['one', MINE, 'two']);
    expect(following(asked(), { ...shown, ...head(4, ['one', `${THEIRS} 2`, 'two']) })).toMatchObject({
      theirs: { text: `${THEIRS} 2`, version: 4 },
      ours: { text: MINE },
    });
    expect(following(asked(), { ...shown, ...head(4, ['one'], [THEIRS]) })).toMatchObject({ theirs: { column: 'done' } });
    expect(following(asked(), { ...shown, ...head(4, ['one', 'two']) })).toMatchObject({ theirs: null });
    expect(following(asked(), { ...shown, ...head(4, ['one', MINE, 'two']) })).toBeUndefined();
    expect(following(asked(), { ...shown, ...head(4, ['one', BASE, 'two']) })).toBeUndefined();
    expect(following(asked(), row(['one', THEIRS, 'two']))).toBeUndefined();
  });

  it('[Q71] a choice about a text that has changed since is asked again', () => {
    const chosen = decided(asked(), { keep: 'both' });
    if (!chosen) throw new Error('chosen');
    expect(isInSheet(chosen)).toBe(false);
    expect(following(chosen, row(['one', MINE, 'two']))).toMatchObject({ held: { state: 'decided' } });
    expect(following(chosen, row(['one', THEIRS, MINE, 'two']))).toSatisfy((one: HeldConflict) => isInSheet(one));
    expect(following(chosen, { ...row(['one', MINE, 'two']), ...head(4, ['one', `${THEIRS} 2`, 'two']) })).toMatchObject({ held: { state: 'open' } });
  });

  it('[Q72] where I had taken the line out, the sheet shows theirs and follows it', () => {
    const shown = following(asked({ ours: null }), row(['one', THEIRS, 'two']));
    const later = shown && following(shown, { ...row(['one', THEIRS, 'two']), ...head(4, ['one', `${THEIRS} 2`, 'two']) });
    expect(later).toMatchObject({ ours: null, held: { shown: [THEIRS], target: [`${THEIRS} 2`] } });
  });
});

describe('a cell with and without the lines of its questions', () => {
  const start = { version: 3, text: `one\n${THEIRS}\ntwo` };
  const look = (shown: string[], conflict = asked()) => ({ ...followed([conflict], row(shown)), cell: { column: 'tasks', text: shown.join('\n'), start } });

  it('[Q60] untouched but for the line in conflict is untouched; other lines are sent with the line as they started from it', () => {
    const cases: [string[], string][] = [
      [['one', MINE, 'two'], start.text],
      [[MINE, 'one', 'two'], start.text],
      [['one', MINE, 'two', 'new'], `${start.text}\nnew`],
      [['one', MINE], `one\n${THEIRS}`],
    ];
    for (const [shown, wanted] of cases) {
      const { cell, ...seen } = look(shown);
      expect(wantedText(seen, cell)).toBe(wanted);
    }
    const { cell, ...seen } = look(['one', MINE, 'two', 'new']);
    expect(wantedText(seen, { ...cell, start: { version: 1, text: `one\n${BASE}\ntwo` } })).toBe(`one\n${BASE}\ntwo\nnew`);
    const gone = look(['one', MINE, 'two', 'new'], asked({ theirs: null }));
    expect(wantedText(gone, { ...gone.cell, start: { version: 3, text: 'one\ntwo' } })).toBe('one\ntwo\nnew');
    expect(bareShown(seen, cell)).toEqual(['one', 'two', 'new']);
    expect(bareStart(seen.conflicts, 'tasks', start)).toEqual(['one', 'two']);
  });

  it('[Q61] a received version is written with the line as it stands; a choice alone changes the line alone', () => {
    const { cell, ...seen } = look(['one', MINE, 'two']);
    expect(storedAsShown(seen, { column: 'tasks', shown: cell.text, cells: cells(['zero', THEIRS, 'two', 'new']) })).toBe(`zero\n${MINE}\ntwo\nnew`);
    expect(storedAsShown(seen, { column: 'done', shown: '', cells: cells([], ['x', THEIRS]) })).toBe('x');
    const chosen = decided(asked(), { keep: 'both' });
    const both = { ...seen, conflicts: chosen ? [chosen] : [] };
    expect(shownInPlace(both, { ...cell, cells: cells(['one', THEIRS, 'two']) })).toBe(`one\n${THEIRS}\n${MINE}\ntwo`);
  });

  it('[Q75] a cell that the sheet lacks is filled with the line that waits', () => {
    expect(refilled([asked()], { column: 'tasks', text: start.text, start })).toBe(`one\n${MINE}\ntwo`);
    expect(refilled([asked()], { column: 'tasks', text: `one\n${MINE}`, start })).toBe(`one\n${MINE}`);
    expect(refilled([asked({ theirs: null })], { column: 'tasks', text: 'one', start: { version: 3, text: 'one' } })).toBe(`one\n${MINE}`);
  });
});

describe('lines', () => {
  it('[Q68] a block is found side by side, else line by line, and each line once', () => {
    expect(located(['a', 'x', 'a', 'b'], ['a', 'b'], new Set())).toEqual([2, 3]);
    expect(located(['b', 'a'], ['a', 'b'], new Set())).toEqual([1, 0]);
    expect([located(['a'], ['a', 'a'], new Set()), located(['a'], ['a'], new Set([0])), located(['a'], [], new Set())]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(without(['a', 'b', 'a'], ['a', 'c'])).toEqual(['b', 'a']);
  });

  it('[Q68] a line is put behind its nearest neighbour that is there, and found again only if it is like enough', () => {
    expect(putNear(['b', 'd'], ['x'], { order: ['a', 'b', 'x', 'd'], at: 2 })).toEqual(['b', 'x', 'd']);
    expect(putNear(['a', 'b', 'a', 'c'], ['x'], { order: ['a', 'b', 'a', 'x'], at: 3 })).toEqual(['a', 'b', 'a', 'x', 'c']);
    expect([putNear(['d'], ['x'], { order: ['x'], at: 0 }), putNear(['d'], ['x'], { order: [], at: -1 })]).toEqual([
      ['x', 'd'],
      ['d', 'x'],
    ]);
    expect(mostAlike(MINE, ['other', `${MINE}!`, BASE])).toBe(`${MINE}!`);
    expect(mostAlike(MINE, ['wholly different'])).toBeUndefined();
  });
});

describe('news', () => {
  it('[Q63] what came in beside mine is counted; my own lines, lines in conflict and a mere echo are not', () => {
    const told = (stored: string, sent: string | undefined, conflicts: HeldConflict[] = []) =>
      arrivalsOf(['tasks'], { starts: () => 'one\ntwo', stored: { tasks: stored }, sent: sent === undefined ? undefined : { tasks: sent }, conflicts });
    expect(told('one\ntwo\nmine\ntheirs', 'one\ntwo\nmine')).toEqual([{ column: 'tasks', merged: true, added: 1 }]);
    expect(told('one\nmine', 'one\ntwo\nmine')).toEqual([{ column: 'tasks', merged: true, added: 0 }]);
    expect(told('one\ntwo\nmine', 'one\ntwo\nmine')).toEqual([]);
    expect(told(`one\ntwo\nmine\n${THEIRS}`, `one\ntwo\nmine\n${MINE}`, [asked()])).toEqual([]);
    expect(told('one', undefined)).toEqual([{ column: 'tasks', merged: false, added: 0 }]);
  });
});
