/** A service with AUTH=code, people in its directory and a real SMTP server: what the tests of the sign-in work with. */
import PostalMime, { type Email } from 'postal-mime';
import type { DirectoryPerson } from '../../service/application/ports.ts';
import { type Browser, browserAt, type Page } from './browse.ts';
import { type SmtpTestServer, startSmtp } from './smtp.ts';
import { type StartOptions, startTestService, type TestService } from './start-service.ts';

/** People of the grid, by their local part at example.org. */
export const PEOPLE = {
  elira: { person: 'p-elira', role: 'focal-point', member: 'albania', name: 'Elira Doda', email: 'Elira@example.org', language: 'en' },
  lead: { person: 'p-lead', role: 'lead', member: 'albania', name: 'Ledi Kola', email: 'lead@example.org', language: 'en' },
  sec: { person: 'p-sec', role: 'secretariat', name: 'Sena Rot', email: 'sec@example.org', language: 'en' },
  obs: { person: 'p-obs', role: 'observer', name: 'Ota Ber', email: 'obs@example.org', language: 'en' },
  op: { person: 'p-op', role: 'operator', name: 'Oli Pera', email: 'op@example.org', language: 'en' },
} as const satisfies Record<string, DirectoryPerson>;

export interface SignInWorld {
  service: TestService;
  smtp: SmtpTestServer;
  browser(userAgent?: string): Browser;
  /** Asks for a code in a browser; resolves to the page that takes it. */
  ask(browser: Browser, email: string, to?: string): Promise<{ path: string; page: Page }>;
  /** The code that was mailed for this page, once the mail has come: others, that nobody waited for, may come in between. */
  code(path: string): Promise<string>;
  /** Types a code on a page. */
  type(browser: Browser, path: string, code: string): Promise<Page>;
  /** Signs somebody in with a mailed code. */
  signIn(email: string, options?: { browser?: Browser; to?: string }): Promise<Browser>;
  /** A bearer of the browser's page, ready as headers. */
  bearer(browser: Browser, fields?: Record<string, string>): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts it. */
export async function startSignInWorld(options: StartOptions = {}): Promise<SignInWorld> {
  const smtp = await startSmtp();
  const settings = { AUTH: 'code', SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, MAIL_FROM: 'Secretariat <grid@example.org>', ...options.settings };
  const service = await startTestService({ ...options, settings });
  for (const person of Object.values(PEOPLE)) await service.store.directory.put('wbcti', person);

  const mails: Promise<Email>[] = [];
  const world: SignInWorld = {
    service,
    smtp,
    browser: (userAgent) => browserAt(service.url, userAgent),
    async ask(browser, email, to = '/sessions') {
      const form = await browser.get(`/sign-in?to=${encodeURIComponent(to)}`);
      const answer = await browser.post('/sign-in', { ...form.hidden, email });
      if (answer.status !== 303 || !answer.location) throw new Error(`no page for a code: ${answer.status} ${answer.text}`);
      return { path: answer.location, page: await browser.get(answer.location) };
    },
    async code(path) {
      let mail: Email | undefined;
      await waitFor(async () => {
        for (const { raw } of smtp.taken.slice(mails.length)) mails.push(PostalMime.parse(raw));
        mail = (await Promise.all(mails)).find(({ text }) => text?.includes(path));
        return mail !== undefined;
      });
      return /^ {4}([2-9A-Z]{4}-[2-9A-Z]{4})$/m.exec(mail?.text ?? '')?.[1] ?? '';
    },
    async type(browser, path, code) {
      const page = await browser.get(path);
      return browser.post(path, { ...page.hidden, code });
    },
    async signIn(email, { browser = world.browser(), to = '/sessions' } = {}) {
      const { path } = await world.ask(browser, email, to);
      const answer = await world.type(browser, path, await world.code(path));
      if (answer.status !== 303) throw new Error(`not signed in: ${answer.status} ${answer.text}`);
      return browser;
    },
    async bearer(browser, fields = {}) {
      const { hidden } = await browser.get('/sessions');
      const made = await browser.post('/session/token', { csrf: hidden['csrf'] ?? '', ...fields });
      return { Authorization: `Bearer ${made.json.token}` };
    },
    async close() {
      await service.close();
      await smtp.close();
    },
  };
  return world;
}

/** Resolves once the condition holds. */
export async function waitFor(holds: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
