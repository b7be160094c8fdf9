/**
 * The pane's way to the catalogue: sentences in the page's language, dates and instants in words. Views hold no sentence of their own.
 * Instants are shown in the grid's time zone, whatever the computer's, since due dates are meant there.
 */
import { type Params, type SentenceKey, sayDate, say as sayIn, sayShortDate } from '#contract/catalogue/say.ts';
import type { RowStatus } from '#contract/period.ts';
import { statusSentence } from '#contract/status.ts';

const DAY_MS = 86_400_000;

/** The language of the page (its `lang`), which the catalogue and the dates follow. */
const language = (): string => document.documentElement.lang || 'en';

/** Says a sentence of the catalogue in the page's language. */
export const say = (key: SentenceKey, params?: Params): string => sayIn(key, params, language());

/** Writes a local date in words: `Thursday, 31 December 2026`. */
export const dateInWords = (localDate: string): string => sayDate(localDate, language());

/** The same without the weekday: `31 December 2026`. */
export const shortDateInWords = (localDate: string): string => sayShortDate(localDate, language());

/** Writes an instant in words, in a time zone: `25 November 2026 at 10:05`. Takes RFC 3339 or milliseconds. */
export function instantInWords(at: string | number, timeZone: string): string {
  return formatted(at, { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone });
}

/** Writes the day of an instant in a time zone, without its weekday: `25 November 2026`. */
export function dayInWords(at: string, timeZone: string): string {
  return formatted(at, { day: 'numeric', month: 'long', year: 'numeric', timeZone });
}

/** Writes the time of day of an instant: `10:05`. */
export function timeInWords(at: string | number, timeZone: string): string {
  return formatted(at, { hour: '2-digit', minute: '2-digit', timeZone });
}

/** Whole calendar days from one local date to another; negative if the other is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / DAY_MS);

/** Says a row's status in words, with the distance to its due date while that lies ahead: `Not submitted – due …, in 36 days`. */
export function statusInWords(status: RowStatus, today: string): string {
  const { code, params } = statusSentence(status);
  const sentence = say(code, { ...params, dueOn: dateInWords(params.dueOn), submittedOn: dateInWords(params.submittedOn) });
  const stillOpen = (status.state === 'missing' || status.state === 'edited') && !status.overdue;
  if (!stillOpen) return sentence;
  const count = daysBetween(today, status.dueOn);
  if (count === 0) return say('pane.row.distance-today', { status: sentence });
  return count === 1 ? say('pane.row.distance-tomorrow', { status: sentence }) : say('pane.row.distance', { status: sentence, count });
}

/** Writes a rate between 0 and 1 as a percentage: `84 %`. */
export const rateInWords = (rate: number): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(rate);

// English dates are written day first: the members are European.
const locale = (): string => (language() === 'en' ? 'en-GB' : language());

function formatted(at: string | number, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), format).format(new Date(at));
}
