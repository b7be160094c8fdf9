/** Every state of the pane in Chromium: no finding of axe in light and dark, nothing wider than 320 pixels, no style or script that the policy refuses. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFindings, overflowPx } from '../support/accessibility.ts';
import { browserTitle, findBrowser, launchBrowser } from '../support/browser.ts';
import { type BuiltPage, buildPage } from '../support/built-page.ts';
import { PANE_STATES } from '../support/pane-states.ts';

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pane</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/pane.css"><script type="module" src="/page.js"></script></head><body><main></main></body></html>`;

const found = findBrowser();

describe.skipIf(found.from === 'nowhere')(`the pane in ${browserTitle(found)}`, () => {
  let browser: Browser;
  let built: BuiltPage;

  beforeAll(async () => {
    built = await buildPage({
      script: 'test/support/pane-page.ts',
      html: HTML,
      files: { '/theme.css': 'addin/pane/theme.css', '/pane.css': 'addin/pane/pane.css' },
    });
    browser = await launchBrowser(found);
  });
  afterAll(async () => {
    await browser?.close();
    await built?.close();
  });

  async function open(name: string, options: { colorScheme: 'light' | 'dark'; width: number }): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: options.width, height: 800 }, colorScheme: options.colorScheme });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${built.address}#${name}`);
    await page.locator('.pane').waitFor();
    for (const button of PANE_STATES[name]?.press ?? []) {
      await page
        .locator('[role=tab], button, summary')
        .and(page.getByText(button, { exact: true }).or(page.getByLabel(button, { exact: true })))
        .first()
        .click();
    }
    return { page, complaints };
  }

  it.each(Object.keys(PANE_STATES))('[P63] %s: axe finds nothing, light and dark', async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, complaints } = await open(name, { colorScheme, width: 350 });
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  it.each(Object.keys(PANE_STATES))('[P64] %s: fits into 320 pixels, and every button is at least 24 pixels high', async (name) => {
    const { page } = await open(name, { colorScheme: 'light', width: 320 });
    expect(await overflowPx(page)).toBeLessThanOrEqual(0);
    const heights = await page.locator('button, select, summary, input').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    await page.context().close();
  });
});
