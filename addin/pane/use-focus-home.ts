/** The focus where something goes away with the button that was pressed in it: it stays near, and is not lost with the button. */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Where the focus goes when the part around has gone too: the line of the web form that says where my words are, or the chosen tab of the pane. */
const LAST = '.form-status, [role="tab"][aria-selected="true"]';

/**
 * When the element goes while the focus is in it, and nobody else takes the focus, the heading of the part around it does. A layout effect, since it has to see the
 * element before it goes.
 */
export function useFocusHome(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(
    () => () => {
      const place = element.current;
      if (!place?.contains(document.activeElement)) return;
      const around = place.closest('section')?.querySelector<HTMLElement>('h2, h3');
      // Whether the part around stays is known when all of this drawing is done.
      queueMicrotask(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost) (around?.isConnected ? around : document.querySelector<HTMLElement>(LAST))?.focus();
      });
    },
    [],
  );
}
