/** Properties of calendar and cycle, counted a second time by plain arithmetic on the script of who did what when. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Calendar } from '#contract/grid.ts';
import { datesOf, daysBetween, localDateOf, periodOfDate, shiftDate, shiftPeriod, startOfDay } from '../../service/domain/calendar.ts';
import { periodReport, rowStatus, standingOf } from '../../service/domain/cycle.ts';
import { periodInWork } from '../../service/domain/period-dates.ts';
import { saved, stateWith, submitted, THREE_MEMBERS, trialWith } from '../support/states.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

const DAY_MS = 86_400_000;
const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const dayMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dayOf = (from: string, to: string) => fc.integer({ min: dayMs(from) / DAY_MS, max: dayMs(to) / DAY_MS }).map((day) => isoDate(day * DAY_MS));

const zone = fc.constantFrom(
  'Europe/Ljubljana',
  'Pacific/Auckland',
  'America/St_Johns',
  'Asia/Kathmandu',
  'UTC',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
  'Pacific/Chatham',
);
const instantMs = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 11, 31) });
const calendar = fc.record({
  every: fc.constant('quarter' as const),
  firstPeriod: fc.constant('2026-Q4'),
  dueDaysAfterEnd: fc.integer({ min: -60, max: 60 }),
  closesDaysAfterDue: fc.integer({ min: 0, max: 80 }),
  stages: fc.constant<Calendar['stages']>([{ stage: 'due-soon', daysFromDue: -3 }]),
});
const period = fc.tuple(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 4 })).map(([year, quarter]) => `${year}-Q${quarter}`);

const formats = new Map<string, Intl.DateTimeFormat>();
function shownDate(ms: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format.format(ms);
}

/** The last day of `2026-Q4`, by hand. */
function endOf(one: string): string {
  const [year, quarter] = one.split('-Q').map(Number);
  return isoDate(Date.UTC(year ?? 0, (quarter ?? 0) * 3, 1) - DAY_MS);
}

test('[C2] the local date of any instant is the one that a wall calendar in the zone shows', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(instantMs, zone, (ms, timeZone) => {
      expect(localDateOf(new Date(ms).toISOString(), timeZone)).toBe(shownDate(ms, timeZone));
    }),
  );
});

test('[C2] a day begins at its first millisecond', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(dayOf('2024-01-01', '2040-12-31'), zone, (day, timeZone) => {
      const startMs = Date.parse(startOfDay(day, timeZone));
      expect([shownDate(startMs, timeZone), shownDate(startMs - 1, timeZone)]).toEqual([day, isoDate(dayMs(day) - DAY_MS)]);
    }),
  );
});

test('[C3] periods and dates shift forth and back, add up, and keep their order', { timeout: TIMEOUT_MS }, () => {
  const count = fc.integer({ min: -300, max: 300 });
  holds(
    fc.property(period, dayOf('2024-01-01', '2040-12-31'), count, count, (one, day, first, second) => {
      expect(shiftPeriod(shiftPeriod(one, first), second)).toBe(shiftPeriod(one, first + second));
      expect(Math.sign(first)).toBe(one < shiftPeriod(one, first) ? 1 : one > shiftPeriod(one, first) ? -1 : 0);
      expect(shiftDate(day, first)).toBe(isoDate(dayMs(day) + first * DAY_MS));
      expect(daysBetween(day, shiftDate(day, first))).toBe(first);
    }),
  );
});

test('[C4] each day has one period in work: open on that day or still to come, never an earlier one on a later day', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(calendar, dayOf('2026-01-01', '2032-12-31'), fc.nat(200), (one, day, later) => {
      const state = stateWith([], trialWith({ calendar: one }));
      const inWork = periodInWork(state, day);
      const closes = (which: string) => isoDate(dayMs(endOf(which)) + (one.dueDaysAfterEnd + one.closesDaysAfterDue) * DAY_MS);
      expect(closes(inWork) >= day).toBe(true);
      if (inWork !== one.firstPeriod) expect(closes(shiftPeriod(inWork, -1)) < day).toBe(true);
      expect(periodInWork(state, shiftDate(day, later)) >= inWork).toBe(true);
      expect(datesOf(inWork, one).closesOn).toBe(closes(inWork));
    }),
  );
});

const member = fc.constantFrom('alpha', 'beta', 'gamma');
const act = fc.record({ member, day: dayOf('2026-10-01', '2027-08-31'), kind: fc.constantFrom('edit', 'submit', 'nothing') });
const script = fc.array(act, { maxLength: 12 }).map((acts) => [...acts].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)));
const membership = fc.record({ from: dayOf('2026-09-01', '2027-02-01'), to: fc.option(dayOf('2027-02-01', '2027-08-31'), { nil: undefined }) });

test('[C7] rates, lateness and states are those of a plain count', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(
      script,
      fc.tuple(membership, membership, membership),
      calendar,
      fc.constantFrom('2026-Q4', '2027-Q1', '2027-Q2'),
      dayOf('2027-09-01', '2027-12-31'),
      (acts, memberships, dates, one, today) => {
        const members = THREE_MEMBERS.members.map(({ from: _from, ...rest }, index) => {
          const { from, to } = memberships[index] ?? { from: '2026-10-01', to: undefined };
          return { ...rest, from, ...(to === undefined ? {} : { to }) };
        });
        const state = stateWith(played(acts, one), trialWith({ members, calendar: dates }));
        const report = periodReport(state, { period: one, today });

        const end = endOf(one);
        const dueMs = dayMs(end) + dates.dueDaysAfterEnd * DAY_MS;
        const closesMs = dueMs + dates.closesDaysAfterDue * DAY_MS;
        const expected = members.filter(({ from, to }) => from <= end && (to ?? '9999') >= end).map((each) => each.member);
        const answers = expected.map((name) => acts.find((each) => each.member === name && each.kind !== 'edit')?.day);
        const onTime = answers.filter((day) => day !== undefined && dayMs(day) <= dueMs).length;
        const received = answers.filter((day) => day !== undefined).length;
        expect(report).toMatchObject({ expected: expected.length, received, receivedOnTime: onTime, dueOn: isoDate(dueMs), closesOn: isoDate(closesMs) });
        expect(report.reportingRate).toBe(expected.length === 0 ? null : received / expected.length);
        expect(report.reportingRateOnTime).toBe(expected.length === 0 ? null : onTime / expected.length);

        expect(report.members.map((each) => each.member)).toEqual(expected);
        for (const [index, standing] of report.members.entries()) {
          const answer = answers[index];
          const late = Math.max(0, (dayMs(answer ?? today) - dueMs) / DAY_MS);
          const edited = acts.some(({ member: who, day, kind }) => who === standing.member && kind === 'edit' && isWorkOn(day, one, closesMs));
          expect(standing).toMatchObject({
            daysLate: late,
            overdue: answer === undefined && late > 0,
            state: answer === undefined ? (edited ? 'edited' : 'missing') : 'submitted',
          });
        }
      },
    ),
  );
});

test('[C10] changed since: exactly if an edit came after the last answer; the last answer’s statement is shown', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(script, member, (acts, who) => {
      const state = stateWith(played(acts, '2026-Q4'));
      const own = acts.filter((each) => each.member === who);
      const last = own.findLastIndex(({ kind }) => kind !== 'edit');
      const status = rowStatus(state, { row: state.rows.get(who)!, period: '2026-Q4', today: '2027-09-01' });
      expect(status.changedSince).toBe(last >= 0 && own.slice(last).some(({ kind }) => kind === 'edit'));
      expect(status.statement).toBe(last < 0 ? undefined : own[last]?.kind === 'submit' ? 'updated' : 'nothing-to-report');
      expect(status.submittedOn).toBe(own.find(({ kind }) => kind !== 'edit')?.day);
    }),
  );
});

test('[C8] while nobody answers, a member gets one day later each day, and overdue on the first day after the due one', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(calendar, dayOf('2026-10-01', '2027-12-31'), (dates, today) => {
      const state = stateWith([], trialWith({ calendar: dates }));
      const on = (day: string) => standingOf(state, { member: 'alpha', period: '2026-Q4', today: day });
      const [now, next] = [on(today), on(shiftDate(today, 1))];
      expect(next.daysLate - now.daysLate).toBe(next.overdue ? 1 : 0);
      expect(now.overdue).toBe(today > now.dueOn);
    }),
  );
});

/** The entries of a script; all submissions are for one period. */
function played(acts: readonly { member: string; day: string; kind: string }[], one: string) {
  const versions = new Map<string, number>();
  return acts.map(({ member: who, day, kind }) => {
    const at = `${day}T11:00:00.000Z`;
    const version = (versions.get(who) ?? 1) + (kind === 'edit' ? 1 : 0);
    versions.set(who, version);
    if (kind === 'edit') return saved(who, version, { at });
    return submitted({ period: one, member: who, statement: kind === 'submit' ? 'updated' : 'nothing-to-report', rowVersions: { [who]: version } }, at);
  });
}

/** In the quarter, or after it and before it closes. */
function isWorkOn(day: string, one: string, closesMs: number): boolean {
  return periodOfDate(day) === one || (day > endOf(one) && dayMs(day) <= closesMs);
}
