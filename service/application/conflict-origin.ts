/** Who changed what a conflict shows as theirs: the newest version after the base in which that cell changed. */
import type { Cells } from '#contract/grid.ts';
import type { EntryOf } from '../domain/entry.ts';
import { cellText } from '../domain/items.ts';
import type { Ledger } from './ports.ts';

/** Where a cell's stored text comes from. */
export interface Origin {
  version: number;
  by: string;
  at: string;
}

/** The origin of each column's text in version `upTo`, looking back as far as the base. */
export async function conflictOrigins(
  ledger: Ledger,
  { grid, row, base, upTo, columns }: { grid: string; row: string; base: number; upTo: number; columns: readonly string[] },
): Promise<Map<string, Origin>> {
  const entries = (await ledger.readRow(grid, row, { upTo, limit: upTo - base + 1 })) as EntryOf<'row.saved'>[];
  return new Map(columns.flatMap((column) => originOf(entries, column)));
}

/** `entries` are newest first; the last one is the base. */
function originOf(entries: readonly EntryOf<'row.saved'>[], column: string): [string, Origin][] {
  const text = (cells: Cells | undefined): string => cellText(cells?.[column]);
  const changed = entries.find((entry, index) => text(entry.content.cells) !== text(entries[index + 1]?.content.cells));
  const { version, by, at } = changed ?? entries[0] ?? { version: 0, by: '', at: '' };
  return version === 0 ? [] : [[column, { version, by, at }]];
}
