/** The task pane in Excel: waits for Office, wires engine and pane, gives the ribbon its commands. The preview wires the same parts over its simulated Excel. */
import { createClient } from './api/client.ts';
import { demoTokens } from './api/sign-in.ts';
import { API_BASE, DEMO_START, SIGN_IN_PATH } from './config.ts';
import { openDialog } from './excel/dialog.ts';
import { associateCommands, showPane, startOffice } from './excel/office.ts';
import { describeHost, notify } from './excel/office-helpers.ts';
import { mountPane } from './pane/mount.tsx';
import { tokenIn } from './sign-in/message.ts';
import { createEngine } from './sync/engine.ts';
import { browserTiming } from './sync/timing.ts';

/** Starts the add-in inside `root`. */
async function startAddin(root: HTMLElement): Promise<void> {
  const timing = browserTiming;
  const { sheet, language } = await startOffice(timing);
  const tokens = { ...demoTokens({ storage: sessionStorage, start: DEMO_START }), askPerson: () => openDialog(SIGN_IN_PATH, tokenIn) };
  const api = createClient({ baseUrl: API_BASE, tokens, timing, language });
  const engine = createEngine({ sheet, api, tokens, timing, language, report: reportError });
  const pane = mountPane(root, engine);
  associateCommands({
    async syncGrid() {
      try {
        await engine.syncNow();
      } catch (error) {
        // The pane may be closed, and the button has nowhere else to say it.
        await showPane();
        await notify(sentenceOf(error), document.title);
      }
    },
    async submitRow() {
      await showPane();
      pane.askToSubmit();
    },
  });
  addEventListener('focus', () => engine.wake());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) engine.wake();
  });
  await engine.start();
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Says in the page itself why there is no pane, and below it which Office this is, for whoever is asked for help. */
async function sayWhyNot(root: HTMLElement, error: unknown): Promise<void> {
  const reason = document.createElement('p');
  reason.setAttribute('role', 'alert');
  reason.textContent = sentenceOf(error);
  root.replaceChildren(reason);
  const host = document.createElement('p');
  host.textContent = await describeHost();
  root.append(host);
}

const root = document.querySelector<HTMLElement>('#pane');
if (root) startAddin(root).catch((error: unknown) => sayWhyNot(root, error).catch(reportError));
