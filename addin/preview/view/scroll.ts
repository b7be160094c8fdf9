/** Brings a cell in sight, clear of the headings and of what is frozen. */
import { MARGIN_PX } from './cells.ts';

/** Scrolls as little as possible; a cell that is larger than the window is shown from its beginning. */
export function scrollTo(scroller: HTMLElement, cell: HTMLElement): void {
  if (cell.closest('tr.frozen')) return;
  const [box, outer] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const frozenPx = Array.from(scroller.querySelectorAll<HTMLElement>('tr.frozen')).reduce((sum, line) => sum + line.offsetHeight, 0);
  const [top, bottom] = [outer.top + MARGIN_PX.top + frozenPx, outer.top + scroller.clientHeight];
  const [left, right] = [outer.left + MARGIN_PX.left, outer.left + scroller.clientWidth];
  if (box.top < top || box.height > bottom - top) scroller.scrollTop -= top - box.top;
  else if (box.bottom > bottom) scroller.scrollTop += box.bottom - bottom;
  if (box.left < left || box.width > right - left) scroller.scrollLeft -= left - box.left;
  else if (box.right > right) scroller.scrollLeft += box.right - right;
}
