/** Open conflicts: how they come, stay up to date while others go on, and what each choice makes of the cell. */
import type { Conflict } from '#contract/edit.ts';
import { linesOfText, textOfLines } from '#contract/text.ts';
import type { BaseRow } from './base.ts';
import type { Texts } from './cells.ts';
import type { KeptConflict } from './notes.ts';
import type { Choice } from './view.ts';

/** The id of a conflict: the same question keeps it, whatever happens to its sides. */
export const conflictId = (row: string, conflict: Pick<Conflict, 'column' | 'itemId'>): string => `${row}/${conflict.column}/${conflict.itemId ?? ''}`;

/** Adds what the service answered; the same question is replaced. */
export function withConflicts(
  open: readonly KeptConflict[],
  { row, version, person, conflicts }: { row: string; version: number; person: string; conflicts: readonly Conflict[] },
): KeptConflict[] {
  const added = conflicts.map((conflict): KeptConflict => ({ ...conflict, id: conflictId(row, conflict), row, version, person }));
  const ids = new Set(added.map(({ id }) => id));
  return [...open.filter(({ id }) => !ids.has(id)), ...added];
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

/** What the cells in conflict of a row start from: the version that holds theirs. */
export function conflictStarts(open: readonly KeptConflict[], row: string, texts: Texts): BaseRow['older'] {
  const own = open.filter((conflict) => conflict.row === row);
  return Object.fromEntries(
    own.map(({ column, version, theirs, itemId }) => [column, { version, text: itemId === undefined ? (theirs?.text ?? '') : (texts[column] ?? '') }]),
  );
}

/** The cell's text after a choice. `shown` is the sheet's text of the cell, `stored` the service's. */
export function settledText(conflict: KeptConflict, choice: Choice, { shown, stored }: { shown: string; stored: string }): string {
  if (conflict.itemId === undefined) return settledCell(choice, { mine: shown, theirs: stored });
  const theirs = conflict.theirs?.text;
  const mine = conflict.ours?.text;
  const chosen = settledItem(choice, { mine, theirs });
  const lines = linesOfText(stored);
  const at = theirs === undefined ? -1 : lines.indexOf(theirs);
  return textOfLines(at < 0 ? [...lines, ...chosen] : lines.toSpliced(at, 1, ...chosen));
}

function settledCell(choice: Choice, { mine, theirs }: { mine: string; theirs: string }): string {
  if (choice.keep === 'mine') return mine;
  if (choice.keep === 'theirs') return theirs;
  if (choice.keep === 'text') return choice.text;
  const lines = linesOfText(theirs);
  return textOfLines([...lines, ...linesOfText(mine).filter((line) => !lines.includes(line))]);
}

function settledItem(choice: Choice, { mine, theirs }: { mine: string | undefined; theirs: string | undefined }): string[] {
  if (choice.keep === 'text') return linesOfText(choice.text);
  const sides = choice.keep === 'mine' ? [mine] : choice.keep === 'theirs' ? [theirs] : [theirs, mine];
  return [...new Set(sides.filter((text): text is string => text !== undefined))];
}
