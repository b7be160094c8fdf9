/**
 * Open conflicts of items, brought up to date with a look at the sheet and with the service: theirs is what is stored now, ours what the line in the sheet says now.
 *
 * Invariants.
 * 1. A line that the person typed is given up by the question only if the person took it out of the cell, or chose.
 * 2. A line that can't be found again, with others in the cell that it may have become, sets the cell aside whole: nothing of it is sent or written over.
 * 3. What another person asked is not reworded by who sits here now.
 */
import type { Cells } from '#contract/grid.ts';
import { linesOfText, textOfLines } from '#contract/text.ts';
import type { Texts } from './cells.ts';
import { bareStart, claimedIn, type HeldConflict, type Place, type Side, type Start, sideOf } from './held.ts';
import { located, mostAlike, without } from './lines.ts';

/** A row as conflicts need it: what the sheet shows, what its cells started from, and its newest version. */
export interface FollowedRow {
  texts: Texts;
  startOf: (column: string) => Start;
  head: { version: number; cells: Cells; by: string; at: string };
  /** Who is signed in. */
  person: string;
}

export interface Followed {
  conflicts: HeldConflict[];
  /** Where the lines of each conflict stand in the sheet, by its id. */
  places: Map<string, Place>;
}

/** Brings the conflicts of one row up to date. Questions that have answered themselves are dropped. */
export function followed(open: readonly HeldConflict[], row: FollowedRow): Followed {
  const places = new Map<string, Place>();
  // All that stand as they stood are found first, so that none of their lines is taken for another's that was reworded.
  const exact = open.map((conflict) => ({ conflict, found: asItStood(conflict, { row, places }) }));
  const conflicts = exact.map(({ conflict, found }) => {
    const current = withTheirs(found ?? conflict, row.head);
    return found ? current : reworded(current, { row, places, open });
  });
  const asked = conflicts.filter((conflict) => !isAnswered(conflict));
  for (const { id } of conflicts) if (!asked.some((conflict) => conflict.id === id)) places.delete(id);
  return { conflicts: asked, places };
}

/** Where the lines of conflicts stand in a row. */
export function placesIn(conflicts: readonly HeldConflict[], texts: Texts): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const conflict of conflicts) asItStood(conflict, { row: { texts }, places });
  return places;
}

/** Reports whether what was chosen stands in the sheet. */
export const isInSheet = ({ held: { shown, shownIn, target, column } }: HeldConflict): boolean =>
  textOfLines(shown) === textOfLines(target) && (target.length === 0 || shownIn === column);

/** Theirs as it is stored now. What was chosen about an older text is asked again. */
function withTheirs(conflict: HeldConflict, { version, cells, by, at }: FollowedRow['head']): HeldConflict {
  if (version <= conflict.version) return conflict;
  const side = sideOf(cells, conflict.itemId);
  if (same(side, conflict.theirs)) return conflict;
  const { held, ours } = conflict;
  const theirs = side && { ...side, version, by, at };
  const trail = [...held.trail, { version, side }];
  if (held.state === 'decided') {
    const text = textOfLines(held.target);
    return { ...conflict, version, theirs, ours: text === '' ? null : { text, column: held.column }, held: { ...held, trail, state: 'open' } };
  }
  // The person had deleted the line and is shown theirs: it follows.
  if (!ours && held.target.length > 0) {
    const target = side ? [side.text] : [];
    return { ...conflict, version, theirs, held: { ...held, trail, target, column: side?.column ?? held.column } };
  }
  return { ...conflict, version, theirs, held: { ...held, trail } };
}

interface Search {
  row: FollowedRow;
  places: Map<string, Place>;
}

/** The conflict whose lines stand in the sheet as they are to, or as they stood. */
function asItStood(conflict: HeldConflict, { row, places }: { row: Pick<FollowedRow, 'texts'>; places: Map<string, Place> }): HeldConflict | undefined {
  const { held, id } = conflict;
  const find = (column: string, block: readonly string[]): Place | undefined => {
    const at = located(linesOfText(row.texts[column] ?? ''), block, claimedIn(places, column));
    return at && { column, at };
  };
  const state = held.state === 'lost' ? 'open' : held.state;
  const target = find(held.column, held.target);
  if (target) {
    places.set(id, target);
    return { ...conflict, held: { ...held, state, shown: held.target, shownIn: held.column } };
  }
  const shown = find(held.shownIn, held.shown);
  if (shown) {
    places.set(id, shown);
    return { ...conflict, held: { ...held, state } };
  }
  if (held.shown.length === 0) return conflict;
  return held.target.length === 0 ? { ...conflict, held: { ...held, state, shown: [] } } : undefined;
}

/** The conflict whose line stands elsewhere in the row, says something else, or is gone. */
function reworded(conflict: HeldConflict, { row, places, open }: Search & { open: readonly HeldConflict[] }): HeldConflict {
  const { held, id, theirs } = conflict;
  const lost: HeldConflict = { ...conflict, held: { ...held, state: 'lost' } };
  const [line] = held.shown;
  if (conflict.person !== row.person || line === undefined || held.shown.length > 1) return lost;
  const ours = (side: { text: string; column: string } | null): HeldConflict => {
    const shown = side ? [side.text] : [];
    const column = side?.column ?? held.shownIn;
    return { ...conflict, ours: side, held: { ...held, state: 'open', shown, shownIn: column, target: shown, column } };
  };
  const stands = (text: string, column: string): HeldConflict => {
    const at = located(linesOfText(row.texts[column] ?? ''), [text], claimedIn(places, column));
    if (at) places.set(id, { column, at });
    return ours({ text, column });
  };
  const fresh = (column: string): string[] => {
    const claimed = claimedIn(places, column);
    const lines = linesOfText(row.texts[column] ?? '').filter((_, at) => !claimed.has(at));
    return without(lines, bareStart(open, column, row.startOf(column)));
  };
  const elsewhere = Object.keys(row.head.cells).find((column) => column !== held.shownIn && fresh(column).includes(line));
  if (elsewhere !== undefined) return stands(line, elsewhere);
  const candidates = fresh(held.shownIn);
  const again = theirs && candidates.includes(theirs.text) ? theirs.text : mostAlike(line, candidates);
  if (again !== undefined) return stands(again, held.shownIn);
  return candidates.length === 0 ? ours(null) : lost;
}

/** Both sides want the same now, or theirs went back to what it was: then mine is a change like any other. */
function isAnswered({ base, ours, theirs, held }: HeldConflict): boolean {
  if (held.state === 'decided') return false;
  if (same(ours, theirs)) return true;
  return same(theirs, base) && (ours !== null || held.target.length === 0);
}

const same = (a: Side, b: Side): boolean => (a === null || b === null ? a === b : a.text === b.text && a.column === b.column);
