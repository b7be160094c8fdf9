/**
 * The cycle: who is expected for a period, who answered, who is late. Pure functions of state, period and local date.
 * Definitions are DHIS2's: reporting rate = received ÷ expected; reporting rate on time = received on time ÷ expected.
 * The first submission that counts decides whether it was on time, the last decides what it covers. A withdrawn one does not count, nor does one that the
 * Secretariat made on behalf of a member until the member has acknowledged it. An excused member is not expected and never late; it is shown apart.
 */
import type { MemberStanding, MemberState, PeriodDates, PeriodReport, RowStatus } from '#contract/period.ts';
import { daysBetween, localDateOf, periodOfDate, shiftPeriod } from './calendar.ts';
import type { ReviewGiven, SubmissionMade } from './cycle-state.ts';
import { answerKey, type ForMember } from './for-member.ts';
import { isExcused, memberDates, membersIn, pendingRequest, periodDates, periodInWork } from './period-dates.ts';
import type { DefinedState, GridState, RowHead } from './state.ts';

/** A period's standing of one member, with what each audience needs of it. */
export interface Standing {
  member: string;
  state: MemberState;
  excused: boolean;
  overdue: boolean;
  dueOn: string;
  daysLate: number;
  received: boolean;
  onTime: boolean;
  changedSince: boolean;
  /** Of those that count. */
  first: SubmissionMade | undefined;
  last: SubmissionMade | undefined;
  /** A submission on behalf that the member has not acknowledged yet, newer than the last that counts. */
  toAcknowledge: SubmissionMade | undefined;
}

/** One member's standing in a period on a day. */
export function standingOf(state: DefinedState, { member, period, today }: ForMember & { today: string }): Standing {
  const dates = memberDates(state, { period, member });
  const made = submissionsOf(state, { period, member }).filter(({ withdrawnAt }) => withdrawnAt === undefined);
  const counting = made.filter(counts);
  const first = counting[0];
  const last = counting.at(-1);
  const newest = made.at(-1);
  const excused = isExcused(state, { period, member });
  const received = first !== undefined && !excused;
  const answeredOn = first ? localDateOf(first.at, state.definition.timeZone) : today;
  const daysLate = excused ? 0 : Math.max(0, daysBetween(dates.dueOn, answeredOn));
  return {
    member,
    state: excused ? 'excused' : stateOf({ state, member, dates, last }),
    excused,
    overdue: !received && daysLate > 0,
    dueOn: dates.dueOn,
    daysLate,
    received,
    onTime: received && daysLate === 0,
    changedSince: last !== undefined && rowsOf(state, member).some((row) => row.version > (last.rowVersions[row.row] ?? 0)),
    first,
    last,
    toAcknowledge: newest && !counts(newest) ? newest : undefined,
  };
}

/** A period with all its members, in the order of the definition; excused ones are among them and not expected. */
export function periodReport(state: DefinedState, { period, today }: { period: string; today: string }): PeriodReport {
  const members = membersIn(state, period);
  const standings = members.map((member) => ({ names: member, standing: standingOf(state, { member: member.member, period, today }) }));
  const expected = standings.filter(({ standing }) => !standing.excused).length;
  const received = standings.filter(({ standing }) => standing.received).length;
  const receivedOnTime = standings.filter(({ standing }) => standing.onTime).length;
  return {
    ...periodDates(state, period),
    today,
    expected,
    received,
    receivedOnTime,
    reportingRate: expected === 0 ? null : received / expected,
    reportingRateOnTime: expected === 0 ? null : receivedOnTime / expected,
    members: standings.map(({ names, standing }) => memberStanding(state, { period, names, standing })),
  };
}

/** The status of a row: its member's standing in a period. A member that is not expected is excused. */
export function rowStatus(state: DefinedState, { row, period, today }: { row: RowHead; period: string; today: string }): RowStatus {
  const standing = standingOf(state, { member: row.member, period, today });
  const expected = !standing.excused && membersIn(state, period).some(({ member }) => member === row.member);
  return {
    period,
    state: expected ? standing.state : 'excused',
    overdue: expected && standing.overdue,
    dueOn: standing.dueOn,
    daysLate: expected ? standing.daysLate : 0,
    changedSince: standing.changedSince,
    ...(standing.last ? { statement: standing.last.statement } : {}),
    ...(standing.first ? { submittedOn: localDateOf(standing.first.at, state.definition.timeZone) } : {}),
    ...onBehalfOf(standing),
  };
}

/**
 * The period that a member's row is in: the one in work for everyone, or the one before while the member has more time for it than everybody else and still
 * owes an answer.
 */
export function memberPeriod(state: DefinedState, { member, today }: { member: string; today: string }): string {
  const period = periodInWork(state, today);
  const before = shiftPeriod(period, -1);
  if (before < state.definition.calendar.firstPeriod || memberDates(state, { period: before, member }).closesOn < today) return period;
  const { state: answer } = standingOf(state, { member, period: before, today });
  return answer === 'missing' || answer === 'edited' || answer === 'returned' ? before : period;
}

/** The rows of a member; on the sheet of members there is one. */
export function rowsOf(state: GridState, member: string): RowHead[] {
  const own = state.rows.get(member);
  return own ? [own] : [];
}

/** A member's submissions for a period, oldest first, withdrawn ones among them. */
export function submissionsOf(state: GridState, { period, member }: ForMember): readonly SubmissionMade[] {
  return state.submissions.get(answerKey(period, member)) ?? [];
}

/** Reports whether a member has answered for a period: a submission counts, whatever it says. */
export function hasAnswered(state: GridState, about: ForMember): boolean {
  return submissionsOf(state, about).some(counts);
}

/** The review that answers a submission, if it has one; the last of several. */
export function reviewOf(state: GridState, submission: SubmissionMade): ReviewGiven | undefined {
  return (state.reviews.get(answerKey(submission.period, submission.member)) ?? []).findLast((review) => review.submission === submission.number);
}

function counts({ onBehalf, acknowledgedAt, withdrawnAt }: SubmissionMade): boolean {
  return withdrawnAt === undefined && (!onBehalf || acknowledgedAt !== undefined);
}

/** A member's standing as clients read it. */
export function memberStanding(
  state: DefinedState,
  { period, names, standing }: { period: string; names: { name: string; shortName: string }; standing: Standing },
): MemberStanding {
  const { member, received, onTime, overdue, dueOn, daysLate, changedSince, first, last } = standing;
  const rowVersion = rowsOf(state, member)[0]?.version;
  const ordinary = periodDates(state, period).dueOn;
  const requested = pendingRequest(state, { period, member })?.kind;
  const lastActivityAt = state.activity.get(member);
  return {
    member,
    name: names.name,
    shortName: names.shortName,
    state: standing.state,
    received,
    onTime,
    overdue,
    dueOn,
    daysLate,
    changedSince,
    ...(last ? { statement: last.statement, submission: last.number } : {}),
    ...(first ? { submittedAt: first.at } : {}),
    ...(rowVersion === undefined ? {} : { rowVersion }),
    ...(ordinary === dueOn ? {} : { ordinaryDueOn: ordinary }),
    ...onBehalfOf(standing),
    ...(requested ? { requested } : {}),
    ...(lastActivityAt ? { lastActivityAt } : {}),
  };
}

function onBehalfOf({ toAcknowledge, last }: Standing): Pick<MemberStanding, 'onBehalf'> {
  if (toAcknowledge) return { onBehalf: 'to-acknowledge' };
  return last?.onBehalf ? { onBehalf: 'acknowledged' } : {};
}

interface Answered {
  state: DefinedState;
  member: string;
  dates: PeriodDates;
  last: SubmissionMade | undefined;
}

function stateOf({ state, member, dates, last }: Answered): MemberState {
  // A review answers one submission: with a newer one the row waits for the Secretariat again.
  if (last) return reviewOf(state, last)?.verdict ?? 'submitted';
  if (state.firstEdits.has(`${member}/${dates.period}`)) return 'edited';
  // An edit after the quarter's end but before it closes is still work on it; that may reach into the second quarter after it.
  for (let quarter = shiftPeriod(dates.period, 1); quarter <= periodOfDate(dates.closesOn); quarter = shiftPeriod(quarter, 1)) {
    const firstEdit = state.firstEdits.get(`${member}/${quarter}`);
    if (firstEdit !== undefined && firstEdit <= dates.closesOn) return 'edited';
  }
  return 'missing';
}
