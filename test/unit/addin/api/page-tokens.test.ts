import { describe, expect, it } from 'vitest';
import { pageTokens } from '../../../../addin/api/page-tokens.ts';

/** A page whose session gives tokens t-1, t-2, …, each good for a quarter of an hour; `status` is what it answers with. */
function page({ status = 200 } = {}) {
  const at = { nowMs: Date.parse('2026-11-25T09:00:00Z'), status };
  const asked: RequestInit[] = [];
  const send = async (_url: unknown, init?: RequestInit): Promise<Response> => {
    asked.push(init ?? {});
    return new Response(JSON.stringify({ token: `t-${asked.length}`, expiresAt: new Date(at.nowMs + 15 * 60_000).toISOString() }), { status: at.status });
  };
  return { at, asked, tokens: pageTokens({ csrfToken: 'csrf', nowMs: () => at.nowMs, fetch: send as typeof fetch }) };
}

describe('the tokens of a page’s script', () => {
  it('[A117] come from the page’s session with its own token against forged requests, once for many calls', async () => {
    const { asked, tokens } = page();
    expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['t-1', 't-1']);
    expect(asked).toHaveLength(1);
    expect(new Headers(asked[0]?.headers).get('x-csrf-token')).toBe('csrf');
  });

  it('[A117] are renewed before they end, and after the clock was set back', async () => {
    const { at, tokens } = page();
    await tokens.token();
    at.nowMs += 12.9 * 60_000;
    expect(await tokens.token()).toBe('t-1');
    at.nowMs += 60_000;
    expect(await tokens.token()).toBe('t-2');
    at.nowMs -= 3_600_000;
    expect(await tokens.token()).toBe('t-3');
  });

  it('[A117] are none once the session has ended; any other fault is told', async () => {
    const { at, tokens } = page({ status: 403 });
    expect(await tokens.token()).toBeUndefined();
    at.status = 503;
    await expect(tokens.token()).rejects.toThrow('503');
    at.status = 200;
    expect(await tokens.token()).toMatch(/^t-/);
  });
});
