/**
 * The words of a reminder as a mail to one person: one template per kind (upcoming, overdue, escalation), as text and as HTML. It never holds content of
 * cells, so it carries no marking either; what it names is the grid, the member, the period and dates.
 * A combined reminder speaks about today: once it is overdue, the stages before the due date are not mentioned.
 */
import { type SentenceKey, say, sayDate, spokenLanguage } from '#contract/catalogue/say.ts';
import type { GridDefinition } from '#contract/grid.ts';
import { datesOf, daysBetween } from '../domain/calendar.ts';
import type { ReminderContent } from '../domain/entry.ts';
import type { DirectoryPerson, Mail } from './ports.ts';

/** What all letters of a service have in common. */
export interface Letterhead {
  /** Where the grid is opened: `PUBLIC_URL`. */
  publicUrl: string;
  /** The part of the Message-ID after the @. */
  mailDomain: string;
  /** The newest checkpoint (signed note) of a grid. */
  checkpoint(grid: string): string;
}

/** What one letter says. `today` is the local date of sending. */
export interface LetterContent {
  letter: string;
  reminder: ReminderContent;
  person: DirectoryPerson & { email: string };
  definition: GridDefinition;
  today: string;
}

type MailKey = Extract<SentenceKey, `mail.${string}`>;

interface Passages {
  language: string;
  greeting: string;
  lead: string;
  heading: string;
  todo: string[];
  open: string;
  url: string;
  closing: string[];
  footnotes: string[];
  checkpointLead: string;
  checkpoint: string;
}

/** Writes the mail of a letter. */
export function letterMail(content: LetterContent, letterhead: Letterhead): Mail {
  const { kind, params, language } = wordingOf(content);
  const name = letterName(content.letter);
  const passages = passagesOf(content, letterhead);
  return {
    messageId: `${name}@${letterhead.mailDomain}`,
    to: { name: content.person.name, address: content.person.email },
    subject: say(`mail.subject.${kind}`, params, language),
    text: asText(passages),
    html: asHtml(passages),
    name,
  };
}

/** A letter's id as it stands in a Message-ID (RFC 5322, dot-atom) and in a file name: `:` and a dot that follows a dot or ends it are written `=3A`, `=2E`. */
export function letterName(letter: string): string {
  return letter.replaceAll(':', '=3A').replace(/\.(?=\.|$)/g, '=2E');
}

function wordingOf({ reminder, person, definition, today }: LetterContent) {
  const language = spokenLanguage(person.language);
  const member = memberOf(definition, reminder.member);
  const daysLeft = daysBetween(today, reminder.dueOn);
  const late = daysLeft < 0;
  const kind = late ? (reminder.stages.includes('escalation') ? 'escalation' : 'overdue') : 'upcoming';
  const params = {
    title: definition.title,
    organisation: definition.organisation,
    member: member.shortName,
    name: person.name,
    period: reminder.period,
    dueOn: sayDate(reminder.dueOn, language),
    closesOn: sayDate(datesOf(reminder.period, definition.calendar).closesOn, language),
    count: Math.abs(daysLeft),
    reminder: reminder.id,
  };
  const lead: MailKey = daysLeft === 0 ? 'mail.lead.today' : `mail.lead.${kind}`;
  return { kind, lead, params, language } as const;
}

function passagesOf(content: LetterContent, letterhead: Letterhead): Passages {
  const { person, definition } = content;
  const { lead, params, language } = wordingOf(content);
  const words = (key: MailKey): string => say(key, { ...params, url: letterhead.publicUrl }, language);
  return {
    language,
    greeting: words('mail.greeting'),
    lead: words(lead),
    heading: words('mail.todo.heading'),
    todo: [words('mail.todo.changed'), words('mail.todo.unchanged'), words('mail.todo.no-addin')],
    open: words('mail.open'),
    url: letterhead.publicUrl,
    closing: [words('mail.open-until'), words(whyKey(person)), words('mail.sent-by')],
    footnotes: footnotesFor(definition, params.member),
    checkpointLead: words('mail.checkpoint'),
    checkpoint: letterhead.checkpoint(definition.grid).trimEnd(),
  };
}

function whyKey({ role }: DirectoryPerson): MailKey {
  return role === 'lead' || role === 'deputy' || role === 'head' ? `mail.why.${role}` : 'mail.why.focal-point';
}

/** The grid's footnotes, where the member's name carries a wording that points to them (`Kosovo*`). */
function footnotesFor(definition: GridDefinition, memberName: string): string[] {
  return definition.wordingRules.some(({ word, suffix }) => memberName.includes(word + suffix)) ? definition.footnotes : [];
}

function memberOf(definition: GridDefinition, key: string): { shortName: string } {
  return definition.members.find(({ member }) => member === key) ?? { shortName: key };
}

function asText(passages: Passages): string {
  const { greeting, lead, heading, todo, open, closing, footnotes, checkpointLead, checkpoint } = passages;
  const paragraphs = [
    greeting,
    lead,
    [heading, ...todo.map((line) => `- ${line}`)].join('\n'),
    open,
    ...closing,
    ...footnotes,
    `${checkpointLead}\n${checkpoint}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function asHtml(passages: Passages): string {
  const { language, greeting, lead, heading, todo, open, url, closing, footnotes, checkpointLead, checkpoint } = passages;
  const link = escapeHtml(open).replaceAll(escapeHtml(url), (shown) => `<a href="${shown}">${shown}</a>`);
  return [
    `<!doctype html><html lang="${escapeHtml(language)}"><body style="font-family:Segoe UI,Arial,sans-serif;font-size:15px;line-height:1.5;max-width:40em">`,
    `<p>${escapeHtml(greeting)}</p><p>${escapeHtml(lead)}</p>`,
    `<h2 style="font-size:16px">${escapeHtml(heading)}</h2><ul>${todo.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
    `<p>${link}</p>`,
    ...[...closing, ...footnotes].map((line) => `<p>${escapeHtml(line)}</p>`),
    `<p>${escapeHtml(checkpointLead)}</p><pre style="font-size:12px;white-space:pre-wrap">${escapeHtml(checkpoint)}</pre></body></html>`,
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
