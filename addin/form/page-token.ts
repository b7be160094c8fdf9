/**
 * The script's bearer token: short-lived, given by the service for the page's session. When the session was renewed in another tab, the page's form token is no longer
 * good; the page is fetched once more for the new one, if it is still the same person's.
 */
import { ApiProblem, type Client } from '../api/client.ts';
import type { TokenSource } from '../api/sign-in.ts';
import type { Timing } from '../sync/timing.ts';

export interface PageTokenOptions {
  timing: Timing;
  /** The form token of the page as it stands. */
  csrfToken(): string;
  /** Fetches the page anew and takes over its form token; false if nobody or somebody else is signed in. */
  renew(): Promise<boolean>;
  fetch?: typeof fetch;
}

/**
 * Another token is fetched after so long: well before one ends (a quarter of an hour). When that is, is the service's time; a browser whose clock is wrong, or a demo on
 * another day, would take each for ended.
 */
const HELD_MS = 10 * 60_000;

/** Makes the source. */
export function pageTokens({ timing, csrfToken, renew, fetch: given }: PageTokenOptions): TokenSource {
  const send = given ?? fetch.bind(globalThis);
  let held: { token: string; untilMs: number } | undefined;

  async function ask(): Promise<string | undefined> {
    const response = await send('/session/token', { method: 'POST', headers: { 'X-CSRF-Token': csrfToken() }, cache: 'no-store' });
    if (response.status >= 500) throw new TypeError(`the token was not given: ${response.status}`);
    if (!response.ok) return undefined;
    const { token } = (await response.json()) as { token: string };
    held = { token, untilMs: timing.nowMs() + HELD_MS };
    return token;
  }

  return {
    async token() {
      if (held && timing.nowMs() < held.untilMs) return held.token;
      held = undefined;
      return (await ask()) ?? ((await renew()) ? ask() : undefined);
    },
    use() {
      held = undefined;
    },
  };
}

/** The client with another token, once, where one was no longer good: it had ended early, or with a session that has been renewed. */
export function retrying(api: Client, tokens: TokenSource): Client {
  const again = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'unauthenticated')) throw error;
      tokens.use(undefined);
      return work();
    }
  };
  return {
    call: (name, options) => again(() => api.call(name, options)),
    callWithTag: (name, options) => again(() => api.callWithTag(name, options)),
    openEvents: (grid, options) => again(() => api.openEvents(grid, options)),
  };
}
