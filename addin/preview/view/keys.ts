/**
 * The keyboard on the grid while no cell is open. Tab moves to the next cell as in Excel; Escape lets the next Tab leave the grid, and F6 goes to
 * the next part of the window, so that nobody is caught (WCAG 2.1.2).
 */
import type { Step } from './walk.ts';

/** Going somewhere, or extending the selection to there. */
export type GoAction = { kind: 'step' | 'page' | 'edge'; step: Step; extend: boolean } | { kind: 'line-start' | 'sheet-start' | 'sheet-end'; extend: boolean };

/** What a person does to the selected cells by one key. */
export type Gesture = 'clear' | 'undo' | 'redo' | 'fillDown';

/** What a key asks for. */
export type KeyAction = GoAction | { kind: 'gesture'; gesture: Gesture } | { kind: 'edit' | 'overtype' | 'select-all' | 'release' | 'next-part' };

const STEPS: Record<string, Step> = {
  ArrowUp: { row: -1, col: 0 },
  ArrowDown: { row: 1, col: 0 },
  ArrowLeft: { row: 0, col: -1 },
  ArrowRight: { row: 0, col: 1 },
};

const PLAIN: Record<string, KeyAction> = {
  F2: { kind: 'edit' },
  F6: { kind: 'next-part' },
  Backspace: { kind: 'overtype' },
  Delete: { kind: 'gesture', gesture: 'clear' },
  Escape: { kind: 'release' },
};

const CONTROL: Record<string, KeyAction> = {
  a: { kind: 'select-all' },
  d: { kind: 'gesture', gesture: 'fillDown' },
  y: { kind: 'gesture', gesture: 'redo' },
  z: { kind: 'gesture', gesture: 'undo' },
};

/** Reads a key; nothing if the grid has no use for it. `released`: Escape was pressed, so Tab belongs to the page. */
export function readKey(event: KeyboardEvent, released: boolean): KeyAction | undefined {
  const { key, shiftKey: extend } = event;
  const control = event.ctrlKey || event.metaKey;
  const back = extend ? -1 : 1;
  const step = STEPS[key];
  if (step) return { kind: control ? 'edge' : 'step', step, extend };
  if (control) return readControl(key, extend);
  if (event.altKey) return undefined;
  if (key === 'Tab') return released ? undefined : { kind: 'step', step: { row: 0, col: back }, extend: false };
  if (key === 'Enter') return { kind: 'step', step: { row: back, col: 0 }, extend: false };
  if (key === 'PageUp' || key === 'PageDown') return { kind: 'page', step: { row: key === 'PageUp' ? -1 : 1, col: 0 }, extend };
  if (key === 'Home') return { kind: 'line-start', extend };
  // One character is a letter of any script; longer names are keys such as Shift. "Process" and "Dead" begin a composition.
  const letter = [...key].length === 1 || key === 'Process' || key === 'Dead';
  return PLAIN[key] ?? (letter ? { kind: 'overtype' } : undefined);
}

function readControl(key: string, extend: boolean): KeyAction | undefined {
  if (key === 'Home') return { kind: 'sheet-start', extend };
  if (key === 'End') return { kind: 'sheet-end', extend };
  if (key.toLowerCase() === 'z' && extend) return { kind: 'gesture', gesture: 'redo' };
  return CONTROL[key.toLowerCase()];
}
