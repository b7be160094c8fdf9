/**
 * What new lines inherit: marked words stay marked in whatever line they come back.
 *  1. A new line, or one that is brought back, gets the narrowest marking among the items that the same edit removed or reworded.
 *  2. A line that says what a marked item of the row says, or said since it was marked, is marked like it: text that is put back, pasted again or moved into another line.
 * Only what is narrower than the row's marking counts.
 */
import type { Cells, Marking } from '#contract/grid.ts';
import { isNarrower, narrowest } from '#contract/marking.ts';
import { type AlignedCell, type AlignedLine, everyItem, itemsOf } from './items.ts';
import { ownMarking } from './marks.ts';
import type { RowHead } from './state.ts';
import { substance } from './substance.ts';

/** What an edit started from and wants, before the row as it stands. */
export interface Origins {
  base: Cells;
  ours: Record<string, AlignedCell>;
  head: RowHead;
  rowMarking: Marking;
}

/** The merged cells with the markings that new and reworded lines inherit. */
export function inheritMarkings(merged: Record<string, AlignedCell>, origins: Origins): Record<string, AlignedCell> {
  const { head, rowMarking } = origins;
  const given = narrowest(rowMarking, ...lostMarkings(origins));
  const said = new Map<string, Marking>();
  for (const { texts = [], marking } of Object.values(head.marked ?? {})) {
    if (isNarrower(marking, rowMarking)) for (const text of texts) said.set(substance(text), narrowest(marking, said.get(substance(text))));
  }
  if (given === rowMarking && said.size === 0) return merged;

  const stored = new Map(everyItem(head.cells).map(({ itemId, text }) => [itemId, text]));
  const inherit = (line: AlignedLine): AlignedLine => {
    if (line.itemId !== undefined && stored.get(line.itemId) === line.text) return line;
    const marking = narrowest(
      line.marking ?? rowMarking,
      line.itemId === undefined || !stored.has(line.itemId) ? given : undefined,
      said.get(substance(line.text)),
    );
    return isNarrower(marking, line.marking ?? rowMarking) ? { ...line, marking } : line;
  };
  return Object.fromEntries(Object.entries(merged).map(([column, cell]) => [column, typeof cell === 'string' ? cell : cell.map(inherit)]));
}

/** The own markings of base items that the named columns of the edit no longer hold as they were; a move alone takes nothing away. */
function lostMarkings({ base, ours, head }: Origins): (Marking | undefined)[] {
  const wanted = new Map(Object.values(ours).flatMap((cell) => (typeof cell === 'string' ? [] : cell.map(({ itemId, text }) => [itemId, text] as const))));
  return Object.keys(ours)
    .flatMap((column) => itemsOf(base, column))
    .flatMap((item) => (wanted.get(item.itemId) === item.text ? [] : [ownMarking(head, item)]));
}
