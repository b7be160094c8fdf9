/**
 * Items in conflict: their lines in the cell are the person's until a choice is made, while the other lines of the cell go on living.
 *
 * A cell is compared and sent without the lines of its open questions: as `bare` text when it is compared with what it started from, what was sent and what is
 * stored; with the item's line as the cell started from it when it is sent, so that an edit of the other lines says nothing about the item.
 */
import type { Cells } from '#contract/grid.ts';
import { linesOfText, textOfLines } from '#contract/text.ts';
import { located, putNear, without } from './lines.ts';
import type { Held, KeptConflict } from './notes.ts';

/** A conflict about one item. */
export type HeldConflict = KeptConflict & { held: Held; itemId: string };

/** Where an item stands and what it says; null where it is not. */
export type Side = { text: string; column: string } | null;

/** The lines of a conflict in the sheet. */
export interface Place {
  column: string;
  at: number[];
}

/** What a cell started from. */
export interface Start {
  version: number;
  text: string;
}

export const isHeld = (conflict: KeptConflict): conflict is HeldConflict => conflict.held !== undefined && conflict.itemId !== undefined;

/** Where an item stands in the cells of a row. */
export function sideOf(cells: Cells, itemId: string): Side {
  for (const [column, cell] of Object.entries(cells)) {
    const item = typeof cell === 'string' ? undefined : cell.find((each) => each.itemId === itemId);
    if (item) return { text: item.text, column };
  }
  return null;
}

/** Where the item of a conflict stood in a version. */
export function standingAt({ held }: HeldConflict, version: number): Side {
  return (held.trail.findLast((each) => each.version <= version) ?? held.trail[0])?.side ?? null;
}

/** The lines that a cell started from, without those of the items in conflict. */
export function bareStart(conflicts: readonly HeldConflict[], column: string, start: Start): string[] {
  const standing = conflicts.map((conflict) => standingAt(conflict, start.version));
  return without(
    linesOfText(start.text),
    standing.flatMap((side) => (side?.column === column ? [side.text] : [])),
  );
}

/** The stored lines of a cell, without those of the items in conflict. */
export function bareStored(conflicts: readonly HeldConflict[], column: string, cells: Cells): string[] {
  const asked = new Set(conflicts.map(({ itemId }) => itemId));
  return itemsOf(cells, column).flatMap(({ itemId, text }) => (asked.has(itemId) ? [] : [text]));
}

/** The lines that were sent, without those by which the sheet showed the items in conflict. */
export function bareSent(conflicts: readonly HeldConflict[], column: string, text: string): string[] {
  let lines = linesOfText(text);
  for (const { held } of conflicts) {
    const blocks = [held.column === column ? held.target : [], held.shownIn === column ? held.shown : []];
    const at = blocks.map((block) => located(lines, block, NONE)).find((found) => found !== undefined);
    if (at) lines = lines.filter((_, index) => !at.includes(index));
  }
  return lines;
}

/** What the sheet shows, without the lines of the items in conflict. A line of theirs that should be hidden and is not counts as the item's. */
export function bareShown(
  { conflicts, places }: { conflicts: readonly HeldConflict[]; places: ReadonlyMap<string, Place> },
  { column, text, start }: { column: string; text: string; start: Start },
): string[] {
  const claimed = claimedIn(places, column);
  const lines = linesOfText(text).filter((_, at) => !claimed.has(at));
  const beyond = without(lines, bareStart(conflicts, column, start));
  const hidden = conflicts.flatMap((conflict) => {
    const side = places.get(conflict.id)?.column === column ? null : standingAt(conflict, start.version);
    return side?.column === column && beyond.includes(side.text) ? [side.text] : [];
  });
  return without(lines, hidden);
}

/** What is to be sent of a cell: what it started from where only the lines in conflict differ, else its lines with those as it started from them. */
export function wantedText(
  seen: { conflicts: readonly HeldConflict[]; places: ReadonlyMap<string, Place> },
  { column, text, start }: { column: string; text: string; start: Start },
): string {
  const { conflicts, places } = seen;
  const bare = bareShown(seen, { column, text, start });
  if (textOfLines(bare) === textOfLines(bareStart(conflicts, column, start))) return start.text;
  const order = linesOfText(start.text);
  const shown = linesOfText(text);
  let lines = bare;
  for (const conflict of conflicts) {
    const side = standingAt(conflict, start.version);
    if (side?.column !== column) continue;
    const place = places.get(conflict.id);
    lines = putNear(lines, [side.text], place?.column === column ? { order: shown, at: place.at[0] ?? -1 } : { order, at: order.indexOf(side.text) });
  }
  return textOfLines(lines);
}

/** A cell that is written anew, from what is stored: with the lines of its conflicts as the sheet is to show them. */
export function storedAsShown(
  { conflicts, places }: { conflicts: readonly HeldConflict[]; places: ReadonlyMap<string, Place> },
  { column, shown, cells }: { column: string; shown: string; cells: Cells },
): string {
  const byItem = new Map(conflicts.map((conflict) => [conflict.itemId, conflict]));
  let lines = itemsOf(cells, column).flatMap(({ itemId, text }) => {
    const held = byItem.get(itemId)?.held;
    return held === undefined ? [text] : held.column === column ? held.target : [];
  });
  for (const { id, itemId, held } of conflicts) {
    if (held.column !== column || itemsOf(cells, column).some((item) => item.itemId === itemId)) continue;
    const place = places.get(id);
    lines = putNear(lines, held.target, { order: linesOfText(shown), at: place?.column === column ? (place.at[0] ?? -1) : -1 });
  }
  return textOfLines(lines);
}

/** A cell that is otherwise left alone: the lines of its conflicts as the sheet is to show them. */
export function shownInPlace(
  { conflicts, places }: { conflicts: readonly HeldConflict[]; places: ReadonlyMap<string, Place> },
  { column, text, cells }: { column: string; text: string; cells: Cells },
): string {
  const here = new Map<number, string[]>();
  for (const { id, held } of conflicts) {
    const place = places.get(id);
    if (place?.column === column) for (const [nth, at] of place.at.entries()) here.set(at, nth === 0 && held.column === column ? held.target : []);
  }
  let lines = linesOfText(text).flatMap((line, at) => here.get(at) ?? [line]);
  for (const { id, itemId, held } of conflicts) {
    if (held.state === 'lost' || held.column !== column || places.get(id)?.column === column) continue;
    const order = itemsOf(cells, column);
    lines = putNear(lines, held.target, { order: order.map((item) => item.text), at: order.findIndex((item) => item.itemId === itemId) });
  }
  return textOfLines(lines);
}

/** The text of a cell that the sheet lacks, as it would show it: the lines of its conflicts are put back into it. */
export function refilled(conflicts: readonly HeldConflict[], { column, text, start }: { column: string; text: string; start: Start }): string {
  let lines = linesOfText(text);
  for (const conflict of conflicts) {
    const { held } = conflict;
    const shownHere = held.column === column && [held.target, held.shown].some((block) => located(lines, block, NONE));
    if (shownHere) continue;
    const side = standingAt(conflict, start.version);
    const at = side?.column === column ? lines.indexOf(side.text) : -1;
    const block = held.column === column ? held.shown : [];
    lines = at < 0 ? [...lines, ...block] : lines.toSpliced(at, 1, ...block);
  }
  return textOfLines(lines);
}

/** The columns where the item of a conflict stands or stood. */
export function columnsOf({ held, theirs, base }: HeldConflict): string[] {
  const sides = [theirs, base, ...held.trail.map(({ side }) => side)];
  return [...new Set([held.column, held.shownIn, ...sides.flatMap((side) => (side ? [side.column] : []))])];
}

/** The lines that a place claims in a column. */
export function claimedIn(places: ReadonlyMap<string, Place>, column: string): Set<number> {
  return new Set([...places.values()].flatMap((place) => (place.column === column ? place.at : [])));
}

/** The starts of cells whose lines in conflict are lost. */
export function lostStarts(conflicts: readonly HeldConflict[], startOf: (column: string) => Start): Record<string, Start> {
  return Object.fromEntries(conflicts.filter(({ held }) => held.state === 'lost').map(({ held }) => [held.column, startOf(held.column)]));
}

const NONE: ReadonlySet<number> = new Set();

const itemsOf = (cells: Cells, column: string) => {
  const cell = cells[column];
  return cell === undefined || typeof cell === 'string' ? [] : cell;
};
