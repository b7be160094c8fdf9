/**
 * Calendar quarters in a time zone, as pure functions of dates (Temporal; no clock). A period is a quarter of the calendar, `2026-Q4`;
 * it opens on its first day, is due `dueDaysAfterEnd` after its last day and closes `closesDaysAfterDue` after that.
 */
import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '#contract/grid.ts';
import type { PeriodDates } from '#contract/period.ts';

/** The local date of an instant (RFC 3339) in a time zone. */
export function localDateOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The instant at which a local date begins; daylight saving may make it another hour than midnight's usual. */
export function startOfDay(localDate: string, timeZone: string): string {
  return Temporal.PlainDate.from(localDate).toZonedDateTime({ timeZone }).toInstant().toString({ smallestUnit: 'millisecond' });
}

/** `2026-11-25` → `2026-Q4`. */
export function periodOfDate(localDate: string): string {
  const date = Temporal.PlainDate.from(localDate);
  return `${String(date.year).padStart(4, '0')}-Q${Math.ceil(date.month / 3)}`;
}

/** `2026-Q4` → `2027-Q1`; a negative count goes back. */
export function shiftPeriod(period: string, count: number): string {
  const quarters = Number(period.slice(0, 4)) * 4 + Number(period.slice(6)) - 1 + count;
  return `${String(Math.floor(quarters / 4)).padStart(4, '0')}-Q${(quarters % 4) + 1}`;
}

/** The last day of a period. */
export function lastDayOf(period: string): string {
  return firstDay(shiftPeriod(period, 1)).subtract({ days: 1 }).toString();
}

/** When a period opens, is due and closes. */
export function datesOf(period: string, calendar: Calendar): PeriodDates {
  const due = Temporal.PlainDate.from(lastDayOf(period)).add({ days: calendar.dueDaysAfterEnd });
  return {
    period,
    opensOn: firstDay(period).toString(),
    dueOn: due.toString(),
    closesOn: due.add({ days: calendar.closesDaysAfterDue }).toString(),
  };
}

/** A date some days later, or earlier if negative. */
export function shiftDate(localDate: string, days: number): string {
  return Temporal.PlainDate.from(localDate).add({ days }).toString();
}

/** The later of two local dates. */
export const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** Whole days from one date to another; negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/**
 * The periods that exist on a day: from the grid's first to the one of today, or the first alone if it has not begun.
 */
export function periodsUpTo(today: string, calendar: Calendar): string[] {
  const periods = [calendar.firstPeriod];
  while ((periods.at(-1) ?? '') < periodOfDate(today)) periods.push(shiftPeriod(periods.at(-1) ?? '', 1));
  return periods;
}

function firstDay(period: string): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year: Number(period.slice(0, 4)), month: (Number(period.slice(6)) - 1) * 3 + 1, day: 1 });
}
