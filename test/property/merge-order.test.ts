/** Properties of what merging promises beyond one item: order, markings, and that edits of different items may come in any order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellInput } from '#contract/edit.ts';
import { type Cells, type Item, Marking } from '#contract/grid.ts';
import { alignCells } from '../../service/domain/items.ts';
import { mergeRow, withItemIds } from '../../service/domain/merge.ts';
import { COLUMNS, cellsWith } from '../support/states.ts';
import { baseAndTheirs, input } from './rows.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

/** Saves an edit of `base` on what is stored now. */
function saveOn(stored: Cells, { base, edit, version }: { base: Cells; edit: Record<string, CellInput>; version: number }) {
  const merged = mergeRow(COLUMNS, { base, ours: alignCells(COLUMNS, { input: edit, base }), theirs: stored });
  return { conflicts: merged.conflicts, cells: withItemIds(merged.cells, version) };
}
const itemsIn = (cells: Cells, column: string): Item[] => (cells[column] ?? []) as Item[];
const within = (some: readonly string[], all: readonly string[]): string[] => some.filter((one) => all.includes(one));
/** Words unlike each other, so that nothing is taken for a rewording. */
const WORDS = ['alpha', 'bridge', 'custody', 'dozen', 'effort', 'fjord', 'guitar', 'hymn', 'ink', 'jumpy'];
const BASE = cellsWith({ done: WORDS.map((text, at) => ({ itemId: `1.${at + 1}`, text })) });

/** What one person does to the cell: takes lines away, puts lines in, and, if asked, shuffles the rest. */
const handling = (who: string, { shuffles }: { shuffles: boolean }) =>
  fc
    .record({
      kept: shuffles ? fc.shuffledSubarray(itemsIn(BASE, 'done')) : fc.subarray(itemsIn(BASE, 'done')),
      places: fc.array(fc.nat(), { maxLength: 4 }),
    })
    .map(({ kept, places }) => {
      const lines: (string | Item)[] = [...kept];
      for (const [at, place] of places.entries()) lines.splice(place % (lines.length + 1), 0, `${who} ${at} ${'xyz'.repeat(at + 1)}`);
      return lines;
    });
const shuffled = (lines: readonly (string | Item)[]): boolean => {
  const order = lines.flatMap((one) => (typeof one === 'string' ? [] : [Number(one.itemId.split('.')[1])]));
  return order.some((place, at) => place < (order[at - 1] ?? 0));
};
const textsIn = (cells: Cells): string[] => itemsIn(cells, 'done').map(({ text }) => text);
const textOf = (one: string | Item): string => (typeof one === 'string' ? one : one.text);

test('[M40] where nobody reorders, the result has the lines of each side in the order of that side', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(handling('mine', { shuffles: false }), handling('yours', { shuffles: false }), (mine, yours) => {
      const theirs = saveOn(BASE, { base: BASE, edit: { done: yours }, version: 2 }).cells;
      const { cells, conflicts } = saveOn(theirs, { base: BASE, edit: { done: mine }, version: 3 });
      expect(conflicts).toEqual([]);
      for (const side of [mine, yours].map((lines) => lines.map(textOf))) expect(within(textsIn(cells), side)).toEqual(within(side, textsIn(cells)));
    }),
  );
});

test('[M40] the side that reorders gives the order, theirs if both do; what a side put in keeps its order and its neighbour before it', {
  timeout: TIMEOUT_MS,
}, () => {
  holds(
    fc.property(handling('mine', { shuffles: true }), handling('yours', { shuffles: true }), (mine, yours) => {
      const theirs = saveOn(BASE, { base: BASE, edit: { done: yours }, version: 2 }).cells;
      const { cells } = saveOn(theirs, { base: BASE, edit: { done: mine }, version: 3 });
      const result = textsIn(cells);
      const common = (lines: readonly (string | Item)[]) => lines.filter((one) => typeof one === 'string' || result.includes(one.text));
      const [ours, others] = [common(mine), common(yours)];
      const leading = shuffled(ours) && !shuffled(others) ? ours : others;
      expect(within(result, leading.map(textOf))).toEqual(leading.map(textOf));
      const following = leading === ours ? others : ours;
      for (const [at, one] of following.entries()) {
        const before = following[at - 1];
        if (typeof one !== 'string' || before === undefined) continue;
        // Between a line and the one it was put behind stands at most what the other side put there too.
        const between = result.slice(result.indexOf(textOf(before)) + 1, result.indexOf(one));
        expect(result.indexOf(one)).toBeGreaterThan(result.indexOf(textOf(before)));
        expect(between.filter((text) => WORDS.includes(text))).toEqual([]);
      }
    }),
  );
});

test('[M41] three edits that touch different items give the same lines in whatever order they arrive, and none conflicts', { timeout: TIMEOUT_MS }, () => {
  /** Whose item it is, and what becomes of it there: to whom nothing happens is everybody's. */
  const fate = fc.record({ who: fc.nat(2), what: fc.constantFrom('stays', 'goes', 'is reworded', 'moves', 'moves and is reworded') });
  const additions = fc.array(fc.nat(9), { maxLength: 3 });
  holds(
    fc.property(fc.array(fate, { minLength: WORDS.length, maxLength: WORDS.length }), fc.tuple(additions, additions, additions), (fates, added) => {
      const edits = added.map((places, who) => {
        const done: (string | { itemId: string; text: string })[] = [];
        const doing: typeof done = [];
        for (const [at, { itemId, text }] of itemsIn(BASE, 'done').entries()) {
          const fated = fates[at]?.who === who ? (fates[at]?.what ?? 'stays') : 'stays';
          const line = { itemId, text: fated.includes('reworded') ? `${text}, reworded by ${who}` : text };
          if (fated.startsWith('moves')) doing.push(line);
          else if (fated !== 'goes') done.push(line);
        }
        for (const [at, place] of places.entries()) done.splice(place, 0, `added by ${who}: ${at}`);
        return { done, doing };
      });
      const results = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
      ].map((order) => {
        let cells = BASE;
        for (const [at, who] of order.entries()) {
          const saved = saveOn(cells, { base: BASE, edit: edits[who] ?? {}, version: at + 2 });
          expect(saved.conflicts).toEqual([]);
          cells = saved.cells;
        }
        return ['done', 'doing'].map((column) =>
          itemsIn(cells, column)
            .map(({ text }) => text)
            .sort(),
        );
      });
      for (const result of results) expect(result).toEqual(results[0]);
    }),
  );
});

test('[M42] an item keeps its marking whatever becomes of its text, its place and the row; a new line has none', { timeout: TIMEOUT_MS }, () => {
  const markings = fc.infiniteStream(fc.option(fc.constantFrom(...Marking.options), { nil: undefined }));
  holds(
    fc.property(baseAndTheirs, input, markings, ({ base, theirs }, edit, stream) => {
      const marked = (cells: Cells): Cells =>
        Object.fromEntries(
          Object.entries(cells).map(([column, cell]) => {
            const mark = (item: Item): Item => {
              const marking = stream.next().value;
              return marking === undefined ? item : { ...item, marking };
            };
            return [column, typeof cell === 'string' ? cell : cell.map(mark)];
          }),
        );
      const stored = marked(theirs);
      const { cells } = saveOn(stored, { base: marked(base), edit, version: 3 });
      const known = new Map(['done', 'doing'].flatMap((column) => itemsIn(stored, column).map(({ itemId, marking }) => [itemId, marking])));
      for (const { itemId, marking } of ['done', 'doing'].flatMap((column) => itemsIn(cells, column))) expect(marking).toBe(known.get(itemId));
    }),
  );
});
