/** Brings a cell in sight, clear of the headings and of what is frozen. */
import { MARGIN_PX } from './cells.ts';

/** Scrolls as little as possible; a cell that is larger than the window is shown from its beginning. */
export function scrollTo(scroller: HTMLElement, cell: HTMLElement): void {
  const [box, outer] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const frozenRows = Array.from(scroller.querySelectorAll<HTMLElement>('tr.frozen'));
  const frozenLetters = Array.from(scroller.querySelectorAll<HTMLElement>('thead .frozen-column'));
  const top = outer.top + MARGIN_PX.top + frozenRows.reduce((sum, line) => sum + line.offsetHeight, 0);
  const left = outer.left + MARGIN_PX.left + frozenLetters.reduce((sum, letter) => sum + letter.offsetWidth, 0);
  const [bottom, right] = [outer.top + scroller.clientHeight, outer.left + scroller.clientWidth];
  if (!cell.closest('tr.frozen')) {
    if (box.top < top || box.height > bottom - top) scroller.scrollTop -= top - box.top;
    else if (box.bottom > bottom) scroller.scrollTop += box.bottom - bottom;
  }
  if (!cell.classList.contains('frozen-column')) {
    if (box.left < left || box.width > right - left) scroller.scrollLeft -= left - box.left;
    else if (box.right > right) scroller.scrollLeft += box.right - right;
  }
}
