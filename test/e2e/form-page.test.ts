/** The web form's page around its lists, in a real browser: answering with one press, words kept while they are typed, print, and the way in from the demo's first page. Needs `npm run build`. */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { accessibilityFindings, darkFindings } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser, leaveBrowser } from '../support/browser.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const found = findBrowser();
const PICTURES = process.env['PICTURES'];

describe.skipIf(found.from === 'nowhere')(`the web form's page in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
    browser = await launchBrowser(found);
  });
  afterAll(async () => {
    await leaveBrowser(browser);
    await service?.close();
  });

  async function open(identity: string, { javaScriptEnabled = true, path = '/form' } = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${service.url}/sign-in?to=${encodeURIComponent(path)}`);
    await page.locator(`button[value="demo:${identity}"]`).click();
    await page.locator('#state-title').waitFor({ state: 'attached' });
    if (javaScriptEnabled) await page.locator('[data-list="tasks"]').waitFor();
    return page;
  }

  const put = async (member: string, lines: string[]): Promise<void> => {
    const edit = { editId: crypto.randomUUID(), sheet: 'support-group', row: member, base: 1, cells: { tasks: lines.join('\n') } };
    await service.as(member).post('/grids/wbcti/edits', { edits: [edit] });
  };
  const submit = (page: Page) => page.getByRole('button', { name: 'Submit for 2026-Q4' });

  it.concurrent('[P188] an answer where nothing is unsaved goes with one press, also one that lines to look at held back; and so does nothing to report', async ({
    expect,
  }) => {
    await put('albania', ['Training in Kosovo']);
    const page = await open('albania');
    await submit(page).click();
    await page.getByRole('button', { name: 'Submit anyway' }).waitFor();
    await page.locator('[data-list="tasks"] textarea').waitFor();
    await page.getByRole('button', { name: 'Submit anyway' }).click();
    await page.getByText('Thank you. The answer of Albania').waitFor();
    await page.getByRole('link', { name: 'Back to the row' }).click();
    await page.locator('[data-list="tasks"] textarea').waitFor();
    await page.getByRole('button', { name: 'Nothing to report' }).click();
    await page.getByText('nothing to report', { exact: true }).waitFor();
    const { json } = await service.as('albania').get('/grids/wbcti/periods/2026-Q4/members/albania');
    expect(json.submissions.map(({ statement }: { statement: string }) => statement)).toEqual(['updated', 'nothing-to-report']);
  });

  it.concurrent('[P171] withdrawing asks back before it does anything, without a script too', async ({ expect }) => {
    const page = await open('osce', { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Nothing to report' }).click();
    await page.getByRole('link', { name: 'Back to the row' }).click();
    await page.getByText('Nothing to report – confirmed').waitFor();
    const yes = page.getByRole('button', { name: /^Yes, withdraw number \d+$/ });
    expect(await yes.isVisible()).toBe(false);
    await page.getByText(/^Withdraw number \d+$/).click();
    await page.getByLabel('Why (for the other side to read, if you like)').fill('Too early');
    await yes.click();
    await page.getByText(/^Submission number \d+ is withdrawn\.$/).waitFor();
    await page.getByText('Why it was withdrawn: Too early').waitFor();
  });

  it.concurrent('[P181] what was said for the period is accessible too: returned, with the question whether to withdraw; to acknowledge, with a request', async ({
    expect,
  }) => {
    const period = '/grids/wbcti/periods/2026-Q4';
    const secretariat = service.as('secretariat');
    await service.as('slovenia').post(`${period}/submissions`, { member: 'slovenia', statement: 'updated' });
    await secretariat.post(`${period}/reviews`, {
      member: 'slovenia',
      verdict: 'returned',
      comment: 'Which law?',
      remarks: [{ row: 'slovenia', text: 'And when?' }],
    });
    await service.as('rcc').post(`${period}/requests`, { member: 'rcc', kind: 'extension', dueOn: '2027-01-15', reason: 'Elections' });
    await secretariat.post(`${period}/submissions`, { member: 'rcc', statement: 'nothing-to-report', reason: 'By telephone' });
    for (const [member, words] of [
      ['slovenia', /^Withdraw number \d+$/],
      ['rcc', 'How it heard from you: By telephone'],
    ] as const) {
      const page = await open(member);
      await page.getByText(words).click();
      expect(await accessibilityFindings(page), member).toEqual([]);
      expect(await darkFindings(page), member).toEqual([]);
    }
  });

  it.concurrent('[P173] with its script too: when the sign-in has ended the way to another tab is there, and then Save keeps what was typed', async ({
    expect,
  }) => {
    const page = await open('united-kingdom');
    await page
      .locator('[data-list="tasks"]')
      .getByRole('button', { name: /Add an item/ })
      .click();
    await page.keyboard.type('Typed before');
    // Signed out in another tab: the session ends, and what hangs on it.
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(`${service.url}/sessions`);
    await elsewhere.getByRole('button', { name: 'Sign out' }).click();
    await elsewhere.waitForURL('**/sign-in*');
    await page.locator('#save-button').click();
    const way = page.getByRole('link', { name: 'Sign in (opens another tab)' });
    await way.waitFor();
    const [tab] = await Promise.all([page.context().waitForEvent('page'), way.click()]);
    await tab.locator('button[value="demo:united-kingdom"]').click();
    await tab.locator('#state-title').waitFor({ state: 'attached' });
    await page.locator('#save-button').click();
    await page.locator('.form-status').getByText('Saved: version 2.').waitFor();
    const { json } = await service.as('united-kingdom').get('/grids/wbcti/rows/united-kingdom/versions/2');
    expect(json.cells.tasks).toMatchObject([{ text: 'Typed before' }]);
  });

  it.concurrent('[P189] a comment and a request being typed survive a reload, are gone once sent, and at sign-out', async ({ expect }) => {
    const page = await open('serbia');
    const comment = page.getByLabel('Your comment');
    const why = page.getByLabel('Why');
    await comment.fill('We wait for\nthe minister');
    await why.fill('Elections');
    await page.reload();
    await page.locator('[data-list="tasks"]').waitFor();
    expect([await comment.inputValue(), await why.inputValue()]).toEqual(['We wait for\nthe minister', 'Elections']);
    await page.getByRole('button', { name: 'Send the comment' }).click();
    await page.getByText('Your comment is sent.').waitFor();
    await page.locator('[data-list="tasks"]').waitFor();
    expect([await comment.inputValue(), await why.inputValue()]).toEqual(['', 'Elections']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in*');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with its script' : 'without a script';
    const member = javaScriptEnabled ? 'france' : 'italy';
    it.concurrent(`[P196] in print, ${how}: every line whole, dark text on white, no button and no hint to type`, async ({ expect }) => {
      await put(
        member,
        Array.from({ length: 24 }, (_, at) => `Line ${at + 1} of a long list, with words enough that it has to be broken on paper as it is on a narrow screen`),
      );
      // Looking at what is drawn needs a script; the page's own stays out by being blocked.
      const page = await open(member);
      if (!javaScriptEnabled) {
        await page.context().route('**/addin/form.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
        await page.reload();
      } else await page.locator('[data-list="tasks"] textarea').first().waitFor();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.setViewportSize({ width: 700, height: 900 });
      if (PICTURES) {
        mkdirSync(PICTURES, { recursive: true });
        await page.screenshot({ path: `${PICTURES}/form-print-${member}.png`, fullPage: true });
      }
      expect(await page.locator('button:visible, a.button:visible, input:visible').evaluateAll((all) => all.map((each) => each.outerHTML))).toEqual([]);
      expect(
        await page
          .getByText(/One line per item|Enter adds an item|Go to the answer|ask for another date/)
          .filter({ visible: true })
          .count(),
      ).toBe(0);
      const areas = await page
        .locator('textarea:visible')
        .evaluateAll((all) => all.map((each) => ({ text: (each as HTMLTextAreaElement).value, cut: each.scrollHeight - each.clientHeight })));
      expect(areas.filter(({ cut }) => cut > 1)).toEqual([]);
      expect(areas.flatMap(({ text }) => text.split('\n')).filter((line) => line.startsWith('Line '))).toHaveLength(24);
      const colours = await page
        .locator('h1, h2:visible, h3:visible, textarea:visible')
        .evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).color))]);
      for (const colour of colours) expect(Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number)), colour).toBeLessThan(120);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    });
  }

  it.concurrent('[P197] the demo’s first page opens the web form as anybody in it, one after the other', async () => {
    const page = await (await browser.newContext()).newPage();
    for (const [name, title] of [
      ['Montenegro', 'Montenegro: row for 2026-Q4'],
      ['Kosovo*', 'Kosovo*: row for 2026-Q4'],
      ['Secretariat', 'Choose a member'],
    ] as const) {
      await page.goto(`${service.url}/`);
      await page.locator('.web-form', { hasText: `: ${name}` }).click();
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
    }
  });
});
