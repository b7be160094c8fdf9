/**
 * The cycle: who is expected for a period, who answered, who is late. Pure functions of state, period and local date.
 * Definitions are DHIS2's: reporting rate = received ÷ expected; reporting rate on time = received on time ÷ expected.
 * The first submission decides whether it was on time, the last decides what it covers.
 */
import type { GridDefinition, Member } from '#contract/grid.ts';
import type { MemberStanding, MemberState, PeriodDates, PeriodReport, RowStatus } from '#contract/period.ts';
import { datesOf, daysBetween, lastDayOf, localDateOf, periodOfDate, periodsUpTo, shiftPeriod } from './calendar.ts';
import { type GridState, type RowHead, type SubmissionMade, submissionKey } from './state.ts';

/** A state that has a definition; every grid has one after its first start. */
export type DefinedState = GridState & { definition: GridDefinition };

/** A period's standing of one member, with what each audience needs of it. */
export interface Standing {
  member: string;
  state: MemberState;
  overdue: boolean;
  dueOn: string;
  daysLate: number;
  onTime: boolean;
  changedSince: boolean;
  first: SubmissionMade | undefined;
  last: SubmissionMade | undefined;
}

/** The members expected for a period: those whose membership covers its last day. */
export function expectedMembers(definition: GridDefinition, period: string): Member[] {
  const day = lastDayOf(period);
  return definition.members.filter((member) => member.from <= day && (member.to === undefined || member.to >= day));
}

/** Reports whether a period exists on a day: from the grid's first period to the one of today. */
export function periodExists(definition: GridDefinition, period: string, today: string): boolean {
  return periodsUpTo(today, definition.calendar).includes(period);
}

/** One member's standing in a period on a day. */
export function standingOf(state: DefinedState, { member, period, today }: { member: string; period: string; today: string }): Standing {
  const dates = datesOf(period, state.definition.calendar);
  const made = state.submissions.get(submissionKey(period, member)) ?? [];
  const first = made[0];
  const last = made.at(-1);
  const zone = state.definition.timeZone;
  const answeredOn = first ? localDateOf(first.at, zone) : today;
  const daysLate = Math.max(0, daysBetween(dates.dueOn, answeredOn));
  return {
    member,
    state: stateOf({ state, member, dates, answered: first !== undefined }),
    overdue: first === undefined && daysLate > 0,
    dueOn: dates.dueOn,
    daysLate,
    onTime: first !== undefined && daysLate === 0,
    changedSince: last !== undefined && rowsOf(state, member).some((row) => row.version > (last.rowVersions[row.row] ?? 0)),
    first,
    last,
  };
}

/** A period with all expected members, in the order of the definition. */
export function periodReport(state: DefinedState, { period, today }: { period: string; today: string }): PeriodReport {
  const standings = expectedMembers(state.definition, period).map(({ member }) => standingOf(state, { member, period, today }));
  const expected = standings.length;
  const received = standings.filter(({ first }) => first !== undefined).length;
  const receivedOnTime = standings.filter(({ onTime }) => onTime).length;
  return {
    ...datesOf(period, state.definition.calendar),
    today,
    expected,
    received,
    receivedOnTime,
    reportingRate: expected === 0 ? null : received / expected,
    reportingRateOnTime: expected === 0 ? null : receivedOnTime / expected,
    members: standings.map((standing) => publicStanding(state, standing)),
  };
}

/** The status of a row: its member's standing in a period. A member that is not expected is excused. */
export function rowStatus(state: DefinedState, { row, period, today }: { row: RowHead; period: string; today: string }): RowStatus {
  const standing = standingOf(state, { member: row.member, period, today });
  const expected = expectedMembers(state.definition, period).some(({ member }) => member === row.member);
  return {
    period,
    state: expected ? standing.state : 'excused',
    overdue: expected && standing.overdue,
    dueOn: standing.dueOn,
    daysLate: expected ? standing.daysLate : 0,
    changedSince: standing.changedSince,
    ...(standing.last ? { statement: standing.last.statement } : {}),
    ...(standing.first ? { submittedOn: localDateOf(standing.first.at, state.definition.timeZone) } : {}),
  };
}

/** The rows of a member; on the sheet of members there is one. */
export function rowsOf(state: GridState, member: string): RowHead[] {
  const own = state.rows.get(member);
  return own ? [own] : [];
}

function publicStanding(state: DefinedState, standing: Standing): MemberStanding {
  const { member, overdue, dueOn, daysLate, changedSince, first, last } = standing;
  const rowVersion = rowsOf(state, member)[0]?.version;
  return {
    member,
    state: standing.state,
    overdue,
    dueOn,
    daysLate,
    changedSince,
    ...(last ? { statement: last.statement } : {}),
    ...(first ? { submittedAt: first.at } : {}),
    ...(rowVersion === undefined ? {} : { rowVersion }),
  };
}

function stateOf({ state, member, dates, answered }: { state: DefinedState; member: string; dates: PeriodDates; answered: boolean }): MemberState {
  if (answered) return 'submitted';
  if (state.firstEdits.has(`${member}/${dates.period}`)) return 'edited';
  // An edit after the quarter's end but before it closes is still work on it; that may reach into the second quarter after it.
  for (let quarter = shiftPeriod(dates.period, 1); quarter <= periodOfDate(dates.closesOn); quarter = shiftPeriod(quarter, 1)) {
    const firstEdit = state.firstEdits.get(`${member}/${quarter}`);
    if (firstEdit !== undefined && firstEdit <= dates.closesOn) return 'edited';
  }
  return 'missing';
}
