/**
 * The script's token where the page stays open for long: when the session was renewed in another tab, the page's form token is no longer good, and the page is asked for once
 * more; and a token that ended early is asked for again.
 */
import { ApiProblem, type Client } from '../api/client.ts';
import type { TokenSource } from '../api/sign-in.ts';

/** Tokens that are asked for once more after `renew` has brought the page a new form token; it resolves to false if nobody or somebody else is signed in. */
export function renewing(tokens: TokenSource, renew: () => Promise<boolean>): TokenSource {
  return { ...tokens, token: async () => (await tokens.token()) ?? ((await renew()) ? tokens.token() : undefined) };
}

/** The client with another token, once, where one was no longer good. */
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
