/** A row's status and its due date in words, in a reader's language: one rule for the pane, the web form and its pages without a script. */
import { localeOf, type SentenceKey, say, sayDate } from './catalogue/say.ts';
import type { RowStatus } from './period.ts';
import { statusSentence } from './status.ts';

const DAY_MS = 86_400_000;

/** Whole calendar days from one local date to another; negative if the other is earlier. */
export const daysFrom = (from: string, to: string): number => Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / DAY_MS);

/** Says a row's status in words, with the distance to its due date while that lies ahead: `Not submitted – due …, in 36 days`. */
export function statusWords(status: RowStatus, { today, language }: { today: string; language: string }): string {
  const { code, params } = statusSentence(status);
  const sentence = say(code, { ...params, dueOn: sayDate(params.dueOn, language), submittedOn: sayDate(params.submittedOn, language) }, language);
  const stillOpen = (status.state === 'missing' || status.state === 'edited') && !status.overdue;
  if (!stillOpen) return sentence;
  const count = daysFrom(today, status.dueOn);
  return say(distanceSentence(count), { status: sentence, count }, language);
}

/** Writes an instant in words, in a time zone: `25 November 2026 at 10:05`. Takes RFC 3339 or milliseconds. */
export function sayInstant(at: string | number, { timeZone, language }: { timeZone: string; language: string }): string {
  const format = { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone } as const;
  return new Intl.DateTimeFormat(localeOf(language), format).format(new Date(at));
}

function distanceSentence(days: number): SentenceKey {
  if (days === 0) return 'pane.row.distance-today';
  return days === 1 ? 'pane.row.distance-tomorrow' : 'pane.row.distance';
}
