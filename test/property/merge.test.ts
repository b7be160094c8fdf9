/** Properties of the merge of a row, whatever the three sides are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellInput } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { alignCells, cellText } from '../../service/domain/items.ts';
import { mergeRow, withItemIds } from '../../service/domain/merge.ts';
import { COLUMNS, deepFreeze, idsOf } from '../support/states.ts';
import { added, baseAndTheirs, COLUMN_KEYS, input, inputOf, nextRow, wholeInput } from './rows.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

function merge({ base, ours, theirs }: { base: Cells; ours: Record<string, CellInput>; theirs: Cells }) {
  const aligned = alignCells(COLUMNS, { input: ours, base });
  const merged = mergeRow(COLUMNS, deepFreeze({ base, ours: aligned, theirs }));
  return { ...merged, aligned, row: withItemIds(merged.cells, 3) };
}

const textsOf = (cells: Record<string, Parameters<typeof cellText>[0]>) => Object.fromEntries(COLUMN_KEYS.map((key) => [key, cellText(cells[key])]));
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
      expect(twice.conflicts).toEqual(once.conflicts);
    }),
  );
});

test('[M9] symmetry: with the sides exchanged the same cells conflict, and the others get the same text', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, wholeInput, ({ base, theirs }, ours) => {
      const one = merge({ base, ours, theirs });
      const other = merge({ base, ours: inputOf(theirs), theirs: nextRow(base, ours, 2) });
      expect(other.conflicts.map(({ column, base: text, ours: mine, theirs: stored }) => ({ column, base: text, ours: stored, theirs: mine }))).toEqual(
        one.conflicts,
      );
      const settled = COLUMN_KEYS.filter((key) => !one.conflicts.some(({ column }) => column === key));
      for (const key of settled) expect(cellText(other.row[key])).toBe(cellText(one.row[key]));
    }),
  );
});

test('[M10] no invention: each cell of the result is ours or theirs as it stands, and in a conflict theirs', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const { row, conflicts, aligned } = merge({ base, ours, theirs });
      for (const key of COLUMN_KEYS) {
        const inConflict = conflicts.some(({ column }) => column === key);
        const sources = inConflict ? [cellText(theirs[key])] : [cellText(theirs[key]), ...(aligned[key] === undefined ? [] : [cellText(aligned[key])])];
        expect(sources).toContain(cellText(row[key]));
      }
    }),
  );
});

test('[M10] no loss: each line that a side added is in the result, or in a conflict with that side’s text', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const { row, conflicts, aligned } = merge({ base, ours, theirs });
      for (const key of COLUMN_KEYS) {
        const before = linesIn(cellText(base[key]));
        const result = linesIn(cellText(row[key]));
        const conflict = conflicts.find(({ column }) => column === key);
        for (const [side, cell] of [
          ['ours', aligned[key]],
          ['theirs', theirs[key]],
        ] as const) {
          if (cell === undefined) continue;
          const lost = added(result, added(before, linesIn(cellText(cell))));
          if (lost.length > 0) expect(linesIn(conflict?.[side] ?? '')).toEqual(expect.arrayContaining(lost));
        }
      }
    }),
  );
});

test('[M10] nothing that neither side touched goes: a line of all three is in the result', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, ({ base, theirs }, ours) => {
      const { row, aligned } = merge({ base, ours, theirs });
      for (const key of COLUMN_KEYS) {
        const mine = linesIn(cellText(aligned[key] ?? theirs[key]));
        const kept = linesIn(cellText(base[key])).filter((text) => mine.includes(text) && linesIn(cellText(theirs[key])).includes(text));
        expect(linesIn(cellText(row[key]))).toEqual(expect.arrayContaining(kept));
      }
    }),
  );
});

test('[M6] columns that the edit does not name stay as theirs, ids and all', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(baseAndTheirs, input, fc.subarray(COLUMN_KEYS), ({ base, theirs }, ours, named) => {
      const part = Object.fromEntries(Object.entries(ours).filter(([key]) => named.includes(key)));
      const { cells, row } = merge({ base, ours: part, theirs });
      for (const key of COLUMN_KEYS.filter((column) => part[column] === undefined)) {
        expect(cells[key]).toEqual(theirs[key]);
        expect(cellText(row[key])).toBe(cellText(theirs[key]));
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
