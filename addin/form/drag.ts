/** Dragging an item by its grip, with mouse, pen or finger: where it would land is shown, and it lands when it is let go. Everything that dragging does the buttons do too. */
import type { Place } from './lists.ts';

/** What stands under the pointer: an item, with the half that is pointed at, or the free end of a list. */
export type Over = { column: string; uid: number; half: 'before' | 'after' } | { column: string };

export interface Dragging {
  uid: number;
  onOver(over: Over | undefined): void;
  onDrop(over: Over | undefined): void;
}

const EDGE_PX = 48;
const SCROLL_PX = 14;

/** Follows the pointer from here on until it is let go, or Escape calls it off. */
export function startDrag(event: PointerEvent, { uid, onOver, onDrop }: Dragging): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const { pointerId } = event;
  let over: Over | undefined;
  const stop = new AbortController();
  const { signal } = stop;
  const end = (landed: Over | undefined): void => {
    stop.abort();
    onDrop(landed);
  };
  addEventListener(
    'pointermove',
    (move) => {
      if (move.pointerId !== pointerId) return;
      scrollAt(move.clientY);
      over = overAt(move, uid);
      onOver(over);
    },
    { signal },
  );
  addEventListener('pointerup', (up) => up.pointerId === pointerId && end(over), { signal });
  addEventListener('pointercancel', (cancel) => cancel.pointerId === pointerId && end(undefined), { signal });
  addEventListener('keydown', (key) => key.key === 'Escape' && end(undefined), { signal });
  onOver(undefined);
}

/** The place in a list that is meant, counted before the move. */
export function dropPlace(over: Over, list: readonly { uid: number }[]): Place {
  if (!('uid' in over)) return { column: over.column, at: list.length };
  const at = list.findIndex(({ uid }) => uid === over.uid);
  return { column: over.column, at: over.half === 'before' ? at : at + 1 };
}

function overAt({ clientX, clientY }: PointerEvent, dragged: number): Over | undefined {
  const under = document.elementFromPoint(clientX, clientY);
  const list = under?.closest<HTMLElement>('[data-list]');
  const column = list?.dataset['list'];
  if (column === undefined) return undefined;
  const item = under?.closest<HTMLElement>('[data-item]');
  if (!item) return { column };
  const uid = Number(item.dataset['item']);
  if (uid === dragged) return undefined;
  const { top, height } = item.getBoundingClientRect();
  return { column, uid, half: clientY < top + height / 2 ? 'before' : 'after' };
}

function scrollAt(y: number): void {
  if (y < EDGE_PX) scrollBy(0, -SCROLL_PX);
  else if (y > innerHeight - EDGE_PX) scrollBy(0, SCROLL_PX);
}
