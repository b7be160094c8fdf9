/** The mail with a sign-in code, as text and as HTML. The code stands in its body alone; the link names the request and nothing else; who asked from where is not said. */
import { type SentenceKey, say, spokenLanguage } from '#contract/catalogue/say.ts';
import type { GridDefinition } from '#contract/grid.ts';
import type { Found } from './directory-people.ts';
import { asHtml, asText, type Passage } from './mail-template.ts';
import type { Mail } from './mailer.ts';
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
  const passages: Passage[] = [
    words('sign-in.mail-greeting'),
    words('sign-in.mail-lead'),
    { code: shownCode(code) },
    { text: words('sign-in.mail-how'), url },
    words('sign-in.mail-life'),
    words('sign-in.mail-not-you'),
    words('sign-in.mail-sent-by'),
  ];
  return {
    messageId: `${codeMailName(request)}@${mailDomain}`,
    to: { name: person.name, address: person.email },
    subject: words('sign-in.mail-subject'),
    text: asText(passages),
    html: asHtml(passages, language),
    name: codeMailName(request),
  };
}

/** The name of the mail where mails are kept as files. */
export function codeMailName(request: string): string {
  return `code-${request}`;
}
