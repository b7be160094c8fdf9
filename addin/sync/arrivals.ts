/** What others changed in a cell, as far as it is worth telling: for the news only. Pure. */
import { linesOfText } from '#contract/text.ts';
import type { Texts } from './cells.ts';
import { without } from './lines.ts';
import type { KeptConflict } from './notes.ts';

/** A cell whose content in the service changed. `merged`: the person's own edit of it was taken in with `added` lines of others, or with other changes of theirs. */
export interface Arrival {
  column: string;
  merged: boolean;
  added: number;
}

/** Tells what came into the changed cells besides what was sent. Lines in conflict are not news: they are asked about. */
export function arrivalsOf(
  changed: readonly string[],
  { starts, stored, sent, conflicts }: { starts: (column: string) => string; stored: Texts; sent: Texts | undefined; conflicts: readonly KeptConflict[] },
): Arrival[] {
  const asked = conflicts.flatMap(({ base, ours, theirs }) => [base, ours, theirs].flatMap((side) => (side ? [side.text] : [])));
  return changed.flatMap((column): Arrival[] => {
    const mine = sent?.[column];
    if (mine === undefined) return [{ column, merged: false, added: 0 }];
    const [before, own, now] = [starts(column), mine, stored[column] ?? ''].map(linesOfText);
    if (!before || !own || !now) return [];
    const added = without(now, [...before, ...own, ...asked]).length;
    const gone = without(without(own, without(own, before)), [...now, ...asked]).length;
    return added + gone > 0 ? [{ column, merged: true, added }] : [];
  });
}
