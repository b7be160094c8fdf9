/** The script of the page on which the pane's states are looked at: mounts one state after the other. */
import { type MountedPane, mountPane } from '../../addin/pane/mount.tsx';
import { fakeEngine } from './fake-engine.ts';
import { PANE_STATES } from './pane-states.ts';

declare global {
  interface Window {
    /** Shows a state in the place of the former one. */
    showState?: (name: string) => void;
  }
}

let mounted: MountedPane | undefined;
window.showState = (name) => {
  const state = PANE_STATES[name];
  const root = document.querySelector<HTMLElement>('main');
  if (!state || !root) throw new Error(`There is no state “${name}”.`);
  mounted?.unmount();
  mounted = mountPane(root, fakeEngine(state.view, state.actions), state.surroundings);
};
