import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { say } from '#contract/catalogue/say.ts';
import { ApiProblem, ApiUnavailable, createClient } from '../../../../addin/api/client.ts';
import { demoTokens } from '../../../../addin/api/sign-in.ts';
import { handClock } from '../../../support/hand-clock.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

async function answering(answer: { status: number; body?: string; headers?: Record<string, string> } | 'never') {
  const seen: Seen[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    if (answer !== 'never') response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const clock = handClock();
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  return { api: createClient({ baseUrl, tokens: demoTokens({ initial: 'demo:albania' }), timing: clock }), seen, clock };
}

const problem = (code: string, status: number) => ({ status, body: JSON.stringify({ type: `urn:x:${code}`, title: 't', status, detail: 'what to do', code }) });

describe('the client', () => {
  it('[Q22] builds address, token and body from the contract', async () => {
    const { api, seen } = await answering({ status: 200, body: '{"applied":true,"accepted":1,"rejected":[]}' });
    await api.call('importPeople', { params: { grid: 'a/b ?' }, query: { apply: 'true' }, body: 'person,role' });
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/grids/a%2Fb%20%3F/people/import?apply=true',
      headers: { authorization: 'Bearer demo:albania', 'content-type': 'text/csv' },
      body: 'person,role',
    });
  });

  it.each([
    ['attachment; filename="wbcti-2026-Q4-TLP-AMBER.xlsx"', 'wbcti-2026-Q4-TLP-AMBER.xlsx'],
    ['attachment; filename=plain.xlsx; size=3', 'plain.xlsx'],
    ['attachment; filename="a \\"b\\".xlsx"', 'a "b".xlsx'],
    ['attachment; filename="..\\\\..\\\\x/y.xlsx"', 'y.xlsx'],
    ['attachment', ''],
    [undefined, ''],
  ])('[P56] a file has the name that the service gives it: %s', async (disposition, name) => {
    const headers = { 'content-type': 'application/x-test', ...(disposition === undefined ? {} : { 'content-disposition': disposition }) };
    const { api } = await answering({ status: 200, body: 'abc', headers });
    const file = await api.call('downloadWorkbook', { params: { grid: 'wbcti' } });
    expect([file.name, file.size, file.type]).toEqual([name, 3, 'application/x-test']);
  });

  it('[Q23] a refusal is a problem with code and sentence; an answer that does not fit the contract, or none in 15 seconds, is "unavailable"', async () => {
    const refused = await answering({ ...problem('not-yours', 403) });
    await expect(refused.api.call('me', {})).rejects.toMatchObject({ name: 'ApiProblem', code: 'not-yours', message: 'what to do' });
    const later = await answering({ ...problem('rate-limited', 429), headers: { 'retry-after': '7' } });
    await expect(later.api.call('me', {})).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 7_000 });
    for (const answer of [
      { status: 200, body: '{"person":1}' },
      { status: 200, body: '<html>' },
      { status: 502, body: '<html>' },
    ]) {
      const odd = await answering(answer);
      await expect(odd.api.call('me', {})).rejects.toBeInstanceOf(ApiUnavailable);
    }
    const silent = await answering('never');
    const call = silent.api.call('me', {}).catch((error: unknown) => error);
    while (silent.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    silent.clock.advance(15_000);
    expect(await call).toMatchObject({ name: 'ApiUnavailable', code: 'unavailable', message: expect.stringContaining('in time') });
    expect(await call).not.toBeInstanceOf(ApiProblem);
  });

  it('[Q23] letters and files take their time: what is asked of them is given up after two minutes', async () => {
    const slow = await answering('never');
    let over = false;
    const call = slow.api.call('runReminders', { params: { grid: 'wbcti' }, body: { dryRun: false } }).catch((error: unknown) => {
      over = true;
      return error;
    });
    while (slow.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    slow.clock.advance(119_000);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    slow.clock.advance(1_000);
    expect(await call).toMatchObject({ name: 'ApiUnavailable', message: expect.stringContaining('in time') });
  });

  it.each([
    ['page' as const, 'page.offline' as const, 'page.bad-answer' as const],
    ['workbook' as const, 'sync.offline' as const, 'sync.bad-answer' as const],
  ])('[P151] in a %s what could not be reached is said in its own words', async (place, offline, odd) => {
    const clientWith = (send: () => Promise<Response>) =>
      createClient({ baseUrl: '/api/v1', tokens: demoTokens({}), timing: handClock(), place, fetch: send as typeof fetch });
    await expect(clientWith(() => Promise.reject(new TypeError('gone'))).call('me', {})).rejects.toThrow(say(offline));
    await expect(clientWith(async () => new Response('<html>')).call('me', {})).rejects.toThrow(say(odd));
  });

  it('[Q24] what has not changed is not sent again', async () => {
    const { api, seen } = await answering({ status: 304 });
    expect(await api.callWithTag('readGrid', { params: { grid: 'wbcti' }, ifNoneMatch: '"3-x"' })).toBe('unchanged');
    expect(seen[0]?.headers).toMatchObject({ 'if-none-match': '"3-x"' });
  });

  it('[Q25] an identity that was picked stays for the tab', async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const tokens = demoTokens({ storage, start: 'demo:observer' });
    expect(await tokens.token()).toBe('demo:observer');
    tokens.use('demo:albania');
    expect(await demoTokens({ storage, start: 'demo:observer' }).token()).toBe('demo:albania');
    tokens.use(undefined);
    expect(await tokens.token()).toBeUndefined();
    expect(await demoTokens({ storage, start: 'demo:observer' }).token()).toBe('demo:observer');
  });
});
