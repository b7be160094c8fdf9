/**
 * Brings one row of the sheet up to a newer version, cell by cell.
 *
 * Invariants.
 * 1. A cell is written only where the sheet shows what it started from, what was sent for it and answered, or what is to come anyway.
 * 2. A cell that the person has changed keeps its text, and, if the service's text changed too, its own start (`older`): its edit then says the version that the
 *    person saw, and the service merges or asks.
 * 3. The base after the step describes the sheet after the step.
 */
import { type BaseRow, startOf } from './base.ts';
import type { Texts } from './cells.ts';

/** The newest version of a row: contents by column key. */
export interface HeadTexts {
  version: number;
  texts: Texts;
}

export interface Advance {
  base: BaseRow;
  /** Cells to write, by column key. */
  writes: Texts;
  /** Columns whose content in the service changed since the base. */
  changed: string[];
}

/**
 * Plans how a row comes up to `head`. `texts` is the sheet, without columns that it lacks; `sent` the cells of an edit that was answered;
 * `conflicts` the starts of cells with an open conflict, which stay as they are.
 */
export function advance({
  base,
  head,
  texts,
  sent,
  conflicts,
}: {
  base: BaseRow;
  head: HeadTexts;
  texts: Texts;
  sent?: Texts | undefined;
  conflicts: BaseRow['older'];
}): Advance {
  if (head.version < base.version) return { base, writes: {}, changed: [] };
  const result: Advance = { base: { version: head.version, cells: { ...head.texts }, older: {} }, writes: {}, changed: [] };
  for (const [column, text] of Object.entries(head.texts)) {
    const start = startOf(base, column);
    const shown = texts[column];
    if (text !== start.text) result.changed.push(column);
    const conflict = conflicts[column];
    if (conflict) {
      if (conflict.version !== head.version) result.base.older[column] = conflict;
    } else if (shown === undefined || shown === text) {
      // A column that the sheet lacks has nothing to lose; one that shows the newest text is there already.
    } else if (shown === start.text || shown === sent?.[column]) {
      result.writes[column] = text;
    } else if (text !== start.text && text !== sent?.[column]) {
      result.base.older[column] = start;
    }
  }
  return result;
}
