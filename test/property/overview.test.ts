/** Properties of the overview: rates stay rates, and a strip says what each period's own report says, whatever was submitted, excused, extended or left. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeriodReport } from '#contract/period.ts';
import { shiftPeriod } from '../../service/domain/calendar.ts';
import { periodReport } from '../../service/domain/cycle.ts';
import type { EntryDraft } from '../../service/domain/entry.ts';
import { type OverviewFold, overviewOf } from '../../service/domain/overview.ts';
import { stateWith, submitted, THREE_MEMBERS, trialWith } from '../support/states.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

const FIRST = '2026-Q4';
const day = fc.integer({ min: 0, max: 1_200 }).map((days) => new Date(Date.UTC(2026, 9, 1) + days * 86_400_000).toISOString().slice(0, 10));
const period = fc.integer({ min: 0, max: 11 }).map((count) => shiftPeriod(FIRST, count));
const member = fc.constantFrom('alpha', 'beta', 'gamma');
const act = fc.record({
  member,
  period,
  day,
  kind: fc.constantFrom('updated', 'nothing-to-report', 'withdraw', 'excuse', 'extend'),
  by: fc.integer({ min: 1, max: 40 }),
});
const acts = fc.array(act, { maxLength: 16 }).map((all) => [...all].sort((a, b) => (a.day < b.day ? -1 : 1)));
const membership = fc.tuple(day, fc.option(day, { nil: undefined }));

function played(all: readonly (typeof act extends fc.Arbitrary<infer Act> ? Act : never)[]): EntryDraft[] {
  const made = new Map<string, number>();
  return all.flatMap((each, index): EntryDraft[] => {
    const { member: who, period: of, kind } = each;
    const header = { at: `${each.day}T11:00:00.000Z`, by: `p-${who}`, route: 'form' } as const;
    const number = index + 1;
    if (kind === 'withdraw') {
      const last = made.get(`${of}/${who}`);
      return last === undefined ? [] : [{ ...header, kind: 'submission.withdrawn', content: { number: last, period: of, member: who } }];
    }
    if (kind === 'updated' || kind === 'nothing-to-report') {
      made.set(`${of}/${who}`, number);
      return [submitted({ number, period: of, member: who, statement: kind, rowVersions: { [who]: 1 } }, header.at)];
    }
    const request = { number, period: of, member: who, kind: kind === 'excuse' ? 'excuse' : 'extension' } as const;
    const dueOn = kind === 'extend' ? { dueOn: new Date(Date.parse(`${each.day}T12:00:00Z`) + each.by * 86_400_000).toISOString().slice(0, 10) } : {};
    return [
      { ...header, kind: 'request.made', content: { ...request, reason: 'r', ...dueOn } },
      { ...header, kind: 'request.answered', content: { ...request, granted: each.by % 3 > 0, ...dueOn } },
    ];
  });
}

// One property for both rules: making the state takes most of the time.
test('[C50] [C51] rates are null or from 0 to 1, and each strip agrees with the report of each of its periods', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(acts, fc.array(membership, { minLength: 3, maxLength: 3 }), period, day, (all, spans, one, today) => {
      const state = stateWith(played(all), membersWith(spans));
      const overview = overviewOf(state, { period: one, today, conflicts: new Map() });
      expectRates(overview);
      expectStrips(overview, (each) => periodReport(state, { period: each, today }));
    }),
  );
});

function expectRates(overview: OverviewFold): void {
  for (const { reportingRate, reportingRateOnTime } of [overview, ...overview.periods]) {
    for (const { part, expected, value } of [reportingRate, reportingRateOnTime]) {
      expect(value === null).toBe(expected === 0);
      expect(part >= 0 && part <= expected).toBe(true);
      if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
    }
    expect(reportingRateOnTime.part).toBeLessThanOrEqual(reportingRate.part);
  }
  const { members, missing, edited, submitted: sent, returned, accepted, excused } = overview.counts;
  expect(missing + edited + sent + returned + accepted + excused).toBe(members);
}

function expectStrips(overview: OverviewFold, reportOf: (period: string) => PeriodReport): void {
  expect(overview.periods.length).toBeLessThanOrEqual(8);
  for (const [index, { period: each, reportingRate, reportingRateOnTime, excused }] of overview.periods.entries()) {
    const report = reportOf(each);
    expect([reportingRate.value, reportingRateOnTime.value]).toEqual([report.reportingRate, report.reportingRateOnTime]);
    expect(excused).toBe(report.members.length - report.expected);
    for (const { member: who, strip } of overview.members) {
      const standing = report.members.find((other) => other.member === who);
      expect(strip[index]?.mark).toBe(markBy(standing));
    }
  }
}

/** The mark that a standing of the report stands for. */
function markBy(standing: PeriodReport['members'][number] | undefined): string {
  if (!standing) return 'not-a-member';
  if (standing.state === 'excused') return 'excused';
  if (standing.received) return standing.onTime ? (standing.statement === 'updated' ? 'on-time' : 'nil') : 'late';
  return standing.overdue ? 'missing' : 'open';
}

function membersWith(spans: readonly [string, string | undefined][]) {
  const members = THREE_MEMBERS.members.map((each, index) => {
    const [from = '2026-10-01', to] = spans[index] ?? [];
    return { ...each, from, ...(to === undefined || to < from ? {} : { to }) };
  });
  return trialWith({ members });
}
