/** Decides a review: the Secretariat's answer to the submission of a member that counts. A newer submission asks for a new one. */
import type { ReviewRequest } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import { rowsOf, standingOf } from './cycle.ts';
import { memberRefusal, secretariatRefusal } from './cycle-access.ts';
import type { ReviewContent } from './entry.ts';
import { hasItem } from './items.ts';
import { membersIn } from './period-dates.ts';
import type { Principal } from './principal.ts';
import type { Decision, Refusal } from './refusal.ts';
import { remarkOf, remarkRefusal } from './remark.ts';
import type { DefinedState } from './state.ts';

export type ReviewOutcome = { status: 'given' } | { status: 'refused'; refusal: Refusal };

export interface ReviewCommand {
  principal: Principal;
  period: string;
  request: ReviewRequest;
  route: Route;
  /** Local date of the grid. */
  today: string;
}

/** Decides a review against the state as it stands; also after the period has closed. */
export function decideReview(state: DefinedState, command: ReviewCommand, at: string): Decision<ReviewOutcome> {
  const { principal, period, request, route, today } = command;
  const { member, verdict } = request;
  const refused = (refusal: Refusal): Decision<ReviewOutcome> => ({ entries: [], outcome: { status: 'refused', refusal } });
  const denied = secretariatRefusal(principal) ?? memberRefusal(state, { period, member, today });
  if (denied) return refused(denied);
  const { last } = standingOf(state, { period, member, today });
  const name = membersIn(state, period).find((one) => one.member === member)?.shortName ?? member;
  if (!last) return refused({ code: 'nothing-submitted', params: { member: name, period } });
  if (request.submission !== undefined && request.submission !== last.number) {
    return refused({ code: 'newer-submission', params: { member: name, period, number: last.number } });
  }
  const refusal = textRefusal(request) ?? placeRefusal(state, request);
  if (refusal) return refused(refusal);
  const comment = remarkOf(request.comment);
  const remarks = (request.remarks ?? []).map(({ text, ...place }) => ({ ...place, text: remarkOf(text) ?? '' }));
  const content: ReviewContent = { period, member, submission: last.number, verdict, ...(comment === undefined ? {} : { comment }), remarks };
  return { entries: [{ at, by: principal.person, route, kind: 'review.given', content }], outcome: { status: 'given' } };
}

function textRefusal({ verdict, comment, remarks = [] }: ReviewRequest): Refusal | undefined {
  if (verdict === 'returned' && remarkOf(comment) === undefined && remarks.length === 0) return { code: 'reason-required', params: {} };
  return remarkRefusal({ comment }) ?? remarks.map(({ text }) => remarkRefusal({ remark: text })).find((refusal) => refusal !== undefined);
}

/** A remark is about a row of the member, or about an item that stands in it. */
function placeRefusal(state: DefinedState, { member, remarks = [] }: ReviewRequest): Refusal | undefined {
  const rows = new Map(rowsOf(state, member).map((head) => [head.row, head]));
  for (const { row, itemId } of remarks) {
    const head = rows.get(row);
    if (!head) return { code: 'unknown-row', params: { row } };
    if (itemId !== undefined && !hasItem(head.cells, itemId)) return { code: 'not-found', params: {} };
  }
  return undefined;
}
