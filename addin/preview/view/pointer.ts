/** Mouse and touch on the grid: choosing cells, rows and columns by click and drag, opening a cell by double click. */
import type { Spot } from './walk.ts';

/** What the pointer asks for. */
export interface PointerTarget {
  choose: (spot: Spot, extend: boolean) => void;
  chooseRow: (row: number) => void;
  chooseColumn: (col: number) => void;
  chooseAll: () => void;
  open: (spot: Spot) => void;
}

/** Listens on the drawn table. */
export function listenToPointer(table: HTMLElement, target: PointerTarget): void {
  let dragging = false;
  table.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const spot = spotOf(event.target);
    const heading = (event.target as Element).closest<HTMLElement>('[data-at]');
    if ((event.target as Element).closest('[data-corner]')) target.chooseAll();
    else if (heading) (heading.getAttribute('role') === 'rowheader' ? target.chooseRow : target.chooseColumn)(Number(heading.dataset['at']));
    else if (spot) {
      target.choose(spot, event.shiftKey);
      dragging = event.pointerType === 'mouse';
    } else return;
    // The grid decides where the focus goes; the browser's own text selection would fight with it.
    if (event.pointerType === 'mouse') event.preventDefault();
  });
  table.addEventListener('pointerover', (event) => {
    const spot = spotOf(event.target);
    if (dragging && event.buttons === 1 && spot) target.choose(spot, true);
  });
  table.ownerDocument.addEventListener('pointerup', () => {
    dragging = false;
  });
  table.addEventListener('dblclick', (event) => {
    const spot = spotOf(event.target);
    if (spot) target.open(spot);
  });
}

function spotOf(target: EventTarget | null): Spot | undefined {
  const cell = (target as Element | null)?.closest<HTMLTableCellElement>('td[data-address]');
  const row = cell?.closest('tr')?.getAttribute('aria-rowindex');
  const col = cell?.getAttribute('aria-colindex');
  return row && col ? { row: Number(row) - 2, col: Number(col) - 2 } : undefined;
}
