/** A browser without a window: it keeps cookies, fills in forms as they stand in the page, and follows nothing by itself. */
import type { Answer } from './start-service.ts';

export interface Page extends Answer {
  /** The hidden fields of the page's forms, by name; of equal names the first. */
  hidden: Record<string, string>;
  location: string | null;
}

export interface Browser {
  cookies: Map<string, string>;
  /** Set-Cookie headers of the last answer. */
  setCookies: string[];
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends fields as a form from a page of the same origin; `headers` may say otherwise. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>;
}

/** A browser at a service. */
export function browserAt(url: string, userAgent = 'Mozilla/5.0 (Windows NT 10.0) Firefox/150.0'): Browser {
  const browser: Browser = {
    cookies: new Map(),
    setCookies: [],
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields, headers = { 'sec-fetch-site': 'same-origin' }) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };

  async function send(path: string, init: { method?: string; headers: Record<string, string>; body?: string }): Promise<Page> {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'user-agent': userAgent, ...(cookie === '' ? {} : { cookie }), ...init.headers };
    const response = await fetch(`${url}${path}`, { ...init, redirect: 'manual', headers });
    browser.setCookies = response.headers.getSetCookie();
    for (const set of browser.setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '' || /Max-Age=0/.test(set)) browser.cookies.delete(name);
      else browser.cookies.set(name, value);
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '') && text !== '';
    const hidden: Record<string, string> = {};
    for (const [, name = '', value = ''] of text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)) hidden[name] ??= value;
    const json = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, bytes, json, hidden, location: response.headers.get('location') };
  }
  return browser;
}
