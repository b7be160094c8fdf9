/** What a reader is shown of a row's cells: the text where it may read, a marked gap where it may not. By the markings that row and items have now, whatever the age of the cells. */
import type { Cells, GridDefinition, Item } from '#contract/grid.ts';
import { isOwnRow, mayRead, type Reader } from './audience.ts';
import { itemMarking, ownMarking, rowMarking } from './marks.ts';
import type { RowHead } from './state.ts';

/** A reader before a row. `head` is the row as it stands now. */
export interface Sight {
  reader: Reader;
  head: RowHead;
  definition: GridDefinition;
}

/** Reports whether the reader may read the row's text but for items that are narrower. */
export function seesRow({ reader, head, definition }: Sight): boolean {
  return mayRead(reader, rowMarking(head, definition), { ownRow: isOwnRow(reader, head) });
}

/** Reports whether the reader may read an item. */
export function seesItem({ reader, head, definition }: Sight, item: Item): boolean {
  return mayRead(reader, itemMarking(head, item, definition), { ownRow: isOwnRow(reader, head) });
}

/** The cells of the row, of this version or an older one, as the reader may see them. */
export function shownCells(cells: Cells, sight: Sight): Cells {
  const row = seesRow(sight);
  if (row && !sight.head.marked) return cells;
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [column, typeof cell === 'string' ? (row ? cell : '') : cell.map((item) => shownItem(item, sight))]),
  );
}

function shownItem(item: Item, sight: Sight): Item {
  if (!seesItem(sight, item)) return { itemId: item.itemId, text: '', marking: itemMarking(sight.head, item, sight.definition), withheld: true };
  const marking = ownMarking(sight.head, item);
  return marking === item.marking || marking === undefined ? item : { ...item, marking };
}
