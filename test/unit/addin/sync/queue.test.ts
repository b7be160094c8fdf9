import { describe, expect, it } from 'vitest';
import type { RowChange } from '../../../../addin/sync/detect.ts';
import type { QueuedEdit } from '../../../../addin/sync/notes.ts';
import { batches } from '../../../../addin/sync/push.ts';
import { marked, ready, reconcile } from '../../../../addin/sync/queue.ts';
import { backOffMs } from '../../../../addin/sync/timing.ts';
import type { Column } from '../../../../service/contract/grid.ts';
import { handClock } from '../../../support/hand-clock.ts';

const limits = { maxCharacters: 1_000, maxLines: 100 };
const COLUMNS: Column[] = [
  { key: 'tasks', label: 'Tasks', kind: 'items', source: 'edit', limits, widthCharacters: 30 },
  { key: 'note', label: 'Note', kind: 'text', source: 'edit', limits, widthCharacters: 30 },
];

const change = (row: string, texts: Record<string, string>, base = 1): RowChange => ({ row, parts: [{ base, texts }] });
let ids = 0;
const queueAfter = (queue: readonly QueuedEdit[], changes: RowChange[], { person = 'demo:albania', reason = '', restored = new Map() } = {}): QueuedEdit[] =>
  reconcile(queue, {
    person,
    sheet: 'support-group',
    columns: COLUMNS,
    changes,
    reason,
    restored,
    newId: () => `00000000-0000-4000-8000-${(++ids).toString().padStart(12, '0')}`,
  });

describe('the queue', () => {
  it('[M58] the lines of a restored version carry their ids, the k-th with a text the k-th id, and keep them while the edit waits', () => {
    const restored = new Map([['albania', { tasks: ['2.1', '2.2', '2.3'].map((itemId, at) => ({ itemId, text: at < 2 ? 'same' : 'other' })), note: 'x' }]]);
    const tasks = [{ itemId: '2.1', text: 'same' }, { itemId: '2.2', text: 'same' }, 'same', { itemId: '2.3', text: 'other' }];
    const first = queueAfter([], [change('albania', { tasks: 'same\nsame\nsame\nother', note: 'x' })], { restored });
    expect(first).toMatchObject([{ edit: { cells: { tasks, note: 'x' } } }]);
    const later = queueAfter(first, [change('albania', { tasks: 'same\ntyped\nsame', note: 'y' }, 2)]);
    expect(later).toMatchObject([{ edit: { base: 2, cells: { tasks: [tasks[0], 'typed', tasks[1]], note: 'y' } } }]);
    expect(queueAfter([], [change('albania', { tasks: 'same' })])).toMatchObject([{ edit: { cells: { tasks: ['same'] } } }]);
  });

  it('[Q38] an edit not yet attempted follows the sheet and keeps its id while its content stays', () => {
    const first = queueAfter([], [change('albania', { tasks: 'a\nb', note: ' x ' })]);
    expect(first).toMatchObject([{ edit: { row: 'albania', base: 1, cells: { tasks: ['a', 'b'], note: ' x' } }, attempted: false }]);
    const same = queueAfter(first, [change('albania', { tasks: 'a\nb', note: ' x ' })]);
    expect(same[0]).toBe(first[0]);
    const other = queueAfter(first, [change('albania', { tasks: 'a\nb\nc' })]);
    expect(other[0]?.edit).toMatchObject({ cells: { tasks: ['a', 'b', 'c'] } });
    expect(other[0]?.edit.editId).not.toBe(first[0]?.edit.editId);
    expect(queueAfter(first, [])).toEqual([]);
  });

  it('[Q39] one that was attempted keeps id and content until its answer is known; at most one waits per row', () => {
    const first = queueAfter([], [change('albania', { tasks: 'a' })]);
    const sent = marked(first, first, { attempted: true });
    const later = queueAfter(sent, [change('albania', { tasks: 'a and more' }), change('kosovo', { tasks: 'k' })]);
    expect(later.map(({ edit, attempted }) => [edit.row, edit.cells, attempted])).toEqual([
      ['albania', { tasks: ['a'] }, true],
      ['kosovo', { tasks: ['k'] }, false],
    ]);
    expect(later[0]?.edit.editId).toBe(first[0]?.edit.editId);
    expect(queueAfter(sent, [])).toEqual(sent);
  });

  it('[Q40] cells that started from different versions go one version after the other, oldest first', () => {
    const both: RowChange = {
      row: 'albania',
      parts: [
        { base: 1, texts: { note: 'n' } },
        { base: 3, texts: { tasks: 't' } },
      ],
    };
    expect(queueAfter([], [both])).toMatchObject([{ edit: { base: 1, cells: { note: 'n' } } }]);
  });

  it('[Q41] the queue belongs to its person: another’s edits are kept and not sent', () => {
    const albania = queueAfter([], [change('albania', { tasks: 'a' })]);
    const both = queueAfter(albania, [change('kosovo', { tasks: 'k' })], { person: 'demo:secretariat', reason: 'asked' });
    expect(both.map(({ person }) => person)).toEqual(['demo:albania', 'demo:secretariat']);
    expect(ready(both, { person: 'demo:secretariat', needsReason: true }).map(({ edit }) => edit.row)).toEqual(['kosovo']);
    expect(both[1]?.edit.reason).toBe('asked');
    expect(ready(albania, { person: 'demo:kosovo', needsReason: false })).toEqual([]);
    expect(ready(queueAfter([], [change('kosovo', { tasks: 'k' })]), { person: 'demo:albania', needsReason: true })).toEqual([]);
  });

  it('[Q42] many edits go in one request, as far as the service’s limits allow', () => {
    const edits = (count: number, characters: number): QueuedEdit[] =>
      queueAfter(
        [],
        Array.from({ length: count }, (_, n) => change(`row-${n}`, { tasks: 'é'.repeat(characters) })),
      );
    expect(batches(edits(19, 100))).toHaveLength(1);
    expect(batches(edits(501, 10)).map((batch) => batch.length)).toEqual([500, 1]);
    const large = batches(edits(40, 20_000));
    expect(large.length).toBeGreaterThan(1);
    expect(large.flat()).toHaveLength(40);
    for (const batch of large) expect(new TextEncoder().encode(JSON.stringify({ edits: batch.map(({ edit }) => edit) })).length).toBeLessThan(1_000_000);
  });

  it('[Q43] waiting grows with each failure, is spread by chance, and stays between 1 s and 15 s', () => {
    const clock = handClock();
    const waits = (random: number) => [0, 1, 2, 5, 50].map((failures) => backOffMs(failures, { ...clock, random: () => random }));
    expect(waits(0)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
    expect(waits(0.5)).toEqual([1_000, 1_000, 2_000, 7_500, 7_500]);
    expect(waits(0.999_999)).toEqual([1_000, 2_000, 4_000, 15_000, 15_000]);
  });
});
