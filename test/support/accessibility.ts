/** Accessibility of a page as far as a machine can tell: axe's rules for WCAG 2.0 to 2.2 A and AA, and no sideways scrolling. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that look at colours: all that can turn out otherwise in dark, where the style sheets change colours alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** One line per finding: the rule and the first element that breaks it. */
export const accessibilityFindings = (page: Page): Promise<string[]> => findings(page, { type: 'tag', values: TAGS });

/** The same for what can differ in dark from a state that was looked at in light; the page stays dark. */
export async function darkFindings(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  return findings(page, { type: 'rule', values: COLOUR_RULES });
}

async function findings(page: Page, runOnly: { type: 'tag' | 'rule'; values: string[] }): Promise<string[]> {
  // evaluate is not under the page's content security policy, a script element would be.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const inPage = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await inPage.axe.run(document, { runOnly: only, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help} – ${nodes[0]?.html}`);
  }, runOnly);
}

/** By how many pixels the page is wider than its window. */
export const overflowPx = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
