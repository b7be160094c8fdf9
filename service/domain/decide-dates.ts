/** Decides moved dates: the Secretariat gives everyone another due date for a period, with a reason. Also for one that has closed: that opens it again. */
import type { MoveDates } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import { datesOf, daysBetween, laterOf, shiftDate } from './calendar.ts';
import { dateRefusal, periodRefusal, secretariatRefusal } from './cycle-access.ts';
import { LATEST_DAYS_AFTER_CLOSE, periodDates } from './period-dates.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkOf, remarkRefusal } from './remark.ts';
import type { DefinedState } from './state.ts';

export type DatesOutcome = { status: 'moved' | 'unchanged' } | { status: 'refused'; refusal: Refusal };

export interface DatesCommand {
  principal: Principal;
  period: string;
  request: MoveDates;
  route: Route;
  /** Local date of the grid. */
  today: string;
}

/** Decides moved dates: opensOn < dueOn ≤ closesOn, nothing in the past, and at most so long after the calendar's closing day. */
export function decideDates(state: DefinedState, { principal, period, request, route, today }: DatesCommand, at: string): Decision<DatesOutcome> {
  const refused = (refusal: Refusal): Decision<DatesOutcome> => ({ entries: [], outcome: { status: 'refused', refusal } });
  const denied = secretariatRefusal(principal) ?? periodRefusal(state, { period, today }) ?? remarkRefusal({ reason: request.reason });
  if (denied) return refused(denied);
  const now = periodDates(state, period);
  const { dueOn } = request;
  const closesOn = request.closesOn ?? shiftDate(now.closesOn, daysBetween(now.dueOn, dueOn));
  if (dueOn === now.dueOn && closesOn === now.closesOn) return { entries: [], outcome: { status: 'unchanged' } };
  const latest = shiftDate(datesOf(period, state.definition.calendar).closesOn, LATEST_DAYS_AFTER_CLOSE);
  // A due date that has passed may stay while closing alone is moved; nobody becomes late by a date that was not known.
  const earliest = dueOn === now.dueOn ? dueOn : laterOf(today, shiftDate(now.opensOn, 1));
  const latestDue = request.closesOn === undefined ? shiftDate(latest, -daysBetween(dueOn, closesOn)) : latest;
  const refusal =
    dateRefusal({ date: dueOn, from: earliest, to: latestDue }) ??
    dateRefusal({ date: closesOn, from: laterOf(dueOn, laterOf(today, now.opensOn)), to: latest });
  if (refusal) return refused(refusal);
  const content = { period, dueOn, closesOn, reason: remarkOf(request.reason) ?? '' };
  return { entries: [{ at, by: principal.person, route, kind: 'period.moved', content }], outcome: { status: 'moved' } };
}
