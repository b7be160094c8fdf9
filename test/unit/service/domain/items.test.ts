/** Alignment: which line of an edit is which item of its base. Ids in the tables: `-` is a new line. */
import { describe, expect, test } from 'vitest';
import type { CellInput } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { type AlignedCell, alignCells, cellText, itemsOf } from '../../../../service/domain/items.ts';
import { COLUMNS, cellsWith, deepFreeze, items } from '../../../support/states.ts';

const shown = (cell: AlignedCell | undefined): unknown => (Array.isArray(cell) ? cell.map(({ itemId, text }) => `${itemId ?? '-'} ${text}`) : cell);

function align(input: Record<string, CellInput>, base: Cells = {}): Record<string, unknown> {
  const aligned = alignCells(COLUMNS, deepFreeze({ input, base: cellsWith(base) }));
  return Object.fromEntries(Object.entries(aligned).map(([column, cell]) => [column, shown(cell)]));
}

const AB = { done: items(1, 'a', 'b') };

describe('an id that the sender gave', () => {
  test('[M1] wins over the text: the line was reworded', () => {
    expect(align({ done: [{ itemId: '1.2', text: 'a' }, 'a'] }, AB)).toEqual({ done: ['1.2 a', '1.1 a'] });
  });

  test('[M1] is taken before any text is compared, wherever it stands', () => {
    expect(align({ done: ['a', { itemId: '1.1', text: 'reworded' }] }, AB)).toEqual({ done: ['- a', '1.1 reworded'] });
  });

  test('[M1] goes along to another named column', () => {
    expect(align({ done: [], doing: [{ itemId: '1.1', text: 'changed' }] }, AB)).toEqual({ done: [], doing: ['1.1 changed'] });
  });

  test('[M55] of an item that the row once had brings it back with its marking, wherever it stands; a second line with it counts as not given', () => {
    const former = [{ itemId: '1.7', marking: 'TLP:RED' as const }];
    const input = { done: ['a', { itemId: '1.7', text: 'back' }], doing: [{ itemId: '1.7', text: 'again' }] };
    expect(alignCells(COLUMNS, deepFreeze({ input, base: cellsWith(AB), former }))).toEqual({
      done: [
        { itemId: '1.1', text: 'a' },
        { itemId: '1.7', text: 'back', marking: 'TLP:RED' },
      ],
      doing: [{ itemId: undefined, text: 'again' }],
    });
  });

  test.each([
    ['unknown', '9.9'],
    ['of a column that the edit does not name', '1.7'],
  ])('[M1] that is %s counts as not given', (_, itemId) => {
    const base = { ...AB, doing: [{ itemId: '1.7', text: 'elsewhere' }] };
    expect(
      align(
        {
          done: [
            { itemId, text: 'b' },
            { itemId, text: 'new' },
          ],
        },
        base,
      ),
    ).toEqual({ done: ['1.2 b', '- new'] });
  });

  test('[M1] that is given twice goes to the first; the second counts as not given', () => {
    const twice = { itemId: '1.1', text: 'b' };
    expect(align({ done: [twice, twice] }, AB)).toEqual({ done: ['1.1 b', '1.2 b'] });
    expect(align({ done: [twice], doing: [{ itemId: '1.1', text: 'x' }] }, AB)).toEqual({ done: ['1.1 b'], doing: ['- x'] });
  });
});

describe('the same text in the same cell', () => {
  test('[M2] keeps its id through reordering, insertion and deletion', () => {
    expect(align({ done: 'c\nb\na' }, AB)).toEqual({ done: ['- c', '1.2 b', '1.1 a'] });
    expect(align({ done: ['b'] }, AB)).toEqual({ done: ['1.2 b'] });
  });

  test('[M2] equal lines: the k-th with the k-th', () => {
    const base = { done: items(1, 'x', 'y', 'x', 'x') };
    expect(align({ done: 'x\nx\nx\nx' }, base)).toEqual({ done: ['1.1 x', '1.3 x', '1.4 x', '- x'] });
    expect(align({ done: 'x\ny' }, base)).toEqual({ done: ['1.1 x', '1.2 y'] });
  });

  test('[M2] equal lines of which one has its id given: the others share what is left in order', () => {
    const base = { done: items(1, 'x', 'x', 'x') };
    expect(align({ done: ['x', { itemId: '1.1', text: 'x' }, 'x'] }, base)).toEqual({ done: ['1.2 x', '1.1 x', '1.3 x'] });
  });

  test('[M2] goes before the same text in another cell', () => {
    const base = { done: items(1, 'x'), doing: [{ itemId: '1.9', text: 'x' }] };
    expect(align({ done: 'x', doing: 'x' }, base)).toEqual({ done: ['1.1 x'], doing: ['1.9 x'] });
    expect(align({ done: 'x\nx', doing: '' }, base)).toEqual({ done: ['1.1 x', '1.9 x'], doing: [] });
  });

  test('[M2] is compared in normal form: trailing blanks, tabs, CRLF and NFD do not make another line', () => {
    const base = { done: items(1, 'Zaključki A', 'b') };
    expect(align({ done: 'Zakljuc\u030cki\tA  \r\n\r\nb' }, base)).toEqual({ done: ['1.1 Zaključki A', '1.2 b'] });
  });

  test('[M2] bullets, numbers and blanks are kept as typed and do not make another line', () => {
    expect(align({ done: '• a\n2.\u00a0b' }, AB)).toEqual({ done: ['1.1 • a', '1.2 2.\u00a0b'] });
    expect(align({ done: 'b\n-  a' }, AB)).toEqual({ done: ['1.2 b', '1.1 -  a'] });
  });
});

describe('the same text in another column', () => {
  test('[M3] is a move: the item keeps its id', () => {
    expect(align({ done: 'b', doing: 'a' }, AB)).toEqual({ done: ['1.2 b'], doing: ['1.1 a'] });
  });

  test('[M3] is no move if the edit does not name the column it came from: there it stays', () => {
    expect(align({ doing: 'a' }, AB)).toEqual({ doing: ['- a'] });
  });

  test('[M3] is no move while the line still stands in its own cell', () => {
    expect(align({ done: 'a\nb', doing: 'a' }, AB)).toEqual({ done: ['1.1 a', '1.2 b'], doing: ['- a'] });
  });

  test('[M3] two columns swap their lines', () => {
    const base = { done: items(1, 'a'), doing: [{ itemId: '1.5', text: 'b' }] };
    expect(align({ done: 'b', doing: 'a' }, base)).toEqual({ done: ['1.5 b'], doing: ['1.1 a'] });
  });

  test('[M3] equal lines that move go in their order', () => {
    expect(align({ done: '', doing: 'x\nx' }, { done: items(1, 'x', 'x') })).toEqual({ done: [], doing: ['1.1 x', '1.2 x'] });
  });
});

describe('what comes in', () => {
  test('[M4] a line like no other is new', () => {
    expect(align({ done: 'quite another\nb' }, AB)).toEqual({ done: ['- quite another', '1.2 b'] });
  });

  test('[M5] an element with a line break is split; its id stays with the first line', () => {
    expect(align({ done: [{ itemId: '1.1', text: 'one\ntwo\r\nthree' }] }, AB)).toEqual({ done: ['1.1 one', '- two', '- three'] });
  });

  test('[M5] a leading line break does not take the id away from the first line that is content', () => {
    expect(align({ done: [{ itemId: '1.1', text: '\n \n one' }] }, AB)).toEqual({ done: ['1.1  one'] });
  });

  test('[M5] empty elements are dropped, and their ids are free', () => {
    expect(align({ done: ['', { itemId: '1.1', text: '  ' }, 'a', '\n'] }, AB)).toEqual({ done: ['1.1 a'] });
  });

  test('[M6] columns that the edit does not name are not there', () => {
    expect(align({}, AB)).toEqual({});
    expect(align({ remark: 'r' }, AB)).toEqual({ remark: 'r' });
  });

  test('[M16] a cell of kind text is one text, whether it comes as a text or as lines, without blank lines at its ends', () => {
    expect(align({ remark: '\n\nfirst\t1 \r\n\r\nlast\n' })).toEqual({ remark: 'first 1\n\nlast' });
    expect(align({ remark: ['one', { itemId: '1.1', text: 'two' }] })).toEqual({ remark: 'one\ntwo' });
  });
});

describe('reading cells', () => {
  test('[M16] the text of a cell is its lines or itself; a missing one is empty', () => {
    expect(cellText(items(1, 'a', 'b'))).toBe('a\nb');
    expect(cellText('text')).toBe('text');
    expect([cellText([]), cellText(undefined)]).toEqual(['', '']);
  });

  test('[M16] a text has no items', () => {
    expect(itemsOf({ remark: 'text' }, 'remark')).toEqual([]);
    expect(itemsOf({}, 'done')).toEqual([]);
  });
});

test('[M26] the largest edit that passes the checks is aligned in time: forty columns of 254 lines, all reordered and moved', () => {
  const columns = Array.from({ length: 40 }, (_, index) => ({ ...COLUMNS[0]!, key: `c${index}` }));
  const linesOf = (column: number) => Array.from({ length: 254 }, (_, line) => `line ${column} ${line}`);
  const base = Object.fromEntries(columns.map(({ key }, c) => [key, linesOf(c).map((text, line) => ({ itemId: `1.${c * 254 + line + 1}`, text }))]));
  const input = Object.fromEntries(columns.map(({ key }, c) => [key, linesOf((c + 1) % 40).reverse()]));
  const before = process.cpuUsage();
  const aligned = alignCells(columns, { input, base });
  // With one search through all items per line it takes seconds. Time of this process, so that a busy machine does not count.
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(500);
  expect((aligned['c0'] as { itemId: string }[])[0]?.itemId).toBe('1.508');
});

describe('the most similar text', () => {
  const LAW = cellsWith({ doing: items(1, 'Law on weapons and ammunition', 'Training of border police officers', 'Joint exercise') });

  test('[M54] a reworded line keeps its id', () => {
    expect(align({ doing: 'Law on weapons, ammunition and explosives\nTraining of the border police\nJoint exercise' }, LAW)).toEqual({
      doing: ['1.1 Law on weapons, ammunition and explosives', '1.2 Training of the border police', '1.3 Joint exercise'],
    });
  });

  test('[M54] moved and reworded a little keeps its id; another line does not take it', () => {
    expect(align({ done: 'Law on weapons and ammunition (adopted)', doing: 'Training of border police officers\nJoint exercise' }, LAW)).toEqual({
      done: ['1.1 Law on weapons and ammunition (adopted)'],
      doing: ['1.2 Training of border police officers', '1.3 Joint exercise'],
    });
    expect(align({ done: 'Report on weapons', doing: 'Joint exercise' }, LAW)).toEqual({ done: ['- Report on weapons'], doing: ['1.3 Joint exercise'] });
  });

  test('[M54] where two are about as similar, neither is chosen', () => {
    const twins = cellsWith({ doing: items(1, 'Report for 2026, part 1', 'Report for 2026, part 2') });
    expect(align({ doing: 'Report for 2026, part 3' }, twins)).toEqual({ doing: ['- Report for 2026, part 3'] });
  });

  test('[M54] the order of lines does not matter', () => {
    const lines = ['Training of the border police', 'Law on weapons, ammunition and explosives'];
    const one = align({ doing: lines.join('\n') }, LAW)['doing'] as string[];
    const other = align({ doing: [...lines].reverse().join('\n') }, LAW)['doing'] as string[];
    expect([...other].sort()).toEqual([...one].sort());
  });
});
