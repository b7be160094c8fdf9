/** Which version a conflict names as the origin of theirs. */
import { describe, expect, test } from 'vitest';
import { theirsOrigin } from '#contract/theirs-origin.ts';

const at = '2026-11-25T09:00:00.000Z';
/** Versions from 2 on, as they came: the column and the text of item 2.1, or nothing; `remark` is a cell of kind text. */
const versions = (...stands: ([column: string, text: string] | undefined)[]) =>
  stands
    .map((stand, index) => ({
      version: index + 2,
      by: `p-${index + 2}`,
      at,
      cells: { done: [], doing: [], remark: stand?.[1] ?? '', ...(stand ? { [stand[0]]: [{ itemId: '2.1', text: stand[1] }] } : {}) },
    }))
    .reverse();
const side = (column: string, text: string) => ({ column, text });
const BASE = side('done', 'law');
const origin = (stands: Parameters<typeof versions>, sides: { ours: ReturnType<typeof side> | null; theirs: ReturnType<typeof side> }): number | undefined =>
  theirsOrigin(versions(...stands), { column: sides.theirs.column, itemId: '2.1', base: BASE, ...sides })?.version;

describe('[M59] the version that is named', () => {
  test('is the newest in which the text came to be what it is, whatever else was saved since', () => {
    const ours = side('done', 'law, ours');
    expect(
      origin(
        [
          ['done', 'law'],
          ['done', 'x'],
          ['done', 'law, theirs'],
          ['done', 'law, theirs'],
        ],
        { ours, theirs: side('done', 'law, theirs') },
      ),
    ).toBe(4);
    expect(
      origin(
        [
          ['done', 'law'],
          ['done', 'x'],
          ['done', 'law'],
          ['done', 'x'],
        ],
        { ours, theirs: side('done', 'x') },
      ),
    ).toBe(5);
  });

  test('is that of the rewording where the item was moved later, and that of the move where the place is asked about', () => {
    const stands: Parameters<typeof versions> = [
      ['done', 'law'],
      ['done', 'law, theirs'],
      ['doing', 'law, theirs'],
    ];
    expect(origin(stands, { ours: side('done', 'law, ours'), theirs: side('doing', 'law, theirs') })).toBe(3);
    expect(origin(stands, { ours: null, theirs: side('doing', 'law, theirs') })).toBe(3);
    expect(origin(stands, { ours: side('other', 'law'), theirs: side('doing', 'law, theirs') })).toBe(4);
    expect(
      origin(
        [
          ['done', 'law'],
          ['doing', 'law'],
          ['doing', 'law'],
        ],
        { ours: null, theirs: side('doing', 'law') },
      ),
    ).toBe(3);
  });

  test('is that of its return where it was gone in between, and none where nothing changed', () => {
    expect(origin([['done', 'law'], undefined, ['done', 'x'], ['done', 'x']], { ours: null, theirs: side('done', 'x') })).toBe(4);
    expect(
      origin(
        [
          ['done', 'x'],
          ['done', 'x'],
        ],
        { ours: null, theirs: side('done', 'x') },
      ),
    ).toBeUndefined();
    expect(theirsOrigin([], { column: 'done', itemId: '2.1', base: BASE, ours: null, theirs: BASE })).toBeUndefined();
  });

  test('of a cell of kind text is the one in which the cell changed', () => {
    const conflict = { column: 'remark', base: side('remark', 'law'), ours: side('remark', 'mine'), theirs: side('remark', 'x') };
    expect(theirsOrigin(versions(['done', 'law'], ['done', 'x'], ['doing', 'x']), conflict)).toEqual({ version: 3, by: 'p-3', at });
  });
});
