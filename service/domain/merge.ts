/**
 * Three-way merge of a row, item by item: base (what the editor started from), ours (what the editor wants), theirs (what is stored now).
 *
 *  1. Different items never conflict. What either side added stays; the same line added by both is one.
 *  2. An item's text and its column merge independently: one side's change stands, the same change on both is one, different changes are a conflict.
 *  3. An item that one side deleted and the other left alone is gone; deleted against changed or moved is a conflict.
 *  4. A change of bullets, numbering or blanks alone gives way to any other change and never conflicts.
 *  5. Reordering never conflicts (merge-order.ts).
 *  6. In a conflict theirs stays in the row, and ours goes back to its sender: nobody's text is saved over another's, none is dropped.
 *  7. A cell of kind `text` merges as one item. Columns that ours does not name stay as theirs.
 */
import type { Cells, Column } from '#contract/grid.ts';
import { type AlignedCell, type AlignedLine, cellText, itemsOf } from './items.ts';
import { mergeOrder } from './merge-order.ts';
import { idOfKey, type Placed, readSides, type SideItems, type Sides, sameItem } from './merge-sides.ts';

/** One side of a conflict: a text and the column it stands in; null if absent there. */
export type Side = { text: string; column: string } | null;

/** An item, or a cell of kind `text`, that ours and theirs changed differently. */
export interface MergeConflict {
  column: string;
  /** Absent for a cell of kind `text`. */
  itemId?: string;
  base: Side;
  ours: Side;
  theirs: Side;
}

export interface MergedRow {
  /** Every editable cell of the row, then the stored cells of columns that the definition no longer has; lines without `itemId` are new. */
  cells: Record<string, AlignedCell>;
  conflicts: MergeConflict[];
  /** Reports whether the result differs from theirs: whether there is something to save. */
  changed: boolean;
}

export interface MergeInput {
  base: Cells;
  /** Aligned with the base; only the columns that the edit names. */
  ours: Record<string, AlignedCell>;
  theirs: Cells;
}

/** Merges one edit into a row. */
export function mergeRow(columns: readonly Column[], { base, ours, theirs }: MergeInput): MergedRow {
  // An edit that says what the row says already changes nothing, whatever ids its lines have; it may have taken out what theirs moved elsewhere.
  if (columns.every(({ key }) => !Object.hasOwn(ours, key) || cellText(ours[key]) === cellText(theirs[key])))
    return { cells: completed(columns, theirs), conflicts: takenOutAndMoved(columns, { base, ours, theirs }), changed: false };
  const lists = columns.filter(({ kind }) => kind === 'items').map(({ key }) => key);
  const sides = readSides(lists, { base, ours, theirs });
  const merged = mergeItems(sides);
  const cells: Record<string, AlignedCell> = {};
  const conflicts = [...merged.conflicts];
  let changed = false;
  for (const { key, kind } of columns) {
    if (kind === 'text') {
      const [before, stored] = [textOf(base[key]), textOf(theirs[key])];
      const wanted = Object.hasOwn(ours, key) ? textOf(ours[key]) : before;
      const { merged: text, conflict } = mergeOne({ base: before, ours: wanted, theirs: stored });
      cells[key] = text;
      changed ||= text !== stored;
      if (conflict) conflicts.push({ column: key, base: side(before, key), ours: side(wanted, key), theirs: side(stored, key) });
    } else {
      const lines = linesOf(key, { sides, placed: merged.placed });
      cells[key] = lines;
      changed ||= !sameLines(lines, theirs, key);
    }
  }
  for (const [key, stored] of Object.entries(theirs)) cells[key] ??= stored;
  return { cells, conflicts, changed };
}

/** Items that ours took out of the cells it names and that theirs moved to a cell that ours does not name: there the texts alike say nothing about them. */
function takenOutAndMoved(columns: readonly Column[], { base, ours, theirs }: MergeInput): MergeConflict[] {
  const lists = columns.filter(({ kind }) => kind === 'items').map(({ key }) => key);
  const named = lists.filter((key) => Object.hasOwn(ours, key));
  const stillThere = new Set(named.flatMap((key) => linesOfCell(ours[key])).map(({ itemId }) => itemId));
  const elsewhere = lists.filter((key) => !named.includes(key)).flatMap((column) => itemsOf(theirs, column).map((item) => ({ ...item, column })));
  return named.flatMap((from) =>
    itemsOf(base, from).flatMap(({ itemId, text }): MergeConflict[] => {
      const moved = stillThere.has(itemId) ? undefined : elsewhere.find((item) => item.itemId === itemId);
      return moved ? [{ column: moved.column, itemId, base: side(text, from), ours: null, theirs: side(moved.text, moved.column) }] : [];
    }),
  );
}

/** The stored cells, with an empty one for each column that is new in the definition. */
function completed(columns: readonly Column[], theirs: Cells): Cells {
  return { ...Object.fromEntries(columns.map(({ key, kind }) => [key, kind === 'items' ? [] : ''])), ...theirs };
}

/** Gives new lines their ids, `<version>.<n>`. An item keeps its marking; what new lines inherit was given before (inherit-marking.ts). */
export function withItemIds(cells: Record<string, AlignedCell>, version: number): Cells {
  let count = 0;
  return Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [
      column,
      typeof cell === 'string' ? cell : cell.map((line) => ({ ...line, itemId: line.itemId ?? `${version}.${++count}` })),
    ]),
  );
}

function mergeItems({ base, ours, theirs }: Sides): { placed: SideItems; conflicts: MergeConflict[] } {
  const placed: SideItems = new Map();
  const conflicts: MergeConflict[] = [];
  for (const [key, stored] of theirs) {
    const before = base.get(key);
    const wanted = ours.get(key);
    if (!before) placed.set(key, stored);
    else if (!wanted) {
      if (sameItem(stored, before)) continue;
      placed.set(key, stored);
      conflicts.push({ column: stored.column, itemId: key, base: sideOf(before), ours: null, theirs: sideOf(stored) });
    } else {
      const text = mergeText({ base: before, ours: wanted, theirs: stored });
      const column = mergeOne({ base: before.column, ours: wanted.column, theirs: stored.column });
      // Theirs as it stands after this edit: what did not conflict is merged into it. Its marking is theirs: an edit changes none.
      const standing = { ...stored, text: text.merged, column: column.merged };
      placed.set(key, standing);
      if (text.conflict || column.conflict)
        conflicts.push({ column: standing.column, itemId: key, base: sideOf(before), ours: sideOf(wanted), theirs: sideOf(standing) });
    }
  }
  for (const [key, wanted] of ours) {
    if (theirs.has(key)) continue;
    const before = base.get(key);
    if (!before) placed.set(key, wanted);
    else if (!sameItem(wanted, before)) conflicts.push({ column: wanted.column, itemId: key, base: sideOf(before), ours: sideOf(wanted), theirs: null });
  }
  return { placed, conflicts };
}

/** A change of bullets, numbering or blanks alone gives way to any other change. */
function mergeText({ base, ours, theirs }: { base: Placed; ours: Placed; theirs: Placed }): { merged: string; conflict: boolean } {
  const exact = mergeOne({ base: base.text, ours: ours.text, theirs: theirs.text });
  if (!exact.conflict) return exact;
  if (ours.said === theirs.said || ours.said === base.said) return { merged: theirs.text, conflict: false };
  return theirs.said === base.said ? { merged: ours.text, conflict: false } : exact;
}

/** One side's change stands, the same change on both sides is one, different changes conflict and theirs stays. */
function mergeOne({ base, ours, theirs }: { base: string; ours: string; theirs: string }): { merged: string; conflict: boolean } {
  if (ours === theirs || ours === base) return { merged: theirs, conflict: false };
  return theirs === base ? { merged: ours, conflict: false } : { merged: theirs, conflict: true };
}

function linesOf(column: string, { sides, placed }: { sides: Sides; placed: SideItems }): AlignedLine[] {
  const keysOf = (items: SideItems): string[] => [...items].filter(([, item]) => item.column === column).map(([key]) => key);
  const kept = new Set(keysOf(placed));
  const order = mergeOrder(kept, { base: keysOf(sides.base), ours: keysOf(sides.ours), theirs: keysOf(sides.theirs) });
  return order.map((key) => {
    const { text = '', marking } = placed.get(key) ?? {};
    return { itemId: idOfKey(key), text, ...(marking === undefined ? {} : { marking }) };
  });
}

function sameLines(lines: readonly AlignedLine[], theirs: Cells, column: string): boolean {
  const stored = itemsOf(theirs, column);
  return lines.length === stored.length && lines.every(({ itemId, text }, at) => itemId === stored[at]?.itemId && text === stored[at]?.text);
}

const sideOf = ({ text, column }: Placed): Side => ({ text, column });
const side = (text: string, column: string): Side => (text === '' ? null : { text, column });
const linesOfCell = (cell: AlignedCell | undefined): readonly AlignedLine[] => (cell === undefined || typeof cell === 'string' ? [] : cell);
const textOf = (cell: Cells[string] | AlignedCell | undefined): string => (typeof cell === 'string' ? cell : '');
