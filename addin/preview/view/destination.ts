/** Where a key leads from the selection as it is. */
import type { Sheet } from '../host/sheet.ts';
import type { GoAction } from './keys.ts';
import type { Selection } from './selection.ts';
import { edgeSpot, firstSpot, nextSpot, type Spot } from './walk.ts';

const PAGE_ROWS = 5;

/** The cell to go to, or to extend the selection to. */
export function destinationOf(sheet: Sheet, { anchor, head }: Selection, action: GoAction): Spot {
  const from = action.extend ? head : anchor;
  if ('step' in action)
    return action.kind === 'edge' ? edgeSpot(sheet, from, action.step) : nextSpot(sheet, from, action.step, action.kind === 'page' ? PAGE_ROWS : 1);
  if (action.kind === 'sheet-start') return firstSpot(sheet);
  if (action.kind === 'line-start') return { row: from.row, col: firstSpot(sheet).col };
  const used = sheet.usedRect('contents');
  return used ? { row: used.row + used.rows - 1, col: used.col + used.cols - 1 } : from;
}
