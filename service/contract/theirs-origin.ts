/** Who changed what a conflict shows as theirs. One rule for the service and for an add-in that hears of several versions at once. Pure. */
import type { Conflict, RowVersion } from './edit.ts';
import type { Cells } from './grid.ts';
import { findItem } from './row-changes.ts';

/** Where a stored text comes from. */
export type Origin = Pick<RowVersion, 'version' | 'by' | 'at'>;

/** As much of a conflict as its question depends on. */
type Question = Pick<Conflict, 'column' | 'itemId' | 'base' | 'ours'> & { theirs: { text: string; column: string } | null };

/**
 * The newest version in which theirs came to say what it says or, where the question is about the place alone, to stand where it stands. `versions` are newest first and
 * follow each other without a hole; the last one is only what the one after it is compared with. Undefined if nothing changed in them.
 */
export function theirsOrigin(versions: readonly (Origin & { cells: Cells })[], conflict: Question): Origin | undefined {
  const said = isAboutText(conflict) ? textIn : placeIn;
  const found = versions.find((version, at) => {
    const before = versions[at + 1];
    return before !== undefined && said(version.cells, conflict) !== said(before.cells, conflict);
  });
  return found && { version: found.version, by: found.by, at: found.at };
}

/** Reports whether ours and theirs differ in what the item says, and not only in where it stands: theirs was reworded, and ours differently or not at all any more. */
function isAboutText({ itemId, base, ours, theirs }: Question): boolean {
  if (itemId === undefined || !base || !theirs) return true;
  return theirs.text !== base.text && ours?.text !== theirs.text && ours?.text !== base.text;
}

function textIn(cells: Cells, { itemId, column }: Question): string | undefined {
  if (itemId !== undefined) return findItem(cells, itemId)?.text;
  const cell = cells[column] ?? '';
  return typeof cell === 'string' ? cell : cell.map(({ text }) => text).join('\n');
}

const placeIn = (cells: Cells, { itemId }: Question): string | undefined => (itemId === undefined ? undefined : findItem(cells, itemId)?.column);
