/** Sessions: their cookies, how they begin and end, what a forged request can do, who sees them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../support/browse.ts';
import { PEOPLE, type SignInWorld, startSignInWorld, waitFor } from '../../support/sign-in-world.ts';
import { clientOf } from '../../support/start-service.ts';

const HOUR = 3_600_000;
const SAME = { 'sec-fetch-site': 'same-origin' };

let world: SignInWorld;

beforeAll(async () => {
  world = await startSignInWorld();
});
afterAll(() => world.close());

const isSignedIn = async (browser: Browser): Promise<boolean> => (await browser.get('/sessions')).status === 200;
/** A window of the rate limits lasts a quarter of an hour. */
async function signIn(email: string, options = {}): Promise<Browser> {
  world.service.passMs(16 * 60_000);
  return world.signIn(email, options);
}
async function csrf(browser: Browser): Promise<string> {
  return (await browser.get('/sessions')).hidden['csrf'] ?? '';
}

describe('the cookies', () => {
  it.each([
    ['https://grid.example.org', /^__Host-grid-(session|visitor)=[\w-]{43}; (?:Max-Age=2592000; )?Path=\/; HttpOnly; Secure; SameSite=Lax$/],
    ['http://localhost:3000', /^grid-(session|visitor)=[\w-]{43}; (?:Max-Age=2592000; )?Path=\/; HttpOnly; SameSite=Lax$/],
  ])('[A100] where people come by %s they are host-only, out of reach of scripts, and secure with https', async (url, shape) => {
    const other = await startSignInWorld({ settings: { PUBLIC_URL: url } });
    try {
      const browser = other.browser();
      const set: string[] = [];
      await browser.get('/sign-in');
      set.push(...browser.setCookies);
      await other.signIn('elira@example.org', { browser });
      set.push(...browser.setCookies);
      expect(set).toHaveLength(2);
      for (const cookie of set) expect(cookie).toMatch(shape);
    } finally {
      await other.close();
    }
  });

  it('[A101] signing in makes a new token: one that was there before is never taken over, and a former session ends', async () => {
    const planted = world.browser();
    planted.cookies.set('grid-session', 'a'.repeat(43));
    await signIn('elira@example.org', { browser: planted });
    const first = planted.cookies.get('grid-session');
    expect(first).not.toBe('a'.repeat(43));
    const form = await planted.get('/sign-in?to=/sessions');
    expect([form.status, form.location]).toEqual([303, '/sessions']);
    const old = world.browser();
    old.cookies.set('grid-session', first ?? '');
    // The same browser signs in once more, with the page of a code it had open.
    world.service.passMs(16 * 60_000);
    const { path } = await world.ask(world.browser(), 'elira@example.org');
    expect((await world.type(planted, path, await world.code(path))).status).toBe(303);
    expect(planted.cookies.get('grid-session')).not.toBe(first);
    expect([await isSignedIn(planted), await isSignedIn(old)]).toEqual([true, false]);
  });
});

describe('a forged request', () => {
  const DOORS: [path: string, fields: Record<string, string>][] = [
    ['/sign-out', {}],
    ['/sessions/end', { session: 'x' }],
    ['/sessions/end-others', {}],
    ['/session/token', {}],
  ];

  it.each(DOORS)('[A102] %s is refused without our token, with another one’s, and from another site', async (path, fields) => {
    const [browser, other] = [await signIn('elira@example.org'), await signIn('sec@example.org')];
    const [good, foreign] = [await csrf(browser), await csrf(other)];
    const tries: [token: string | undefined, headers: Record<string, string>][] = [
      [undefined, SAME],
      ['', SAME],
      ['x'.repeat(86), SAME],
      [foreign, SAME],
      [good, { 'sec-fetch-site': 'cross-site' }],
      [good, { 'sec-fetch-site': 'same-site' }],
      [good, { 'sec-fetch-site': 'none' }],
      [good, { origin: 'https://evil.example' }],
      [good, { origin: 'null' }],
      [good, {}],
    ];
    for (const [token, headers] of tries) {
      const answer = await browser.post(path, { ...fields, ...(token === undefined ? {} : { csrf: token }) }, headers);
      expect(answer.status, JSON.stringify([token, headers])).toBe(403);
      expect(answer.text).toContain('nothing was done');
    }
    expect([await isSignedIn(browser), await isSignedIn(other)]).toEqual([true, true]);
  });

  it('[A102] what is ours is taken: by Sec-Fetch-Site, by Origin, with a token from any of our pages', async () => {
    for (const headers of [SAME, { origin: world.service.url }]) {
      const browser = await signIn('elira@example.org');
      const [one, two] = [await csrf(browser), await csrf(browser)];
      expect(one).not.toBe(two);
      expect((await browser.post('/session/token', { csrf: one }, headers)).status).toBe(200);
      expect((await browser.post('/session/token', {}, { ...headers, 'x-csrf-token': two })).status).toBe(200);
    }
  });

  it('[A103] another site can’t sign a browser in as somebody else: the form must be from us, in this browser', async () => {
    world.service.passMs(16 * 60_000);
    const attacker = world.browser();
    const { path, page } = await world.ask(attacker, 'obs@example.org');
    const code = await world.code(path);
    const victim = world.browser();
    const own = await victim.get(path);
    for (const [fields, headers] of [
      [{ ...page.hidden, code }, SAME],
      [{ ...own.hidden, code }, { 'sec-fetch-site': 'cross-site' }],
      [{ code }, SAME],
    ] as const)
      expect((await victim.post(path, fields, headers)).status).toBe(403);
    expect(victim.cookies.has('grid-session')).toBe(false);
    expect((await world.type(attacker, path, code)).status).toBe(303);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/form',
    '/\\evil.example',
    '/form//../..',
    'javascript:alert(1)',
    '/api/v1/me',
    '/form\r\nX: y',
    '/formality',
  ])('[A104] the sign-in does not lead to %j', async (to) => {
    const browser = await signIn('elira@example.org', { to });
    const again = await browser.get(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(again.status).toBe(303);
    expect(['/form', '/form//../..']).toContain(again.location);
    expect(again.headers.get('x')).toBeNull();
  });
});

describe('the end of a session', () => {
  it('[A105] comes after twelve hours without use, and after thirty days in any case', async () => {
    const browser = await signIn('elira@example.org');
    for (let days = 0; days < 29.5; days += 0.49) {
      world.service.passMs(0.49 * 24 * HOUR);
      expect(await isSignedIn(browser)).toBe(days + 0.49 < 30);
    }
    world.service.passMs(0.49 * 24 * HOUR);
    expect(await isSignedIn(browser)).toBe(false);
    const idle = await signIn('elira@example.org');
    world.service.passMs(12 * HOUR);
    expect(await isSignedIn(idle)).toBe(false);
  });

  it('[A106] whoever works by a page’s script keeps its session; the script’s token ends after a quarter of an hour, the pane’s lives by itself', async () => {
    const client = clientOf(world.service.url, null);
    const browser = await signIn('elira@example.org');
    const pane = await world.bearer(browser, { for: 'pane' });
    let script = await world.bearer(browser);
    for (let hours = 0; hours < 24; hours += 8) {
      world.service.passMs(8 * HOUR - 10 * 60_000);
      script = await world.bearer(browser);
      world.service.passMs(10 * 60_000);
      expect((await client.get('/me', script)).status).toBe(200);
      expect((await client.get('/me', pane)).status).toBe(200);
    }
    world.service.passMs(5 * 60_000);
    expect((await client.get('/me', script)).status).toBe(401);
    await browser.post('/sign-out', { csrf: await csrf(browser) });
    expect(browser.cookies.size).toBe(0);
    expect((await client.get('/me', pane)).status).toBe(200);
    expect((await client.send('/me/session', { method: 'DELETE', headers: pane })).status).toBe(204);
    expect((await client.get('/me', pane)).status).toBe(401);
  });

  it.each([
    [
      'is removed',
      (client: ReturnType<typeof clientOf>, headers: Record<string, string>) => client.send('/grids/wbcti/people/p-elira', { method: 'DELETE', headers }),
    ],
    [
      'gets another address',
      (client: ReturnType<typeof clientOf>, headers: Record<string, string>) => {
        const { person: _person, ...rest } = PEOPLE.elira;
        return client.send('/grids/wbcti/people/p-elira', { method: 'PUT', headers, body: { ...rest, email: 'other@example.org' } });
      },
    ],
  ])('[A107] comes at once when the person %s: pages, tokens, codes under way and open streams', async (_what, change) => {
    const client = clientOf(world.service.url, null);
    await world.service.store.directory.put('wbcti', PEOPLE.elira);
    const browser = await signIn('elira@example.org');
    const [script, pane] = [await world.bearer(browser), await world.bearer(browser, { for: 'pane' })];
    const other = await world.bearer(await signIn('lead@example.org'), { for: 'pane' });
    const secretariat = await world.bearer(await signIn('sec@example.org'));
    const streams = await Promise.all([pane, other].map((headers) => fetch(`${world.service.url}/api/v1/grids/wbcti/events`, { headers })));
    const ended = [false, false];
    streams.forEach((stream, at) => void drain(stream).then(() => (ended[at] = true)));
    const asking = world.browser();
    const { path, page } = await world.ask(asking, 'elira@example.org');
    const code = await world.code(path);

    expect((await change(client, secretariat)).status).toBeLessThan(300);
    expect((await client.get('/me', script)).status).toBe(401);
    expect((await client.get('/grids/wbcti', pane)).status).toBe(401);
    expect(await isSignedIn(browser)).toBe(false);
    expect((await asking.post(path, { ...page.hidden, code })).text).toContain('This code is over');
    await waitFor(() => ended[0] === true);
    expect(ended[1]).toBe(false);
    // Back in the directory, the person has to sign in again.
    await world.service.store.directory.put('wbcti', PEOPLE.elira);
    expect((await client.get('/me', pane)).status).toBe(401);
    await streams[1]?.body?.cancel().catch(() => undefined);
  });
});

describe('the list of sessions', () => {
  it('[A108] shows one’s own with browser and times; one or all others can be ended, nobody else’s', async () => {
    world.service.passMs(40 * 24 * HOUR);
    const one = await signIn('elira@example.org');
    const two = await signIn('elira@example.org', { browser: world.browser('Mozilla/5.0 (iPhone) AppleWebKit Safari/605') });
    const three = await signIn('elira@example.org');
    const stranger = await signIn('sec@example.org');
    const page = await one.get('/sessions');
    expect(page.text).toContain('You are signed in as Elira Doda.');
    expect(page.text.match(/<strong>[^<]*<\/strong>/g)?.sort()).toEqual(
      ['Firefox, Windows', 'Firefox, Windows', 'Safari, iOS'].map((label) => `<strong>${label}</strong>`),
    );
    const phone = /name="session" value="([^"]+)">\s*<button[^>]*End the session Safari, iOS/.exec(page.text)?.[1] ?? '';
    await stranger.post('/sessions/end', { csrf: await csrf(stranger), session: phone });
    expect(await isSignedIn(two)).toBe(true);
    await one.post('/sessions/end', { csrf: await csrf(one), session: phone });
    expect([await isSignedIn(one), await isSignedIn(two), await isSignedIn(three)]).toEqual([true, false, true]);
    await one.post('/sessions/end-others', { csrf: await csrf(one) });
    expect([await isSignedIn(one), await isSignedIn(three), await isSignedIn(stranger)]).toEqual([true, false, true]);
  });

  it('[A109] the Secretariat sees and ends the sessions of a person, and nobody else does', async () => {
    world.service.passMs(40 * 24 * HOUR);
    const client = clientOf(world.service.url, null);
    const browser = await signIn('elira@example.org');
    await world.bearer(browser, { for: 'pane' });
    const secretary = await signIn('sec@example.org');
    const [own, secretariat] = [await world.bearer(browser), await world.bearer(secretary)];
    const path = '/grids/wbcti/people/p-elira/sessions';
    expect((await client.get(path, own)).json.code).toBe('forbidden');
    const listed = (await client.get(path, secretariat)).json;
    expect(listed.map(({ kind, label }: { kind: string; label: string }) => [kind, label]).sort()).toEqual([
      ['bearer', 'Firefox, Windows'],
      ['cookie', 'Firefox, Windows'],
    ]);
    const remove = (what: string, headers: Record<string, string>) => client.send(what, { method: 'DELETE', headers });
    const { session } = listed.find(({ kind }: { kind: string }) => kind === 'cookie');
    expect((await remove(`${path}/${session}`, own)).json?.code).toBe('forbidden');
    expect((await remove(`${path}/${session}`, secretariat)).status).toBe(204);
    expect((await remove(`${path}/${session}`, secretariat)).json.code).toBe('not-found');
    expect(await isSignedIn(browser)).toBe(false);
    expect((await remove(path, secretariat)).status).toBe(204);
    expect((await client.get(path, secretariat)).json).toEqual([]);
    expect((await client.get('/grids/wbcti/people/p-nobody/sessions', secretariat)).json.code).toBe('not-found');
  });
});

/** Reads a stream to its end, however it ends. */
async function drain(response: Response): Promise<void> {
  const reader = response.body?.getReader();
  try {
    while (reader && !(await reader.read()).done);
  } catch {
    // Cut: that is an end too.
  }
}
