// @vitest-environment happy-dom
/** The window for signing in, at the level of Office's dialog calls: what the pane opens, whose messages it takes, what the window says. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DialogTrouble, isInDialog, openDialog, tellPane } from '../../../../addin/excel/dialog.ts';
import { signedInMessage, tokenIn } from '../../../../addin/sign-in/message.ts';

afterEach(() => vi.unstubAllGlobals());

const TOKEN = 'a'.repeat(43);

/** Office's dialog, in the test's hand. */
function office({ status = 'succeeded' } = {}) {
  const handlers = new Map<string, (argument: object) => void>();
  const dialog = { addEventHandler: (type: string, handler: (argument: object) => void) => handlers.set(type, handler), close: vi.fn() };
  const displayDialogAsync = vi.fn((_url: string, _size: object, opened: (result: object) => void) =>
    opened({ status, value: dialog, error: { code: 12009 } }),
  );
  const messageParent = vi.fn();
  vi.stubGlobal('Office', {
    AsyncResultStatus: { Failed: 'failed' },
    EventType: { DialogMessageReceived: 'message', DialogEventReceived: 'event' },
    onReady: async () => ({ host: 'Excel' }),
    context: { ui: { displayDialogAsync, messageParent } },
  });
  return {
    dialog,
    displayDialogAsync,
    messageParent,
    say: (argument: object) => handlers.get('message')?.(argument),
    happen: (error: number) => handlers.get('event')?.({ error }),
  };
}

describe('the pane', () => {
  it('[A116] opens our page, takes our message from our origin alone, and closes the window', async () => {
    const { dialog, displayDialogAsync, say } = office();
    const answer = openDialog('/sign-in?to=dialog', tokenIn);
    expect(displayDialogAsync.mock.calls[0]?.[0]).toBe(`${location.origin}/sign-in?to=dialog`);
    say({ message: signedInMessage('evil'.repeat(10)), origin: 'https://evil.example' });
    for (const message of ['', 'null', '{"kind":"signed-in"}', '{"kind":"other","token":"x"}', `{"kind":"signed-in","token":"demo:secretariat"}`])
      say({ message, origin: location.origin });
    expect(dialog.close).not.toHaveBeenCalled();
    say({ message: signedInMessage(TOKEN), origin: location.origin });
    expect(await answer).toBe(TOKEN);
    expect(dialog.close).toHaveBeenCalledOnce();
  });

  it('[A116] goes on as before when the person closes the window, and says why a window did not open', async () => {
    const closed = office();
    const given = openDialog('/sign-in', tokenIn);
    closed.happen(12006);
    expect(await given).toBeUndefined();
    office({ status: 'failed' });
    await expect(openDialog('/sign-in', tokenIn)).rejects.toThrow('Office says 12009');
    const broken = office();
    const failing = openDialog('/sign-in', tokenIn);
    broken.happen(12002);
    await expect(failing).rejects.toBeInstanceOf(DialogTrouble);
  });
});

describe('the window', () => {
  it('[A116] tells the pane at our own origin, never any; outside Office it knows that it is no dialog', async () => {
    const { messageParent } = office();
    expect(await isInDialog()).toBe(true);
    tellPane(signedInMessage(TOKEN));
    expect(messageParent).toHaveBeenCalledExactlyOnceWith(`{"kind":"signed-in","token":"${TOKEN}"}`, { targetOrigin: location.origin });
    vi.stubGlobal('Office', { onReady: async () => ({ host: null }) });
    expect(await isInDialog()).toBe(false);
    vi.unstubAllGlobals();
    expect(await isInDialog()).toBe(false);
  });
});
