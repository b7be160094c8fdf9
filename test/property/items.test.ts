/** Properties of the alignment of lines with the items of their base. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellInput } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { type AlignedLine, alignCells, SIMILAR } from '../../service/domain/items.ts';
import { substance, substanceWithoutKind } from '../../service/domain/substance.ts';
import { likeness } from '../support/likeness.ts';
import { COLUMNS, idsOf, linesOf } from '../support/states.ts';
import { COLUMN_KEYS, counted, input, inputOf, lines, nextRow, rowLines, rowOf, wholeInput } from './rows.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

const LISTS = COLUMNS.filter(({ kind }) => kind === 'items').map(({ key }) => key);
const goesOn = (a: string, b: string): boolean => Math.min(a.length, b.length) >= 8 && (a.startsWith(b) || b.startsWith(a));
const align = (base: Cells, edit: Record<string, CellInput>) => alignCells(COLUMNS, { input: edit, base });
const alignedLines = (base: Cells, edit: Record<string, CellInput>): (AlignedLine & { column: string })[] =>
  Object.entries(align(base, edit)).flatMap(([column, cell]) => (typeof cell === 'string' ? [] : cell.map((one) => ({ ...one, column }))));

/** itemId → where and what, of the columns that an edit names. */
function known(base: Cells, named: readonly string[]): Map<string, { column: string; text: string }> {
  const items = LISTS.filter((key) => named.includes(key)).flatMap((column) => {
    const cell = base[column] ?? [];
    return typeof cell === 'string' ? [] : cell.map(({ itemId, text }) => [itemId, { column, text }] as const);
  });
  return new Map(items);
}

test('[M1] each id is one that the base knows in the named columns, and is used once', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, input, (before, edit) => {
      const base = rowOf(before);
      const ids = alignedLines(base, edit).flatMap(({ itemId }) => (itemId === undefined ? [] : [itemId]));
      expect(new Set(ids).size).toBe(ids.length);
      const items = known(base, Object.keys(edit));
      expect(ids.filter((id) => !items.has(id))).toEqual([]);
    }),
  );
});

test('[M1] the first line with a known id has it, whatever its text and column', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, input, (before, edit) => {
      const base = rowOf(before);
      const items = known(base, Object.keys(edit));
      const given = LISTS.flatMap((column) => {
        const cell = edit[column] ?? [];
        return typeof cell === 'string' ? [] : cell.flatMap((one) => (typeof one === 'string' || one.text.trim() === '' ? [] : [{ ...one, column }]));
      });
      const aligned = alignedLines(base, edit);
      for (const id of new Set(given.map(({ itemId }) => itemId).filter((one) => items.has(one)))) {
        const first = given.find(({ itemId }) => itemId === id);
        const firstLine = first?.text.split(/\r?\n/).find((text) => text.trim() !== '');
        expect(aligned.find(({ itemId }) => itemId === id)).toEqual({ itemId: id, text: firstLine?.trimEnd(), column: first?.column });
      }
    }),
  );
});

test('[M2] a row that comes back as it is keeps every id', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, (before) => {
      const base = rowOf(before);
      expect(nextRow(base, inputOf(base), 2)).toEqual(base);
    }),
  );
});

test('[M2] of equal lines in a cell as many keep their ids as stood there before, in their order', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, wholeInput, (before, edit) => {
      const base = rowOf(before);
      const items = known(base, COLUMN_KEYS);
      for (const column of LISTS) {
        const own = alignedLines(base, edit).filter((one) => one.column === column);
        const was = counted(linesOf(base, column));
        for (const [text, count] of counted(own.map((one) => one.text))) {
          const kept = own
            .filter((one) => one.text === text && items.get(one.itemId ?? '')?.column === column && items.get(one.itemId ?? '')?.text === text)
            .map(({ itemId }) => Number(itemId?.split('.')[1]));
          expect(kept.length).toBeGreaterThanOrEqual(Math.min(count, was.get(text) ?? 0));
          expect(kept).toEqual([...kept].sort((a, b) => a - b));
        }
      }
    }),
  );
});

test('[M3] lines that only change places, also between columns, keep every id with its text', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, fc.infiniteStream(fc.nat()), (before, random) => {
      const base = rowOf(before);
      const pile = LISTS.flatMap((column) => linesOf(base, column));
      const edit = Object.fromEntries(LISTS.map((column) => [column, [] as string[]]));
      for (const text of pile) {
        const column = edit[LISTS[(random.next().value ?? 0) % LISTS.length] ?? ''] ?? [];
        column.splice((random.next().value ?? 0) % (column.length + 1), 0, text);
      }
      const after = nextRow(base, edit, 2);
      expect(idsOf(after).sort()).toEqual(idsOf(base).sort());
      const items = known(base, LISTS);
      for (const [id, { text }] of known(after, LISTS)) expect(items.get(id)?.text).toBe(text);
    }),
  );
});

test('[M54] an id without a sender’s word for it stays with its text, or goes to a line that is like it or goes on', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, wholeInput, (before, edit) => {
      const base = rowOf(before);
      const items = known(base, COLUMN_KEYS);
      for (const { itemId, text } of alignedLines(base, edit)) {
        if (itemId === undefined) continue;
        const was = items.get(itemId)?.text ?? '';
        const [one, other] = [was, text].map(substanceWithoutKind);
        expect(substance(was) === substance(text) || likeness(one ?? '', other ?? '') >= SIMILAR || goesOn(one ?? '', other ?? '')).toBe(true);
      }
    }),
  );
});

test('[M5] it does not matter whether lines come as a list, as one text or split anyhow', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(rowLines, lines, fc.nat(5), (before, texts, cut) => {
      const base = rowOf(before);
      const whole = align(base, { done: texts });
      expect(align(base, { done: texts.join('\n') })).toEqual(whole);
      expect(align(base, { done: ['', texts.slice(0, cut).join('\r\n'), ' ', texts.slice(cut).join('\n\n')] })).toEqual(whole);
    }),
  );
});
