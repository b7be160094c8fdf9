/** The token of a page's script: short-lived, got by the page's own session, renewed before it ends. It is kept in memory alone. */
import * as z from 'zod/mini';
import type { TokenSource } from './sign-in.ts';

const Answer = z.object({ token: z.string(), expiresAt: z.string() });

/** A token is renewed after so long, before its quarter of an hour is over. `expiresAt` is the service's time: with a wrong clock here, or a demo on another day, each would be over. */
const RENEW_AFTER_MS = 13 * 60_000;

/** What it needs of the page. `csrfToken` stands in the page and is read anew for each token. */
export interface PageTokenOptions {
  csrfToken: string;
  nowMs(): number;
  fetch?: typeof fetch;
}

/** Tokens for the session of this page; none once it has ended, and the API then says `unauthenticated`. */
export function pageTokens(options: PageTokenOptions): TokenSource {
  const { nowMs, fetch: send = fetch.bind(globalThis) } = options;
  let current: { token: string; gotAtMs: number; renewAtMs: number } | undefined;
  let asking: Promise<string | undefined> | undefined;

  async function ask(): Promise<string | undefined> {
    const askedAtMs = nowMs();
    const response = await send('/session/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-csrf-token': options.csrfToken },
      body: '',
    });
    if (response.status === 403 || response.status === 401) return undefined;
    if (!response.ok) throw new Error(`no token: ${response.status}`);
    const { token } = z.parse(Answer, await response.json());
    current = { token, gotAtMs: askedAtMs, renewAtMs: askedAtMs + RENEW_AFTER_MS };
    return token;
  }

  return {
    async token() {
      // A clock that was set back must not keep a dead token.
      if (current && nowMs() < current.renewAtMs && nowMs() >= current.gotAtMs) return current.token;
      current = undefined;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    use() {
      current = undefined;
    },
  };
}
