/**
 * The markings of a row and of its items. An item's own marking narrows the row's and never widens it. A row remembers the own marking of every item that ever
 * had one, also when the item is gone: history is filtered by what is marked now, and words that come back stay marked.
 */
import type { Cells, GridDefinition, Item, Marking } from '#contract/grid.ts';
import { narrowest } from '#contract/marking.ts';
import type { RowHead } from './state.ts';

/** The own marking of an item, and its newest text where that is known. */
export interface MarkedItem {
  marking: Marking;
  text?: string;
}

/** By itemId. */
export type MarkedItems = Readonly<Record<string, MarkedItem>>;

/** The marking of a row: its own, else the grid's default. */
export const rowMarking = (head: Pick<RowHead, 'marking'>, definition: Pick<GridDefinition, 'marking'>): Marking => head.marking ?? definition.marking;

/** An item's own marking as it is now; a version or a base may hold an older one. */
export const ownMarking = (head: Pick<RowHead, 'marked'>, item: Pick<Item, 'itemId' | 'marking'>): Marking | undefined =>
  head.marked?.[item.itemId]?.marking ?? item.marking;

/** The marking that decides who reads an item. */
export function itemMarking(head: RowHead, item: Item, definition: Pick<GridDefinition, 'marking'>): Marking {
  return narrowest(rowMarking(head, definition), ownMarking(head, item));
}

/** A row's head that remembers what is marked in its cells. */
export function withMarks(head: RowHead): RowHead {
  const added: Record<string, MarkedItem> = {};
  for (const cell of Object.values(head.cells)) {
    for (const { itemId, text, marking } of typeof cell === 'string' ? [] : cell) {
      const known = head.marked?.[itemId];
      if (marking !== undefined && (known?.marking !== marking || known.text !== text)) added[itemId] = { marking, text };
    }
  }
  return Object.keys(added).length === 0 ? head : { ...head, marked: { ...head.marked, ...added } };
}

/** A row's head after its marking, or that of some of its items, has changed. */
export function marked(head: RowHead, { items, to }: { items?: readonly string[] | undefined; to: Marking }): RowHead {
  if (!items) return { ...head, marking: to };
  const named = new Set(items);
  const cells: Cells = Object.fromEntries(
    Object.entries(head.cells).map(([column, cell]) => [
      column,
      typeof cell === 'string' ? cell : cell.map((item) => (named.has(item.itemId) ? { ...item, marking: to } : item)),
    ]),
  );
  const all = Object.fromEntries(items.map((itemId) => [itemId, { ...head.marked?.[itemId], marking: to }]));
  return withMarks({ ...head, cells, marked: { ...head.marked, ...all } });
}
