/**
 * The whole product for browser tests: one browser, and per test the people who work at their workbooks. After the test they leave, and nobody’s page may
 * have complained. Tests of one file may run side by side: nothing here belongs to more than one of them but the browser.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { test } from 'vitest';
import { findBrowser, launchBrowser, leaveBrowser } from './browser.ts';
import { type OpenOptions, Workbook } from './e2e-workbook.ts';
import type { TestService } from './start-service.ts';

/** The people of one test. */
export interface People {
  /** Opens somebody's workbook. */
  open(options: OpenOptions): Promise<Workbook>;
  /** Lets complaints of this kind pass in this test: what the browser says about a connection that the test cuts. */
  allow(complaint: RegExp): void;
}

/** The browser, or why there is none. */
export const found = findBrowser();

/** A test with people in it. */
export const it = test.extend<{ browser: Browser; people: People }>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const browser = await launchBrowser(found);
      await use(browser);
      await leaveBrowser(browser);
    },
    { scope: 'file' },
  ],
  people: async ({ browser, task }, use) => {
    const all: Workbook[] = [];
    const allowed: RegExp[] = [];
    await use({
      async open(options) {
        const person = await Workbook.open(browser, options);
        all.push(person);
        return person;
      },
      allow: (complaint) => allowed.push(complaint),
    });
    const failed = task.result?.state === 'fail';
    if (failed) for (const [at, person] of all.entries()) await person.picture(`failed ${task.name.slice(0, 40).replaceAll('/', ' ')} ${at}`);
    const complaints = all.flatMap((person) => person.complaints).filter((complaint) => !allowed.some((kind) => kind.test(complaint)));
    await Promise.all(all.map((person) => person.close()));
    if (!failed && complaints.length > 0) throw new Error(`the pages complained: ${complaints.join('; ')}`);
  },
});

/** A folder for the data of one test, gone with it. */
export function emptyFolder(onTestFinished: (work: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'grid-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The lines of each cell of a row as the service has them. */
export async function stored(service: Pick<TestService, 'as'>, row: string): Promise<Record<string, string[]>> {
  const { json } = await service.as('observer').get('/grids/wbcti');
  const { cells } = json.rows.find((each: { row: string }) => each.row === row) as { cells: Record<string, { text: string }[]> };
  return Object.fromEntries(Object.entries(cells).map(([column, items]) => [column, items.map(({ text }) => text)]));
}
