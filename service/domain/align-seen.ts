/**
 * Aligns an edit for somebody who may not see all of the row: what is withheld is unchanged, whatever the edit says or leaves out. It is out of sight while the lines
 * are aligned, so that no line, not even the very same text, can be found to be it, moved into it or taken for its deletion.
 */
import type { CellInput } from '#contract/edit.ts';
import type { Cells, Column, Item } from '#contract/grid.ts';
import { type AlignedCell, type AlignedLine, alignCells, everyItem, itemsOf } from './items.ts';
import { ownMarking } from './marks.ts';
import { type Sight, seesItem, seesRow } from './withheld.ts';

/** Aligns the named cells of an edit with what its sender may see of the base. `formerIds`: ids of items that stood in the row in a version up to the base. */
export function alignSeen(
  columns: readonly Column[],
  { input, base, sight, formerIds = new Set() }: { input: Record<string, CellInput>; base: Cells; sight: Sight; formerIds?: ReadonlySet<string> },
): Record<string, AlignedCell> {
  const former = formerItems({ base, sight, formerIds });
  const isHidden = (item: Item): boolean => !seesItem(sight, item);
  const hiddenIds = new Set(columns.flatMap(({ key }) => itemsOf(base, key)).flatMap((item) => (isHidden(item) ? [item.itemId] : [])));
  if (hiddenIds.size === 0 && seesRow(sight)) return alignCells(columns, { input, base, former });

  const open = columns.filter(({ kind }) => kind === 'items' || seesRow(sight));
  const seenBase = Object.fromEntries(Object.entries(base).map(([key, cell]) => [key, Array.isArray(cell) ? cell.filter((item) => !isHidden(item)) : cell]));
  const seenInput = Object.fromEntries(
    Object.entries(input).map(([key, cell]): [string, CellInput] => [
      key,
      typeof cell === 'string' ? cell : cell.filter((element) => typeof element === 'string' || !hiddenIds.has(element.itemId)),
    ]),
  );
  const aligned = alignCells(open, { input: seenInput, base: seenBase, former });
  return Object.fromEntries(
    Object.entries(aligned).map(([key, cell]) => [key, typeof cell === 'string' ? cell : withHidden(cell, { items: itemsOf(base, key), hiddenIds })]),
  );
}

/**
 * The items that an edit may bring back under their own id, with the markings that they have by now: those that stand neither in the base nor in the row as it is, so
 * that no id is there twice, and that the sender may see.
 */
function formerItems({ base, sight, formerIds }: { base: Cells; sight: Sight; formerIds: ReadonlySet<string> }): Pick<Item, 'itemId' | 'marking'>[] {
  if (formerIds.size === 0) return [];
  const standing = new Set([base, sight.head.cells].flatMap(everyItem).map(({ itemId }) => itemId));
  return [...formerIds].flatMap((itemId) => {
    const marking = ownMarking(sight.head, { itemId });
    const isOpen = !standing.has(itemId) && seesItem(sight, { itemId, text: '' });
    return isOpen ? [{ itemId, ...(marking === undefined ? {} : { marking }) }] : [];
  });
}

/** Puts what is withheld back behind the item that it stood behind. */
function withHidden(lines: readonly AlignedLine[], { items, hiddenIds }: { items: readonly Item[]; hiddenIds: ReadonlySet<string> }): AlignedLine[] {
  const result = [...lines];
  for (const [index, item] of items.entries()) {
    if (!hiddenIds.has(item.itemId)) continue;
    const before = items.slice(0, index).map(({ itemId }) => itemId);
    const at = result.findLastIndex(({ itemId }) => itemId !== undefined && before.includes(itemId));
    result.splice(at + 1, 0, { ...item });
  }
  return result;
}
