/** AUTH=code: asking for a code, the mail with it, typing it, what the code is good for. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, type SignInWorld, startSignInWorld, waitFor } from '../../support/sign-in-world.ts';
import { clientOf } from '../../support/start-service.ts';

let world: SignInWorld;

beforeAll(async () => {
  world = await startSignInWorld();
});
afterAll(() => world.close());
// A new window of the rate limits for each test.
afterEach(() => world.service.passMs(16 * 60_000));

describe('asking for a code', () => {
  it('[A87] a known and an unknown address get the same answer, and only the known one gets a mail', async () => {
    const before = world.smtp.taken.length;
    const pages = [];
    let asked = '';
    for (const email of ['nobody@example.org', 'ELIRA@example.org']) {
      const { path, page } = await world.ask(world.browser(), email);
      expect(path).toMatch(/^\/sign-in\/[A-Za-z0-9_-]{22}$/);
      pages.push(page.text.replaceAll(path, '…').replace(/name="csrf" value="[^"]*"/, ''));
      asked = path;
    }
    expect(pages[0]).toBe(pages[1]);
    await world.code(asked);
    expect(world.smtp.taken.slice(before).map(({ recipients }) => recipients)).toEqual([['Elira@example.org']]);
  });

  it('[A88] the mail holds one code, in its body alone, and a link that names the request alone', async () => {
    const { path } = await world.ask(world.browser(), 'elira@example.org');
    const code = await world.code(path);
    const mail = (await world.smtp.parsed()).at(-1)!;
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(mail.to).toEqual([{ name: 'Elira Doda', address: 'Elira@example.org' }]);
    expect(mail.subject).toMatch(/^[^:]+: your sign-in code$/);
    for (const body of [mail.text ?? '', mail.html ?? '']) {
      expect(body.split(code)).toHaveLength(2);
      expect(body.match(/https?:\/\/[^\s<"]+/g)?.every((url) => url === `${world.service.url}${path}`)).toBe(true);
    }
    const headers = JSON.stringify(mail.headers);
    expect(headers).not.toContain(code);
    expect(headers).not.toContain(code.replace('-', ''));
    const log = world.service.log.lines.join('\n');
    for (const secret of [code, code.replace('-', ''), path.split('/').at(-1)!, 'example.org']) expect(log).not.toContain(secret);
  });

  it.each([
    ['elira@example.org\r\nBcc: evil@example.org'],
    ['elira@example.org, evil@example.org'],
    ['"elira"@example.org'],
    ['<elira@example.org>'],
    ['elira'],
    [''],
    [`${'a'.repeat(300)}@example.org`],
  ])('[A89] %j is no address: the page says so, and no mail goes out', async (email) => {
    const before = world.smtp.taken.length;
    const browser = world.browser();
    const form = await browser.get('/sign-in');
    const answer = await browser.post('/sign-in', { ...form.hidden, email });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('This is no e-mail address');
    await world.signIn('obs@example.org');
    expect(world.smtp.taken).toHaveLength(before + 1);
    expect(world.smtp.taken.at(-1)?.recipients).toEqual(['obs@example.org']);
  });

  it('[A90] the sixth question for an address within a quarter of an hour is refused in words, known or not', async () => {
    for (const email of ['lead@example.org', 'unknown@example.org']) {
      const browser = world.browser();
      for (let count = 0; count < 5; count++) await world.ask(browser, email);
      const form = await browser.get('/sign-in');
      const answer = await browser.post('/sign-in', { ...form.hidden, email: email.toUpperCase() });
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.text).toMatch(/Too many requests\. Wait \d+ seconds/);
      world.service.passMs(15 * 60_000);
      await world.ask(browser, email);
      world.service.passMs(15 * 60_000);
    }
  });
});

describe('typing a code', () => {
  it('[A91] a code works once: of two who type it at once one is signed in', async () => {
    const [one, other] = [world.browser(), world.browser()];
    const { path } = await world.ask(one, 'elira@example.org');
    const code = await world.code(path);
    const answers = await Promise.all([world.type(one, path, code), world.type(other, path, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 303]);
    expect((await world.type(other, path, code)).text).toContain('This code is over');
  });

  it('[A92] it may be typed in any case, with blanks and any dash, also in another browser than the one that asked', async () => {
    const { path } = await world.ask(world.browser(), 'elira@example.org', '/form?grid=wbcti');
    const code = await world.code(path);
    const answer = await world.type(world.browser(), path, ` ${code.toLowerCase().replace('-', ' – ')} `);
    expect([answer.status, answer.location]).toEqual([303, '/form?grid=wbcti']);
  });

  it('[A93] after five wrong codes the right one works no more, and the page counts down', async () => {
    const browser = world.browser();
    const { path } = await world.ask(browser, 'elira@example.org');
    const code = await world.code(path);
    const wrong = code.startsWith('2') ? '3333-3333' : '2222-2222';
    for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', 'One try is left', 'This code is over']) {
      expect((await world.type(browser, path, wrong)).text).toContain(left);
    }
    expect((await world.type(browser, path, code)).text).toContain('This code is over');
    expect(browser.cookies.has('grid-session')).toBe(false);
  });

  it('[A94] a code works for ten minutes', async () => {
    for (const [email, minutes, status] of [
      ['elira@example.org', 9.9, 303],
      ['obs@example.org', 10, 200],
    ] as const) {
      const browser = world.browser();
      const { path, page } = await world.ask(browser, email);
      const code = await world.code(path);
      world.service.passMs(minutes * 60_000);
      expect((await browser.post(path, { ...page.hidden, code })).status).toBe(status);
    }
  });

  it('[A95] a scanner that opens the link and sends its form, empty or filled with anything, changes nothing', async () => {
    const { path } = await world.ask(world.browser(), 'elira@example.org');
    const code = await world.code(path);
    const scanner = world.browser('Scanner');
    for (let count = 0; count < 8; count++) {
      const page = await scanner.get(path);
      expect((await scanner.post(path, { ...page.hidden, code: '' })).text).toContain('did not count as a try');
      expect((await scanner.post(path, { ...page.hidden, code: 'test' })).text).toContain('did not count as a try');
      expect((await scanner.post(path, {})).status).toBe(403);
    }
    expect(scanner.cookies.has('grid-session')).toBe(false);
    const answer = await world.type(world.browser(), path, code);
    expect(answer.status).toBe(303);
  });

  it('[A96] the address is looked up again when the code is typed: who was taken out meanwhile is not signed in', async () => {
    const guest = { ...PEOPLE.obs, person: 'p-guest', email: 'guest@example.org' };
    await world.service.store.directory.put('wbcti', guest);
    const browser = world.browser();
    const { path } = await world.ask(browser, 'guest@example.org');
    const code = await world.code(path);
    await world.service.store.directory.remove('wbcti', 'p-guest');
    expect((await world.type(browser, path, code)).text).toContain('This code is over');
    expect(browser.cookies.has('grid-session')).toBe(false);
  });

  it('[A90] too many codes typed from one place are refused in words', async () => {
    const browser = world.browser();
    const { path, page } = await world.ask(browser, 'elira@example.org');
    const statuses = [];
    for (let count = 0; count < 62; count++) statuses.push((await browser.post(path, { ...page.hidden, code: '' })).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.indexOf(429)).toBeGreaterThan(30);
  });
});

describe('what a session is good for', () => {
  it('[A97] each role has its rights: deputies, heads and leads those of a focal point, the operator none to content', async () => {
    const client = clientOf(world.service.url, null);
    for (const [who, me, status] of [
      [PEOPLE.elira, { person: 'p-elira', role: 'focal-point', member: 'albania', auth: 'code' }, 200],
      [PEOPLE.lead, { person: 'p-lead', role: 'lead', member: 'albania', auth: 'code' }, 200],
      [PEOPLE.sec, { person: 'p-sec', role: 'secretariat', auth: 'code' }, 200],
      [PEOPLE.op, { person: 'p-op', role: 'operator', auth: 'code' }, 403],
    ] as const) {
      const headers = await world.bearer(await world.signIn(who.email));
      expect((await client.get('/me', headers)).json).toEqual(me);
      expect((await client.get('/grids/wbcti', headers)).status).toBe(status);
    }
    expect((await client.get('/me', { Authorization: 'Bearer demo:secretariat' })).status).toBe(401);
    const operator = await world.signIn(PEOPLE.op.email);
    for (const path of ['/form', '/overview']) {
      const refused = await operator.get(path);
      // The sign-in would lead back here.
      expect([path, refused.status, refused.text.includes('href="/sessions"'), refused.text.includes('href="/sign-in"')]).toEqual([path, 403, true, false]);
    }
  });

  it('[A98] role and member are those of today: a change counts with the next request', async () => {
    const client = clientOf(world.service.url, null);
    const headers = await world.bearer(await world.signIn('lead@example.org'));
    const people = () => client.get('/grids/wbcti/people', headers);
    expect((await people()).json.every(({ member }: { member: string }) => member === 'albania')).toBe(true);
    const { member: _member, ...rest } = PEOPLE.lead;
    await world.service.store.directory.put('wbcti', { ...rest, role: 'secretariat' });
    expect((await people()).json).toHaveLength(5);
    await world.service.store.directory.put('wbcti', PEOPLE.lead);
  });
});

describe('without a mail server', () => {
  it('[A99] the mails are files in a folder of their own, apart from the reminders, and gone with the code', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'grid-sign-in-'));
    const folder = join(dataDir, 'outbox', 'sign-in');
    const start = (now: string) => startSignInWorld({ dataDir, now, settings: { SMTP_URL: '' } });
    try {
      const first = await start('2026-11-25T09:00:00Z');
      const { path } = await first.ask(first.browser(), 'sec@example.org');
      await waitFor(() => existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.eml')));
      expect(readdirSync(folder)).toEqual([`code-${path.split('/').at(-1)}.eml`]);
      expect(readdirSync(join(dataDir, 'outbox'))).toEqual(['sign-in']);
      await first.close();
      const second = await start('2026-11-25T09:10:00Z');
      await waitFor(() => readdirSync(folder).length === 0);
      await second.close();
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
