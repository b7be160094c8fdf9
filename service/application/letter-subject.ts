/**
 * What a letter of the outbox is about, written as its `reminder`: reminder ids with a blank between them (`<id>@<person>` where it is another person's at the same
 * address), the id of a notice (`wbcti.notice.receipt.42`), or of a summary (`wbcti.summary.2027-01-10`). And what the mail of a letter is called.
 */
import type { News } from '../domain/news.ts';
import type { OutboxLetter } from './ports.ts';

export type LetterKind = 'reminder' | 'notice' | 'summary';

/** One reminder of a letter, and the person whom it addresses. */
export interface LetterPart {
  reminder: string;
  person: string;
}

/** The kind of a letter. A period stands where a notice and a summary have their word, so they can't be mistaken for a reminder. */
export function kindOf({ grid, reminder }: Pick<OutboxLetter, 'grid' | 'reminder'>): LetterKind {
  if (reminder.startsWith(`${grid}.notice.`)) return 'notice';
  return reminder.startsWith(`${grid}.summary.`) ? 'summary' : 'reminder';
}

/** The reminders of a letter. */
export function partsOf({ reminder, person }: Pick<OutboxLetter, 'reminder' | 'person'>): LetterPart[] {
  return reminder.split(' ').map((part) => {
    const at = part.indexOf('@');
    return at < 0 ? { reminder: part, person } : { reminder: part.slice(0, at), person: part.slice(at + 1) };
  });
}

/** Writes the reminders of a letter to a person. */
export function subjectOf(parts: readonly LetterPart[], person: string): string {
  return parts.map((part) => (part.person === person ? part.reminder : `${part.reminder}@${part.person}`)).join(' ');
}

/** The id of a notice. */
export const noticeId = (grid: string, { kind, cursor }: Pick<News, 'kind' | 'cursor'>): string => `${grid}.notice.${kind}.${cursor}`;

/** The cursor of the entry that a notice tells of. */
export const cursorOfNotice = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

/** A letter's id as it stands in a Message-ID (RFC 5322, dot-atom) and in a file name: `:` and a dot that follows a dot or ends it are written `=3A`, `=2E`. */
export function letterName(letter: string): string {
  return letter.replaceAll(':', '=3A').replace(/\.(?=\.|$)/g, '=2E');
}

/** The name of a letter's mail where mails are kept as files: members' reminders lie at the top, everything else in a folder of its kind. */
export function letterFile(letter: Pick<OutboxLetter, 'letter' | 'grid' | 'reminder'>): string {
  const kind = kindOf(letter);
  return kind === 'reminder' ? letterName(letter.letter) : `${kind}/${letterName(letter.letter)}`;
}
