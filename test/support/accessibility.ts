/** Accessibility of a page as far as a machine can tell: axe's rules for WCAG 2.0 to 2.2 A and AA, and no sideways scrolling. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One line per finding: the rule and the first element that breaks it. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  // evaluate is not under the page's content security policy, a script element would be.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const inPage = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await inPage.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help} – ${nodes[0]?.html}`);
  }, TAGS);
}

/** By how many pixels the page is wider than its window. */
export const overflowPx = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
