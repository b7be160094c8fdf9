/**
 * Decides requests of members (more time, an excuse) and their answers. What the Secretariat asks for on behalf of a member is granted in the same append.
 * The Secretariat may also answer, and ask, for a while after a period has closed: somebody asks on the last day, or is ill.
 */
import type { RequestAnswer, RequestForPeriod } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import { submitRefusal } from './access.ts';
import { laterOf, shiftDate } from './calendar.ts';
import { closedRefusal, dateRefusal, memberRefusal, periodRefusal, secretariatRefusal } from './cycle-access.ts';
import type { RequestMade } from './cycle-state.ts';
import type { EntryDraft, RequestAnswered } from './entry.ts';
import { LATEST_DAYS_AFTER_CLOSE, memberDates, membersIn, periodDates, requestsOf } from './period-dates.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkOf, remarkRefusal } from './remark.ts';
import type { DefinedState } from './state.ts';

export type RequestOutcome = { status: 'made' | 'answered'; number: number } | { status: 'refused'; refusal: Refusal };

interface Asked {
  principal: Principal;
  period: string;
  route: Route;
  /** Local date of the grid. */
  today: string;
}

export type RequestCommand = Asked & { request: RequestForPeriod };
export type AnswerCommand = Asked & { number: number; answer: RequestAnswer };

/** Decides a request against the state as it stands. */
export function decideRequest(state: DefinedState, command: RequestCommand, at: string): Decision<RequestOutcome> {
  const { principal, period, request, route } = command;
  const refusal = requestRefusal(state, command);
  if (refusal) return { entries: [], outcome: { status: 'refused', refusal } };
  const { member, kind, dueOn } = request;
  const number = state.requestCount + 1;
  const named = { number, period, member, kind };
  const date = dueOn === undefined ? {} : { dueOn };
  const header = { at, by: principal.person, route };
  const made: EntryDraft = { ...header, kind: 'request.made', content: { ...named, ...date, reason: remarkOf(request.reason) ?? '' } };
  const granted: EntryDraft = { ...header, kind: 'request.answered', content: { ...named, granted: true, ...date } };
  return { entries: principal.role === 'secretariat' ? [made, granted] : [made], outcome: { status: 'made', number } };
}

/** Decides the answer to a request; the last answer counts, so a grant can be taken back. */
export function decideAnswer(state: DefinedState, command: AnswerCommand, at: string): Decision<RequestOutcome> {
  const { principal, period, number, answer, route, today } = command;
  const refused = (refusal: Refusal): Decision<RequestOutcome> => ({ entries: [], outcome: { status: 'refused', refusal } });
  const denied = secretariatRefusal(principal) ?? periodRefusal(state, { period, today });
  if (denied) return refused(denied);
  const request = requestNumbered(state, { period, number });
  if (!request) return refused({ code: 'not-found', params: {} });
  const { member, kind } = request;
  const dueOn = kind === 'extension' && answer.granted ? (answer.dueOn ?? request.dueOn) : undefined;
  const refusal =
    remarkRefusal({ comment: answer.comment }) ??
    lateRefusal(state, { period, member, today }) ??
    (dueOn === undefined
      ? undefined
      : dateRefusal({ date: dueOn, from: laterOf(today, shiftDate(periodDates(state, period).dueOn, 1)), to: latestDay(state, period) }));
  if (refusal) return refused(refusal);
  const comment = remarkOf(answer.comment);
  const content: RequestAnswered = {
    ...{ number, period, member, kind, granted: answer.granted },
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(comment === undefined ? {} : { comment }),
  };
  return { entries: [{ at, by: principal.person, route, kind: 'request.answered', content }], outcome: { status: 'answered', number } };
}

/** A request of a period by its number. */
export function requestNumbered(state: DefinedState, { period, number }: { period: string; number: number }): RequestMade | undefined {
  for (const { member } of membersIn(state, period)) {
    const found = requestsOf(state, { period, member }).find((request) => request.number === number);
    if (found) return found;
  }
  return undefined;
}

function requestRefusal(state: DefinedState, { principal, period, request, today }: RequestCommand): Refusal | undefined {
  const { member, kind, dueOn } = request;
  const about = { period, member, today };
  const refusal =
    memberRefusal(state, about) ??
    submitRefusal(principal, member) ??
    remarkRefusal({ reason: request.reason }) ??
    (principal.role === 'secretariat' ? lateRefusal(state, about) : closedRefusal(state, about));
  if (refusal) return refusal;
  if (requestsOf(state, about).some((other) => other.kind === kind && other.answer === undefined)) return { code: 'request-pending', params: {} };
  if (dueOn === undefined) return undefined;
  const from = shiftDate(laterOf(today, memberDates(state, about).dueOn), 1);
  return dateRefusal({ date: dueOn, from, to: latestDay(state, period) });
}

/** The last day to which anybody's time can be extended, and on which the Secretariat can still decide about it. */
const latestDay = (state: DefinedState, period: string): string => shiftDate(periodDates(state, period).closesOn, LATEST_DAYS_AFTER_CLOSE);

function lateRefusal(state: DefinedState, about: { period: string; member: string; today: string }): Refusal | undefined {
  const { opensOn } = periodDates(state, about.period);
  return opensOn <= about.today && about.today <= latestDay(state, about.period) ? undefined : closedRefusal(state, about);
}
