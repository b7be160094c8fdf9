/**
 * Brings one row of the sheet up to a newer version, cell by cell.
 *
 * Invariants.
 * 1. A cell is written only where the sheet shows what it started from, what was sent for it and answered, or what is to come anyway.
 * 2. A cell that the person has changed keeps its text and its own start (`older`): its edit then says the version that the person saw, and the service merges or
 *    asks. All cells changed since one version keep that version, also one that happens to show the newest text, so that a line cut from one and pasted into
 *    another is seen as moved. So does a cell from which the person took a line that stands in another cell now: the service asks about it.
 * 3. The base after the step describes the sheet after the step.
 *
 * Lines of items in conflict count on no side: a cell is compared without them (`bare`).
 */
import { linesOfText } from '#contract/text.ts';
import { type BaseRow, startOf } from './base.ts';
import type { Texts } from './cells.ts';

/** The newest version of a row: contents by column key. */
export interface HeadTexts {
  version: number;
  texts: Texts;
}

/** A cell's text without its lines in conflict: as the sheet shows it, as it was sent, as it started, as it is stored. */
export type Bare = (column: string, side: 'shown' | 'sent' | 'start' | 'stored', text: string) => string;

export interface Advance {
  base: BaseRow;
  /** Cells to write, by column key. */
  writes: Texts;
  /** Columns whose content in the service changed since the base. */
  changed: string[];
}

/**
 * Plans how a row comes up to `head`. `texts` is the sheet, without columns that it lacks; `sent` the cells of an edit that was answered;
 * `conflicts` the starts of cells that are in conflict whole, which stay as they are.
 */
export function advance({
  base,
  head,
  texts,
  sent,
  conflicts,
  bare = (_column, _side, text) => text,
}: {
  base: BaseRow;
  head: HeadTexts;
  texts: Texts;
  sent?: Texts | undefined;
  conflicts: BaseRow['older'];
  bare?: Bare;
}): Advance {
  if (head.version < base.version) return { base, writes: {}, changed: [] };
  const result: Advance = { base: { version: head.version, cells: { ...head.texts }, older: {} }, writes: {}, changed: [] };
  // Changed by the person to what the service has by chance: goes along with the other cells that were changed since the same version.
  const alike: BaseRow['older'] = {};
  const changedSince = new Set<number>();
  for (const [column, text] of Object.entries(head.texts)) {
    const start = startOf(base, column);
    if (text !== start.text) result.changed.push(column);
    const conflict = conflicts[column];
    if (conflict) {
      if (conflict.version !== head.version) result.base.older[column] = conflict;
      continue;
    }
    const fate = fateOf({ shown: texts[column], sent: sent?.[column], start: start.text, stored: text }, (side, given) => bare(column, side, given));
    if (fate === 'write') result.writes[column] = text;
    if (fate === 'alike') alike[column] = start;
    if (fate === 'typed' && start.version < head.version) {
      result.base.older[column] = start;
      changedSince.add(start.version);
    }
  }
  const cameUp = linesThatCameUp({ base, head, texts, bare });
  for (const [column, start] of Object.entries(alike)) {
    const isMoved = linesOfText(bare(column, 'start', start.text)).some((line) => cameUp.has(line));
    if (changedSince.has(start.version) || isMoved) result.base.older[column] = start;
  }
  return result;
}

/** Lines that the service has in cells in which they neither started nor are shown. */
function linesThatCameUp({ base, head, texts, bare }: { base: BaseRow; head: HeadTexts; texts: Texts; bare: Bare }): ReadonlySet<string> {
  const cameUp = Object.entries(head.texts).flatMap(([column, text]) => {
    const known = new Set([...linesOfText(bare(column, 'start', startOf(base, column).text)), ...linesOfText(bare(column, 'shown', texts[column] ?? ''))]);
    return linesOfText(bare(column, 'stored', text)).filter((line) => !known.has(line));
  });
  return new Set(cameUp);
}

/** What becomes of a cell that nobody asks about: it is up to date, shows by its person's doing what is stored, is to be written, or holds what is yet to be sent. */
function fateOf(
  cell: { shown: string | undefined; sent: string | undefined; start: string; stored: string },
  bare: (side: Parameters<Bare>[1], text: string) => string,
): 'there' | 'alike' | 'write' | 'typed' {
  // A column that the sheet lacks has nothing to lose.
  if (cell.shown === undefined) return 'there';
  const [shown, start, stored] = [bare('shown', cell.shown), bare('start', cell.start), bare('stored', cell.stored)];
  const answered = cell.sent === undefined ? undefined : bare('sent', cell.sent);
  if (shown === stored) return shown === start || shown === answered ? 'there' : 'alike';
  if (shown === start || shown === answered) return 'write';
  // Typed on after what was sent was stored as it was sent: it starts from that.
  return stored === answered ? 'there' : 'typed';
}
