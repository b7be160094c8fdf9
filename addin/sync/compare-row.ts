/** One row of a comparison: brought up to its newest version, with the lines of its open questions as they are to be shown. Pure. */
import type { Cells, Column } from '#contract/grid.ts';
import { textOfLines } from '#contract/text.ts';
import { advance, type Bare } from './apply.ts';
import { type Arrival, arrivalsOf } from './arrivals.ts';
import { type BaseRow, startOf } from './base.ts';
import type { Texts } from './cells.ts';
import { conflictStarts, refreshed, sorted } from './conflicts.ts';
import { type Followed, followed, isInSheet, placesIn } from './follow.ts';
import type { Head } from './heads.ts';
import {
  bareSent,
  bareShown,
  bareStart,
  bareStored,
  columnsOf,
  type HeldConflict,
  lostStarts,
  refilled,
  shownInPlace,
  storedAsShown,
  wantedText,
} from './held.ts';
import type { KeptConflict } from './notes.ts';
import { type SheetRow, withTexts } from './rows.ts';

export interface RowContext {
  base: BaseRow;
  head: Head;
  conflicts: readonly KeptConflict[];
  context: { columns: readonly Column[]; answered: ReadonlyMap<string, Texts>; person: string };
}

/** The row as it will be. */
export interface ComparedRow {
  row: SheetRow;
  base: BaseRow;
  /** All conflicts, those of this row up to date. */
  conflicts: KeptConflict[];
  /** What is to be sent of its cells, where open questions make it differ from what they show. */
  wanted: Texts;
  arrivals: Arrival[];
}

/** Compares one row. */
export function compareRow(row: SheetRow, { base, head, conflicts, context }: RowContext): ComparedRow {
  const { columns, person } = context;
  const sent = context.answered.get(row.key);
  const start = (column: string) => startOf(base, column);
  const { held, rest } = sorted(refreshed(conflicts, { row: row.key, texts: row.texts, head }), row.key);
  const seen = followed(held, { texts: row.texts, startOf: start, head, person });
  const step = advance({
    base,
    head,
    texts: row.texts,
    sent,
    conflicts: { ...conflictStarts(rest, row.key), ...lostStarts(seen.conflicts, start) },
    bare: bareOf(seen, { start, cells: head.cells }),
  });
  const after = withTexts(row, columns, textsAfter(seen, { row, writes: step.writes, cells: head.cells }));
  // What was chosen is given up once it stands in the sheet and the cells start from the version that it was chosen about: it is an edit like any other then.
  const left = seen.conflicts.filter((conflict) => !isDone(conflict, step.base));
  const places = placesIn(left, after.texts);
  const open = left.map((conflict) => ({ ...withLine(conflict, places.get(conflict.id)?.at[0]), column: conflict.held.column }));
  return {
    row: after,
    base: step.base,
    conflicts: [...rest, ...open],
    wanted: wantedTexts({ conflicts: left, places }, { row: after, base: step.base }),
    arrivals: arrivalsOf(step.changed, { starts: (column) => start(column).text, stored: head.texts, sent, conflicts: open }),
  };
}

/** The texts of cells that the sheet lacks and that have open questions: with the lines that it would show. */
export function lackingTexts(
  lacking: readonly Column[],
  { row, base, conflicts }: { row: SheetRow; base: BaseRow; conflicts: readonly KeptConflict[] },
): Texts {
  const { held, rest } = sorted(conflicts, row.key);
  const texts: Texts = {};
  for (const { key } of lacking) {
    const whole = rest.find((conflict) => conflict.row === row.key && conflict.column === key);
    if (whole) texts[key] = whole.ours?.text ?? '';
    else if (isConcerned(held, key)) texts[key] = refilled(held, { column: key, text: row.texts[key] ?? '', start: startOf(base, key) });
  }
  return texts;
}

const isConcerned = (conflicts: readonly HeldConflict[], column: string): boolean => conflicts.some((conflict) => columnsOf(conflict).includes(column));

function bareOf(seen: Followed, { start, cells }: { start: (column: string) => { version: number; text: string }; cells: Cells }): Bare {
  const { conflicts } = seen;
  return (column, side, text) => {
    if (!isConcerned(conflicts, column)) return text;
    if (side === 'shown') return textOfLines(bareShown(seen, { column, text, start: start(column) }));
    if (side === 'sent') return textOfLines(bareSent(conflicts, column, text));
    return textOfLines(side === 'start' ? bareStart(conflicts, column, { ...start(column), text }) : bareStored(conflicts, column, cells));
  };
}

function textsAfter(seen: Followed, { row, writes, cells }: { row: SheetRow; writes: Texts; cells: Cells }): Texts {
  const texts = { ...writes };
  for (const column of new Set(seen.conflicts.flatMap(columnsOf))) {
    const shown = row.texts[column];
    if (shown === undefined || isLost(seen.conflicts, column)) continue;
    const text = writes[column] === undefined ? shownInPlace(seen, { column, text: shown, cells }) : storedAsShown(seen, { column, shown, cells });
    if (text === shown) delete texts[column];
    else texts[column] = text;
  }
  return texts;
}

function wantedTexts(seen: Followed, { row, base }: { row: SheetRow; base: BaseRow }): Texts {
  const wanted: Texts = {};
  for (const column of new Set(seen.conflicts.flatMap(columnsOf))) {
    const text = row.texts[column];
    if (text === undefined || isLost(seen.conflicts, column)) continue;
    const sendable = wantedText(seen, { column, text, start: startOf(base, column) });
    if (sendable !== text) wanted[column] = sendable;
  }
  return wanted;
}

const isLost = (conflicts: readonly HeldConflict[], column: string): boolean => conflicts.some(({ held }) => held.state === 'lost' && held.column === column);

const isDone = (conflict: HeldConflict, { older }: BaseRow): boolean =>
  conflict.held.state === 'decided' && isInSheet(conflict) && !columnsOf(conflict).some((column) => column in older);

function withLine({ line: _, ...conflict }: HeldConflict, at: number | undefined): HeldConflict {
  return at === undefined ? conflict : { ...conflict, line: at + 1 };
}
