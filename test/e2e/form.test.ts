/** The web form in a real browser at the size of a phone, with its script and without: saving, two people on one line, answering, by keyboard alone, with nobody's help. Needs `npm run build`. */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, type ExpectStatic, it } from 'vitest';
import { accessibilityFindings, darkFindings, overflowPx } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser, leaveBrowser } from '../support/browser.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const found = findBrowser();
const PHONE = { width: 360, height: 740 };
const PICTURES = process.env['PICTURES'];

describe.skipIf(found.from === 'nowhere')(`the web form in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let service: TestService;
  const complaints = new Map<Page, string[]>();

  beforeAll(async () => {
    service = await startTestService();
    browser = await launchBrowser(found);
  });
  afterAll(async () => {
    await leaveBrowser(browser);
    await service?.close();
  });

  async function open(identity: string, options: { javaScriptEnabled?: boolean; script?: boolean; path?: string } = {}): Promise<Page> {
    const { javaScriptEnabled = true, script = javaScriptEnabled, path = '/form' } = options;
    const context = await browser.newContext({ viewport: PHONE, hasTouch: true, javaScriptEnabled, reducedMotion: 'reduce' });
    if (!script) await context.route('**/addin/form.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    const page = await context.newPage();
    const said: string[] = [];
    complaints.set(page, said);
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(`${service.url}/sign-in?to=${encodeURIComponent(path)}`);
    await page.locator(`button[value="demo:${identity}"]`).click();
    await page.locator('#state-title').waitFor({ state: 'attached' });
    if (script) await list(page, 'inProcess').waitFor();
    return page;
  }

  const list = (page: Page, column: string) => page.locator(`[data-list="${column}"]`);
  const items = (page: Page, column: string): Promise<string[]> =>
    list(page, column)
      .locator('textarea')
      .evaluateAll((areas) => areas.map((area) => (area as HTMLTextAreaElement).value));
  const saveButton = (page: Page) => page.locator('#save-button');
  const status = (page: Page) => page.locator('.form-status .status-line');
  const says = (page: Page, text: string | RegExp) => status(page).filter({ hasText: text }).waitFor();
  const stored = async (member: string) => {
    const { json } = await service.as('secretariat').get('/grids/wbcti');
    return json.rows.find((row: { row: string }) => row.row === member);
  };

  async function add(page: Page, column: string, ...texts: string[]): Promise<void> {
    await list(page, column)
      .getByRole('button', { name: /Add an item/ })
      .click();
    for (const [at, text] of texts.entries()) {
      if (at > 0) await page.keyboard.press('Enter');
      await page.keyboard.insertText(text);
    }
  }

  /** Nothing that axe finds in light and dark, nothing wider than 320 pixels, every target at least 24 pixels; a picture where one is wanted. */
  async function look(page: Page, { name, expect }: { name: string; expect: ExpectStatic }): Promise<void> {
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: `${PICTURES}/form-${name}.png`, fullPage: true });
    }
    expect(await accessibilityFindings(page), name).toEqual([]);
    expect(await darkFindings(page), `${name}, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflowPx(page), name).toBeLessThanOrEqual(0);
    const small = await page.locator('button:visible, summary:visible, input:visible, a.button:visible').evaluateAll((all) =>
      all.flatMap((each) => {
        const { width, height } = each.getBoundingClientRect();
        return (width < 24 || height < 22) && !each.matches('.default-button, label input') ? [each.outerHTML] : [];
      }),
    );
    expect(small, name).toEqual([]);
    await page.setViewportSize(PHONE);
  }

  it.concurrent('[P176] items are added, reworded and moved to Accomplished with the same id, saved by route form; a reload shows them', async ({ expect }) => {
    const page = await open('albania');
    await add(page, 'inProcess', 'Action plan 2027', 'Training in Kosovo');
    await list(page, 'inProcess')
      .getByRole('button', { name: /^Correct it to/ })
      .click();
    await saveButton(page).click();
    await says(page, 'Saved: version 2.');
    await list(page, 'inProcess').locator('textarea').first().fill('Action plan 2027–2029');
    await list(page, 'inProcess')
      .getByRole('button', { name: /Move or remove/ })
      .first()
      .click();
    await look(page, { name: 'tools', expect });
    await list(page, 'inProcess')
      .getByRole('button', { name: /^To Accomplished Products/ })
      .click();
    await saveButton(page).click();
    await says(page, 'Saved: version 3.');
    const row = await stored('albania');
    expect(row.cells.accomplished).toMatchObject([{ itemId: '2.1', text: 'Action plan 2027–2029' }]);
    expect(row.cells.inProcess).toMatchObject([{ itemId: '2.2', text: 'Training in Kosovo*' }]);
    const versions = await service.as('albania').get('/grids/wbcti/rows/albania/versions');
    expect(versions.json[0].route).toBe('form');
    await page.locator('.row-state', { hasText: 'Edited, not submitted' }).waitFor();
    await page.reload();
    await list(page, 'inProcess').waitFor();
    expect(await items(page, 'accomplished')).toEqual(['Action plan 2027–2029']);
    await page.getByText('History', { exact: true }).click();
    await page.getByText('Version 3, as it stands now').waitFor();
    await look(page, { name: 'history', expect });
    expect(complaints.get(page)).toEqual([]);
  });

  it.concurrent('[P177] a draft survives a reload and a service that is away, belongs to its person, and is gone once saved and at sign-out', async ({
    expect,
  }) => {
    const page = await open('kosovo');
    const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')));
    await page.context().route('**/api/v1/**', (route) => route.abort());
    await add(page, 'tasks', 'Typed while the service was away');
    await saveButton(page).click();
    await page.getByRole('alert').filter({ hasText: 'did not answer' }).waitFor();
    await page.context().unroute('**/api/v1/**');
    await page.reload();
    await page.getByText('These are your changes from').waitFor();
    expect(await items(page, 'tasks')).toEqual(['Typed while the service was away']);
    await look(page, { name: 'draft', expect });
    await saveButton(page).click();
    await says(page, 'Saved: version 2.');
    expect(await drafts()).toEqual([]);
    expect((await stored('kosovo')).cells.tasks).toHaveLength(1);
    await list(page, 'tasks').locator('textarea').fill('A second draft');
    expect(await drafts()).toHaveLength(1);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in*');
    expect(await drafts()).toEqual([]);
  });

  it.concurrent('[P178] two people on one line: hinted live, asked with both texts, nothing overwritten; the other line of each stays', async ({ expect }) => {
    const [first, second] = await Promise.all([open('serbia'), open('secretariat', { path: '/form?member=serbia' })]);
    await add(first, 'inProcess', 'Border plan');
    await saveButton(first).click();
    await says(first, 'Saved: version 2.');
    await list(second, 'inProcess').locator('textarea').waitFor();
    await second.getByText('you see version 2 now').waitFor();
    await list(first, 'inProcess').locator('textarea').fill('Border plan 2027');
    await list(second, 'inProcess').locator('textarea').fill('Border plan 2028');
    await add(second, 'tasks', 'Theirs');
    await second.getByLabel('Reason (kept with the version)').fill('Telephone');
    await saveButton(second).click();
    await says(second, 'Saved: version 3.');
    await first.getByText('was changed by Secretariat while you work (now version 3)').waitFor();
    await add(first, 'tasks', 'Mine');
    await saveButton(first).click();
    const card = first.getByRole('article');
    await card.waitFor();
    expect(await card.locator('.side').allTextContents()).toEqual([
      'It wasBorder plan',
      'YoursBorder plan 2027',
      expect.stringMatching(/^Theirs – Secretariat, .*Border plan 2028$/),
    ]);
    await look(first, { name: 'conflict', expect });
    await first.getByRole('button', { name: 'Submit for 2026-Q4' }).click();
    await first.getByText('First choose what shall stand').waitFor();
    await first.reload();
    await card.waitFor();
    await card.getByRole('button', { name: 'Keep both' }).click();
    await says(first, /^Saved: version \d/);
    const { cells } = await stored('serbia');
    expect(cells.inProcess.map(({ text }: { text: string }) => text)).toEqual(['Border plan 2028', 'Border plan 2027']);
    expect(cells.tasks.map(({ text }: { text: string }) => text).toSorted()).toEqual(['Mine', 'Theirs']);

    // The same line once more: theirs is taken, nothing is to be saved, and the Secretariat's overview shows no question all the same.
    await second.close();
    await list(first, 'inProcess').locator('textarea').first().fill('Mine again');
    const { version } = await stored('serbia');
    const theirs = [{ itemId: cells.inProcess[0].itemId, text: 'Theirs again' }, cells.inProcess[1].text];
    const edit = { editId: crypto.randomUUID(), sheet: 'support-group', row: 'serbia', base: version, reason: 'Telephone', cells: { inProcess: theirs } };
    await service.as('secretariat').post('/grids/wbcti/edits', { edits: [edit] });
    await first.getByText('was changed by Secretariat while you work').waitFor();
    await saveButton(first).click();
    await card.getByRole('button', { name: 'Take theirs' }).click();
    await card.waitFor({ state: 'detached' });
    const noted = async () => {
      const { json } = await service.as('secretariat').get('/grids/wbcti/overview');
      return json.members.find(({ member }: { member: string }) => member === 'serbia').conflicts;
    };
    await expect.poll(noted).toBeUndefined();
    expect(await list(first, 'inProcess').locator('textarea').first().inputValue()).toBe('Theirs again');
  });

  it.concurrent('[P179] by keyboard alone: add, split, reorder, move, remove and put back, save, submit', async ({ expect }) => {
    const page = await open('montenegro');
    const { keyboard } = page;
    await list(page, 'inProcess')
      .getByRole('button', { name: /Add an item/ })
      .focus();
    await keyboard.press('Enter');
    await keyboard.insertText('First and second');
    for (let at = 0; at < ' and second'.length; at++) await keyboard.press('ArrowLeft');
    await keyboard.press('Enter');
    expect(await items(page, 'inProcess')).toEqual(['First', ' and second']);
    await keyboard.press('Alt+ArrowUp');
    expect(await items(page, 'inProcess')).toEqual([' and second', 'First']);
    await page.getByText('Now item 1 of 2.').waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('To Accomplished Products');
    await keyboard.press('Enter');
    expect(await items(page, 'accomplished')).toEqual([' and second']);
    expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).value)).toBe(' and second');
    await keyboard.press('Control+A');
    await keyboard.press('Delete');
    await keyboard.press('Backspace');
    expect(await items(page, 'accomplished')).toEqual([]);
    await page.getByRole('button', { name: 'Submit for 2026-Q4' }).focus();
    await keyboard.press('Enter');
    await page.getByText('Thank you. The answer of Montenegro').waitFor();
    await look(page, { name: 'receipt', expect });
    expect((await stored('montenegro')).status.state).toBe('submitted');
    expect(complaints.get(page)).toEqual([]);
  });

  it.concurrent('[P169] with the script too an answer is one press: nothing to report at once, and submitting a row that is saved already', async ({
    expect,
  }) => {
    const page = await open('giz');
    const thanked = () => page.getByText('Thank you. The answer of GIZ').waitFor();
    await page.getByRole('button', { name: 'Nothing to report' }).click();
    await thanked();
    expect((await stored('giz')).status).toMatchObject({ state: 'submitted', statement: 'nothing-to-report' });
    await page.getByRole('link', { name: 'Back to the row' }).click();
    await list(page, 'tasks').waitFor();
    await add(page, 'tasks', 'Manual for prisons');
    await saveButton(page).click();
    await says(page, 'Saved: version 2.');
    await page.getByRole('button', { name: 'Submit for 2026-Q4' }).click();
    await thanked();
    expect((await stored('giz')).status).toMatchObject({ statement: 'updated', changedSince: false });
    expect(complaints.get(page)).toEqual([]);
  });

  it.concurrent('[P180] an item is dragged by its grip within a list and to another one, by mouse and by finger', async ({ expect }) => {
    const page = await open('osce');
    await add(page, 'inProcess', 'One', 'Two', 'Three');
    const grip = (text: number) => list(page, 'inProcess').locator('.grip').nth(text);
    const middle = async (locator: ReturnType<typeof grip>) => {
      await locator.scrollIntoViewIfNeeded();
      const box = await locator.boundingBox();
      return { x: box!.x + box!.width / 2, y: box!.y + box!.height / 2, top: box!.y };
    };
    const drag = async (from: ReturnType<typeof grip>, to: ReturnType<typeof grip>) => {
      const start = await middle(from);
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      const end = await to.boundingBox();
      await page.mouse.move(end!.x + 12, end!.y + 4, { steps: 4 });
      await page.mouse.up();
    };
    await drag(grip(2), list(page, 'inProcess').locator('.item').first());
    expect(await items(page, 'inProcess')).toEqual(['Three', 'One', 'Two']);
    await page.setViewportSize({ width: 360, height: 1400 });
    await drag(grip(0), list(page, 'accomplished').locator('h3'));
    expect([await items(page, 'inProcess'), await items(page, 'accomplished')]).toEqual([['One', 'Two'], ['Three']]);

    // By finger: the page does not scroll away under it.
    const finger = await page.context().newCDPSession(page);
    await finger.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints });
    const { x, y } = await middle(grip(1));
    const { y: target } = await middle(list(page, 'accomplished').locator('.item'));
    const scrolled = await page.evaluate(() => scrollY);
    await touch('touchStart', { x, y });
    for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', { x, y: y + (target - 12 - y) * part });
    await touch('touchEnd');
    await expect.poll(() => items(page, 'accomplished')).toHaveLength(2);
    expect([await items(page, 'inProcess'), await page.evaluate(() => scrollY)]).toEqual([['One'], scrolled]);
  });

  it.concurrent('[P181] without a script: save, decide, submit and download; every page is accessible and fits a phone', async ({ expect }) => {
    const [page, other] = await Promise.all([open('austria', { javaScriptEnabled: false }), open('austria', { javaScriptEnabled: false })]);
    const area = (of: Page) => of.getByLabel('Products in process');
    await area(page).fill('Border plan\nTraining in Kosovo');
    await saveButton(page).click();
    await page.getByText('Saved: version 2.').waitFor();
    await other.goto(`${service.url}/form`);
    await area(page).fill('Border plan 2027\nTraining in Kosovo');
    await saveButton(page).click();
    await page.getByText('Saved: version 3.').waitFor();
    await area(other).fill('Border plan 2028\nTraining in Kosovo*');
    await saveButton(other).click();
    await other.getByText('One line was changed by somebody else too').first().waitFor();
    await other.getByLabel('Write a new text').check();
    await other.getByLabel('The text that shall stand').fill('Border plan 2029');
    await other.getByRole('button', { name: 'Save my choices' }).click();
    await other
      .getByText(/^Saved: version \d/)
      .first()
      .waitFor();
    expect(await area(other).inputValue()).toBe('Border plan 2029\nTraining in Kosovo*');
    await other.getByRole('button', { name: 'Nothing to report' }).click();
    await other.getByText('The answer of Austria').waitFor();
    expect((await stored('austria')).status).toMatchObject({ state: 'submitted', statement: 'nothing-to-report' });
  });

  it.concurrent('[P181] each of these pages: axe finds nothing in light and dark, and it fits 320 pixels', async ({ expect }) => {
    // axe needs a browser that runs scripts; the page's own stays out by being blocked.
    const page = await open('france', { script: false });
    const tasks = page.getByLabel('Tasks');
    await look(page, { name: 'plain', expect });
    await tasks.fill(Array.from({ length: 300 }, (_, at) => `Line ${at}`).join('\n'));
    await saveButton(page).click();
    await page.getByText('Not saved yet').waitFor();
    await look(page, { name: 'plain-errors', expect });
    await tasks.fill('Base of it');
    await saveButton(page).click();
    await page.getByText('Saved: version 2.').waitFor();
    const { version, cells } = await stored('france');
    const edit = {
      editId: crypto.randomUUID(),
      sheet: 'support-group',
      row: 'france',
      base: version,
      cells: { tasks: [{ itemId: cells.tasks[0].itemId, text: 'Theirs' }] },
    };
    await service.as('france').post('/grids/wbcti/edits', { edits: [edit] });
    await tasks.fill('Base of it, mine');
    await saveButton(page).click();
    await page.getByText('What shall stand?').waitFor();
    await look(page, { name: 'plain-conflict', expect });
    await page.goto(`${service.url}/form/history`);
    await look(page, { name: 'plain-history', expect });
    await page.goto(`${service.url}/form`);
    await tasks.fill('Kept');
    await page.context().clearCookies();
    await saveButton(page).click();
    await page.getByText('Your sign-in has ended').first().waitFor();
    await look(page, { name: 'plain-kept', expect });
  });
});
