/** The mail with a sign-in code, as text and as HTML. The code stands in its body alone; the link names the request and nothing else; who asked from where is not said. */
import { type SentenceKey, say, spokenLanguage } from '#contract/catalogue/say.ts';
import type { GridDefinition } from '#contract/grid.ts';
import type { Found } from './directory-people.ts';
import { escapeHtml } from './escape-html.ts';
import type { Mail } from './ports.ts';
import { shownCode } from './sign-in-code.ts';

/** What the mails of a service have in common. */
export interface CodeLetterhead {
  /** Where the service is reached: `PUBLIC_URL`. */
  publicUrl: string;
  /** The part of the Message-ID after the @. */
  mailDomain: string;
}

/** What one mail says. */
export interface CodeContent {
  request: string;
  code: string;
  person: Found['person'];
  definition: GridDefinition;
}

type LetterKey = Extract<SentenceKey, `sign-in.mail-${string}`>;

/** Writes the mail. */
export function codeMail({ request, code, person, definition }: CodeContent, { publicUrl, mailDomain }: CodeLetterhead): Mail {
  const language = spokenLanguage(person.language);
  const url = `${publicUrl}/sign-in/${request}`;
  const { title, organisation } = definition;
  const words = (key: LetterKey): string => say(key, { name: person.name, title, organisation, url }, language);
  const before = [words('sign-in.mail-greeting'), words('sign-in.mail-lead')];
  const how = words('sign-in.mail-how');
  const after = [words('sign-in.mail-life'), words('sign-in.mail-not-you'), words('sign-in.mail-sent-by')];
  return {
    messageId: `${codeMailName(request)}@${mailDomain}`,
    to: { name: person.name, address: person.email },
    subject: words('sign-in.mail-subject'),
    text: `${[...before, `    ${shownCode(code)}`, how, ...after].join('\n\n')}\n`,
    html: [
      `<!doctype html><html lang="${escapeHtml(language)}"><body style="font-family:Segoe UI,Arial,sans-serif;font-size:15px;line-height:1.5;max-width:40em">`,
      ...before.map(paragraph),
      `<p style="font-size:26px;font-family:Consolas,monospace"><strong>${shownCode(code)}</strong></p>`,
      paragraph(how).replaceAll(escapeHtml(url), (shown) => `<a href="${shown}">${shown}</a>`),
      ...after.map(paragraph),
      '</body></html>',
    ].join('\n'),
    name: codeMailName(request),
  };
}

/** The name of the mail where mails are kept as files. */
export function codeMailName(request: string): string {
  return `code-${request}`;
}

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;
