/**
 * What changed from one version's cells to the next, item by item by `itemId`: one rule for the pane, the web form and an item's life. Pure; nothing is guessed
 * here: which line is which item was decided when the edit was saved.
 */
import type { Cell, Cells, Item } from './grid.ts';

/** An item where it stands. */
export interface PlacedItem {
  column: string;
  text: string;
}

/** What became of one item. Bullets and blanks count: texts are compared as typed. */
export type ItemChangeKind = 'added' | 'reworded' | 'moved' | 'moved-and-reworded' | 'removed';

/**
 * One change. `column` and `text` are as after it; of a removed item as before it. `from` is the column that an item left, `before` its former text.
 * `reordered`: the items that stood in the column before and after stand there in another order. `text`: a cell of kind `text`, `""` when empty.
 */
export type RowChange =
  | { change: 'added' | 'removed'; itemId: string; column: string; text: string }
  | { change: 'reworded'; itemId: string; column: string; before: string; text: string }
  | { change: 'moved'; itemId: string; from: string; column: string; text: string }
  | { change: 'moved-and-reworded'; itemId: string; from: string; column: string; before: string; text: string }
  | { change: 'reordered'; column: string }
  | { change: 'text'; column: string; before: string; text: string };

/** Lists what changed, column by column: what left it, then what stands there now in its order, then its order, then its text. */
export function rowChanges(before: Cells, after: Cells): RowChange[] {
  const old = placedItems(before);
  const now = placedItems(after);
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((column) => {
    const removed = listOf(before[column]).flatMap(({ itemId, text }): RowChange[] => (now.has(itemId) ? [] : [{ change: 'removed', itemId, column, text }]));
    const standing = listOf(after[column]).flatMap((item) => itemChange(old.get(item.itemId), { ...item, column }));
    const reordered: RowChange[] = isReordered(listOf(before[column]), listOf(after[column])) ? [{ change: 'reordered', column }] : [];
    const [was, text] = [textOf(before[column]), textOf(after[column])];
    return [...removed, ...standing, ...reordered, ...(was === text ? [] : [{ change: 'text' as const, column, before: was, text }])];
  });
}

/** Names what became of one item from one version to the next; undefined if nothing did. An absent side is where the item does not stand. */
export function itemChangeKind(before: PlacedItem | undefined, after: PlacedItem | undefined): ItemChangeKind | undefined {
  if (!before || !after) return after ? 'added' : before && 'removed';
  const reworded = before.text !== after.text;
  if (before.column !== after.column) return reworded ? 'moved-and-reworded' : 'moved';
  return reworded ? 'reworded' : undefined;
}

/** Finds an item in the cells of a version, with its marking there. */
export function findItem(cells: Cells, itemId: string): (PlacedItem & Omit<Item, 'itemId'>) | undefined {
  for (const [column, cell] of Object.entries(cells)) {
    const item = listOf(cell).find((each) => each.itemId === itemId);
    if (item) {
      const { itemId: _, ...said } = item;
      return { column, ...said };
    }
  }
  return undefined;
}

function itemChange(before: PlacedItem | undefined, { itemId, column, text }: PlacedItem & { itemId: string }): RowChange[] {
  const change = itemChangeKind(before, { column, text });
  if (!before) return [{ change: 'added', itemId, column, text }];
  if (change === 'moved') return [{ change, itemId, from: before.column, column, text }];
  if (change === 'reworded') return [{ change, itemId, column, before: before.text, text }];
  return change === 'moved-and-reworded' ? [{ change, itemId, from: before.column, column, before: before.text, text }] : [];
}

function isReordered(before: readonly Item[], after: readonly Item[]): boolean {
  const ids = ({ itemId }: Item): string => itemId;
  const [had, has] = [new Set(before.map(ids)), new Set(after.map(ids))];
  const [old, now] = [before.map(ids).filter((id) => has.has(id)), after.map(ids).filter((id) => had.has(id))];
  return old.some((id, at) => id !== now[at]);
}

function placedItems(cells: Cells): Map<string, PlacedItem> {
  return new Map(Object.entries(cells).flatMap(([column, cell]) => listOf(cell).map(({ itemId, text }) => [itemId, { column, text }] as const)));
}

const listOf = (cell: Cell | undefined): readonly Item[] => (Array.isArray(cell) ? cell : []);
const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '');
