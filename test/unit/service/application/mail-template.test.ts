/** The one template of all mails: text and HTML say the same, and markup stays text. */
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { asHtml, asText, type Passage } from '../../../../service/application/mail-template.ts';

const PASSAGES: Passage[] = [
  'Dear <b>Žana</b> & "Co",',
  { heading: 'What to do', items: ['Open it', 'Press <Submit>'] },
  { text: 'Open the grid: https://grid.example.org/?a=1&b=2', url: 'https://grid.example.org/?a=1&b=2' },
  { code: 'ABCD-EFGH' },
  { lead: 'Checkpoint:', kept: 'grid/wbcti\n42\n  q8Zc' },
];

test('[O62] the text has a blank line between passages, bullets in lists, and kept lines as they are', () => {
  expect(asText(PASSAGES)).toBe(
    'Dear <b>Žana</b> & "Co",\n\nWhat to do\n- Open it\n- Press <Submit>\n\nOpen the grid: https://grid.example.org/?a=1&b=2\n\n    ABCD-EFGH\n\nCheckpoint:\ngrid/wbcti\n42\n  q8Zc\n',
  );
});

test('[O62] the HTML says the same words; its only link is the address; nothing that fills it becomes markup', async () => {
  const html = asHtml(PASSAGES, 'sr-Latn');
  expect(html).toMatch(/^<!doctype html><html lang="sr-Latn">/);
  expect([...html.matchAll(/<a href="([^"]*)">/g)].map(([, href]) => href)).toEqual(['https://grid.example.org/?a=1&amp;b=2']);
  expect(html).not.toMatch(/<b>|<Submit>|<script|<img|<link/);
  const parsed = await PostalMime.parse(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
  const words = (text: string): string[] =>
    text
      .replace(/[-\s]+/g, ' ')
      .trim()
      .split(' ');
  const shown = (parsed.html ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  expect(words(shown)).toEqual(words(asText(PASSAGES)));
});
