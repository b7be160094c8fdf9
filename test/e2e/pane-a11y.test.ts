/** Every state of the pane in Chromium: no finding of axe in light and dark, nothing wider than 320 pixels, no style or script that the policy refuses. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibilityFindings, darkFindings, overflowPx } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser, leaveBrowser } from '../support/browser.ts';
import { type BuiltPage, buildPage } from '../support/built-page.ts';
import { PANE_STATES } from '../support/pane-states.ts';

const STYLES = ['theme', 'pane', 'pieces', 'views', 'heat'];
const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pane</title><link rel="icon" href="data:,">
${STYLES.map((name) => `<link rel="stylesheet" href="/${name}.css">`).join('')}
<script type="module" src="/page.js"></script></head><body><main></main></body></html>`;
const HEIGHT_PX = 800;

const found = findBrowser();

describe.skipIf(found.from === 'nowhere')(`the pane in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let browser: Browser;
  let built: BuiltPage;
  // One page for all states: loading it and its checker anew takes most of the time.
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    built = await buildPage({
      script: 'test/support/pane-page.ts',
      html: HTML,
      files: Object.fromEntries(STYLES.map((name) => [`/${name}.css`, `addin/pane/${name}.css`])),
    });
    browser = await launchBrowser(found);
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(built.address);
    await page.waitForFunction(() => window.showState !== undefined);
  });
  beforeEach(() => {
    complaints = [];
  });
  afterAll(async () => {
    await leaveBrowser(browser);
    await built?.close();
  });

  async function show(name: string, { width }: { width: number }): Promise<void> {
    await page.setViewportSize({ width, height: HEIGHT_PX });
    // Colours that fade from one scheme to the other would be measured half-way.
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.evaluate((state) => window.showState?.(state), name);
    const [label, value] = PANE_STATES[name]?.choose ?? [];
    if (label !== undefined && value !== undefined) await page.getByLabel(label, { exact: true }).selectOption(value);
    for (const button of PANE_STATES[name]?.press ?? []) {
      await page
        .locator('[role=tab], button, summary')
        .and(page.getByText(button, { exact: true }).or(page.getByLabel(button, { exact: true })))
        .first()
        .click();
    }
  }

  it.each(Object.keys(PANE_STATES))('[P63] %s: axe finds nothing, light and dark', async (name) => {
    await show(name, { width: 350 });
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await darkFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(Object.keys(PANE_STATES))('[P64] %s: fits into 320 pixels, and every button is at least 24 pixels high', async (name) => {
    await show(name, { width: 320 });
    expect(await overflowPx(page)).toBeLessThanOrEqual(0);
    const heights = await page.locator('button, select, summary, input').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
  });
});
