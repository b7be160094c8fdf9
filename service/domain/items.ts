/**
 * Items: the lines of a cell with an identity that lasts. The service aligns the lines of an edit with the items of its base, once, when the edit is decided;
 * entries carry the ids and replay never recomputes them.
 *
 * Alignment, in this order, each base item used at most once:
 *  1. an id that the sender gave and the base knows
 *  2. the same text in the same cell (the k-th with the k-th)
 *  3. the same text in another named column of the row: the item moved
 *  4. otherwise the line is new and gets `<version>.<n>`
 * A reworded line is a new item here; what names it the same item is a similarity step between 3 and 4.
 */
import type { CellInput } from '#contract/edit.ts';
import type { Cells, Column, Item } from '#contract/grid.ts';
import { linesOfText, textOfLines } from '#contract/text.ts';
import { linesOfInput } from '#contract/validation.ts';

/** A line of an edit with the base item it is, or none if it is new. */
export interface AlignedLine {
  itemId: string | undefined;
  text: string;
}

/** A cell of an edit, aligned: lines for kind `items`, text for kind `text`. */
export type AlignedCell = string | AlignedLine[];

/** Aligns the named cells of an edit with the items of its base. */
export function alignCells(columns: readonly Column[], { input, base }: { input: Record<string, CellInput>; base: Cells }): Record<string, AlignedCell> {
  const named = columns.filter((column) => input[column.key] !== undefined);
  const aligned: Record<string, AlignedCell> = {};
  const lists: { column: string; lines: AlignedLine[] }[] = [];
  for (const column of named) {
    const cell = input[column.key] ?? '';
    if (column.kind === 'text') {
      aligned[column.key] = linesOfInput(column, cell)[0] ?? '';
    } else {
      const lines = inputLines(cell);
      aligned[column.key] = lines;
      lists.push({ column: column.key, lines });
    }
  }
  const items = lists.flatMap(({ column }) => itemsOf(base, column).map(({ itemId, text }) => ({ itemId, text, column })));
  const free: FreeItems = new Map(items.map((item) => [item.itemId, item]));
  keepKnownIds(lists, free);
  matchTexts(lists, free, (text, column) => `${column}\n${text}`);
  matchTexts(lists, free, (text) => text);
  return aligned;
}

/** The items of a cell; none for a cell of kind `text` or an empty one. */
export function itemsOf(cells: Cells, column: string): readonly Item[] {
  const cell = cells[column];
  return Array.isArray(cell) ? cell : [];
}

/** The text a cell shows: the lines of its items, or the text itself. */
export function cellText(cell: Cells[string] | AlignedCell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : textOfLines(cell.map(({ text }) => text));
}

type FreeItems = Map<string, { itemId: string; text: string; column: string }>;
type Lists = readonly { column: string; lines: AlignedLine[] }[];

function inputLines(cell: CellInput): AlignedLine[] {
  if (typeof cell === 'string') return linesOfText(cell).map((text) => ({ itemId: undefined, text }));
  return cell.flatMap((element) => {
    const [itemId, text] = typeof element === 'string' ? [undefined, element] : [element.itemId, element.text];
    // An element with a line break is split; its id stays with the first line.
    return linesOfText(text).map((line, index) => ({ itemId: index === 0 ? itemId : undefined, text: line }));
  });
}

/** Step 1. An id the base does not know in the named columns, or that was used already, counts as not given. */
function keepKnownIds(lists: Lists, free: FreeItems): void {
  for (const line of lists.flatMap(({ lines }) => lines)) {
    if (line.itemId !== undefined && !free.delete(line.itemId)) line.itemId = undefined;
  }
}

/** Steps 2 and 3: the k-th free line with the k-th free item that looks the same; `look` says what counts, in a text without line breaks. */
function matchTexts(lists: Lists, free: FreeItems, look: (text: string, column: string) => string): void {
  const queues = new Map<string, string[]>();
  for (const { itemId, text, column } of free.values()) {
    const alike = queues.get(look(text, column));
    if (alike) alike.push(itemId);
    else queues.set(look(text, column), [itemId]);
  }
  for (const { column, lines } of lists) {
    for (const line of lines.filter(({ itemId }) => itemId === undefined)) {
      line.itemId = queues.get(look(line.text, column))?.shift();
      if (line.itemId !== undefined) free.delete(line.itemId);
    }
  }
}
