/** A browser without scripts at the web form: signs in, reads the fields of the page as a browser would, and sends them with what a person changes. */
import { expect } from 'vitest';
import { type Browser, browserAt, type Page } from './browse.ts';

/** A person at the form. */
export interface FormBrowser {
  browser: Browser;
  /** Looks at the row. */
  open(path?: string): Promise<FormPage>;
  /** Presses a button of a page: sends all its fields, some of them changed. */
  press(page: FormPage, action: string, changes?: Record<string, string>): Promise<FormPage>;
  /** The same, and follows the answer, which must lead on. */
  pressed(page: FormPage, action: string, changes?: Record<string, string>): Promise<FormPage>;
}

/** A page with the fields of its form. */
export interface FormPage extends Page {
  fields: Record<string, string>;
}

/** Signs in as one of the demo's identities. */
export async function formBrowser(url: string, identity: string): Promise<FormBrowser> {
  const browser = browserAt(url);
  const page = await browser.get('/sign-in?to=%2Fform');
  const answer = await browser.post('/sign-in', { ...page.hidden, identity: `demo:${identity}` });
  expect(answer.location).toBe('/form');
  const press: FormBrowser['press'] = async (from, action, changes = {}) => withFields(await browser.post(`/form/${action}`, { ...from.fields, ...changes }));
  return {
    browser,
    open: async (path = '/form') => withFields(await browser.get(path)),
    press,
    async pressed(from, action, changes) {
      const sent = await press(from, action, changes);
      expect([sent.status, sent.text.slice(0, 300)]).toEqual([303, '']);
      return withFields(await browser.get(sent.location ?? ''));
    },
  };
}

/** What the page's form would send: hidden fields, text areas and inputs, without its buttons and radio buttons that are not checked. */
function withFields(page: Page): FormPage {
  const form = page.text.slice(page.text.indexOf('class="row-form'));
  const fields: Record<string, string> = {};
  for (const [, attributes = '', text = ''] of form.matchAll(/<textarea([^>]*)>\n?([^<]*)<\/textarea>/g))
    fields[attribute(attributes, 'name')] = unescaped(text).replaceAll('\r\n', '\n');
  for (const [, attributes = ''] of form.matchAll(/<input([^>]*)>/g)) {
    if (!/type="radio"/.test(attributes)) fields[attribute(attributes, 'name')] = unescaped(attribute(attributes, 'value'));
  }
  return { ...page, fields };
}

const attribute = (text: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(text)?.[1] ?? '';

/** The text of a piece of HTML. */
export function unescaped(text: string): string {
  const named: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (found) => named[found] ?? found);
}

/** The words of a page, as a person reads them. */
export function wordsOf(page: Page): string {
  return unescaped(page.text.slice(page.text.indexOf('<body>')).replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
}
