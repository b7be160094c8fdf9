/**
 * Stands in the place of Microsoft's office.js, whose address these tests can't reach: in the pane's page it is the simulated Excel behind Microsoft's own client
 * and a dialog that is a window of the browser; in that window, the way back to the pane. Bundled and served in its place by the test.
 */
import { Book } from '../../addin/preview/host/book.ts';
import { Bridge } from '../../addin/preview/host/bridge.ts';
import { toJSON } from '../../addin/preview/host/saved.ts';
import { loadOfficeClient } from '../../addin/preview/office-client.ts';

type Handler = (argument: { message: string; origin: string } | { error: number }) => void;

const AsyncResultStatus = { Failed: 'failed', Succeeded: 'succeeded' };
const EventType = { DialogMessageReceived: 'dialogMessageReceived', DialogEventReceived: 'dialogEventReceived' };
const CLOSED = 12006;

function displayDialogAsync(url: string, _size: object, opened: (result: object) => void): void {
  const child = window.open(url, '_blank', 'popup,width=500,height=700');
  if (!child) {
    opened({ status: AsyncResultStatus.Failed, error: { code: 12009 } });
    return;
  }
  const handlers = new Map<string, Handler>();
  const listen = ({ source, data, origin }: MessageEvent): void => {
    if (source === child) handlers.get(EventType.DialogMessageReceived)?.({ message: String(data), origin });
  };
  window.addEventListener('message', listen);
  const watch = setInterval(() => {
    if (!child.closed) return;
    end();
    handlers.get(EventType.DialogEventReceived)?.({ error: CLOSED });
  }, 50);
  const end = (): void => {
    clearInterval(watch);
    window.removeEventListener('message', listen);
  };
  opened({
    status: AsyncResultStatus.Succeeded,
    value: {
      addEventHandler: (type: string, handler: Handler) => handlers.set(type, handler),
      close: () => {
        end();
        child.close();
      },
    },
  });
}

const shared = { HostType: { Excel: 'Excel' }, AsyncResultStatus, EventType, actions: { associate: () => undefined } };

if (window.opener) {
  const opener = window.opener as Window;
  const ui = { messageParent: (message: string, { targetOrigin }: { targetOrigin: string }) => opener.postMessage(message, targetOrigin) };
  Object.assign(window, { Office: { ...shared, onReady: async () => ({ host: 'Excel' }), context: { ui } } });
} else {
  const book = new Book();
  // What the file would hold if it were saved now.
  Object.assign(window, { savedBook: () => JSON.stringify(toJSON(book)) });
  const loading = loadOfficeClient(new Bridge(book)).then(() => {
    // The client brought an Office of its own; what it lacks is added at once, since the pane may look for it only now.
    const loaded = (window as unknown as { Office: { context: object } }).Office;
    Object.assign(loaded, shared);
    Object.assign(loaded.context, { ui: { displayDialogAsync } });
  });
  const standIn = {
    ...shared,
    onReady: async () => {
      await loading;
      return { host: 'Excel' };
    },
  };
  Object.assign(window, { Office: standIn });
}
