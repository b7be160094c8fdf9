/** Rows, edits and days to draw from: few different lines, so that equal lines, moves and conflicts are the rule and not the exception. */
import fc from 'fast-check';
import type { CellInput } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { alignCells } from '../../service/domain/items.ts';
import { withItemIds } from '../../service/domain/merge.ts';
import { COLUMNS, linesOf } from '../support/states.ts';

export const COLUMN_KEYS = COLUMNS.map(({ key }) => key);

/** A line as a person would type it; never blank. Some are rewordings of each other, some differ in a mark, a kind or a day alone. */
export const line = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '• a', '1. b', '  c', 'Kosovo', 'Zaključek', '=A1', '😀'),
  fc.constantFrom(
    'Law on weapons',
    'Law on weapons, adopted',
    'Law on weapons, adopted by the Government on 3 November 2026',
    '[law] Law on weapons',
    '[report] Law on weapons',
    '1. Law on weapons',
    'Law\u00a0on  weapons',
  ),
  // Numbers that count whatever stands before them, and numbers that never do: others may begin to count by what a merge puts before them.
  fc.constantFrom('25. november: seja', '26. november: seja', '25. november: seja odbora'),
);

/** A line without what typing varies, told apart without the service: bullets, blanks, and numbers that can count the lines of so short a cell. */
export const stripped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^ ?(?:• |[1-5]\. )/, '')
    .trim();

/** The lines of one cell. */
export const lines = fc.array(line, { maxLength: 5 });

/** The lines of all columns of a row. */
export const rowLines = fc.record(Object.fromEntries(COLUMN_KEYS.map((key) => [key, lines])) as Record<string, typeof lines>);

/** An id that a base may know, or not. */
const anyItemId = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 })).map(([version, n]) => `${version}.${n}`);

/** A cell on the way in, in any of its forms: one text, lines, lines with ids that may be known, foreign or given twice. */
const cellInput: fc.Arbitrary<CellInput> = fc.oneof(
  lines.map((texts) => texts.join('\n')),
  lines.map((texts) => texts.join('\r\n\r\n')),
  fc.array(
    fc.oneof(
      line,
      fc.record({
        itemId: anyItemId,
        text: fc.oneof(
          line,
          fc.constant(''),
          lines.map((texts) => texts.join('\n')),
        ),
      }),
    ),
    { maxLength: 5 },
  ),
);

/** The cells of an edit: some of the columns, or all. */
export const input = fc.record(Object.fromEntries(COLUMN_KEYS.map((key) => [key, cellInput])), { requiredKeys: [] }) as fc.Arbitrary<Record<string, CellInput>>;

/** The cells of an edit that names every column by plain lines. */
export const wholeInput = rowLines as fc.Arbitrary<Record<string, CellInput>>;

/** A row at version 1 with these lines. */
export const rowOf = (texts: Record<string, CellInput>): Cells => nextRow({}, texts, 1);

/** The row that an edit of a row alone makes. */
export function nextRow(base: Cells, edit: Record<string, CellInput>, version: number): Cells {
  const empty = Object.fromEntries(COLUMNS.map(({ key, kind }) => [key, kind === 'items' ? [] : '']));
  return withItemIds({ ...empty, ...base, ...alignCells(COLUMNS, { input: edit, base }) }, version);
}

/** A base at version 1 and what somebody else made of it, which may be nothing. */
export const baseAndTheirs = fc
  .record({ base: rowLines, theirs: fc.option(input, { nil: {} }) })
  .map(({ base, theirs }) => ({ base: rowOf(base), theirs: nextRow(rowOf(base), theirs, 2) }));

/** The lines of each column as plain input. */
export const inputOf = (cells: Cells): Record<string, CellInput> => Object.fromEntries(COLUMN_KEYS.map((key) => [key, linesOf(cells, key)]));

/** How often each line stands there. */
export function counted(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The lines of `after` that `before` lacks, as often as it lacks them. */
export function added(before: readonly string[], after: readonly string[]): string[] {
  const left = counted(before);
  return after.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}
