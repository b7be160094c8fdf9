/** Merging whole edits of lists, from typed lines to the merged cell: numbering, days, kinds, duplicates, moves with rewording, markings, and the largest rows. */
import { describe, expect, test } from 'vitest';
import type { CellInput } from '#contract/edit.ts';
import type { Cells, Item } from '#contract/grid.ts';
import { alignCells, itemsOf } from '../../../../service/domain/items.ts';
import { mergeRow, withItemIds } from '../../../../service/domain/merge.ts';
import { randomFrom } from '../../../support/random.ts';
import { COLUMNS, cellsWith, deepFreeze, items, linesOf } from '../../../support/states.ts';

const NEW = { version: 2 };
/** Time of this process, not of the clock, so that a busy machine does not count. */
const cpuMsSince = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1_000;
/** The row after an edit of `base` by itself. */
const edited = (base: Cells, edit: Record<string, CellInput>, { version } = NEW): Cells => saveOn(base, { base, edit, version }).cells;
function saveOn(stored: Cells, { base, edit, version = 3 }: { base: Cells; edit: Record<string, CellInput>; version?: number }) {
  const merged = mergeRow(COLUMNS, deepFreeze({ base, ours: alignCells(COLUMNS, deepFreeze({ input: edit, base })), theirs: stored }));
  return { ...merged, cells: withItemIds(merged.cells, version) };
}
/** Both sides type into `doing` and `done` of one base. */
function both(base: Cells, ours: Record<string, CellInput>, theirs: Record<string, CellInput>) {
  const { cells, conflicts, changed } = saveOn(edited(base, theirs), { base, edit: ours });
  return {
    doing: linesOf(cells, 'doing'),
    done: linesOf(cells, 'done'),
    conflicts: conflicts.map(({ base: was, ours: mine, theirs: other }) => [was?.text, mine?.text, other?.text]),
    changed,
  };
}
const doing = (...texts: string[]): Cells => cellsWith({ doing: items(1, ...texts) });

describe('numbers in front', () => {
  const LIST = doing('1. Law', '2. Training', '3. Report');

  test('[M47] both renumber their lists differently: nobody is asked, and every line is there once', () => {
    const merged = both(LIST, { doing: '1. ours\n2. Law\n3. Training\n4. Report' }, { doing: '1. Law\n2. Report' });
    expect(merged).toMatchObject({ conflicts: [], doing: ['1. ours', '2. Law', '2. Report'] });
    const two = both(LIST, { doing: '1. ours\n2. Law\n3. Training\n4. Report' }, { doing: '1. x\n2. y\n3. Law\n4. Training\n5. Report' });
    expect(two).toMatchObject({ conflicts: [], doing: ['1. x', '2. y', '1. ours', '3. Law', '4. Training', '5. Report'] });
  });

  test('[M47] a number that was given is part of the text where it does not count lines: changed twice it is a question', () => {
    const day = doing('25. november: seja');
    expect(both(day, { doing: ['26. november: seja'] }, { doing: ['27. november: seja'] }).conflicts).toEqual([
      ['25. november: seja', '26. november: seja', '27. november: seja'],
    ]);
    expect(both(day, { doing: [] }, { doing: ['27. november: seja'] }).conflicts).toEqual([['25. november: seja', undefined, '27. november: seja']]);
  });

  test('[M47] lines that both added and that differ in such a number are two lines', () => {
    expect(both(doing(), { doing: ['5. seja odbora'] }, { doing: ['6. seja odbora'] })).toMatchObject({ doing: ['6. seja odbora', '5. seja odbora'] });
    expect(both(doing(), { doing: ['1. a', '2. Law'] }, { doing: ['1. Law'] })).toMatchObject({ doing: ['1. a', '1. Law'], conflicts: [] });
  });

  test('[M47] a number that ceases to count where its line was moved to may be asked about the second time; nothing is dropped', () => {
    const base = doing('Law on weapons', '[law] Law on weapons');
    const stored = edited(base, { doing: ['1. b', { itemId: '1.1', text: 'Law on weapons' }, { itemId: '1.2', text: '2. Law on weapons' }] });
    const edit = {
      doing: [],
      done: [
        { itemId: '1.1', text: 'a' },
        { itemId: '1.2', text: 'Law on weapons' },
      ],
    };
    const once = saveOn(stored, { base, edit });
    expect([linesOf(once.cells, 'done'), once.conflicts]).toEqual([['a', '2. Law on weapons'], []]);
    const twice = saveOn(once.cells, { base, edit, version: 4 });
    expect(twice).toMatchObject({ changed: false, cells: once.cells, conflicts: [{ itemId: '1.2', theirs: { text: '2. Law on weapons' } }] });
  });

  test('[M51] the same text goes together before the same but for its number', () => {
    const merged = saveOn(edited(doing(), { doing: ['1. x', '2. Law', 'Law'] }), { base: doing(), edit: { doing: ['Law', '1. y', '2. Law'] } });
    expect(linesOf(merged.cells, 'doing').filter((text) => text.includes('Law'))).toEqual(['2. Law', 'Law']);
  });
});

describe('kinds', () => {
  test('[M48] a change of the kind alone is a rewording: the item keeps its id, also where the words are few and where it moves', () => {
    const base = doing('[law] A', '[law] B', 'C');
    expect(edited(base, { doing: ['[report] A', '[law] B', '[training] C'] })['doing']).toEqual([
      { itemId: '1.1', text: '[report] A' },
      { itemId: '1.2', text: '[law] B' },
      { itemId: '1.3', text: '[training] C' },
    ]);
    expect(edited(base, { doing: ['[law] B', 'C'], done: ['[other] A'] })['done']).toEqual([{ itemId: '1.1', text: '[other] A' }]);
  });

  test('[M48] two kinds for one item are a question; lines of one kind are not alike for it', () => {
    expect(both(doing('A law'), { doing: ['[law] A law'] }, { doing: ['[action] A law'] }).conflicts).toEqual([['A law', '[law] A law', '[action] A law']]);
    expect(edited(doing('[implementing decision] X1'), { doing: ['[implementing decision] Y2'] })['doing']).toEqual([
      { itemId: '2.1', text: '[implementing decision] Y2' },
    ]);
  });
});

describe('duplicates, moves and beginnings', () => {
  test('[M51] of three equal lines each side takes another one away: as many go as the one that took most', () => {
    expect(both(doing('x', 'x', 'x'), { doing: ['x', 'x'] }, { doing: ['x'] })).toMatchObject({ doing: ['x'], conflicts: [] });
  });

  test('[M49] a line that goes on keeps its id, in its cell and on its way to another', () => {
    const base = doing('Action plan 2027', 'Report');
    const tail = 'Action plan 2027, adopted by the Government on 3 November 2026 (Official Gazette 99/2026)';
    expect(edited(base, { doing: [tail, 'Report'] })['doing']).toEqual([{ itemId: '1.1', text: tail }, items(1, '', 'Report')[1]]);
    expect(edited(base, { doing: ['Report'], done: [tail] })['done']).toEqual([{ itemId: '1.1', text: tail }]);
    expect(edited(doing(tail), { doing: ['Action plan 2027'] })['doing']).toEqual([{ itemId: '1.1', text: 'Action plan 2027' }]);
  });

  test('[M49] goes before likeness, so that siblings that both go on keep their ids', () => {
    const base = doing('Report for 2026, part 1', 'Report for 2026, part 2');
    expect(edited(base, { doing: ['Report for 2026, part 2, submitted', 'Report for 2026, part 1, submitted'] })['doing']).toMatchObject([
      { itemId: '1.2' },
      { itemId: '1.1' },
    ]);
  });

  test('[M49] not a short one, not within a word, and not where two might be meant', () => {
    expect(itemsOf(edited(doing('Report'), { doing: ['Report on the seizures of weapons at borders in 2026'] }), 'doing')[0]?.itemId).toBe('2.1');
    expect(itemsOf(edited(doing('Handbook'), { doing: ['Handbooks for all the police academies of the region'] }), 'doing')[0]?.itemId).toBe('2.1');
    const lines = ['Action plan for the north and all that lies there', 'Action plan for the south, and what else there may be'];
    expect(itemsOf(edited(doing('Action plan'), { doing: lines }), 'doing').map(({ itemId }) => itemId)).toEqual(['2.1', '2.2']);
  });

  test('[M52] moved and reworded on one side, another line put beside it on the other', () => {
    const base = doing('Law on weapons and ammunition', 'Training');
    const merged = both(
      base,
      { doing: ['Training'], done: ['Law on weapons and ammunition (adopted)'] },
      { doing: ['Law on weapons and ammunition', 'new', 'Training'] },
    );
    expect(merged).toEqual({ doing: ['new', 'Training'], done: ['Law on weapons and ammunition (adopted)'], conflicts: [], changed: true });
  });

  test('[M52] moved and reworded against reworded: the move stands, the words are a question', () => {
    const base = doing('Law on weapons and ammunition');
    const theirs = 'Law on weapons, ammunition and explosives';
    expect(both(base, { doing: [], done: ['Law on weapons and ammunition (adopted)'] }, { doing: [theirs] })).toMatchObject({
      doing: [],
      done: [theirs],
      conflicts: [['Law on weapons and ammunition', 'Law on weapons and ammunition (adopted)', theirs]],
    });
  });

  test('[M40] both insert, reorder and delete at once: every line once, theirs in their order', () => {
    const merged = both(doing('a', 'b', 'c', 'd'), { doing: ['d', 'one', 'b', 'a', 'two'] }, { doing: ['c', 'b', 'eins', 'a', 'zwei', 'd'] });
    expect(merged.conflicts).toEqual([]);
    expect(merged.doing).toEqual(['b', 'eins', 'a', 'zwei', 'two', 'd', 'one']);
  });

  test('[M2] composed and decomposed letters, non-breaking blanks, CRLF and blank lines between items make no difference', () => {
    const base = doing('Zaključki vlade', 'Načrt');
    const merged = saveOn(base, { base, edit: { doing: 'Zakljuc\u030cki vlade\r\n\u00a0\r\n\tNa\u010drt' } });
    expect(merged).toMatchObject({
      conflicts: [],
      cells: {
        doing: [
          { itemId: '1.1', text: 'Zaključki vlade' },
          { itemId: '1.2', text: ' Načrt' },
        ],
      },
    });
  });
});

describe('markings', () => {
  const RED: Item = { itemId: '1.1', text: 'Joint operation at the border', marking: 'TLP:RED' };
  const base = cellsWith({ doing: [RED, { itemId: '1.2', text: 'Report' }] });

  test('[M42] stay with an item that is reworded, moved or merged; a new line has none', () => {
    const [reworded] = itemsOf(edited(base, { doing: ['Joint operation at the borders', 'Report'] }), 'doing');
    expect(reworded).toEqual({ ...RED, text: 'Joint operation at the borders' });
    expect(edited(base, { doing: ['Report', 'new'], done: [{ itemId: '1.1', text: 'Ended' }] })).toMatchObject({
      done: [{ ...RED, text: 'Ended' }],
      doing: [
        { itemId: '1.2', text: 'Report' },
        { itemId: '2.1', text: 'new' },
      ],
    });
    const merged = saveOn(edited(base, { doing: ['Joint operation at the borders', 'Report'] }), { base, edit: { doing: ['Report'], done: [RED.text] } });
    expect(merged.cells['done']).toEqual([{ ...RED, text: 'Joint operation at the borders' }]);
  });

  test('[M42] are those that stand in the row now, not those of the base; a conflict shows none', () => {
    const stored = cellsWith({ doing: [{ ...RED, text: 'Joint operation, postponed', marking: 'TLP:GREEN' }] });
    const { cells, conflicts } = saveOn(stored, { base, edit: { doing: ['Joint operation, cancelled at the border', 'Report'] } });
    expect(itemsOf(cells, 'doing')[0]?.marking).toBe('TLP:GREEN');
    for (const conflict of conflicts) for (const side of [conflict.base, conflict.ours, conflict.theirs]) expect(side).not.toHaveProperty('marking');
    expect(conflicts.length).toBeGreaterThan(0);
  });
});

describe('the largest rows', () => {
  const columns = ['tasks', 'decisions', 'done', 'doing'].map((key) => ({ ...COLUMNS[0]!, key }));
  const WORDS = 'law weapons ammunition training border police joint exercise action plan report strategy decision regional seizure roadmap'.split(' ');
  const random = randomFrom(1);
  const text = (seed: number): string => `${Array.from({ length: 16 }, () => random.pick(WORDS)).join(' ')} ${seed}`.slice(0, 128);
  const base: Cells = Object.fromEntries(
    columns.map(({ key }, c) => [key, Array.from({ length: 254 }, (_, at) => ({ itemId: `1.${c * 254 + at + 1}`, text: text(c * 254 + at) }))]),
  );
  const edit = (change: (item: Item, at: number) => string) => Object.fromEntries(columns.map(({ key }) => [key, itemsOf(base, key).map(change)]));
  const merge = (ours: Record<string, string[]>) => {
    const before = process.cpuUsage();
    const merged = mergeRow(columns, { base, ours: alignCells(columns, { input: ours, base }), theirs: base });
    return { merged, tookMs: cpuMsSince(before) };
  };

  test('[M26] four columns of 254 long lines: turned round, and every tenth reworded', () => {
    const ours = Object.fromEntries(
      Object.entries(edit((item, at) => (at % 10 === 0 ? `${item.text}, adopted` : item.text))).map(([key, lines]) => [key, lines.reverse()]),
    );
    const { merged, tookMs } = merge(ours);
    expect(
      Object.values(merged.cells)
        .flat()
        .filter((line) => typeof line !== 'string' && line.itemId === undefined),
    ).toEqual([]);
    expect(tookMs).toBeLessThan(500);
  });

  test('[M26] four columns of 254 long lines, each of them written anew', () => {
    // With a comparison of every line with every other of the row it takes seconds.
    expect(merge(edit((item) => [...item.text].reverse().join(''))).tookMs).toBeLessThan(2_000);
  });

  test('[M26] one line as long as a cell can be', () => {
    const long = 'a b c d '.repeat(4_000);
    const before = process.cpuUsage();
    const [line] = alignCells(columns, { input: { done: [`${long}end`] }, base: { done: items(1, long) } })['done'] as Item[];
    expect(line?.itemId).toBe('1.1');
    expect(cpuMsSince(before)).toBeLessThan(500);
  });
});
