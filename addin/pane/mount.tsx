/** Puts the pane into a page. The real task pane and the preview call the same function. */
import { render } from 'preact';
import type { Engine } from '../sync/view.ts';
import { Pane } from './pane.tsx';

/** The pane as whoever mounted it may steer it. */
export interface MountedPane {
  /** The ribbon's Submit: shows the question in the pane. */
  askToSubmit(): void;
  unmount(): void;
}

/** What the page around the pane can do for it and Excel can't. */
export interface Surroundings {
  /** Offers an empty workbook in the place of this one. */
  newWorkbook?: () => void;
}

/** Draws the pane for an engine inside `root`, and keeps it drawn. */
export function mountPane(root: HTMLElement, engine: Engine, surroundings: Surroundings = {}): MountedPane {
  const calls = { made: 0, answered: 0 };
  const draw = () => render(<Pane engine={engine} calls={calls} newWorkbook={surroundings.newWorkbook} />, root);
  draw();
  return {
    askToSubmit() {
      calls.made++;
      draw();
    },
    unmount: () => render(null, root),
  };
}
