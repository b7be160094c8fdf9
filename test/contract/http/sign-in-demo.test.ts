/** Signing in at a page in demo mode, and what the session of a page gives its scripts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browserAt } from '../../support/browse.ts';
import { clientOf, startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** A browser in which an identity was chosen. */
async function signedIn(identity: string, to = '/sessions'): Promise<Browser> {
  const browser = browserAt(service.url);
  const page = await browser.get(`/sign-in?to=${encodeURIComponent(to)}`);
  const answer = await browser.post('/sign-in', { ...page.hidden, identity });
  expect([answer.status, answer.location]).toEqual([303, to]);
  return browser;
}

describe('signing in at a page of the demo', () => {
  it('[A80] every identity is offered, and the one that is chosen is signed in at the pages, not at the API', async () => {
    const browser = browserAt(service.url);
    const page = await browser.get('/sign-in');
    expect(page.text.match(/name="identity"/g)).toHaveLength(21);
    await browser.post('/sign-in', { ...page.hidden, identity: 'demo:albania' });
    expect((await browser.get('/sessions')).text).toContain('You are signed in as Albania');
    expect((await browser.get('/api/v1/me')).status).toBe(401);
  });

  it('[A81] a page’s scripts get a bearer of a quarter of an hour, which dies with the page’s session', async () => {
    const browser = await signedIn('demo:albania');
    const page = await browser.get('/sessions');
    const made = await browser.post('/session/token', { csrf: page.hidden['csrf'] ?? '' });
    expect(made.status).toBe(200);
    const client = clientOf(service.url, null);
    const me = () => client.get('/me', { Authorization: `Bearer ${made.json.token}` });
    expect((await me()).json).toMatchObject({ person: 'demo:albania', role: 'focal-point', member: 'albania', auth: 'demo' });
    await browser.post('/sign-out', { csrf: page.hidden['csrf'] ?? '' });
    expect((await me()).status).toBe(401);
  });
});
