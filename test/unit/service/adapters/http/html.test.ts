import { describe, expect, it } from 'vitest';
import { browserLabel } from '../../../../../service/adapters/http/browser-label.ts';
import { html } from '../../../../../service/adapters/http/html.ts';
import { readCode, shownCode } from '../../../../../service/application/sign-in-code.ts';

describe('HTML of pages', () => {
  it('[H90] whatever stands in a place is text, in elements and attributes; only HTML of our own is HTML', () => {
    const evil = `"><script>alert('x')</script>&amp;`;
    const inner = html`<b title="${evil}">${evil}</b>`;
    const page = html`<p>${inner}${[inner, false, undefined, 3]}</p>`.toString();
    expect(page).not.toContain('<script');
    expect(page.match(/&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;&amp;amp;/g)).toHaveLength(4);
    expect(page).toMatch(/<\/b>3<\/p>$/);
  });
});

describe('the label of a browser', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1', 'Safari, iOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox, Linux'],
    ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome, Android'],
    ['<script>', ''],
    [undefined, ''],
  ])('[A108] %s is %j', (header, label) => {
    expect(browserLabel(header)).toBe(label);
  });
});

describe('a code as it is typed', () => {
  it('[A92] is read in any case, with blanks, dashes and invisible characters; anything else is no code', () => {
    for (const typed of ['K7QM2XWD', 'k7qm-2xwd', ' k7qm 2xwd\n', 'K7QM–2XWD', 'K7\u00a0QM\u200b2XWD', 'Ｋ７ＱＭ２ＸＷＤ'])
      expect(readCode(typed)).toBe('K7QM2XWD');
    for (const typed of ['', 'K7QM2XW', 'K7QM2XWDD', 'K7QM2XW0', 'K7QM2XWO', '😀'.repeat(8), 'x'.repeat(100_000)]) expect(readCode(typed)).toBeUndefined();
    expect(shownCode('K7QM2XWD')).toBe('K7QM-2XWD');
  });
});
