/** Who changed what the conflicts of an edit show as theirs, looked up in the versions after its base. */
import { type Origin, theirsOrigin } from '#contract/theirs-origin.ts';
import type { EntryOf } from '../domain/entry.ts';
import type { MergeConflict } from '../domain/merge.ts';
import type { Ledger } from './ports.ts';

/** The origin of theirs in each conflict, looking back from version `upTo` as far as the base. */
export async function conflictOrigins(
  ledger: Ledger,
  { grid, row, base, upTo, conflicts }: { grid: string; row: string; base: number; upTo: number; conflicts: readonly MergeConflict[] },
): Promise<Map<MergeConflict, Origin>> {
  if (conflicts.length === 0) return new Map();
  const entries = (await ledger.readRow(grid, row, { upTo, limit: upTo - base + 1 })) as EntryOf<'row.saved'>[];
  const versions = entries.map(({ version, by, at, content }) => ({ version, by, at, cells: content.cells }));
  return new Map(
    conflicts.flatMap((conflict): [MergeConflict, Origin][] => {
      const origin = theirsOrigin(versions, conflict) ?? versions[0];
      return origin ? [[conflict, { version: origin.version, by: origin.by, at: origin.at }]] : [];
    }),
  );
}
