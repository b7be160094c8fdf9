/**
 * The life of one item across the versions and columns of its row. The row is read in pages from its newest version back to the one that the item's id names, where it
 * first appeared; only the steps are kept, so that a long history takes no more memory than a short one.
 */
import { firstVersionOf } from '#contract/ids.ts';
import type { ItemLife, ItemStep } from '#contract/item-life.ts';
import { findItem, itemChangeKind } from '#contract/row-changes.ts';
import type { Reader } from '../domain/audience.ts';
import type { EntryOf } from '../domain/entry.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import type { Ledger } from './ports.ts';
import { shownVersion } from './public-entry.ts';
import { newestVersion, rowVersion } from './read-versions.ts';

const PAGE = 200;

/** The steps of an item, oldest first; of an item that the reader may not see where it stood and when, but not what it said. Fails with unknown-grid, unknown-row, and not-found for an item that the row never had. */
export async function readItemLife(
  deps: { grids: Grids; ledger: Ledger },
  reader: Reader,
  { grid, row, itemId }: { grid: string; row: string; itemId: string },
): Promise<ItemLife> {
  const newest = newestVersion(deps.grids, { grid, row });
  const first = firstVersionOf(itemId);
  const born = first >= 1 && first <= newest ? await rowVersion(deps.ledger, { grid, row, version: first }) : undefined;
  if (!born || !findItem(born.content.cells, itemId)) throw new AppError('not-found');

  const view = { reader, now: gridOf(deps.grids, grid).state() };
  const steps: ItemStep[] = [];
  let later: Stand | undefined;
  for (let upTo = newest; upTo >= first; ) {
    const entries = (await deps.ledger.readRow(grid, row, { upTo, limit: Math.min(PAGE, upTo - first + 1) })) as EntryOf<'row.saved'>[];
    for (const entry of entries) {
      const stand = { entry, item: findItem(shownVersion(entry, view).cells, itemId) };
      if (later) steps.push(...stepBetween(stand.item, later));
      later = stand;
    }
    const last = entries.at(-1);
    if (!last) throw new AppError('internal');
    upTo = last.version - 1;
  }
  if (later?.item) steps.push(stepOf(later.entry, 'added', later.item));
  return steps.reverse();
}

type FoundItem = NonNullable<ReturnType<typeof findItem>>;

/** Where the item stands in one version; absent if it does not. */
interface Stand {
  entry: EntryOf<'row.saved'>;
  item: FoundItem | undefined;
}

function stepBetween(before: FoundItem | undefined, { entry, item }: Stand): ItemStep[] {
  const change = itemChangeKind(before, item);
  const shown = item ?? before;
  if (!change || !shown) return [];
  // Its first version is the one that its id names, so what comes after a gap has been there before.
  return [stepOf(entry, change === 'added' ? 'returned' : change, shown)];
}

function stepOf({ version, at, by, route }: EntryOf<'row.saved'>, change: ItemStep['change'], item: FoundItem): ItemStep {
  const { column, text, marking, withheld } = item;
  return { version, at, by, route, change, column, text, ...(marking === undefined ? {} : { marking }), ...(withheld ? { withheld } : {}) };
}
