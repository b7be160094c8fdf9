/** Settings of the add-in that are fixed when it is built. */

/** Where the service is: the pane is served by it. */
export const API_BASE = '/api/v1';

/** The page that the pane opens in a window for signing in. */
export const SIGN_IN_PATH = '/sign-in?to=dialog';

/** The identity of a demo that nobody has chosen yet: it may read and nothing else, and sees the list to choose from. */
export const DEMO_START = 'demo:observer';

/** How long Office may take to answer before the pane says so. Seen to take 180 ms; an Office that does not know the page never answers. */
export const OFFICE_WITHIN_MS = 10_000;
