/**
 * The pane's way to the catalogue: sentences in the page's language, dates and instants in words. Views hold no sentence of their own.
 * Instants are shown in the grid's time zone, whatever the computer's, since due dates are meant there.
 */
import { localeOf, type Params, type SentenceKey, sayDate, say as sayIn, sayShortDate } from '#contract/catalogue/say.ts';
import type { RowStatus } from '#contract/period.ts';
import { sayInstant, statusWords } from '#contract/status-words.ts';

/** The language of the page (its `lang`), which the catalogue and the dates follow. */
const language = (): string => document.documentElement.lang || 'en';

/** Says a sentence of the catalogue in the page's language. */
export const say = (key: SentenceKey, params?: Params): string => sayIn(key, params, language());

/** Writes a local date in words: `Thursday, 31 December 2026`. */
export const dateInWords = (localDate: string): string => sayDate(localDate, language());

/** The same without the weekday: `31 December 2026`. */
export const shortDateInWords = (localDate: string): string => sayShortDate(localDate, language());

/** Writes an instant in words, in a time zone: `25 November 2026 at 10:05`. Takes RFC 3339 or milliseconds. */
export const instantInWords = (at: string | number, timeZone: string): string => sayInstant(at, { timeZone, language: language() });

/** Writes the day of an instant in a time zone, without its weekday: `25 November 2026`. */
export function dayInWords(at: string, timeZone: string): string {
  return formatted(at, { day: 'numeric', month: 'long', year: 'numeric', timeZone });
}

/** Writes the time of day of an instant: `10:05`. */
export function timeInWords(at: string | number, timeZone: string): string {
  return formatted(at, { hour: '2-digit', minute: '2-digit', timeZone });
}

/** Says a row's status in words, with the distance to its due date while that lies ahead: `Not submitted – due …, in 36 days`. */
export const statusInWords = (status: RowStatus, today: string): string => statusWords(status, { today, language: language() });

/** Writes a rate between 0 and 1 as a percentage: `84 %`. */
export const rateInWords = (rate: number): string => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(rate);

// English dates are written day first: the members are European.
const locale = (): string => localeOf(language());

function formatted(at: string | number, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), format).format(new Date(at));
}
