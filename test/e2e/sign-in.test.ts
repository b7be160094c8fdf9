/** Signing in with a mailed code, in a real browser: the pages at 320 pixels, light and dark, and the pane of Excel by its window. Needs `npm run build`. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFindings, overflowPx } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser, leaveBrowser } from '../support/browser.ts';
import { type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';
import { startTestService } from '../support/start-service.ts';

const found = findBrowser();
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLIENT = `${ROOT}/node_modules/office-js/dist/excel-web-16.00.js`;
const PICTURES = process.env['PICTURES'];

describe.skipIf(found.from === 'nowhere')(`signing in with a mailed code, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let world: SignInWorld;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    world = await startSignInWorld();
    browser = await launchBrowser(found);
  });
  afterAll(async () => {
    await leaveBrowser(browser);
    await world?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    world.service.passMs(16 * 60_000);
  });
  afterEach(() => context.close());

  /** The code that was mailed for the page that takes it. */
  async function codeFor(of: Page): Promise<string> {
    await of.getByLabel('Code from the mail').waitFor();
    return world.code(new URL(of.url()).pathname);
  }

  /** Nothing that axe finds, nothing that runs out of the window; a picture where one is wanted. */
  async function look(name: string): Promise<void> {
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
    }
    expect(await accessibilityFindings(page), name).toEqual([]);
    expect(await overflowPx(page), name).toBeLessThanOrEqual(0);
  }

  it.each([
    [320, 'light' as const],
    [320, 'dark' as const],
  ])('[A110] the pages at %i, %s: from the address to signing out, axe finds nothing and nothing runs out of the window', async (width, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 640 });
    const name = (what: string) => `${what}-${width}-${colorScheme}`;
    await page.goto(`${world.service.url}/sign-in?to=/sessions`);
    await look(name('1-address'));
    // The browser would hold it back by itself.
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''));
    await page.getByLabel('Your e-mail address').fill('elira@example.org, other@example.org');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByText('This is no e-mail address').waitFor();
    await look(name('2-address-bad'));
    await page.getByLabel('Your e-mail address').fill('elira@example.org');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByRole('heading', { name: 'Type the code' }).waitFor();
    await look(name('3-code'));
    await page.getByLabel('Code from the mail').fill('2222-2222');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('4 tries are left').waitFor();
    await look(name('4-code-wrong'));
    await page.getByLabel('Code from the mail').fill((await codeFor(page)).toLowerCase());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You are signed in as Elira Doda.').waitFor();
    await world.signIn('elira@example.org');
    await page.reload();
    await look(name('5-sessions'));
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('button', { name: 'End all others' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(`${world.service.url}/sign-in/unknown`);
    await look(name('6-over'));
    expect(complaints).toEqual([]);
  });

  it('[A111] the pane signs in by a window that Excel opens, keeps the token out of the workbook, and signs out', async () => {
    const office = await build({
      absWorkingDir: ROOT,
      entryPoints: ['test/support/office-stand-in.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
    });
    await context.route('https://appsforoffice.microsoft.com/**', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: office.outputFiles[0]?.text ?? '' }),
    );
    await context.route('**/preview/office/excel-web-16.00.js', (route) => route.fulfill({ contentType: 'text/javascript', path: CLIENT }));
    await page.goto(`${world.service.url}/addin/taskpane.html`);
    await page.getByText('You are signed out').waitFor();
    const [window] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in' }).click()]);
    await window.getByLabel('Your e-mail address').fill('elira@example.org');
    await window.getByRole('button', { name: 'Send me a code' }).click();
    await window.getByLabel('Code from the mail').fill(await codeFor(window));
    await Promise.all([window.waitForEvent('close'), window.getByRole('button', { name: 'Sign in' }).click()]);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.getByRole('button', { name: 'Put the grid into this workbook' }).click();
    await page.getByText('This workbook has no grid yet').waitFor({ state: 'detached' });
    const [file, kept] = await page.evaluate(() => [(window as unknown as { savedBook: () => string }).savedBook(), Object.values(sessionStorage)]);
    expect(file).toContain('Albania');
    expect(kept).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    expect(file).not.toContain(kept[0]);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/7-pane.png` });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').waitFor();
    // Signing in again asks for no code, since the window’s own session is still there; closing the window changes nothing.
    const [again] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in' }).click()]);
    if (!again.isClosed()) await again.waitForEvent('close');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });

  it('[A112] the last page of the window, opened by hand, hands nothing over and says where to go', async () => {
    await page.route('https://appsforoffice.microsoft.com/**', (route) => route.abort());
    await page.goto(`${world.service.url}/sign-in?to=dialog`);
    await page.getByLabel('Your e-mail address').fill('elira@example.org');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Code from the mail').fill(await codeFor(page));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This window does not belong to Excel').waitFor();
    await look('8-dialog-elsewhere');
  });

  it('[A110] the demo’s choice: axe finds nothing at 320 pixels', async () => {
    const demo = await startTestService();
    try {
      await page.goto(`${demo.url}/sign-in?to=/sessions`);
      await look('9-demo');
      await page.getByRole('button', { name: 'Kosovo*', exact: true }).click();
      await page.getByText('You are signed in as Kosovo*.').waitFor();
    } finally {
      await demo.close();
    }
  });
});
