import { describe, expect, it } from 'vitest';
import type { Column } from '#contract/grid.ts';
import {
  changedColumns,
  identified,
  type Lists,
  listsOf,
  movedTo,
  placeOf,
  reworded,
  settledLists,
  withNew,
  withoutItem,
} from '../../../../addin/form/lists.ts';

const column = (key: string, kind: Column['kind'] = 'items'): Column => ({
  key,
  label: key,
  kind,
  source: 'edit',
  limits: { maxCharacters: 1_000, maxLines: 100 },
  widthCharacters: 30,
});
const COLUMNS = [column('inProcess'), column('accomplished'), column('note', 'text')];
const CELLS = {
  inProcess: [
    { itemId: '2.1', text: 'One' },
    { itemId: '2.2', text: 'Two' },
  ],
  accomplished: [],
  note: 'A note',
};
const start = (): Lists => listsOf(COLUMNS, CELLS);
const uidOf = (lists: Lists, text: string): number => {
  const found = Object.values(lists)
    .flat()
    .find((item) => item.text === text);
  if (!found) throw new Error(text);
  return found.uid;
};
const changes = (lists: Lists) => changedColumns(COLUMNS, { lists, cells: CELLS });

describe('lists', () => {
  it('[P182] as they are stored they differ from nothing, and blank items count for nothing', () => {
    const lists = start();
    expect(changes(lists)).toEqual({});
    expect(changes(withNew(lists, { column: 'accomplished', at: 0 }, '  ').lists)).toEqual({});
    expect(changes(reworded(lists, uidOf(lists, 'One'), 'One ').lists)).toEqual({});
  });

  it('[P182] rewording and moving keep the id, and name no other column', () => {
    const lists = start();
    expect(changes(reworded(lists, uidOf(lists, 'One'), 'One!').lists)).toEqual({
      inProcess: [
        { itemId: '2.1', text: 'One!' },
        { itemId: '2.2', text: 'Two' },
      ],
    });
    expect(changes(movedTo(lists, uidOf(lists, 'One'), { column: 'accomplished', at: 0 }))).toEqual({
      inProcess: [{ itemId: '2.2', text: 'Two' }],
      accomplished: [{ itemId: '2.1', text: 'One' }],
    });
  });

  it('[P182] a place counts in the list as it is before the move', () => {
    const lists = withNew(start(), { column: 'inProcess', at: 2 }, 'Three').lists;
    const order = (moved: Lists) => moved['inProcess']?.map(({ text }) => text);
    expect(order(movedTo(lists, uidOf(lists, 'One'), { column: 'inProcess', at: 3 }))).toEqual(['Two', 'Three', 'One']);
    expect(order(movedTo(lists, uidOf(lists, 'Three'), { column: 'inProcess', at: 0 }))).toEqual(['Three', 'One', 'Two']);
    expect(order(movedTo(lists, uidOf(lists, 'Two'), { column: 'inProcess', at: 1 }))).toEqual(['One', 'Two', 'Three']);
    expect(movedTo(lists, -1, { column: 'inProcess', at: 0 })).toBe(lists);
  });

  it('[P182] line breaks make items: the first line keeps the id', () => {
    const lists = start();
    const { lists: split, uid } = reworded(lists, uidOf(lists, 'One'), 'One\r\na\nb');
    expect(changes(split)).toEqual({ inProcess: [{ itemId: '2.1', text: 'One' }, 'a', 'b', { itemId: '2.2', text: 'Two' }] });
    expect(placeOf(split, uid)).toEqual({ column: 'inProcess', at: 2 });
  });

  it('[P182] a removed item is the only one that is gone; a cell of kind text is one text', () => {
    const lists = start();
    expect(changes(withoutItem(lists, uidOf(lists, 'One')))).toEqual({ inProcess: [{ itemId: '2.2', text: 'Two' }] });
    expect(changes(reworded(lists, uidOf(lists, 'A note'), 'Another').lists)).toEqual({ note: 'Another' });
  });

  it('[P182] the service’s ids go to equal new lines, each once, and the item keeps its place on the page', () => {
    const one = withNew(start(), { column: 'accomplished', at: 0 }, 'Same');
    const two = withNew(one.lists, { column: 'accomplished', at: 1 }, 'Same');
    const stored = {
      ...CELLS,
      accomplished: [
        { itemId: '3.1', text: 'Same' },
        { itemId: '3.2', text: 'Same' },
      ],
    };
    const named = identified(two.lists, stored);
    expect(named['accomplished']?.map(({ uid, itemId }) => [uid, itemId])).toEqual([
      [one.uid, '3.1'],
      [two.uid, '3.2'],
    ]);
    expect(listsOf(COLUMNS, stored, named)['accomplished']?.map(({ uid }) => uid)).toEqual([one.uid, two.uid]);
  });

  it('[P183] a choice changes its line in the lists and leaves what was typed elsewhere', () => {
    const lists = withNew(start(), { column: 'accomplished', at: 0 }, 'Typed').lists;
    const conflict = {
      column: 'inProcess',
      itemId: '2.1',
      base: { text: 'Base', column: 'inProcess' },
      ours: { text: 'Mine', column: 'inProcess' },
      theirs: { text: 'One', column: 'inProcess' },
    };
    const after = settledLists(COLUMNS, lists, { conflict, choice: { keep: 'mine' } });
    expect(after['inProcess']?.map(({ uid, text }) => [uid, text])).toEqual([
      [uidOf(lists, 'One'), 'Mine'],
      [uidOf(lists, 'Two'), 'Two'],
    ]);
    expect(after['accomplished']).toEqual(lists['accomplished']);
  });
});
