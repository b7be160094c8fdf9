/** The script of the page on which the pane's states are looked at: mounts the state that the address names after its #. */
import { mountPane } from '../../addin/pane/mount.tsx';
import { fakeEngine } from './fake-engine.ts';
import { PANE_STATES } from './pane-states.ts';

const state = PANE_STATES[decodeURIComponent(location.hash.slice(1))];
const root = document.querySelector<HTMLElement>('main');
if (state && root) mountPane(root, fakeEngine(state.view, state.actions));
