/**
 * Office's dialog, on both sides: the pane opens a page of ours in a window, the last page in it hands a message back. Messages go to our own origin and are taken
 * from it alone. See https://learn.microsoft.com/office/dev/add-ins/develop/dialog-api-in-office-add-ins.
 */
import { say } from '#contract/catalogue/say.ts';

/** The window could not be opened; the sentence is ready to show. */
export class DialogTrouble extends Error {
  constructor(code: number) {
    super(say('office.dialog-failed', { code }));
    this.name = 'DialogTrouble';
  }
}

/** The person closed the window. */
const CLOSED = 12006;
/** In per cent of the screen. */
const SIZE = { height: 65, width: 35 };

/** Opens a page of ours and resolves to the first message that `read` understands, or to nothing if the person closes the window. Rejects with DialogTrouble. */
export function openDialog<T>(path: string, read: (message: string) => T | undefined): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    Office.context.ui.displayDialogAsync(new URL(path, location.origin).href, SIZE, (opened) => {
      if (opened.status === Office.AsyncResultStatus.Failed) {
        reject(new DialogTrouble(opened.error.code));
        return;
      }
      const dialog = opened.value;
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (received) => {
        // An Office without DialogOrigin 1.1 names no origin, and passes on messages of the dialog's first domain alone.
        if (!('message' in received) || (received.origin !== undefined && received.origin !== location.origin)) return;
        const understood = read(received.message);
        if (understood === undefined) return;
        dialog.close();
        resolve(understood);
      });
      dialog.addEventHandler(Office.EventType.DialogEventReceived, (happened) => {
        const code = 'error' in happened ? happened.error : 0;
        if (code === CLOSED) resolve(undefined);
        else {
          dialog.close();
          reject(new DialogTrouble(code));
        }
      });
    });
  });
}

/** Reports whether this page is in a window that Office opened. */
export async function isInDialog(): Promise<boolean> {
  if (typeof Office === 'undefined') return false;
  const { host } = await Office.onReady();
  return host !== null && typeof Office.context?.ui?.messageParent === 'function';
}

/** Hands a message to the pane that opened this window. */
export function tellPane(message: string): void {
  Office.context.ui.messageParent(message, { targetOrigin: location.origin });
}
