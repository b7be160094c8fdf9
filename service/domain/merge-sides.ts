/** The three sides of a merge as items: where each stands and what it says; and what both sides did alike under different names. */
import type { Cells, Item } from '#contract/grid.ts';
import { type AlignedCell, type AlignedLine, itemsOf } from './items.ts';
import { saidBy } from './substance.ts';

/** An item where a side has it; `said` is its text but for bullets, numbering and blanks. */
export interface Placed {
  text: string;
  column: string;
  said: string;
  marking?: Item['marking'];
}

/** The items of a side in their order. New lines of ours have keys of their own until they get an id. */
export type SideItems = Map<string, Placed>;

export interface Sides {
  base: SideItems;
  ours: SideItems;
  theirs: SideItems;
}

/** Reads the columns of kind `items`; ours has the named columns as the edit has them, the others as in the base. */
export function readSides(lists: readonly string[], { base, ours, theirs }: { base: Cells; ours: Record<string, AlignedCell>; theirs: Cells }): Sides {
  const wanted = (column: string): readonly AlignedLine[] => {
    const cell = Object.hasOwn(ours, column) ? ours[column] : undefined;
    if (cell === undefined) return itemsOf(base, column);
    return typeof cell === 'string' ? [] : cell;
  };
  const sides = {
    base: readSide(lists, (column) => itemsOf(base, column)),
    ours: readSide(lists, wanted),
    theirs: readSide(lists, (column) => itemsOf(theirs, column)),
  };
  return { ...sides, ours: joinTwins(sides) };
}

/** Reports whether an item stands as it stood, but for bullets, numbering and blanks. */
export function sameItem(a: Placed, b: Placed): boolean {
  return a.column === b.column && (a.text === b.text || a.said === b.said);
}

/** The id of a key, or none for a new line of ours. */
export const idOfKey = (key: string): string | undefined => (key.startsWith(NEW) ? undefined : key);

const NEW = 'new:';

function readSide(lists: readonly string[], linesIn: (column: string) => readonly AlignedLine[]): SideItems {
  const items: SideItems = new Map();
  for (const column of lists) {
    const lines = linesIn(column);
    const said = saidBy(lines.map(({ text }) => text));
    for (const [at, { itemId, text, marking }] of lines.entries()) {
      items.set(itemId ?? `${NEW}${items.size}`, { text, column, said: said[at] ?? text, ...(marking === undefined ? {} : { marking }) });
    }
  }
  return items;
}

/**
 * Joins what both sides did alike, though the alignment names it differently (one reworded a line, the other deleted it and added the same words):
 * a line of ours whose key theirs lacks takes the key of a line of theirs whose key ours lacks, where both say the same in the same column and neither
 * stood there in the base. The same text goes first, then the same but for bullets, numbering and blanks; the k-th with the k-th, new lines of ours before others.
 */
function joinTwins({ base, ours, theirs }: Sides): SideItems {
  const isNews = (key: string, item: Placed): boolean => {
    const before = base.get(key);
    return !before || !sameItem(item, before);
  };
  // What ours would otherwise have deleted goes first.
  const lacking = [...theirs].filter(([key, item]) => !ours.has(key) && isNews(key, item)).sort(([a], [b]) => Number(base.has(b)) - Number(base.has(a)));
  const alone = [...ours].filter(([key, item]) => !theirs.has(key) && isNews(key, item)).sort(([a], [b]) => Number(base.has(a)) - Number(base.has(b)));
  const twins = new Map<string, string>();
  const taken = new Set<string>();
  for (const look of [({ text, column }: Placed) => `${column}\n${text}`, ({ said, column }: Placed) => `${column}\n${said}`]) {
    const waiting = new Map<string, string[]>();
    for (const [key, item] of lacking) if (!taken.has(key)) waiting.set(look(item), [...(waiting.get(look(item)) ?? []), key]);
    for (const [key, item] of alone) {
      const twin = twins.has(key) ? undefined : waiting.get(look(item))?.shift();
      if (twin === undefined) continue;
      twins.set(key, twin);
      taken.add(twin);
    }
  }
  return new Map([...ours].map(([key, item]) => [twins.get(key) ?? key, item]));
}
