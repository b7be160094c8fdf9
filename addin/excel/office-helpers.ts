/**
 * The one place that uses office-js-helpers (archived since 2020), and only what is still sound in it: the names of host and platform for the line of diagnostics,
 * and the message bar for what has to be said where the pane can't. Its sign-in (implicit flow, tokens in localStorage), its dialog (takes any origin's message)
 * and its storage are not to be used. Loaded when it is needed, so that neither start nor tests load it.
 */

/** Which Office this is: `EXCEL on PC`. For support; it names no person and no file. */
export async function describeHost(): Promise<string> {
  const { Utilities } = await import('@microsoft/office-js-helpers');
  return `${Utilities.host} on ${Utilities.platform}`;
}

/** Shows a message bar over the pane's page. */
export async function notify(message: string, title: string): Promise<void> {
  const { UI } = await import('@microsoft/office-js-helpers');
  UI.notify(message, title, 'warning');
}
