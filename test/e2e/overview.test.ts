/** The overview page as the Secretariat works with it, in Chromium over the real service. Needs `npm run build`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFindings, darkFindings, overflowPx } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser, leaveBrowser } from '../support/browser.ts';
import { editOf, save } from '../support/scenario.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const found = findBrowser();
const PERIOD = '/grids/wbcti/periods/2026-Q4';

describe.skipIf(found.from === 'nowhere')(`the overview page in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let service: TestService;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    service = await startTestService({ now: '2026-12-10T09:00:00.000Z' });
    await played(service);
    browser = await launchBrowser(found);
    ({ page } = await signedIn('Secretariat'));
  });
  afterAll(async () => {
    await leaveBrowser(browser);
    await service?.close();
  });

  /** A browser in which somebody was picked on the sign-in page, on the overview. */
  async function signedIn(name: string, url = service.url): Promise<{ context: BrowserContext; page: Page }> {
    const own = await browser.newContext({ viewport: { width: 1300, height: 900 }, reducedMotion: 'reduce', acceptDownloads: true });
    const its = await own.newPage();
    its.on('console', (message) => complaints.push(message.text()));
    its.on('pageerror', (error) => complaints.push(error.message));
    await its.goto(`${url}/overview`);
    await its.getByRole('button', { name, exact: true }).click();
    await its.locator('.members').waitFor();
    return { context: own, page: its };
  }

  const line = (name: string): Locator => page.locator('.members tbody tr', { has: page.getByRole('rowheader', { name }) });
  const shown = () => page.locator('.members th[scope=row] button').allTextContents();
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });

  const details = (): Locator => page.locator('.details');
  const field = (name: string): Locator => details().getByRole('textbox', { name, exact: true });
  const unfold = (name: string | RegExp): Promise<void> => details().locator('summary', { hasText: name }).first().click();

  async function open(name: string): Promise<void> {
    const toggle = page.locator('.members').getByRole('button', { name, exact: true });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
    await details().getByText('What was said').waitFor();
    await details().getByText('What can be done').waitFor();
  }

  it('[P142] dates in words, rates with their formulas, and the picture as a table', async () => {
    await page.getByText('Due Thursday, 31 December 2026, 10 days ago.').waitFor();
    expect(await page.locator('.figure-why').allTextContents()).toEqual(
      expect.arrayContaining(['4 received ÷ 19 expected = 21.1%', '3 received on time ÷ 19 expected = 15.8%']),
    );
    await page.getByRole('img', { name: 'How the period fills up' }).waitFor();
    await button('Show as a table').click();
    expect(await page.locator('.steps-table tbody tr').allTextContents()).toEqual(['10 December 2026202', '30 December 2026103', '4 January 2027114']);
    expect(await accessibilityFindings(page)).toEqual([]);
    await button('Show as a picture').click();
  });

  it('[P143] orders by keyboard and tells it, filters by what waits and by kind', async () => {
    expect((await shown()).slice(0, 2)).toEqual(['DG NEAR', 'EU JHA agencies']);
    const heading = page.getByRole('columnheader', { name: 'Member' });
    await heading.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect([await heading.getAttribute('aria-sort'), (await shown())[0]]).toEqual(['ascending', 'Albania']);
    await page.keyboard.press('Enter');
    expect([await heading.getAttribute('aria-sort'), (await shown())[0]]).toEqual(['descending', 'UNODC']);
    await page.getByLabel('Show', { exact: true }).selectOption('waiting');
    expect(await shown()).toEqual(['Serbia', 'RCC', 'Italy', 'France', 'DCAF', 'Albania']);
    await page.getByLabel('Kind').selectOption('western-balkans');
    expect(await shown()).toEqual(['Serbia', 'Albania']);
    await page.getByText('2 of 19 members shown').waitFor();
    await page.getByLabel('Show', { exact: true }).selectOption('all');
    await page.getByLabel('Kind').selectOption('all');
    await page.getByRole('columnheader', { name: 'No', exact: true }).getByRole('button').click();
  });

  it('[P144] a strip has signs and words; in forced colours and on paper the signs stay, the buttons go', async () => {
    expect(await line('Italy').locator('.heat').textContent()).toBe('L2026-Q4: Nothing to report, 4 days late');
    expect(await line('Serbia').locator('.heat').getAttribute('title')).toBe('2026-Q4: Missing, overdue by 10 days');
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await line('Italy').locator('.heat > span').first().isVisible()).toBe(true);
    await page.emulateMedia({ forcedColors: 'none', media: 'print' });
    expect(await line('Italy').locator('.heat > span').first().isVisible()).toBe(true);
    expect([await button('Download .csv').isVisible(), await button('Send reminders now').isVisible()]).toEqual([false, false]);
    await page.emulateMedia({ media: 'screen' });
  });

  it('[P145] opens a member in place, answers what it asks, and the table follows', async () => {
    await open('Serbia');
    await details().locator('.file-list').getByText('Our minister is new.').waitFor();
    await details().locator('.file-list').getByText('We are nearly there.').waitFor();
    await unfold('Answer the request');
    expect(await accessibilityFindings(page)).toEqual([]);
    await button('Grant').click();
    await line('Serbia').getByText('extended from 31 December 2026').waitFor();
    await details().locator('.file-list').getByText('Granted until 20 January 2027').waitFor();
    expect(await line('Serbia').textContent()).not.toContain('asks for more time');
  });

  it('[P145] reviews: returning needs words, accepting does not', async () => {
    await open('Albania');
    await unfold(/Review submission/);
    expect(await button('Return').getAttribute('aria-disabled')).toBe('true');
    await field('Comment').fill('Please name the law.');
    await button('Return').click();
    await line('Albania').getByText('Returned').waitFor();
    await details().locator('.file-list').getByText('Please name the law.').waitFor();
    await open('RCC');
    await unfold(/Review submission/);
    await button('Accept').click();
    await line('RCC').getByText('Accepted').waitFor();
  });

  it('[P145] excuses, submits on behalf, writes into the thread', async () => {
    await open('Montenegro');
    await unfold('Excuse this member');
    await field('Reason').fill('No staff this quarter.');
    await button('Send').click();
    await line('Montenegro').getByText('Excused').first().waitFor();
    await open('Slovenia');
    await unfold('Submit on behalf');
    await field('How you heard it (a call, a meeting)').fill('Call of 10 January');
    await button('Submit on behalf').click();
    await line('Slovenia').getByText('to be acknowledged').waitFor();
    await unfold(/Comments/);
    await field('Write a comment').fill('Please confirm what we entered.');
    await button('Send').click();
    await details().locator('.file-list').getByText('Please confirm what we entered.').waitFor();
  });

  it('[O72] a member is paused in its file, and the pause is ended there', async () => {
    await open('Austria');
    await unfold('Reminders to this member');
    await unfold('Pause the reminders of this member');
    await details().getByLabel('Until and including').fill('2027-01-20');
    await details().getByRole('button', { name: 'Pause', exact: true }).click();
    await details().getByText('Austria: until 20 January 2027').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await details().getByRole('button', { name: 'End the pause of Austria' }).click();
    await unfold('Pause the reminders of this member');
  });

  it('[P147] shows what somebody else does without a reload', async () => {
    await service.as('unodc').post(`${PERIOD}/submissions`, { member: 'unodc', statement: 'updated' });
    await line('UNODC').getByText('Submitted').waitFor();
    expect(complaints).toEqual([]);
  });

  it('[P146] writes to nobody before it was shown whom, and moves everyone’s date with a reason', async () => {
    await button('Send reminders now').click();
    await page.getByRole('heading', { name: /would be written to now/ }).waitFor();
    await page
      .getByRole('group', { name: /would be written to now/ })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await button('Preview tomorrow').click();
    await page.getByText(/goes? out on Monday, 11 January 2027/).waitFor();
    const dates = page.getByRole('region', { name: 'Everyone’s date in 2026-Q4' });
    await dates.locator('summary').click();
    await dates.getByLabel('Until when').fill('2027-01-15');
    await dates.getByLabel('Reason').fill('Holidays');
    await dates.getByRole('button', { name: 'Move everyone’s date' }).click();
    await page.getByText('Due Friday, 15 January 2027, in 5 days.').waitFor();
    await line('DG NEAR')
      .getByText(/Missing$/)
      .waitFor();
  });

  it('[P149] hands the files over', async () => {
    const started = page.waitForEvent('download');
    await button('Download .csv').click();
    const file = await started;
    expect(file.suggestedFilename()).toBe('wbcti-2026-Q4-overview-TLP-AMBER.csv');
    expect(readFileSync(await file.path(), 'utf8')).toContain('Slovenia');
  });

  it('[P148] axe finds nothing with a member open, light and dark; fits into 320 pixels; every control is 24 pixels high', async () => {
    await open('Albania');
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await darkFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await overflowPx(page)).toBeLessThanOrEqual(0);
    const heights = await page
      .locator('button:visible, select:visible, input:visible')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    expect(complaints).toEqual([]);
  });

  it('[P150] an observer sees rates, states and strips, and nothing to act on', async () => {
    const other = await signedIn('Observer');
    await other.page.locator('.figure-value').first().waitFor();
    expect(await other.page.locator('.members .strip').count()).toBe(19);
    for (const name of ['Send reminders now', 'Albania']) expect(await other.page.getByRole('button', { name, exact: true }).count()).toBe(0);
    expect(await other.page.locator('.members thead th').count()).toBe(6);
    expect(await accessibilityFindings(other.page)).toEqual([]);
    await other.context.close();
    expect(complaints).toEqual([]);
  });

  it('[P147] says when the service is away, and takes up again by itself', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'grid-overview-'));
    const first = await startTestService({ dataDir });
    const other = await signedIn('Secretariat', first.url);
    const PORT = new URL(first.url).port;
    await first.close();
    await other.page.getByText('The service does not answer.').waitFor();
    expect(await accessibilityFindings(other.page)).toEqual([]);
    const second = await startTestService({ dataDir, settings: { PORT } });
    await second.as('giz').post(`${PERIOD}/submissions`, { member: 'giz', statement: 'updated' });
    await other.page.locator('.members').getByText('Submitted').waitFor();
    expect(await other.page.getByText('The service does not answer.').count()).toBe(0);
    await other.context.close();
    await second.close();
    rmSync(dataDir, { recursive: true, force: true });
    complaints.splice(0);
  });

  it('[P152] the first page leads there as the Secretariat, whoever was signed in at the pages', async () => {
    const own = await browser.newPage();
    await own.goto(service.url);
    await own.locator('.group li').filter({ hasText: 'Serbia' }).getByRole('button', { name: 'Web form' }).click();
    await own.waitForURL(/\/form/);
    await own.goBack();
    await own.getByRole('link', { name: /Overview page/ }).click();
    await own.waitForURL(/\/overview$/);
    await own.getByText('Signed in: Secretariat').waitFor();
    await own.close();
  });
});

/** A quarter ten days after its date: on time, nil, late, missing; one conflict, two requests, a thread. */
async function played(service: TestService): Promise<void> {
  const submit = (member: string, statement = 'updated') => service.as(member).post(`${PERIOD}/submissions`, { member, statement });
  await save(service.as('serbia'), editOf('serbia', 1, { tasks: ['a'] }));
  await submit('albania');
  await submit('dcaf', 'nothing-to-report');
  service.moveTo('2026-12-30T09:00:00.000Z');
  await submit('rcc');
  service.moveTo('2027-01-04T09:00:00.000Z');
  await submit('italy', 'nothing-to-report');
  service.moveTo('2027-01-10T09:00:00.000Z');
  await service.as('serbia').post(`${PERIOD}/requests`, { member: 'serbia', kind: 'extension', dueOn: '2027-01-20', reason: 'Our minister is new.' });
  await service.as('serbia').post('/grids/wbcti/rows/serbia/comments', { text: 'We are nearly there.' });
  await service.as('france').post(`${PERIOD}/requests`, { member: 'france', kind: 'excuse', reason: 'Elections.' });
}
