/** Properties of the merge of a row, whatever the three sides are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellInput } from '#contract/edit.ts';
import type { Cells, Item } from '#contract/grid.ts';
import { alignCells, cellText } from '../../service/domain/items.ts';
import { type MergeConflict, mergeRow, type Side, withItemIds } from '../../service/domain/merge.ts';
import { COLUMNS, deepFreeze, idsOf, linesOf } from '../support/states.ts';
import { added, baseAndTheirs, COLUMN_KEYS, input, inputOf, nextRow, rowLines, rowOf, stripped, wholeInput } from './rows.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

function merge({ base, ours, theirs }: { base: Cells; ours: Record<string, CellInput>; theirs: Cells }) {
  const aligned = alignCells(COLUMNS, { input: ours, base });
  const merged = mergeRow(COLUMNS, deepFreeze({ base, ours: aligned, theirs }));
  return { ...merged, aligned, row: withItemIds(merged.cells, 3) };
}

const textsOf = (cells: Record<string, Parameters<typeof cellText>[0]>) => Object.fromEntries(COLUMN_KEYS.map((key) => [key, cellText(cells[key])]));
const LISTS = COLUMNS.filter(({ kind }) => kind === 'items').map(({ key }) => key);
const linesOfRow = (cells: Parameters<typeof textsOf>[0]): string[] => Object.values(textsOf(cells)).flatMap(linesIn);
const inOrder = <T>(values: T[]): T[] => [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
/** Lines unlike each other and unlike those of the rows. */
const fresh = fc.constantFrom('border police', 'law on weapons', 'joint exercise', 'xyz report 17');
/** The lines of a cell that nobody is asked about, without what typing varies. */
const settledLines = (cells: Cells, key: string, asked: ReadonlySet<string>): string[] => {
  const cell = cells[key] ?? [];
  if (typeof cell === 'string') return asked.has(key) ? [] : [cell];
  return inOrder(cell.filter(({ itemId }) => !asked.has(itemId)).map(({ text }) => stripped(text)));
};
const linesIn = (text: string): string[] => text.split('\n').filter((one) => one !== '');

describe('identity', () => {
  const title = '[M9] ours is base: the result is theirs, ids and all, and there is nothing to save';
  test(title, { timeout: TIMEOUT_MS }, () => {
    holds(
      fc.property(baseAndTheirs, ({ base, theirs }) => {
        const merged = merge({ base, ours: inputOf(base), theirs });
        expect(merged).toMatchObject({ changed: false, conflicts: [] });
        expect(merged.row).toEqual(theirs);
      }),
    );
  });

  test('[M9] theirs is base: the result is what ours alone makes', { timeout: TIMEOUT_MS }, () => {
    holds(
      fc.property(baseAndTheirs, input, ({ base }, ours) => {
        const merged = merge({ base, ours, theirs: base });
        expect(merged.conflicts).toEqual([]);
        expect(textsOf(merged.row)).toEqual(textsOf(nextRow(base, ours, 3)));
      }),
    );
  });

  test('[M9] the same change on both sides is one: nothing conflicts, nothing is left to save', { timeout: TIMEOUT_MS }, () => {
    holds(
      fc.property(baseAndTheirs, ({ base, theirs }) => {
        expect(merge({ base, ours: inputOf(theirs), theirs })).toMatchObject({ changed: false, conflicts: [], row: theirs });
      }),
    );
  });
});

test('[M9] idempotence: the same edit on the result changes nothing more and raises no other question', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const once = merge({ base, ours, theirs });
      const twice = merge({ base, ours, theirs: once.row });
      expect(twice.changed).toBe(false);
      expect(twice.row).toEqual(once.row);
      expect(once.conflicts).toEqual(expect.arrayContaining(twice.conflicts));
    }),
  );
});

test('[M9] symmetry: with the sides exchanged the same items conflict, and everything else comes out alike', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, wholeInput, wholeInput, (before, mine, yours) => {
      const base = rowOf(before);
      const one = merge({ base, ours: mine, theirs: nextRow(base, yours, 2) });
      const other = merge({ base, ours: yours, theirs: nextRow(base, mine, 2) });
      // Theirs is shown where it stands after the edit: who did not move the item is shown with it where the other one moved it.
      const moved = (one: Side, other: Side, was: Side): Side =>
        one && { ...one, column: (one.column === was?.column ? other?.column : undefined) ?? one.column };
      const question = ({ itemId, base: was, ours, theirs }: MergeConflict) => ({ itemId, was, sides: [moved(ours, theirs, was), moved(theirs, ours, was)] });
      const exchanged = ({ ours, theirs, ...rest }: MergeConflict): MergeConflict => ({ ...rest, ours: theirs, theirs: ours });
      expect(inOrder(other.conflicts.map(exchanged).map(question))).toEqual(inOrder(one.conflicts.map(question)));
      const asked = new Set(one.conflicts.map(({ itemId, column }) => itemId ?? column));
      for (const key of COLUMN_KEYS) expect(settledLines(other.row, key, asked)).toEqual(settledLines(one.row, key, asked));
    }),
  );
});

test('[M10] no invention: each line of the result is a line of ours or theirs', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const { row, aligned } = merge({ base, ours, theirs });
      const known = [...linesOfRow(aligned), ...linesOfRow(theirs)];
      expect(known).toEqual(expect.arrayContaining(linesOfRow(row)));
    }),
  );
});

test('[M10] no loss: each line that a side added is in the result, or in a conflict with that side’s text', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const { row, conflicts, aligned } = merge({ base, ours, theirs });
      const before = linesOfRow(base).map(stripped);
      for (const [side, cells] of [
        ['ours', { ...base, ...aligned }],
        ['theirs', theirs],
      ] as const) {
        const asked = conflicts.flatMap((conflict) => linesIn(conflict[side]?.text ?? ''));
        const found = [...linesOfRow(row), ...asked].map(stripped);
        expect(added(found, added(before, linesOfRow(cells).map(stripped)))).toEqual([]);
      }
    }),
  );
});

test('[M10] an item that neither side touched stays, with its id, text and column', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const { row, aligned } = merge({ base, ours, theirs });
      for (const key of LISTS) {
        const same = (cells: Record<string, unknown>, one: Item) =>
          ((cells[key] ?? base[key]) as Item[]).some(({ itemId, text }) => itemId === one.itemId && text === one.text);
        const untouched = (base[key] as Item[]).filter((one) => same(theirs, one) && same(aligned, one));
        expect(row[key]).toEqual(expect.arrayContaining(untouched));
      }
    }),
  );
});

test('[M50] what is not asked about is decided: different items never conflict', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, fc.array(fresh, { maxLength: 4 }), fc.array(fresh, { maxLength: 4 }), fc.nat(), fc.nat(), (before, mine, yours, at, place) => {
      const base = rowOf(before);
      const insert = (texts: string[], where: number) => {
        const lines = linesOf(base, 'doing');
        lines.splice(where % (lines.length + 1), 0, ...texts);
        return { doing: lines };
      };
      const theirs = nextRow(
        base,
        insert(
          yours.map((text) => `theirs ${text}`),
          place,
        ),
        2,
      );
      const { row, conflicts } = merge({
        base,
        ours: insert(
          mine.map((text) => `ours ${text}`),
          at,
        ),
        theirs,
      });
      expect(conflicts).toEqual([]);
      expect(inOrder(linesOf(row, 'doing'))).toEqual(
        inOrder([...linesOf(base, 'doing'), ...mine.map((text) => `ours ${text}`), ...yours.map((text) => `theirs ${text}`)]),
      );
    }),
  );
});

test('[M6] columns that the edit does not name keep their lines, but for items that theirs moved there', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, fc.subarray(COLUMN_KEYS), ({ base, theirs }, ours, named) => {
      const part = Object.fromEntries(Object.entries(ours).filter(([key]) => named.includes(key)));
      const { row } = merge({ base, ours: part, theirs });
      for (const key of LISTS.filter((column) => part[column] === undefined)) {
        const arrived = new Set(LISTS.filter((column) => column !== key).flatMap((column) => (base[column] as Item[]).map(({ itemId }) => itemId)));
        const own = (cells: Cells) => (cells[key] as Item[]).filter(({ itemId }) => !arrived.has(itemId));
        expect(own(row)).toEqual(own(theirs));
      }
    }),
  );
});

test('[M4] ids are unique in the result, whatever ids the sender gave and whatever moved', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const ids = idsOf(merge({ base, ours, theirs }).row);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[123]\.[1-9]\d*$/);
    }),
  );
});
