/**
 * The lists of a row while a person works on them. An item keeps its `itemId` through rewording, reordering and moving to another list; `uid` is its name on this page
 * only. Pure: every step gives new lists.
 */
import type { CellInput } from '#contract/edit.ts';
import type { Cells, Column } from '#contract/grid.ts';
import { type SettledConflict, settledCells } from '#contract/settle-conflict.ts';
import { linesOfText, plainText } from '#contract/text.ts';

/** One line as it is being written. `itemId` is absent until the service has given one. */
export interface FormItem {
  uid: number;
  itemId?: string;
  text: string;
}

/** By column key; a cell of kind `text` is one item without an id, or none. */
export type Lists = Readonly<Record<string, readonly FormItem[]>>;

/** Where an item stands: its column and its place from 0. */
export interface Place {
  column: string;
  at: number;
}

let lastUid = 0;
const newUid = (): number => ++lastUid;

/** The lists of a stored row. Items that `before` knows by id keep their place on the page. */
export function listsOf(columns: readonly Column[], cells: Cells, before: Lists = {}): Lists {
  const uids = new Map(Object.values(before).flatMap((list) => list.flatMap(({ uid, itemId }) => (itemId === undefined ? [] : [[itemId, uid] as const]))));
  return Object.fromEntries(
    columns.map(({ key }) => {
      const cell = cells[key] ?? [];
      if (typeof cell === 'string') return [key, cell === '' ? [] : [{ uid: before[key]?.[0]?.uid ?? newUid(), text: cell }]];
      return [key, cell.map(({ itemId, text }) => ({ uid: uids.get(itemId) ?? newUid(), itemId, text }))];
    }),
  );
}

/** A draft's lists with names of this page. */
export function namedLists(lists: Record<string, readonly { itemId?: string | undefined; text: string }[]>): Lists {
  return Object.fromEntries(
    Object.entries(lists).map(([column, items]) => [
      column,
      items.map(({ itemId, text }) => ({ uid: newUid(), ...(itemId === undefined ? {} : { itemId }), text })),
    ]),
  );
}

/** Finds an item. */
export function placeOf(lists: Lists, uid: number): Place | undefined {
  for (const [column, items] of Object.entries(lists)) {
    const at = items.findIndex((item) => item.uid === uid);
    if (at >= 0) return { column, at };
  }
  return undefined;
}

/** Puts a new item into a list and tells its name. */
export function withNew(lists: Lists, { column, at }: Place, text = ''): { lists: Lists; uid: number } {
  const item = { uid: newUid(), text };
  return { lists: { ...lists, [column]: (lists[column] ?? []).toSpliced(at, 0, item) }, uid: item.uid };
}

/** Gives an item another text. Line breaks make items: the first line stays the item, the others follow it. Tells the name of the last one. */
export function reworded(lists: Lists, uid: number, text: string): { lists: Lists; uid: number } {
  const place = placeOf(lists, uid);
  const item = place && lists[place.column]?.[place.at];
  if (!place || !item) return { lists, uid };
  const [first = '', ...rest] = text.split(/\r\n|\r|\n/);
  const added = rest.map((line) => ({ uid: newUid(), text: line }));
  const list = (lists[place.column] ?? []).toSpliced(place.at, 1, { ...item, text: first }, ...added);
  return { lists: { ...lists, [place.column]: list }, uid: added.at(-1)?.uid ?? uid };
}

/** Takes an item out. */
export function withoutItem(lists: Lists, uid: number): Lists {
  return Object.fromEntries(Object.entries(lists).map(([column, items]) => [column, items.filter((item) => item.uid !== uid)]));
}

/** Puts an item where it is wanted; `at` counts in the list as it is before. */
export function movedTo(lists: Lists, uid: number, wanted: Place): Lists {
  const from = placeOf(lists, uid);
  const item = from && lists[from.column]?.[from.at];
  if (!from || !item) return lists;
  const at = from.column === wanted.column && from.at < wanted.at ? wanted.at - 1 : wanted.at;
  const rest = withoutItem(lists, uid);
  return { ...rest, [wanted.column]: (rest[wanted.column] ?? []).toSpliced(at, 0, item) };
}

/** Puts a taken out item back. */
export function putBack(lists: Lists, item: FormItem, { column, at }: Place): Lists {
  return { ...lists, [column]: (lists[column] ?? []).toSpliced(at, 0, item) };
}

/** The column as an edit carries it, blank items left out. */
export function inputOf(column: Column, items: readonly FormItem[]): CellInput {
  if (column.kind === 'text') return plainText(items[0]?.text ?? '');
  return items.filter(({ text }) => text.trim() !== '').map(({ itemId, text }) => (itemId === undefined ? text : { itemId, text }));
}

/** The columns that differ from the stored cells, in text, order, place or identity. */
export function changedColumns(columns: readonly Column[], { lists, cells }: { lists: Lists; cells: Cells }): Record<string, CellInput> {
  const changed = columns.filter((column) => signOf(column, lists[column.key] ?? []) !== signOf(column, listsOf([column], cells)[column.key] ?? []));
  return Object.fromEntries(changed.map((column) => [column.key, inputOf(column, lists[column.key] ?? [])]));
}

/** The same for equal content. A line with a line break in it would be several, so each is compared by its lines. */
function signOf(column: Column, items: readonly FormItem[]): string {
  if (column.kind === 'text') return plainText(items[0]?.text ?? '');
  return JSON.stringify(items.flatMap(({ itemId, text }) => linesOfText(text).map((line, at) => [at === 0 ? (itemId ?? '') : '', line])));
}

/** The lists with the ids that the service has just given to new items: a new item gets the id of an equal line that nobody here has. */
export function identified(lists: Lists, cells: Cells): Lists {
  const known = new Set(Object.values(lists).flatMap((items) => items.flatMap(({ itemId }) => itemId ?? [])));
  return Object.fromEntries(
    Object.entries(lists).map(([column, items]) => {
      const stored = cells[column];
      const free = Array.isArray(stored) ? stored.filter(({ itemId }) => !known.has(itemId)) : [];
      return [
        column,
        items.map((item) => {
          const at = item.itemId === undefined ? free.findIndex(({ text }) => text === linesOfText(item.text)[0]) : -1;
          const [found] = at < 0 ? [] : free.splice(at, 1);
          return found ? { ...item, itemId: found.itemId } : item;
        }),
      ];
    }),
  );
}

/** The lists after a choice about a conflict. */
export function settledLists(columns: readonly Column[], lists: Lists, settled: SettledConflict): Lists {
  const names = new Map<string, FormItem>();
  const idOf = (item: FormItem): string => {
    const id = item.itemId ?? `new ${item.uid}`;
    names.set(id, item);
    return id;
  };
  const cells: Cells = Object.fromEntries(
    columns.map(({ key, kind }) => {
      const items = lists[key] ?? [];
      return [key, kind === 'text' ? (items[0]?.text ?? '') : items.map((item) => ({ itemId: idOf(item), text: item.text }))];
    }),
  );
  const changed = Object.entries(settledCells(cells, [settled])).map(([column, input]): [string, FormItem[]] => {
    if (typeof input === 'string') return [column, input === '' ? [] : [{ uid: lists[column]?.[0]?.uid ?? newUid(), text: input }]];
    return [
      column,
      input.map((line) => {
        if (typeof line === 'string') return { uid: newUid(), text: line };
        const before = names.get(line.itemId);
        return before ? { ...before, text: line.text } : { uid: newUid(), itemId: line.itemId, text: line.text };
      }),
    ];
  });
  return { ...lists, ...Object.fromEntries(changed) };
}
