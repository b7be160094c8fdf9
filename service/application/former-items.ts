/**
 * Items that a row once had, looked up in the store before a command is queued: an itemId names the version in which its item first stood, and versions never change.
 */
import type { Edit } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { firstVersionOf } from '#contract/ids.ts';
import { findItem } from '#contract/row-changes.ts';
import type { Ledger } from './ports.ts';
import { rowVersion } from './read-versions.ts';

/** Looks versions of rows up. */
export type VersionReader = (place: { row: string; version: number }) => Promise<Cells | undefined>;

/** A reader of a grid's versions that looks each one up once: for one request. */
export function versionReader(ledger: Ledger, grid: string): VersionReader {
  const known = new Map<string, Promise<Cells | undefined>>();
  return ({ row, version }) => {
    const key = `${version} ${row}`;
    const found = known.get(key) ?? rowVersion(ledger, { grid, row, version }).then((entry) => entry?.content.cells);
    known.set(key, found);
    return found;
  };
}

/** Which of the ids belong to items that first stood in a version of the row, `upTo` at the latest. */
export async function bornItems(read: VersionReader, { row, itemIds, upTo }: { row: string; itemIds: Iterable<string>; upTo: number }): Promise<Set<string>> {
  const born = new Set<string>();
  for (const itemId of itemIds) {
    const version = firstVersionOf(itemId);
    if (version < 1 || version > upTo) continue;
    const cells = await read({ row, version });
    if (cells && findItem(cells, itemId)) born.add(itemId);
  }
  return born;
}

/** Of the ids that an edit names and its base lacks: those of items that the row had in a version up to the base. */
export async function formerIds(read: VersionReader, { edit, base }: { edit: Edit; base: Cells }): Promise<Set<string>> {
  const named = Object.values(edit.cells).flatMap((cell) =>
    typeof cell === 'string' ? [] : cell.flatMap((element) => (typeof element === 'string' || findItem(base, element.itemId) ? [] : [element.itemId])),
  );
  return bornItems(read, { row: edit.row, itemIds: new Set(named), upTo: edit.base });
}
