/** The last page of the window that Excel opens for signing in: gets a token of the pane's own and hands it over. */
import { isInDialog, tellPane } from '../excel/dialog.ts';
import { signedInMessage } from './message.ts';

/** Works in the element that the page names; its sentences stand in it. */
async function handOver(place: HTMLElement): Promise<void> {
  const { csrf = '', elsewhere = '', failed = '' } = place.dataset;
  try {
    if (!(await isInDialog())) {
      place.textContent = elsewhere;
      return;
    }
    const response = await fetch('/session/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-csrf-token': csrf },
      body: 'for=pane',
    });
    if (!response.ok) throw new Error(`no token: ${response.status}`);
    const { token } = (await response.json()) as { token: string };
    tellPane(signedInMessage(token));
  } catch (error) {
    place.textContent = failed;
    reportError(error);
  }
}

const place = document.querySelector<HTMLElement>('#dialog');
if (place) void handOver(place);
