/** Decides what may happen to a submission afterwards: its member or the Secretariat withdraws it; the member acknowledges one that was made on its behalf. */
import type { Route } from '#contract/entry.ts';
import { submitRefusal } from './access.ts';
import { submissionsOf } from './cycle.ts';
import { closedRefusal, ownMemberRefusal, periodRefusal } from './cycle-access.ts';
import type { SubmissionMade } from './cycle-state.ts';
import { membersIn } from './period-dates.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkOf, remarkRefusal } from './remark.ts';
import type { DefinedState } from './state.ts';

/** `unchanged`: it was withdrawn or acknowledged before; repeating changes nothing. */
export type MarkOutcome = { status: 'marked' | 'unchanged'; member: string } | { status: 'refused'; refusal: Refusal };

export interface MarkCommand {
  principal: Principal;
  period: string;
  number: number;
  reason?: string | undefined;
  route: Route;
  /** Local date of the grid. */
  today: string;
}

/** Decides a withdrawal: until the period closes for the member. */
export function decideWithdrawal(state: DefinedState, command: MarkCommand, at: string): Decision<MarkOutcome> {
  const { principal } = command;
  return decideMark(state, { command, at, kind: 'submission.withdrawn' }, (made) => {
    if (made.withdrawnAt !== undefined) return 'unchanged';
    // The Secretariat withdraws for a member only with a reason; the member needs none.
    return principal.role === 'secretariat' && remarkOf(command.reason) === undefined ? { code: 'reason-required', params: {} } : undefined;
  });
}

/** Decides an acknowledgement: by the member alone, until the period closes for it. */
export function decideAcknowledgement(state: DefinedState, command: MarkCommand, at: string): Decision<MarkOutcome> {
  const { principal, number } = command;
  return decideMark(state, { command, at, kind: 'submission.acknowledged' }, (made) => {
    const refusal = ownMemberRefusal(principal, made.member);
    if (refusal) return refusal;
    if (!made.onBehalf || made.withdrawnAt !== undefined) return { code: 'nothing-to-acknowledge', params: { number } };
    return made.acknowledgedAt === undefined ? undefined : 'unchanged';
  });
}

/** A submission of a period by its number, whoever made it. */
export function submissionNumbered(state: DefinedState, { period, number }: { period: string; number: number }): SubmissionMade | undefined {
  for (const { member } of membersIn(state, period)) {
    const found = submissionsOf(state, { period, member }).find((made) => made.number === number);
    if (found) return found;
  }
  return undefined;
}

interface Mark {
  command: MarkCommand;
  at: string;
  kind: 'submission.withdrawn' | 'submission.acknowledged';
}

function decideMark(
  state: DefinedState,
  { command, at, kind }: Mark,
  check: (made: SubmissionMade) => Refusal | 'unchanged' | undefined,
): Decision<MarkOutcome> {
  const { principal, period, number, today, route } = command;
  const refused = (refusal: Refusal): Decision<MarkOutcome> => ({ entries: [], outcome: { status: 'refused', refusal } });
  const unknown = periodRefusal(state, { period, today });
  if (unknown) return refused(unknown);
  const made = submissionNumbered(state, { period, number });
  if (!made) return refused({ code: 'not-found', params: {} });
  const denied = submitRefusal(principal, made.member);
  if (denied) return refused(denied);
  const checked = check(made);
  if (checked === 'unchanged') return { entries: [], outcome: { status: 'unchanged', member: made.member } };
  const refusal = checked ?? remarkRefusal({ reason: command.reason }) ?? closedRefusal(state, { period, member: made.member, today });
  if (refusal) return refused(refusal);
  const reason = remarkOf(command.reason);
  const content = { number, period, member: made.member, ...(reason === undefined ? {} : { reason }) };
  return { entries: [{ at, by: principal.person, route, kind, content }], outcome: { status: 'marked', member: made.member } };
}
