// Ctrl+Z and Ctrl+Y: taking back the last step, whoever made it, and telling everybody which cells changed by that (assumption A14).

import { MAX_COLUMNS, type Rect } from '../address.ts';
import type { Book } from '../book.ts';
import type { Difference, SheetDifference } from '../difference.ts';
import { raiseChanged, raiseTableAdded, raiseTableDeleted } from '../raise.ts';
import { need, SENTENCE } from './outcome.ts';

/** Takes the last step back. */
export function undoStep(book: Book): void {
  const step = book.undo.undo(book);
  need(step !== null, SENTENCE.nothingToUndo);
  announce(book, step, 'before');
}

/** Does again what was taken back last. */
export function redoStep(book: Book): void {
  const step = book.undo.redo(book);
  need(step !== null, SENTENCE.nothingToUndo);
  announce(book, step, 'after');
}

function announce(book: Book, step: Difference, side: 'before' | 'after'): void {
  book.redraw('everything');
  for (const part of step.parts) {
    const area = changedArea(part);
    if (area) raiseChanged(book, { sheet: part.sheet, area, changeType: 'RangeEdited' });
  }
  const other = side === 'before' ? 'after' : 'before';
  const now = step.tables?.[side] ?? [];
  const then = step.tables?.[other] ?? [];
  for (const table of then) if (!now.some(({ id }) => id === table.id)) raiseTableDeleted(book, table);
  for (const table of now) if (!then.some(({ id }) => id === table.id)) raiseTableAdded(book, table);
}

function changedArea({ cells }: SheetDifference): Rect | null {
  const keys = cells.filter(({ before, after }) => before?.content !== after?.content).map(({ key }) => key);
  if (keys.length === 0) return null;
  const rows = keys.map((key) => Math.floor(key / MAX_COLUMNS));
  const cols = keys.map((key) => key % MAX_COLUMNS);
  const [row, col] = [Math.min(...rows), Math.min(...cols)];
  return { row, col, rows: Math.max(...rows) - row + 1, cols: Math.max(...cols) - col + 1 };
}
