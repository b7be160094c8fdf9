/** The demo as a newcomer meets it: the first page, the way into a workbook with the grid in it, and what is said when a part is missing. Needs `npm run build`. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFindings, overflowPx } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser, leaveBrowser } from '../support/browser.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const found = findBrowser();

describe.skipIf(found.from === 'nowhere')(`the demo’s pages in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let service: TestService;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    service = await startTestService({ now: '2026-11-25T09:00:00.000Z' });
    browser = await launchBrowser(found);
  });
  afterAll(async () => {
    await leaveBrowser(browser);
    await service?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1400, height: 900 }, acceptDownloads: true });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(() => context.close());

  it('[P77] the first page offers Albania, the Secretariat and everybody else, and says what is simulated', async () => {
    await page.goto(service.url);
    await page.getByRole('link', { name: /Open as Albania/ }).waitFor();
    expect(await page.getByRole('link', { name: /Open as Secretariat/ }).count()).toBe(1);
    expect(await page.locator('.group a').count()).toBe(21);
    expect(await page.locator('body').textContent()).toContain('Only Excel is simulated');
    expect(await page.locator('body').textContent()).toContain('0 of 19 received');
    expect(complaints).toEqual([]);
  });

  it('[P77] the consolidated workbook and the description of the API come with one click, although the service wants a token; the manifest is there', async () => {
    await page.goto(service.url);
    const take = (name: string) => Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    const [workbook] = await take('The consolidated workbook (.xlsx)');
    expect(workbook.suggestedFilename()).toBe('wbcti-2026-Q4-TLP-AMBER.xlsx');
    const [description] = await take('Description of the API');
    expect(JSON.parse(readFileSync(await description.path(), 'utf8'))).toMatchObject({ openapi: '3.1.0' });
    const links = await page.locator('.take a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    for (const link of links) expect((await page.request.get(link)).status(), link).toBe(200);
    expect(links).toHaveLength(1);
  });

  it.each([
    [1400, 'light' as const],
    [320, 'dark' as const],
  ])('[P76] the first page at %i, %s: axe finds nothing and nothing runs out of the window', async (width, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(service.url);
    await page.getByRole('link', { name: /Open as Albania/ }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await overflowPx(page)).toBeLessThanOrEqual(0);
  });

  const expectStatusInSight = async (): Promise<void> => {
    const status = await page.locator('td', { hasText: 'Status 2026-Q4' }).boundingBox();
    const scroller = await page.locator('#scroller').boundingBox();
    expect(status!.x + status!.width).toBeLessThanOrEqual(scroller!.x + scroller!.width);
  };

  it('[P78] the first visit puts the grid into the workbook and selects my row, all columns in sight at 1280 pixels too; a reload opens the same file', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${service.url}/preview?as=albania`);
    const mine = page.locator('td', { hasText: 'Albania: Ministry of Interior' });
    await mine.waitFor();
    const line = await mine.locator('xpath=..').locator('th').textContent();
    await page.locator(`td.active[data-address="E${line}"]`).waitFor();
    expect(await page.locator('td', { hasText: /^\d+$/ }).count()).toBe(19);
    await expectStatusInSight();
    await page.locator('.kept').waitFor();
    await page.reload();
    await mine.waitFor();
    expect(await page.locator('#message').textContent()).toBe('');
    expect(complaints).toEqual([]);
  });

  it('[L57] at 1400 pixels the status is seen without scrolling, and the member’s name stays while one scrolls', async () => {
    await page.goto(`${service.url}/preview?as=albania`);
    const mine = page.locator('td', { hasText: 'Albania: Ministry of Interior' });
    await mine.waitFor();
    await expectStatusInSight();
    await page.setViewportSize({ width: 1000, height: 900 });
    const before = await mine.boundingBox();
    await page.locator('#scroller').evaluate((element) => element.scrollBy(200, 0));
    expect(await page.locator('#scroller').evaluate((element) => element.scrollLeft)).toBe(200);
    expect((await mine.boundingBox())?.x).toBe(before?.x);
  });

  it('[P79] without Microsoft’s client the page says what is missing and what to do', async () => {
    await page.route('**/preview/office/*', (route) => route.abort());
    await page.goto(`${service.url}/preview?as=albania`);
    await page.getByText('Microsoft’s office.js client is missing').waitFor();
    expect(await page.locator('#message').textContent()).toContain('npm ci');
  });

  it('[P79] an identity that does not exist is named', async () => {
    await page.goto(`${service.url}/preview?as=atlantis`);
    await page.getByText('There is no identity “atlantis” here.').waitFor();
  });
});
