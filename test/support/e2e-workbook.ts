/**
 * One person at the preview, by keyboard, mouse and clipboard alone: a browser context of its own, a workbook in it, the pane beside it. What it asks the
 * page for is what stands on the screen; the page's own objects are used for counting only.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

/** Whose workbook is opened. */
export interface OpenOptions {
  url: string;
  /** The demo's name of the identity: `albania`, `secretariat`. */
  as: string;
  /** Called before the page is loaded, for connections that are to be held back. */
  before?: (context: BrowserContext) => Promise<unknown>;
}

/** How long a person waits for something that is to happen by itself: longer than the add-in’s longest wait between two tries, on a machine that does much else. */
export const DEADLINE_MS = 60_000;

/** Everything that a person does at the preview. Members are named by the beginning of their name in the sheet: `Albania`, `Kosovo*`. */
export class Workbook {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly pane: Locator;
  /** What the page wrote to the console or threw. */
  readonly complaints: string[] = [];

  /** Opens the workbook of an identity; resolves when the grid is in it and the pane is connected. */
  static async open(browser: Browser, { url, as, before }: OpenOptions): Promise<Workbook> {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      acceptDownloads: true,
      timezoneId: 'Europe/Ljubljana',
    });
    context.setDefaultTimeout(DEADLINE_MS);
    context.setDefaultNavigationTimeout(1.5 * DEADLINE_MS);
    await before?.(context);
    const workbook = new Workbook(context, await context.newPage());
    await workbook.page.goto(`${url}/preview?as=${as}`);
    await workbook.cell('Albania', 'Tasks');
    await workbook.says(/Up to date|Signed out|can’t be reached|Connected/);
    return workbook;
  }

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.pane = page.locator('#pane');
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** The element of a member's cell, wherever it stands now. */
  async cell(member: string, column: string): Promise<Locator> {
    return this.at(await this.address(member, column));
  }

  /** The element at an address such as `E9`. */
  at(address: string): Locator {
    return this.page.locator(`#scroller td[data-address="${address}"]`);
  }

  /** The address of a member's cell; waits until it is in the sheet. */
  async address(member: string, column: string): Promise<string> {
    return (await this.look({ member, column, wanted: null })).address;
  }

  /** What a member's cell shows. */
  async text(member: string, column: string): Promise<string> {
    return (await this.look({ member, column, wanted: null })).text;
  }

  /** Waits until a member's cell shows this text. */
  async shows(member: string, column: string, text: string | RegExp): Promise<void> {
    const wanted = typeof text === 'string' ? `^${escaped(text)}$` : text.source;
    try {
      await this.look({ member, column, wanted });
    } catch (error) {
      throw new Error(`${member}, ${column} shows ${JSON.stringify(await this.text(member, column))} and not ${wanted}`, { cause: error });
    }
  }

  /** Waits until the status column of a member's row has these words. */
  status(member: string, words: string | RegExp): Promise<void> {
    return this.shows(member, 'Status 2026-Q4', typeof words === 'string' ? new RegExp(escaped(words)) : words);
  }

  /** Chooses a member's cell by a click. */
  async choose(member: string, column: string): Promise<void> {
    const address = await this.address(member, column);
    await this.at(address).click();
    await this.page.locator(`#scroller td.active[data-address="${address}"]`).waitFor();
  }

  /** Types over a member's cell, Alt+Enter between the lines, and goes on with Enter. */
  async type(member: string, column: string, ...lines: string[]): Promise<void> {
    await this.choose(member, column);
    await this.write(...lines);
  }

  /** Types over the chosen cell, Alt+Enter between the lines, and goes on with Enter. */
  async write(...lines: string[]): Promise<void> {
    for (const [at, line] of lines.entries()) {
      if (at > 0) await this.page.keyboard.press('Alt+Enter');
      await this.page.keyboard.type(line);
    }
    await this.page.keyboard.press('Enter');
  }

  /** Pastes a text from the clipboard into the chosen cell. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await this.page.keyboard.press('Control+v');
  }

  /** Waits until the pane says this. */
  async says(sentence: string | RegExp): Promise<void> {
    await this.pane.getByText(sentence).first().waitFor();
  }

  /** Waits until the head of the pane says this: where the person's words are. */
  async head(sentence: string | RegExp): Promise<void> {
    await this.pane.locator('.status-line').getByText(sentence).first().waitFor();
  }

  /** Presses a button of the pane. */
  async press(name: string | RegExp): Promise<void> {
    await this.pane
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
  }

  /** Presses a button of the ribbon. */
  async ribbon(name: string): Promise<void> {
    await this.page.locator('#ribbon').getByRole('button', { name, exact: true }).click();
  }

  /** Goes to a tab of the pane. */
  async tab(name: string): Promise<void> {
    await this.pane.getByRole('tab', { name }).click();
  }

  /** As the Secretariat, says why it edits. */
  async giveReason(reason: string): Promise<void> {
    await this.pane.getByLabel('Reason', { exact: true }).fill(reason);
    await this.press('Use this reason');
    await this.says(`In use: “${reason}”`);
  }

  /** Reloads the page, which is closing the file and opening it again. */
  async reopen(): Promise<void> {
    await this.page.locator('.kept').waitFor();
    await this.page.reload();
    await this.cell('Albania', 'Tasks');
  }

  /** How often the add-in has gone to Excel so far. */
  syncs(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { sggPreview: { bridge: { syncs: number } } }).sggPreview.bridge.syncs);
  }

  /** How often the add-in goes to Excel for something, at the fewest of six tries: its look of every half minute may come in between. */
  async fewestSyncs(enough: number, work: () => Promise<void>): Promise<number> {
    let fewest = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 6 && fewest > enough; tries++) {
      const before = await this.syncs();
      await work();
      fewest = Math.min(fewest, (await this.syncs()) - before);
    }
    return fewest;
  }

  /** Takes a picture for looking at, where E2E_SHOTS names a folder. */
  async picture(name: string): Promise<void> {
    const folder = process.env['E2E_SHOTS'];
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  private async look(place: { member: string; column: string; wanted: string | null }): Promise<{ address: string; text: string }> {
    const seen = await (await this.page.waitForFunction(lookAt, place)).jsonValue();
    if (!seen) throw new TypeError('the wait ended with nothing');
    return seen;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Runs in the page: the cell where the member's line and the column meet, if it is there and shows what is wanted. */
function lookAt({ member, column, wanted }: { member: string; column: string; wanted: string | null }): { address: string; text: string } | false {
  const cells = Array.from(document.querySelectorAll('#scroller td[data-address]'));
  const addressOf = (fits: (text: string) => boolean) => cells.find((cell) => fits(cell.textContent ?? ''))?.getAttribute('data-address');
  const head = addressOf((text) => text === column);
  const line = addressOf((text) => text.startsWith(`${member} `) || text.startsWith(`${member}:`));
  if (!head || !line) return false;
  const address = head.replace(/\d+/, '') + line.replace(/[A-Z]+/, '');
  const text = document.querySelector(`#scroller td[data-address="${address}"]`)?.textContent ?? '';
  return (wanted === null || new RegExp(wanted).test(text)) && { address, text };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
