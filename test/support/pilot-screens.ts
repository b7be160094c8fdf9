/** What the people of the pilot have in hand: a phone at the web form, a laptop at the overview. They type, click, and read their mail; nothing else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { overflowPx } from './accessibility.ts';
import { DEADLINE_MS } from './e2e-workbook.ts';
import type { MailKind } from './pilot-people.ts';
import { type Letter, linkIn, type PilotWorld } from './pilot-world.ts';

const PICTURES = process.env['PICTURES'];

/** A browser of somebody who signs in with codes out of the mail. */
class Screen {
  readonly page: Page;
  readonly complaints: string[] = [];
  protected readonly world: PilotWorld;
  readonly email: string;
  readonly #context: BrowserContext;
  #codes = 0;

  constructor(context: BrowserContext, { page, world, email }: { page: Page; world: PilotWorld; email: string }) {
    this.#context = context;
    this.page = page;
    this.world = world;
    this.email = email;
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** Goes where a mail's link leads, types the address and the code that then comes, and arrives at the wanted page. */
  async follow(letter: Letter): Promise<void> {
    await this.come(linkIn(letter));
  }

  /** The same by an address. */
  async come(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.getByLabel('Your e-mail address').fill(this.email);
    await this.picture('sign-in');
    await this.button('Send me a code').click();
    const { text } = await this.world.letter(this.email, 'code', ++this.#codes);
    const [, code = ''] = /^ {4}([2-9A-Z]{4}-[2-9A-Z]{4})$/m.exec(text) ?? [];
    await this.page.getByLabel('Code from the mail').fill(code.toLowerCase());
    await this.picture('code');
    await this.button('Sign in').click();
    await this.arrive();
  }

  /** The mail of a kind that this person has got. */
  mail(kind: MailKind, count = 1): Promise<Letter> {
    return this.world.letter(this.email, kind, count);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Waits until the page says this. */
  async says(sentence: string | RegExp): Promise<void> {
    await this.page.getByText(sentence).first().waitFor();
  }

  /** Nothing runs out of the window; a picture of the whole page where PICTURES names a folder. */
  async picture(name: string): Promise<void> {
    const over = await overflowPx(this.page);
    if (over > 0) throw new Error(`${name}: ${over} pixels wider than the window`);
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: `${PICTURES}/pilot-${this.email.split('@')[0]}-${name}.png`, fullPage: true });
  }

  /** Puts the page away: nothing of it is open any more. */
  leave(): Promise<unknown> {
    return this.page.goto('about:blank');
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  protected async arrive(): Promise<void> {
    await this.page.locator('h1').waitFor();
  }
}

/** A focal point at the web form. */
export class Phone extends Screen {
  static async open(browser: Browser, { world, email }: { world: PilotWorld; email: string }): Promise<Phone> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
    context.setDefaultTimeout(DEADLINE_MS);
    return new Phone(context, { page: await context.newPage(), world, email });
  }

  list(column: string): Locator {
    return this.page.locator(`[data-list="${column}"]`);
  }

  /** Adds items to a list, Enter between them. */
  async add(column: string, ...texts: string[]): Promise<void> {
    await this.list(column)
      .getByRole('button', { name: /Add an item/ })
      .click();
    for (const [at, text] of texts.entries()) {
      if (at > 0) await this.page.keyboard.press('Enter');
      await this.page.keyboard.type(text);
    }
  }

  async save(): Promise<void> {
    await this.page.locator('#save-button').click();
    await this.page.locator('.form-status .status-line').filter({ hasText: 'Saved: version' }).waitFor();
  }

  /** Submits, and goes back from the receipt to the row once the receipt has come by mail too. */
  async answer(button: 'Submit for 2026-Q4' | 'Nothing to report', receipts = 1): Promise<void> {
    await this.button(button).click();
    await this.says(/^Thank you\. The answer of .+ for 2026-Q4 is in\.$/);
    await this.picture(`receipt ${receipts}`);
    await this.mail('receipt', receipts);
    await this.page.getByRole('link', { name: 'Back to the row' }).click();
    await this.arrive();
  }

  protected override async arrive(): Promise<void> {
    await this.list('inProcess').waitFor();
  }
}

/** The Secretariat on the overview. */
export class Office extends Screen {
  static async open(browser: Browser, { world, email }: { world: PilotWorld; email: string }): Promise<Office> {
    const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, reducedMotion: 'reduce', acceptDownloads: true });
    context.setDefaultTimeout(DEADLINE_MS);
    return new Office(context, { page: await context.newPage(), world, email });
  }

  line(member: string): Locator {
    return this.page.locator('.members tbody tr', { has: this.page.getByRole('rowheader', { name: member }) });
  }

  get details(): Locator {
    return this.page.locator('.details');
  }

  /** Waits until a member's line says this. */
  async shows(member: string, words: string | RegExp): Promise<void> {
    await this.line(member).getByText(words).first().waitFor();
  }

  /** Opens a member in place, and what can be done there under this heading. */
  async unfold(member: string, summary: string | RegExp): Promise<void> {
    const toggle = this.page.locator('.members').getByRole('button', { name: member, exact: true });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
    await this.details.getByText('What can be done').waitFor();
    await this.details.locator('summary', { hasText: summary }).first().click();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.details.getByRole('textbox', { name: label, exact: true }).fill(text);
  }

  protected override async arrive(): Promise<void> {
    await this.page.locator('.members').waitFor();
  }
}

/** Writes mails as their readers see them where PICTURES names a folder. */
export function keepLetters(letters: readonly Letter[]): void {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const [at, { to, kind, on, subject, text, html }] of letters.entries()) {
    const name = `${PICTURES}/mail-${String(at).padStart(3, '0')}-${on}-${kind}-${to.split('@')[0]}`;
    writeFileSync(`${name}.txt`, `${subject}\n\n${text}`);
    writeFileSync(`${name}.html`, html);
  }
}
