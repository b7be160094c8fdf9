/**
 * The calendar against an oracle of plain Date and Intl arithmetic that shares no code with it: every quarter and every day of 2024 to 2040, in zones with
 * odd offsets, with the other hemisphere's daylight saving, and with days that begin at one o'clock.
 */
import { describe, expect, test } from 'vitest';
import type { Calendar } from '#contract/grid.ts';
import {
  datesOf,
  daysBetween,
  lastDayOf,
  localDateOf,
  periodOfDate,
  periodsUpTo,
  shiftDate,
  shiftPeriod,
  startOfDay,
} from '../../../../service/domain/calendar.ts';
import { periodInWork } from '../../../../service/domain/period-dates.ts';
import { stateWith, trialWith } from '../../../support/states.ts';

const ZONES = ['Europe/Ljubljana', 'Pacific/Auckland', 'America/St_Johns', 'Asia/Kathmandu', 'UTC'];
const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2024, 0, 1);
const LAST_MS = Date.UTC(2040, 11, 31);

const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const DAYS = Array.from({ length: (LAST_MS - FIRST_MS) / DAY_MS + 1 }, (_, index) => isoDate(FIRST_MS + index * DAY_MS));
const QUARTERS = Array.from({ length: 17 * 4 }, (_, index) => ({ year: 2024 + Math.floor(index / 4), quarter: (index % 4) + 1 }));
/** The last days of the four quarters are the same in every year: written down, not worked out. */
const ENDS = ['', '03-31', '06-30', '09-30', '12-31'];
const STARTS = ['', '01-01', '04-01', '07-01', '10-01'];

const formats = new Map(ZONES.concat('America/Santiago', 'Africa/Cairo', 'Asia/Beirut').map((zone) => [zone, formatOf(zone)]));

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** What a wall calendar in the zone shows at an instant. */
const shownDate = (ms: number, zone: string): string => formats.get(zone)?.format(ms) ?? '';

const calendarWith = (changes: Partial<Calendar> = {}): Calendar => ({
  every: 'quarter',
  firstPeriod: '2024-Q1',
  dueDaysAfterEnd: 0,
  closesDaysAfterDue: 30,
  stages: [{ stage: 'due-soon', daysFromDue: -3 }],
  ...changes,
});

const addDays = (date: string, days: number): string => isoDate(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS);

describe('quarters', () => {
  test.each(QUARTERS)('[C1] $year-Q$quarter opens, is due and closes on the days of the wall calendar', ({ year, quarter }) => {
    const period = `${year}-Q${quarter}`;
    const end = `${year}-${ENDS[quarter]}`;
    expect(lastDayOf(period)).toBe(end);
    for (const [due, closes] of [
      [0, 30],
      [15, 0],
      [-10, 80],
      [60, 80],
      [-60, 0],
    ] as const) {
      expect(datesOf(period, calendarWith({ dueDaysAfterEnd: due, closesDaysAfterDue: closes }))).toEqual({
        period,
        opensOn: `${year}-${STARTS[quarter]}`,
        dueOn: addDays(end, due),
        closesOn: addDays(end, due + closes),
      });
    }
  });

  test('[C1] the shipped calendar: 2026-Q4 is due on 31 December and closes on 30 January', () => {
    expect(datesOf('2026-Q4', calendarWith())).toEqual({ period: '2026-Q4', opensOn: '2026-10-01', dueOn: '2026-12-31', closesOn: '2027-01-30' });
  });

  test('[C1] a leap day counts: thirty days after 31 January are 1 March in 2028 and 2 March in 2027', () => {
    expect(datesOf('2027-Q4', calendarWith({ dueDaysAfterEnd: 31 })).closesOn).toBe('2028-03-01');
    expect(datesOf('2026-Q4', calendarWith({ dueDaysAfterEnd: 31 })).closesOn).toBe('2027-03-02');
  });

  test('[C1] every day lies in exactly the quarter of its month, and quarters leave no day out', () => {
    for (const day of DAYS) {
      const period = periodOfDate(day);
      expect(period).toBe(`${day.slice(0, 4)}-Q${['', 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][Number(day.slice(5, 7))]}`);
      expect(datesOf(period, calendarWith()).opensOn <= day && day <= lastDayOf(period)).toBe(true);
    }
  });

  test('[C3] periods shift forth and back without loss, over year ends too', () => {
    expect(shiftPeriod('2026-Q4', 1)).toBe('2027-Q1');
    expect(shiftPeriod('2027-Q1', -1)).toBe('2026-Q4');
    expect(shiftPeriod('2026-Q2', -7)).toBe('2024-Q3');
    QUARTERS.forEach(({ year, quarter }, index) => {
      const period = `${year}-Q${quarter}`;
      expect(shiftPeriod('2024-Q1', index)).toBe(period);
      for (const count of [-9, -4, -1, 0, 1, 5, 44]) expect(shiftPeriod(shiftPeriod(period, count), -count)).toBe(period);
      expect(addDays(lastDayOf(period), 1)).toBe(datesOf(shiftPeriod(period, 1), calendarWith()).opensOn);
    });
  });

  test('[C3] dates shift and differ in whole days, whatever the months and leap days between', () => {
    for (const from of ['2024-02-28', '2024-02-29', '2026-12-31', '2027-03-28', '2028-02-29']) {
      for (const days of [-400, -31, -1, 0, 1, 30, 366, 1461]) {
        expect(shiftDate(from, days)).toBe(addDays(from, days));
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }
    }
  });
});

describe('days in a time zone', () => {
  test.each(ZONES)('[C2] %s: every day of 2024 to 2040 begins at its first instant', (zone) => {
    const wrong = DAYS.filter((day) => {
      const startMs = Date.parse(startOfDay(day, zone));
      return shownDate(startMs, zone) !== day || shownDate(startMs - 1, zone) !== addDays(day, -1);
    });
    expect(wrong).toEqual([]);
  });

  test.each(ZONES)('[C2] %s: the local date turns at the start of a day, to the millisecond', (zone) => {
    for (const day of DAYS.filter((_, index) => index % 7 === 0)) {
      const start = startOfDay(day, zone);
      expect(localDateOf(start, zone)).toBe(day);
      expect(localDateOf(new Date(Date.parse(start) - 1).toISOString(), zone)).toBe(addDays(day, -1));
    }
  });

  test.each(ZONES)('[C2] %s: the local date of every sixth hour is the one that a wall calendar shows', (zone) => {
    for (let ms = FIRST_MS; ms < LAST_MS; ms += 6 * 3_600_000 + 61_001) {
      const instant = new Date(ms).toISOString();
      if (localDateOf(instant, zone) !== shownDate(ms, zone)) expect([instant, localDateOf(instant, zone)]).toEqual([instant, shownDate(ms, zone)]);
    }
  });

  test.each([
    ['Europe/Ljubljana', '2026-12-31', '2026-12-30T23:00:00.000Z'],
    ['Europe/Ljubljana', '2027-03-28', '2027-03-27T23:00:00.000Z'],
    ['Europe/Ljubljana', '2027-03-29', '2027-03-28T22:00:00.000Z'],
    ['Europe/Ljubljana', '2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['Europe/Ljubljana', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['Pacific/Auckland', '2026-01-01', '2025-12-31T11:00:00.000Z'],
    ['America/St_Johns', '2026-01-01', '2026-01-01T03:30:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
    // Days without a midnight: clocks go from 00:00 to 01:00.
    ['America/Santiago', '2024-09-08', '2024-09-08T04:00:00.000Z'],
    ['Asia/Beirut', '2024-03-31', '2024-03-30T22:00:00.000Z'],
    ['Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00.000Z'],
  ])('[C2] %s: %s begins at %s', (zone, day, instant) => {
    expect(startOfDay(day, zone)).toBe(instant);
    expect(shownDate(Date.parse(instant), zone)).toBe(day);
    expect(shownDate(Date.parse(instant) - 1, zone)).toBe(addDays(day, -1));
  });
});

const stateOf = (calendar: Calendar) => stateWith([], trialWith({ calendar }));

describe('the period in work', () => {
  const QUARTER_BOUNDS = QUARTERS.filter(({ year }) => year >= 2026).map(({ year, quarter }) => ({
    period: `${year}-Q${quarter}`,
    end: `${year}-${ENDS[quarter]}`,
  }));

  test('[C4] with the shipped calendar a quarter stays in work until the thirtieth day after its end, and the next one follows on the thirty-first', () => {
    const state = stateOf(calendarWith({ firstPeriod: '2026-Q1' }));
    for (const { period, end } of QUARTER_BOUNDS) {
      expect([period, periodInWork(state, end)]).toEqual([period, period]);
      expect([period, periodInWork(state, addDays(end, 1))]).toEqual([period, period]);
      expect([period, periodInWork(state, addDays(end, 30))]).toEqual([period, period]);
      expect([period, periodInWork(state, addDays(end, 31))]).toEqual([period, shiftPeriod(period, 1)]);
    }
  });

  test.each([
    [0, 30],
    [60, 80],
    [-60, 0],
    [0, 0],
  ])('[C4] due %i days after the end and closed %i days later: it is the oldest whose closing day has not passed, around every boundary', (due, closes) => {
    const state = stateOf(calendarWith({ dueDaysAfterEnd: due, closesDaysAfterDue: closes }));
    const closing = QUARTERS.map(({ year, quarter }) => ({ period: `${year}-Q${quarter}`, closesOn: addDays(`${year}-${ENDS[quarter]}`, due + closes) }));
    const days = closing.slice(0, -2).flatMap(({ closesOn }) => [-1, 0, 1, 40].map((shift) => addDays(closesOn, shift)));
    const wrong = days.filter((day) => periodInWork(state, day) !== closing.find(({ closesOn }) => closesOn >= day)?.period);
    expect(wrong).toEqual([]);
  });

  test('[C4] before the grid’s first period it is the first', () => {
    expect(periodInWork(stateOf(calendarWith()), '2023-05-05')).toBe('2024-Q1');
    expect(periodInWork(stateOf(calendarWith()), '2023-12-31')).toBe('2024-Q1');
  });

  test('[C5] the periods that exist run from the first to the one of today, and not further', () => {
    expect(periodsUpTo('2023-05-05', calendarWith())).toEqual(['2024-Q1']);
    expect(periodsUpTo('2024-03-31', calendarWith())).toEqual(['2024-Q1']);
    expect(periodsUpTo('2024-04-01', calendarWith())).toEqual(['2024-Q1', '2024-Q2']);
    expect(periodsUpTo('2040-12-31', calendarWith())).toEqual(QUARTERS.map(({ year, quarter }) => `${year}-Q${quarter}`));
  });
});
