/** The one template of every mail: passages become a text and an HTML part that say the same. What fills them is plain text; markup in it stays text. */
import { escapeHtml } from './escape-html.ts';

/** A passage of a mail: a paragraph, a list under its heading, a paragraph with an address in it, lines that are to be kept as they are, or a code to type. */
export type Passage =
  | string
  | { code: string }
  | { heading: string; items: readonly string[] }
  | { text: string; url: string }
  | { lead: string; kept: string };

/** The passages as plain text. */
export function asText(passages: readonly Passage[]): string {
  return `${passages.map(textOf).join('\n\n')}\n`;
}

/** The passages as a page of HTML in a language; every style stands in its element, since mail programs take no others. */
export function asHtml(passages: readonly Passage[], language: string): string {
  return [
    `<!doctype html><html lang="${escapeHtml(language)}"><body style="font-family:Segoe UI,Arial,sans-serif;font-size:15px;line-height:1.5;max-width:40em">`,
    ...passages.map(htmlOf),
    '</body></html>',
  ].join('\n');
}

function textOf(passage: Passage): string {
  if (typeof passage === 'string') return passage;
  if ('heading' in passage) return [passage.heading, ...passage.items.map((item) => `- ${item}`)].join('\n');
  if ('code' in passage) return `    ${passage.code}`;
  return 'kept' in passage ? `${passage.lead}\n${passage.kept}` : passage.text;
}

function htmlOf(passage: Passage): string {
  if (typeof passage === 'string') return `<p>${escapeHtml(passage)}</p>`;
  if ('heading' in passage) {
    const items = passage.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('');
    return `<h2 style="font-size:16px">${escapeHtml(passage.heading)}</h2><ul>${items}</ul>`;
  }
  if ('code' in passage) return `<p style="font-size:26px;font-family:Consolas,monospace"><strong>${escapeHtml(passage.code)}</strong></p>`;
  if ('kept' in passage)
    return `<p>${escapeHtml(passage.lead)}</p><pre style="font-size:12px;white-space:pre-wrap;word-break:break-all">${escapeHtml(passage.kept)}</pre>`;
  return `<p>${escapeHtml(passage.text).replaceAll(escapeHtml(passage.url), (shown) => `<a href="${shown}">${shown}</a>`)}</p>`;
}
