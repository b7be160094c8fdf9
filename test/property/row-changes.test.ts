/** What changed between two versions, by properties: the changes are all of the difference and nothing else. The way to apply them is the test's own. */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import type { Cells } from '#contract/grid.ts';
import { type RowChange, rowChanges } from '#contract/row-changes.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

/** Few ids, columns and texts, so that moves and rewordings are the rule. An id stands once in a row. */
const cells: fc.Arbitrary<Cells> = fc
  .record({
    items: fc.uniqueArray(fc.record({ itemId: fc.constantFrom('1.1', '1.2', '2.1', '2.2', '3.1', '3.2'), text: fc.constantFrom('a', 'b', '• a', '😀') }), {
      selector: ({ itemId }) => itemId,
    }),
    places: fc.array(fc.constantFrom('tasks', 'done', 'doing'), { minLength: 6, maxLength: 6 }),
    columns: fc.subarray(['tasks', 'done', 'doing']),
    remark: fc.option(fc.constantFrom('', 'x', 'y'), { nil: undefined }),
  })
  .map(({ items, places, columns, remark }) => {
    const row: Cells = Object.fromEntries(columns.map((column) => [column, []]));
    for (const [at, item] of items.entries()) row[places[at] ?? 'tasks'] = [...((row[places[at] ?? 'tasks'] as []) ?? []), item];
    return remark === undefined ? row : { ...row, remark };
  });

/** Every item as one text, sorted: `1.1 tasks a`. Every text of a cell of kind text as well. */
const multiset = (row: Cells): string[] =>
  Object.entries(row)
    .flatMap(([column, cell]) =>
      typeof cell === 'string' ? (cell === '' ? [] : [`text ${column} ${cell}`]) : cell.map(({ itemId, text }) => `${itemId} ${column} ${text}`),
    )
    .sort();

function applied(row: Cells, changes: RowChange[]): string[] {
  const all = new Set(multiset(row));
  const take = (line: string): void => {
    if (!all.delete(line)) throw new Error(`${line} was not there`);
  };
  for (const change of changes) {
    if (change.change === 'reordered') continue;
    const { column, text } = change;
    if (change.change === 'text') {
      if (change.before !== '') take(`text ${column} ${change.before}`);
      if (text !== '') all.add(`text ${column} ${text}`);
      continue;
    }
    const before = 'before' in change ? change.before : text;
    const from = 'from' in change ? change.from : column;
    if (change.change !== 'added') take(`${change.itemId} ${from} ${before}`);
    if (change.change !== 'removed') all.add(`${change.itemId} ${column} ${text}`);
  }
  return [...all].sort();
}

const mirrored: Record<RowChange['change'], RowChange['change']> = {
  added: 'removed',
  removed: 'added',
  moved: 'moved',
  reworded: 'reworded',
  'moved-and-reworded': 'moved-and-reworded',
  reordered: 'reordered',
  text: 'text',
};

describe('changes of a row', { timeout: TIMEOUT_MS }, () => {
  test('[M74] applied to the old items they give the new ones, and each names what was there', () => {
    holds(fc.property(cells, cells, (before, after) => JSON.stringify(applied(before, rowChanges(before, after))) === JSON.stringify(multiset(after))));
  });

  test('[M74] there are none exactly where nothing differs, order included', () => {
    const shown = (row: Cells): string =>
      JSON.stringify(
        Object.entries(row)
          .filter(([, cell]) => cell.length > 0)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    holds(fc.property(cells, cells, (before, after) => (rowChanges(before, after).length === 0) === (shown(before) === shown(after))));
  });

  test('[M71] the same items in another order are `reordered`, once per column, and nothing else', () => {
    const shuffled = cells.chain((before) =>
      fc
        .tuple(
          ...Object.entries(before).map(([column, cell]) =>
            (typeof cell === 'string' ? fc.constant(cell) : fc.shuffledSubarray(cell, { minLength: cell.length })).map((now) => [column, now] as const),
          ),
        )
        .map((now) => ({ before, after: Object.fromEntries(now) as Cells })),
    );
    holds(
      fc.property(shuffled, ({ before, after }) => {
        const changed = Object.keys(before).filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]));
        return JSON.stringify(rowChanges(before, after)) === JSON.stringify(changed.map((column) => ({ change: 'reordered', column })));
      }),
    );
  });

  test('[M74] each item is named once, and the way back has the same changes the other way round', () => {
    holds(
      fc.property(cells, cells, (before, after) => {
        const there = rowChanges(before, after);
        const ids = there.flatMap((change) => ('itemId' in change ? [change.itemId] : []));
        const back = rowChanges(after, before).map(({ change }) => mirrored[change]);
        return new Set(ids).size === ids.length && JSON.stringify(there.map(({ change }) => change).sort()) === JSON.stringify(back.sort());
      }),
    );
  });
});
