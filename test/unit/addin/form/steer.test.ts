// @vitest-environment happy-dom
/** The page's own buttons in the hand of the script, and the form while its person signs in anew. */
import { afterEach, describe, expect, it } from 'vitest';
import { ApiProblem, type Client } from '../../../../addin/api/client.ts';
import { openForm } from '../../../../addin/form/form.ts';
import { openPage } from '../../../../addin/form/page.ts';
import type { Form, SaveOutcome } from '../../../../addin/form/view.ts';
import { ALBANIA, smallGrid } from '../../../support/fake-engine.ts';
import { handClock } from '../../../support/hand-clock.ts';

const PLACE = { grid: 'wbcti', member: 'albania', person: 'demo:albania' };
const PAGE = `<form id="row-form" action="/form/save">
  <div id="form-live" data-grid="wbcti" data-member="albania" data-person="demo:albania"></div>
  <div class="buttons"><button id="go" formaction="/form/submit" value="updated">Submit</button></div>
</form>`;

const open: Form[] = [];
afterEach(() => {
  for (const form of open.splice(0)) form.stop();
});

/** A form over a service that a test answers for. `streams` are those that were opened and not yet ended. */
async function followed(saveEdits: () => Promise<unknown>): Promise<{ form: Form; streams: Set<AbortSignal> }> {
  const streams = new Set<AbortSignal>();
  const answers: Record<string, () => unknown> = {
    me: () => ALBANIA.me,
    listGrids: () => [{ grid: 'wbcti' }],
    readChanges: () => ({ entries: [], cursor: 4, more: false }),
    saveEdits,
  };
  const api = {
    call: async (name: string) => answers[name]?.(),
    callWithTag: async () => ({ answer: smallGrid(), etag: 'a' }),
    async openEvents(_grid: string, { signal }: { signal: AbortSignal }) {
      streams.add(signal);
      return new ReadableStream({
        start: (controller) =>
          signal.addEventListener('abort', () => {
            streams.delete(signal);
            controller.close();
          }),
      });
    },
  } as unknown as Client;
  const form = openForm({
    api,
    tokens: { token: async () => 't', use: () => undefined },
    timing: handClock(),
    storage: sessionStorage,
    place: PLACE,
    names: new Map(),
  });
  open.push(form);
  await expect.poll(() => form.view().link).toBe('up');
  return { form, streams };
}

describe('the form while its person signs in anew', () => {
  it('[P177] what was typed is saved once the person is signed in again, and the row is followed once', async () => {
    let refuse = true;
    const { form, streams } = await followed(async () => {
      if (refuse) throw new ApiProblem({ code: 'unauthenticated', detail: 'who?' });
      return {
        cursor: 5,
        results: [
          {
            editId: 'e',
            status: 'saved',
            row: 'albania',
            version: 3,
            cells: { tasks: [{ itemId: '3.1', text: 'New' }], inProcess: [] },
            conflicts: [],
            warnings: [],
          },
        ],
      };
    });
    form.edit({ tasks: [{ uid: -1, text: 'New' }], inProcess: [] });
    expect(await form.save()).toBe('failed');
    expect(form.view()).toMatchObject({ link: 'signed-out', changed: true });
    refuse = false;
    expect(await form.save()).toBe('stored');
    await expect.poll(() => form.view().link).toBe('up');
    await expect.poll(() => streams.size).toBe(1);
    form.stop();
    await expect.poll(() => streams.size).toBe(0);
  });
});

describe('the page’s buttons', () => {
  it('[P188] a second press on submit while the first one saves says nothing wrong and saves nothing more', async () => {
    document.body.innerHTML = PAGE;
    const { form } = await followed(async () => undefined);
    let saves = 0;
    let finish = (_outcome: SaveOutcome): void => undefined;
    const save = () => {
      saves++;
      return new Promise<SaveOutcome>((resolve) => {
        finish = resolve;
      });
    };
    form.edit({ tasks: [{ uid: -1, text: 'New' }], inProcess: [] });
    const page = openPage(document);
    page?.steer({ ...form, save }, { onSignOut: () => undefined });
    const button = document.querySelector<HTMLButtonElement>('#go')!;
    let sent = 0;
    page!.form.requestSubmit = () => void sent++;
    const press = () => page!.form.dispatchEvent(Object.assign(new Event('submit', { cancelable: true }), { submitter: button }));
    press();
    press();
    finish('stored');
    await expect.poll(() => sent).toBe(1);
    expect([saves, document.querySelector('[role=alert]')]).toEqual([1, null]);
  });
});
