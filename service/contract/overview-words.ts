/** The overview in sentences: dates, rates with the numbers they are made of, how punctual, how a period went. One rule for API, page, pane and files. */
import { localeOf, say, sayDate, sayShortDate } from './catalogue/say.ts';
import type { HeatCell, Overview, Punctuality, Rate } from './overview.ts';
import { daysFrom } from './status-words.ts';

/** What the sentences need to know. */
type Said = Pick<Overview, 'opensOn' | 'dueOn' | 'closesOn' | 'today' | 'reportingRate' | 'reportingRateOnTime' | 'punctuality' | 'counts'>;

/** The sentences of an overview in a language. */
export function overviewSentences(overview: Said, language = 'en'): Overview['sentences'] {
  const { opensOn, dueOn, closesOn, today, counts } = overview;
  const dates = {
    dueOn: sayDate(dueOn, language),
    distance: distanceWords({ today, date: dueOn }, language),
    opensOn: sayShortDate(opensOn, language),
    closesOn: sayShortDate(closesOn, language),
  };
  return {
    dates: say(opensOn > today ? 'overview.dates-ahead' : 'overview.dates', dates, language),
    reportingRate: rateSentence(overview.reportingRate, { key: 'overview.rate', language }),
    reportingRateOnTime: rateSentence(overview.reportingRateOnTime, { key: 'overview.rate-on-time', language }),
    excused: counts.excused === 0 ? say('overview.excused-none', {}, language) : say('overview.excused', { count: counts.excused }, language),
    punctuality: punctualitySentence(overview.punctuality, language),
  };
}

/** A rate as a percentage with one decimal, `89.5%`; a dash if none is expected. */
export function rateWords({ value }: Rate, language = 'en'): string {
  return value === null ? '–' : new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 1 }).format(value);
}

/** Days around the due date in a few words: `3 days early`, `on the day`, `2 days late`. */
export function daysWords(days: number, language = 'en'): string {
  if (days === 0) return say('overview.days-short-on', {}, language);
  return say(days < 0 ? 'overview.days-short-before' : 'overview.days-short-after', { count: Math.abs(days) }, language);
}

/** How a member's period went, in words: `2 days late`, `On time (as Serbia and Montenegro)`. */
export function heatWords({ mark, daysLate, nothingToReport, name }: HeatCell, language = 'en'): string {
  const key = mark === 'late' && nothingToReport ? 'overview.heat.late-nil' : (`overview.heat.${mark}` as const);
  const words = say(key, { count: daysLate }, language);
  return name === undefined ? words : say('overview.heat.named', { words, name }, language);
}

function rateSentence(rate: Rate, { key, language }: { key: 'overview.rate' | 'overview.rate-on-time'; language: string }): string {
  if (rate.value === null) return say('overview.rate-none', {}, language);
  return say(key, { part: rate.part, expected: rate.expected, rate: rateWords(rate, language) }, language);
}

function punctualitySentence({ received, medianDays, worstDays }: Punctuality, language: string): string {
  if (medianDays === null || worstDays === null) return say('overview.punctuality-none', {}, language);
  const worst = daysFromDue(worstDays, language);
  if (received === 1) return say('overview.punctuality-one', { worst }, language);
  return say('overview.punctuality', { count: received, median: daysFromDue(medianDays, language), worst }, language);
}

function daysFromDue(days: number, language: string): string {
  if (days === 0) return say('overview.days-on', {}, language);
  return say(days < 0 ? 'overview.days-before' : 'overview.days-after', { count: Math.abs(days) }, language);
}

function distanceWords({ today, date }: { today: string; date: string }, language: string): string {
  const count = daysFrom(today, date);
  if (count === 0) return say('overview.distance-today', {}, language);
  return say(count > 0 ? 'overview.distance' : 'overview.distance-past', { count: Math.abs(count) }, language);
}
