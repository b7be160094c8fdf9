/** Frozen rows and columns: they stay where they are while the rest is scrolled. Rows grow with their wrapped text, so their places are measured. */
import type { Extent } from './extent.ts';

/** Lets the first rows stay below the column letters. `count` is the number of frozen rows of the sheet, hidden ones included. */
export function freezeRows(lines: readonly HTMLTableRowElement[], { extent, count, topPx }: { extent: Extent; count: number; topPx: number }): void {
  let top = topPx;
  for (const [index, line] of lines.entries()) {
    const frozen = (extent.rows[index]?.at ?? 0) < count;
    if (!frozen && !line.classList.contains('frozen')) break;
    line.classList.toggle('frozen', frozen);
    line.classList.toggle('frozen-edge', frozen && (extent.rows[index + 1]?.at ?? 0) >= count);
    for (const cell of Array.from(line.cells)) cell.style.setProperty('top', frozen ? `${top}px` : '');
    if (frozen) top += line.offsetHeight;
  }
}

/**
 * Lets the first columns stay beside the row numbers, the letters above them too. Where they would take more than half of the window (a phone), they move
 * with the others: nothing else could be read.
 */
export function freezeColumns(
  lines: readonly HTMLTableRowElement[],
  { extent, count, leftPx, roomPx }: { extent: Extent; count: number; leftPx: number; roomPx: number },
): void {
  const columns = extent.columns.filter(({ at }) => at < count);
  const widthPx = columns.reduce((sum, { sizePx }) => sum + sizePx, 0);
  const frozen = widthPx <= roomPx / 2 ? columns.length : 0;
  for (const line of lines) {
    let left = leftPx;
    // The first cell of a line is the row number.
    for (const [index, cell] of Array.from(line.cells).slice(1).entries()) {
      const stays = index < frozen;
      if (!stays && !cell.classList.contains('frozen-column')) break;
      cell.classList.toggle('frozen-column', stays);
      cell.classList.toggle('frozen-edge', index === frozen - 1);
      cell.style.setProperty('left', stays ? `${left}px` : '');
      left += columns[index]?.sizePx ?? 0;
    }
  }
}
