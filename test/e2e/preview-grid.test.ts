/** The preview's grid in Chromium, by keyboard, mouse and clipboard: what a person does reaches the workbook as in Excel, and nobody is caught in it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFindings, overflowPx } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser, leaveBrowser } from '../support/browser.ts';
import { type BuiltPage, buildPage } from '../support/built-page.ts';

const found = findBrowser();
const source = (path: string) => readFileSync(fileURLToPath(new URL(`../../addin/${path}`, import.meta.url)), 'utf8');

describe.skipIf(found.from === 'nowhere')(`the grid of the preview in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let built: BuiltPage;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    built = await buildPage({
      script: 'test/support/grid-page.ts',
      html: source('preview/preview.html').replace('/addin/preview.js', '/page.js'),
      files: {
        '/addin/theme.css': 'addin/pane/theme.css',
        '/addin/pane.css': 'addin/pane/pane.css',
        '/addin/pieces.css': 'addin/pane/pieces.css',
        '/addin/views.css': 'addin/pane/views.css',
        '/addin/heat.css': 'addin/pane/heat.css',
        '/addin/ribbon.css': 'addin/preview/ribbon.css',
        '/addin/sheet.css': 'addin/preview/sheet.css',
        '/addin/preview.css': 'addin/preview/preview.css',
        '/addin/assets/icon.svg': 'addin/assets/icon.svg',
        '/addin/assets/sync.svg': 'addin/assets/sync.svg',
        '/addin/assets/submit.svg': 'addin/assets/submit.svg',
      },
    });
    browser = await launchBrowser(found);
  });
  afterAll(async () => {
    await leaveBrowser(browser);
    await built?.close();
  });
  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(built.address);
    await cell('B2').waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const cell = (address: string) => page.locator(`td[data-address="${address}"]`);
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['address'] ?? document.activeElement?.tagName);
  const keys = async (...names: string[]) => {
    for (const name of names) await page.keyboard.press(name);
  };
  const inBook = (row: number, col: number) =>
    page.evaluate(
      ([r, c]) => (window as unknown as { grid: { book: { active: { textAt(row: number, col: number): string } } } }).grid.book.active.textAt(r!, c!),
      [row, col],
    );
  const paste = async (text: string) => {
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await keys('Control+v');
  };

  it('[P65] typing replaces, Enter commits and goes down, the workbook has the text', async () => {
    await cell('C2').click();
    await page.keyboard.type('Plan 2027');
    await keys('Enter');
    expect(await cell('C2').textContent()).toBe('Plan 2027');
    expect(await inBook(1, 2)).toBe('Plan 2027');
    expect(await focused()).toBe('C3');
  });

  it('[P65] F2 edits what is there, Alt+Enter starts a line, Escape leaves the cell as it was', async () => {
    await cell('C2').click();
    await page.keyboard.type('one');
    await keys('Enter', 'ArrowUp', 'F2', 'Alt+Enter');
    await page.keyboard.type('two');
    await keys('Tab');
    expect(await cell('C2').textContent()).toBe('one\ntwo');
    await cell('C2').dblclick();
    await page.keyboard.type('lost');
    await keys('Escape');
    expect(await inBook(1, 2)).toBe('one\ntwo');
  });

  it('[P65] the formula bar shows and edits the cell, also without a keyboard’s Alt', async () => {
    await cell('C2').click();
    await page.locator('#formula').click();
    await page.keyboard.type('a');
    await page.getByRole('button', { name: 'New line' }).click();
    await page.keyboard.type('b');
    await page.locator('#formula').press('Enter');
    expect(await inBook(1, 2)).toBe('a\nb');
  });

  it('[P66] a locked cell is refused with Excel’s sentence, and the focus comes back', async () => {
    await cell('B3').click();
    await page.keyboard.type('x');
    await expect(page.getByRole('dialog').textContent()).resolves.toContain('is on a protected sheet');
    await keys('Enter');
    expect(await focused()).toBe('B3');
    expect(await inBook(2, 1)).toBe('of another member');
    expect(await cell('B3').getAttribute('aria-readonly')).toBe('true');
    expect(await cell('B2').getAttribute('aria-readonly')).toBe('false');
  });

  it('[P66] a text that the cell’s rule forbids: Retry goes on typing, Cancel takes it back', async () => {
    await cell('B2').click();
    expect(await page.locator('.prompt').textContent()).toBe('TasksOne per line');
    await page.keyboard.type('much too long');
    await keys('Enter');
    await page.getByRole('button', { name: 'Retry' }).click();
    for (let n = 0; n < 9; n++) await keys('Backspace');
    await keys('Enter');
    expect(await inBook(1, 1)).toBe('much');
    await cell('B2').click();
    await page.keyboard.type('much too long again');
    await keys('Tab');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(await inBook(1, 1)).toBe('much');
  });

  it('[P67] pasted cells keep their line breaks and quotes; copied ones come out the same', async () => {
    await cell('C2').click();
    await paste('"line 1\nsays ""two"""');
    expect(await inBook(1, 2)).toBe('line 1\nsays "two"');
    await cell('C2').click();
    await keys('Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('"line 1\nsays ""two"""');
  });

  it('[P67] a block over locked cells is refused whole', async () => {
    await cell('B2').click();
    await paste('a\tb\tc');
    await expect(page.getByRole('dialog').textContent()).resolves.toContain('protected sheet');
    expect(await inBook(1, 1)).toBe('');
    await keys('Enter');
  });

  it('[P68] undo and redo are the workbook’s, by key and by ribbon', async () => {
    await cell('C2').click();
    await page.keyboard.type('first');
    await keys('Enter', 'Control+z');
    expect(await cell('C2').textContent()).toBe('');
    await page.getByRole('button', { name: 'Redo' }).click();
    expect(await cell('C2').textContent()).toBe('first');
  });

  it('[P69] arrows pass hidden columns, Shift extends, the status bar counts', async () => {
    await cell('B1').click();
    await keys('ArrowLeft');
    expect(await focused()).toBe('B1');
    await keys('Shift+ArrowRight', 'Shift+ArrowRight');
    expect(await page.locator('td[aria-selected="true"]').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['address']))).toEqual([
      'B1',
      'C1',
      'D1',
    ]);
    expect(await page.locator('#status').textContent()).toContain('Count: 3');
    expect(await cell('A1').count()).toBe(0);
  });

  const freeze = (cols: number) =>
    page.evaluate((count) => {
      const { book } = (window as unknown as { grid: { book: { active: { frozen: object }; redraw: (what: 'everything') => void } } }).grid;
      book.active.frozen = { rows: 1, cols: count };
      book.redraw('everything');
    }, cols);

  it('[P99] frozen columns stay beside the row numbers with their letters, and the chosen cell comes out from behind them', async () => {
    await freeze(2);
    await page.locator('td.frozen-column').first().waitFor();
    const left = async (what: ReturnType<typeof cell>) => (await what.boundingBox())!.x;
    const all = async () => [await left(cell('B1')), await left(cell('B3')), await left(page.locator('thead th', { hasText: /^B$/ }))];
    const before = await all();
    expect(new Set(before).size).toBe(1);
    await page.locator('#scroller').evaluate((element) => element.scrollBy(400, 0));
    expect(await all()).toEqual(before);
    await cell('B3').click();
    await keys('ArrowRight');
    const fixed = await cell('B3').boundingBox();
    expect(await left(cell('C3'))).toBeGreaterThanOrEqual(fixed!.x + fixed!.width - 1);
  });

  it('[P99] where frozen columns would take more than half of the window, they move with the others', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await freeze(2);
    await page.locator('td.frozen-column').first().waitFor();
    await freeze(8);
    await page.locator('td.frozen-column').first().waitFor({ state: 'detached' });
    expect(await cell('B1').evaluate((element) => element.style.left)).toBe('');
  });

  it('[P70] nobody is caught: Escape and then Tab, or F6, leaves the grid; F6 comes back', async () => {
    await cell('C2').click();
    await keys('Tab');
    expect(await focused()).toBe('D2');
    await keys('Escape', 'Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('#scroller'))).toBeNull();
    await cell('C2').click();
    await keys('F6');
    expect(await page.evaluate(() => document.activeElement?.closest('#pane') !== null)).toBe(true);
    await keys('F6');
    expect(await focused()).toBe('C2');
  });

  it('[P71] markup in a cell is text', async () => {
    await cell('C2').click();
    await paste('<img src=x onerror="document.title=1">');
    expect(await cell('C2').textContent()).toBe('<img src=x onerror="document.title=1">');
    expect(await page.locator('#scroller img').count()).toBe(0);
  });

  it('[P72] reloading is closing and opening the file; a new workbook asks first and is empty', async () => {
    await cell('C2').click();
    await page.keyboard.type('kept');
    await keys('Enter');
    await page.reload();
    expect(await cell('C2').textContent()).toBe('kept');
    await page.getByRole('button', { name: 'New workbook' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await cell('C2').textContent()).toBe('kept');
    await page.getByRole('button', { name: 'New workbook' }).click();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Yes, a new workbook' }).click()]);
    await cell('C2').waitFor();
    expect(await cell('C2').textContent()).toBe('');
  });

  it('[P73] hidden sheets can be looked into and not changed', async () => {
    expect(await page.getByRole('button', { name: 'base' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Hidden sheets' }).click();
    await page.getByRole('button', { name: 'base (hidden)' }).click();
    expect(await cell('A1').textContent()).toBe('what the row was');
    await cell('A1').click();
    await page.keyboard.type('x');
    expect(await cell('A1').textContent()).toBe('what the row was');
    await page.getByRole('button', { name: 'Sheet1' }).click();
    expect(await cell('B1').textContent()).toBe('Tasks');
  });

  it('[P74] the ribbon inserts and deletes rows, sorts, and takes the protection off', async () => {
    await cell('B3').click();
    await page.getByRole('button', { name: 'Unprotect' }).click();
    await page.getByRole('button', { name: 'Insert row' }).click();
    expect(await cell('B4').textContent()).toBe('of another member');
    await page.getByRole('button', { name: 'Delete row' }).click();
    expect(await cell('B3').textContent()).toBe('of another member');
    await page.getByRole('button', { name: 'Protect', exact: true }).click();
    expect(await page.locator('#status').textContent()).toContain('Sheet protected');
  });

  it('[P75] the add-in’s buttons act on the pane: Open shows it, Sync syncs, Submit asks', async () => {
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    expect(await page.locator('#pane').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Sync', exact: true }).click();
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.locator('#pane').getByText('Submit for 2026-Q4?').waitFor();
    const calls = await page.evaluate(() =>
      (window as unknown as { grid: { engine: { calls: { action: string }[] } } }).grid.engine.calls.map(({ action }) => action),
    );
    expect(calls).toContain('syncNow');
  });

  it.each([
    [1400, 900, 'light' as const],
    [1024, 768, 'dark' as const],
    [390, 844, 'light' as const],
    [320, 640, 'dark' as const],
  ])('[P76] %i × %i, %s: axe finds nothing and nothing runs out of the window; it says that it is a simulation', async (width, height, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await cell('C2').click();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await overflowPx(page)).toBeLessThanOrEqual(0);
    await page.getByText('Simulation', { exact: true }).click();
    expect(await page.locator('.simulation p').isVisible()).toBe(true);
  });
});
