/** The pane in a DOM, for tests: mounts it, finds things as a person does (by their words), presses and types. */
import { act } from 'preact/test-utils';
import { type MountedPane, mountPane, type Surroundings } from '../../addin/pane/mount.tsx';
import type { EngineActions, EngineView } from '../../addin/sync/view.ts';
import { type FakeEngine, fakeEngine } from './fake-engine.ts';

/** A mounted pane in a test's hand. */
export interface TestPane {
  engine: FakeEngine;
  root: HTMLElement;
  mounted: MountedPane;
  /** All the words on screen. */
  text(): string;
  /** The button, tab or summary with exactly this name. Fails if there is none. */
  button(name: string): HTMLElement;
  /** Reports whether there is such a button. */
  has(name: string): boolean;
  press(name: string): Promise<void>;
  /** Types into the field with this label, or chooses from it. */
  fill(label: string, value: string): Promise<void>;
  show(change: Partial<EngineView>): Promise<void>;
  /** Lets promises and effects run, after doing something. */
  settle(work?: () => void): Promise<void>;
}

/** Mounts the pane for a view; `actions` answer what the test presses. */
export async function testPane(view: EngineView, actions: Partial<EngineActions> = {}, surroundings: Surroundings = {}): Promise<TestPane> {
  document.documentElement.lang = 'en';
  document.body.replaceChildren();
  const root = document.body.appendChild(document.createElement('main'));
  const engine = fakeEngine(view, actions);
  const settle = async (work?: () => void) => {
    await act(async () => {
      work?.();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    });
  };
  let mounted: MountedPane | undefined;
  await act(() => {
    mounted = mountPane(root, engine, surroundings);
  });
  await settle();
  const find = (name: string) => Array.from(root.querySelectorAll<HTMLElement>('button, summary')).find((each) => nameOf(each) === name);
  const button = (name: string): HTMLElement => {
    const found = find(name);
    if (!found) throw new Error(`No button “${name}”. There are: ${Array.from(root.querySelectorAll('button'), nameOf).join(' | ')}`);
    return found;
  };
  return {
    engine,
    root,
    mounted: mounted!,
    text: () => root.textContent ?? '',
    button,
    has: (name) => find(name) !== undefined,
    settle,
    async press(name) {
      await act(() => button(name).click());
      await settle();
    },
    async fill(label, value) {
      const found = Array.from(root.querySelectorAll('label')).find((each) => each.textContent === label);
      const field = found && document.getElementById(found.htmlFor);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement))
        throw new Error(`No field “${label}”`);
      await act(() => {
        field.value = value;
        field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      });
      await settle();
    },
    async show(change) {
      await act(() => engine.show(change));
      await settle();
    },
  };
}

const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
