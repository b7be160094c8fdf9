/** The selection as the person made it: the cell with the frame (anchor) and the other end (head). The book knows only the rectangle. */
import { formatRect, MAX_COLUMNS, MAX_ROWS } from '../host/address.ts';
import type { Sheet } from '../host/sheet.ts';
import { between, type Spot } from './walk.ts';

/** Both ends of a selection. */
export interface Selection {
  anchor: Spot;
  head: Spot;
}

/** The add-in, an undo or a gesture may have moved the book's selection: then the frame goes to its first cell. */
export function followed(own: Selection, { selection }: Sheet): Selection {
  if (formatRect(between(own.anchor, own.head)) === formatRect(selection)) return own;
  const anchor = { row: selection.row, col: selection.col };
  const whole = selection.rows === MAX_ROWS || selection.cols === MAX_COLUMNS;
  return { anchor, head: whole ? anchor : { row: selection.row + selection.rows - 1, col: selection.col + selection.cols - 1 } };
}
