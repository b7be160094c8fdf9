/**
 * The overview of a period as a pure function of state and day. Rates are those of the period's report; a strip says of each of the last eight periods what
 * that period's own report says, with the members and names that it had.
 */
import type { HeatCell, HeatMark, OpenConflicts, Overview, OverviewCounts, OverviewMember, PeriodRates, Punctuality, Rate } from '#contract/overview.ts';
import type { MemberStanding, PeriodReport } from '#contract/period.ts';
import { daysBetween, localDateOf, shiftPeriod } from './calendar.ts';
import { openStanding } from './confidential.ts';
import { periodReport, reviewOf, standingOf, submissionsOf } from './cycle.ts';
import { membersIn, requestsOf } from './period-dates.ts';
import type { Principal } from './principal.ts';
import type { DefinedState } from './state.ts';

/** The overview without what is not in the ledger (failures) and without its sentences. */
export type OverviewFold = Omit<Overview, 'sentences'>;

/** How many periods a strip shows. */
export const STRIP_PERIODS = 8;

/** Everything of a period. `conflicts` holds open questions by member. */
export function overviewOf(
  state: DefinedState,
  { period, today, conflicts }: { period: string; today: string; conflicts: ReadonlyMap<string, OpenConflicts> },
): OverviewFold {
  const reports = stripPeriods(state, period).map((each) => periodReport(state, { period: each, today }));
  const report = periodReport(state, { period, today });
  const { opensOn, dueOn, closesOn } = report;
  const members = membersIn(state, period).flatMap((member): OverviewMember[] => {
    const standing = report.members.find((each) => each.member === member.member);
    if (!standing) return [];
    const open = conflicts.get(member.member);
    return [
      {
        ...standing,
        no: member.no,
        kind: member.kind,
        strip: reports.map((each) => heatCell(each, standing)),
        ...(reviewWaits(state, { period, today, standing }) ? { reviewWaiting: true } : {}),
        ...(open ? { conflicts: open } : {}),
      },
    ];
  });
  return {
    grid: state.grid,
    cursor: state.cursor,
    period,
    opensOn,
    dueOn,
    closesOn,
    today,
    timeZone: state.definition.timeZone,
    ...ratesOf(report),
    punctuality: punctualityOf(report, state.definition.timeZone),
    counts: countsOf(report),
    members,
    periods: reports.map((each) => ({ period: each.period, ...ratesOf(each), excused: countOf(each, ({ state: is }) => is === 'excused') })),
    waiting: waitingIn(state, { period, members }),
  };
}

/** What a principal may see of it: the Secretariat everything, a focal point besides rates, states and strips what concerns its own member, others no more. */
export function overviewFor<Fold extends OverviewFold>(fold: Fold, principal: Principal): Fold {
  if (principal.role === 'secretariat') return fold;
  const { waiting: _waiting, ...rest } = fold;
  const members = fold.members.map((member) => (principal.member === member.member ? member : publicPart(openStanding(member, principal))));
  return { ...rest, members } as Fold;
}

function publicPart({ reviewWaiting: _w, conflicts: _c, ...rest }: OverviewMember): OverviewMember {
  return rest;
}

function stripPeriods({ definition }: DefinedState, period: string): string[] {
  const periods = Array.from({ length: STRIP_PERIODS }, (_, index) => shiftPeriod(period, index - STRIP_PERIODS + 1));
  return periods.filter((each) => each >= definition.calendar.firstPeriod);
}

function heatCell(report: PeriodReport, { member, shortName }: MemberStanding): HeatCell {
  const standing = report.members.find((each) => each.member === member);
  if (!standing) return { period: report.period, mark: 'not-a-member', daysLate: 0, nothingToReport: false };
  return {
    period: report.period,
    mark: markOf(standing),
    daysLate: standing.daysLate,
    nothingToReport: standing.received && standing.statement === 'nothing-to-report',
    ...(standing.shortName === shortName ? {} : { name: standing.shortName }),
  };
}

function markOf({ state, received, onTime, overdue, statement }: MemberStanding): HeatMark {
  if (state === 'excused') return 'excused';
  if (!received) return overdue ? 'missing' : 'open';
  if (!onTime) return 'late';
  return statement === 'nothing-to-report' ? 'nil' : 'on-time';
}

function ratesOf(report: PeriodReport): Pick<PeriodRates, 'reportingRate' | 'reportingRateOnTime'> {
  const rate = (part: number): Rate => ({ part, expected: report.expected, value: report.expected === 0 ? null : part / report.expected });
  return { reportingRate: rate(report.received), reportingRateOnTime: rate(report.receivedOnTime) };
}

function punctualityOf(report: PeriodReport, timeZone: string): Punctuality {
  const days = report.members
    .filter(({ received }) => received)
    .flatMap(({ submittedAt, dueOn }) => (submittedAt === undefined ? [] : daysBetween(dueOn, localDateOf(submittedAt, timeZone))))
    .sort((a, b) => a - b);
  return { received: days.length, medianDays: medianOf(days), worstDays: days.at(-1) ?? null };
}

/** Of ordered numbers; of an even count the mean of the two in the middle. */
function medianOf(ordered: readonly number[]): number | null {
  const low = ordered[Math.floor((ordered.length - 1) / 2)];
  const high = ordered[Math.floor(ordered.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function countsOf(report: PeriodReport): OverviewCounts {
  const inState = (state: MemberStanding['state']) => countOf(report, (each) => each.state === state);
  return {
    members: report.members.length,
    missing: inState('missing'),
    edited: inState('edited'),
    submitted: inState('submitted'),
    returned: inState('returned'),
    accepted: inState('accepted'),
    excused: inState('excused'),
    overdue: countOf(report, ({ overdue }) => overdue),
  };
}

const countOf = ({ members }: PeriodReport, counts: (each: MemberStanding) => boolean): number => members.filter(counts).length;

/** A submission that counts and that the Secretariat has not answered; an excused member's is none of its business any more. */
function reviewWaits(state: DefinedState, { period, today, standing }: { period: string; today: string; standing: MemberStanding }): boolean {
  const { last } = standingOf(state, { member: standing.member, period, today });
  return standing.state !== 'excused' && last !== undefined && reviewOf(state, last) === undefined;
}

function waitingIn(state: DefinedState, { period, members }: { period: string; members: readonly OverviewMember[] }): NonNullable<Overview['waiting']> {
  const requests = members.flatMap(({ member }) => {
    const pending = requestsOf(state, { period, member }).filter(({ answer }) => answer === undefined);
    return pending.map(({ number, kind, dueOn, at }) => ({ number, member, kind, at, ...(dueOn === undefined ? {} : { dueOn }) }));
  });
  const reviews = members.flatMap(({ member, reviewWaiting, submission }) => {
    // What is to be looked at is the last submission, and not the first, which decides on time.
    const made = submissionsOf(state, { period, member }).find(({ number }) => number === submission);
    return reviewWaiting && made ? [{ member, submission: made.number, at: made.at }] : [];
  });
  return { requests, reviews, failures: [] };
}
