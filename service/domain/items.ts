/**
 * Items: the lines of a cell with an identity that lasts. The service aligns the lines of an edit with the items of its base, once, when the edit is decided;
 * entries carry the ids and replay never recomputes them.
 *
 * Alignment, in this order, each base item used at most once:
 *  1. an id that the sender gave and the base knows, or that the row once had and has no more: the item is brought back
 *  2. the same text in the same cell (the k-th with the k-th)
 *  3. the same text in another named column of the row: the item moved; then, in the same two steps, the same text but for bullets, numbering and blanks,
 *     and the same text but for the kind in front, `[law]`
 *  4. a text that goes on, or that is the beginning of the other, if it is so with one alone; first in the same cell, then between cells
 *  5. the most similar text: each is the other's best, at least `SIMILAR`, and better than the second best by `MARGIN`; first in the same cell,
 *     then between cells (moved and reworded), where `SIMILAR_ELSEWHERE` is asked
 *  6. otherwise the line is new and gets `<version>.<n>`
 * Alignment may name history or raise a question; it never drops a line and never chooses between two texts.
 */
import type { CellInput } from '#contract/edit.ts';
import type { Cells, Column, Item } from '#contract/grid.ts';
import { linesOfText, textOfLines } from '#contract/text.ts';
import { linesOfInput } from '#contract/validation.ts';
import { continuedPairs, likestPairs } from './similar.ts';
import { substance, substanceWithoutKind } from './substance.ts';

/** Likeness from which a line counts as the same item reworded. Below it a reworded item is one deleted and one added: nothing is lost, only its history. */
export const SIMILAR = 0.6;
export const SIMILAR_ELSEWHERE = 0.8;

/** The most comparisons of one search. Every cell is within it (254 lines by 254); in a row that was written anew nobody looks for what moved and was reworded. */
const MOST_COMPARED = 250_000;

/** A line of an edit with the base item it is, or none if it is new. */
export interface AlignedLine {
  itemId: string | undefined;
  text: string;
  /** The marking of the item it is. */
  marking?: Item['marking'];
}

/** A cell of an edit, aligned: lines for kind `items`, text for kind `text`. */
export type AlignedCell = string | AlignedLine[];

/** What is aligned. `former`: items that the row once had and that stand neither in the base nor in the row now. */
export interface Alignment {
  input: Record<string, CellInput>;
  base: Cells;
  former?: readonly Pick<Item, 'itemId' | 'marking'>[];
}

/** Aligns the named cells of an edit with the items of its base. */
export function alignCells(columns: readonly Column[], { input, base, former = [] }: Alignment): Record<string, AlignedCell> {
  const aligned: Record<string, AlignedCell> = {};
  const lists: CellLines[] = [];
  for (const column of columns) {
    const cell = input[column.key];
    if (cell === undefined) continue;
    if (column.kind === 'text') {
      aligned[column.key] = linesOfInput(column, cell)[0] ?? '';
      continue;
    }
    const lines = inputLines(cell);
    aligned[column.key] = lines;
    lists.push({ column: column.key, lines });
  }
  const free: FreeItems = new Map(lists.flatMap(({ column }) => itemsOf(base, column).map((item) => [item.itemId, { ...item, column }] as const)));
  keepKnownIds(lists, free, new Map(former.map((item) => [item.itemId, item])));
  matchTexts(lists, free, (text, column) => `${column}\n${text}`);
  matchTexts(lists, free, (text) => text);
  matchTexts(lists, free, (text, column) => `${column}\n${substance(text)}`);
  matchTexts(lists, free, substance);
  matchTexts(lists, free, (text, column) => `${column}\n${substanceWithoutKind(text)}`);
  matchTexts(lists, free, substanceWithoutKind);
  for (const list of lists) matchPairs([list], free, { within: list.column, pairsOf: continuedPairs });
  matchPairs(lists, free, { pairsOf: continuedPairs });
  for (const list of lists) matchPairs([list], free, { within: list.column, pairsOf: (some, others) => likestPairs(some, others, SIMILAR) });
  matchPairs(lists, free, { pairsOf: (some, others) => likestPairs(some, others, SIMILAR_ELSEWHERE) });
  return aligned;
}

/** The items of a cell; none for a cell of kind `text` or an empty one. */
export function itemsOf(cells: Cells, column: string): readonly Item[] {
  const cell = Object.hasOwn(cells, column) ? cells[column] : undefined;
  return Array.isArray(cell) ? cell : [];
}

/** The items of all cells of a row. */
export function everyItem(cells: Cells): Item[] {
  return Object.keys(cells).flatMap((column) => itemsOf(cells, column));
}

/** Reports whether an item stands in one of a row's cells. */
export function hasItem(cells: Cells, itemId: string): boolean {
  return everyItem(cells).some((item) => item.itemId === itemId);
}

/** The text a cell shows: the lines of its items, or the text itself. */
export function cellText(cell: Cells[string] | AlignedCell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : textOfLines(cell.map(({ text }) => text));
}

interface CellLines {
  column: string;
  lines: AlignedLine[];
}
interface FreeItem extends Item {
  column: string;
}
type FreeItems = Map<string, FreeItem>;
type PairsOf = (lines: readonly string[], items: readonly string[]) => [line: number, item: number][];

function inputLines(cell: CellInput): AlignedLine[] {
  if (typeof cell === 'string') return linesOfText(cell).map((text) => ({ itemId: undefined, text }));
  return cell.flatMap((element) => {
    const [itemId, text] = typeof element === 'string' ? [undefined, element] : [element.itemId, element.text];
    // An element with a line break is split; its id stays with the first line.
    return linesOfText(text).map((line, index) => ({ itemId: index === 0 ? itemId : undefined, text: line }));
  });
}

/** Step 1. An id that neither the base has in the named columns nor the row once had, or that was used already, counts as not given. */
function keepKnownIds(lists: readonly CellLines[], free: FreeItems, former: Map<string, Pick<Item, 'itemId' | 'marking'>>): void {
  for (const line of lists.flatMap(({ lines }) => lines)) {
    const item = line.itemId === undefined ? undefined : (free.get(line.itemId) ?? former.get(line.itemId));
    line.itemId = undefined;
    if (!item) continue;
    take(line, item, free);
    former.delete(item.itemId);
  }
}

/** Steps 2 and 3: the k-th free line with the k-th free item that looks the same; `look` says what counts, in a text without line breaks. */
function matchTexts(lists: readonly CellLines[], free: FreeItems, look: (text: string, column: string) => string): void {
  const queues = new Map<string, FreeItem[]>();
  for (const item of free.values()) {
    const alike = queues.get(look(item.text, item.column));
    if (alike) alike.push(item);
    else queues.set(look(item.text, item.column), [item]);
  }
  for (const { column, lines } of lists) {
    for (const line of lines.filter(({ itemId }) => itemId === undefined)) {
      const item = queues.get(look(line.text, column))?.shift();
      if (item) take(line, item, free);
    }
  }
}

/** Steps 4 and 5: pairs that `pairsOf` finds among the free lines and items, by their texts. */
function matchPairs(lists: readonly CellLines[], free: FreeItems, { within, pairsOf }: { within?: string; pairsOf: PairsOf }): void {
  const lines = lists.flatMap((list) => list.lines.filter(({ itemId }) => itemId === undefined));
  const items = [...free.values()].filter(({ column }) => within === undefined || column === within);
  if (lines.length * items.length > MOST_COMPARED) return;
  const textsOf = (some: readonly { text: string }[]): string[] => some.map(({ text }) => text);
  for (const [line, item] of pairsOf(textsOf(lines), textsOf(items))) {
    const [found, taken] = [lines[line], items[item]];
    if (found && taken) take(found, taken, free);
  }
}

function take(line: AlignedLine, item: Pick<Item, 'itemId' | 'marking'>, free: FreeItems): void {
  line.itemId = item.itemId;
  if (item.marking !== undefined) line.marking = item.marking;
  free.delete(item.itemId);
}
