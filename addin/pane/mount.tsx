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

/** Draws the pane for an engine inside `root`, and keeps it drawn. */
export function mountPane(root: HTMLElement, engine: Engine): MountedPane {
  const calls = { made: 0, answered: 0 };
  const draw = () => render(<Pane engine={engine} calls={calls} />, root);
  draw();
  return {
    askToSubmit() {
      calls.made++;
      draw();
    },
    unmount: () => render(null, root),
  };
}
