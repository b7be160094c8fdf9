/** Open conflicts: how they come, stay up to date while others go on, and what each choice makes of them. */
import type { Conflict } from '#contract/edit.ts';
import { isMovedApart } from '#contract/settle-conflict.ts';
import { linesOfText, textOfLines } from '#contract/text.ts';
import type { BaseRow } from './base.ts';
import type { Texts } from './cells.ts';
import { type HeldConflict, isHeld } from './held.ts';
import type { Held, KeptConflict } from './notes.ts';
import type { Choice } from './view.ts';

/** The id of a conflict: the same question keeps it, whatever happens to its sides and wherever its item moves. */
export const conflictId = (row: string, { column, itemId }: Pick<Conflict, 'column' | 'itemId'>): string =>
  itemId === undefined ? `${row}/${column}/` : `${row}//${itemId}`;

/** Adds what the service answered to an edit from version `base`; the same question of the same person is replaced. */
export function withConflicts(
  open: readonly KeptConflict[],
  { row, base, version, person, conflicts }: { row: string; base: number; version: number; person: string; conflicts: readonly Conflict[] },
): KeptConflict[] {
  const added = conflicts.map((conflict): KeptConflict => {
    const kept = { ...conflict, id: conflictId(row, conflict), row, version, person };
    return conflict.itemId === undefined ? kept : { ...kept, held: heldOf(conflict, { base, version }) };
  });
  const ids = new Set(added.map(({ id }) => id));
  return [...open.filter((conflict) => conflict.person !== person || !ids.has(conflict.id)), ...added];
}

/** The cell goes on showing what the person typed; where the person had deleted the line, it shows theirs. */
function heldOf({ column, base, ours, theirs }: Conflict, versions: { base: number; version: number }): Held {
  const theirSide = theirs && { text: theirs.text, column: theirs.column };
  const shown = ours ? [ours.text] : [];
  const place = ours?.column ?? theirs?.column ?? column;
  const trail = [
    { version: versions.base, side: base },
    { version: versions.version, side: theirSide },
  ];
  return { shown, shownIn: place, target: ours || !theirs ? shown : [theirs.text], column: place, state: 'open', trail };
}

/** A row's newest version as far as conflicts need it. */
export interface ConflictHead {
  version: number;
  texts: Texts;
  by: string;
  at: string;
}

/**
 * Brings the conflicts of whole cells of one row up to date: ours is what the sheet shows now, theirs what the service has now.
 * A question that has answered itself (both the same, or theirs went back to the base) is dropped.
 */
export function refreshed(open: readonly KeptConflict[], { row, texts, head }: { row: string; texts: Texts | undefined; head: ConflictHead }): KeptConflict[] {
  return open.flatMap((conflict) => {
    if (conflict.row !== row || conflict.itemId !== undefined) return conflict;
    const ours = texts?.[conflict.column] ?? conflict.ours?.text ?? '';
    const theirs = head.texts[conflict.column] ?? '';
    if (ours === theirs || theirs === (conflict.base?.text ?? '')) return [];
    const moved = head.version > conflict.version && theirs !== (conflict.theirs?.text ?? '');
    return {
      ...conflict,
      ours: { text: ours, column: conflict.column },
      ...(moved ? { theirs: { text: theirs, column: conflict.column, version: head.version, by: head.by, at: head.at }, version: head.version } : {}),
    };
  });
}

/** What the cells that are in conflict whole start from: the version that holds theirs. */
export function conflictStarts(open: readonly KeptConflict[], row: string): BaseRow['older'] {
  const own = open.filter((conflict) => conflict.row === row && conflict.itemId === undefined);
  return Object.fromEntries(own.map(({ column, version, theirs }) => [column, { version, text: theirs?.text ?? '' }]));
}

/** The text of a cell that is in conflict whole, after a choice. `shown` is the sheet's text of the cell, `stored` the service's. */
export function settledCell(choice: Choice, { shown, stored }: { shown: string; stored: string }): string {
  if (choice.keep === 'mine') return shown;
  if (choice.keep === 'theirs') return stored;
  if (choice.keep === 'text') return choice.text;
  const lines = linesOfText(stored);
  return textOfLines([...lines, ...linesOfText(shown).filter((line) => !lines.includes(line))]);
}

/**
 * A conflict of an item after a choice: the lines that the sheet is to show instead, which become an edit once they stand there. Undefined: there is nothing left to do,
 * the person keeps a cell as it is in which the line can't be told any more.
 */
export function decided(conflict: HeldConflict, choice: Choice): HeldConflict | undefined {
  const { held, theirs } = conflict;
  const isLost = held.state === 'lost';
  if (isLost && choice.keep === 'mine') return undefined;
  const mine = isLost || (!conflict.ours && held.target.length > 0) ? [] : held.shown;
  const chosen =
    choice.keep === 'mine'
      ? mine
      : choice.keep === 'text'
        ? linesOfText(choice.text)
        : [...(theirs ? [theirs.text] : []), ...(choice.keep === 'both' ? mine : [])];
  const staysMine = choice.keep !== 'theirs' && choice.keep !== 'both' && isMovedApart(conflict);
  const column = staysMine ? held.column : (theirs?.column ?? held.column);
  return { ...conflict, held: { ...held, state: 'decided', target: [...new Set(chosen)], column, shown: isLost ? [] : held.shown } };
}

/** The conflicts of a row that hold lines in its cells, and the others. */
export function sorted(open: readonly KeptConflict[], row: string): { held: HeldConflict[]; rest: KeptConflict[] } {
  const held = open.filter((conflict): conflict is HeldConflict => conflict.row === row && isHeld(conflict));
  return { held, rest: open.filter((conflict) => !(conflict.row === row && isHeld(conflict))) };
}
