/** Everything of one member and period: its standing, submissions, reviews, requests and the comments of its rows; for the member and the Secretariat. */
import type { MemberFile } from '#contract/answer.ts';
import { submitRefusal } from '../domain/access.ts';
import { memberStanding, rowsOf, standingOf, submissionsOf } from '../domain/cycle.ts';
import { memberRefusal } from '../domain/cycle-access.ts';
import { answerKey } from '../domain/for-member.ts';
import { membersIn, requestsOf } from '../domain/period-dates.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { commentView, requestView, reviewView, submissionView } from './cycle-views.ts';
import { type Grids, gridOf } from './grids.ts';

/** Fails with `unknown-grid`, `unknown-period`, `unknown-member`, `forbidden`, `not-yours`. */
export function readMemberFile(
  deps: { grids: Grids },
  principal: Principal,
  { grid, period, member }: { grid: string; period: string; member: string },
): MemberFile {
  const open = gridOf(deps.grids, grid);
  const state = open.state();
  const about = { period, member, today: open.today() };
  const refusal = memberRefusal(state, about) ?? submitRefusal(principal, member);
  if (refusal) throw new AppError(refusal.code, { params: refusal.params });
  const names = membersIn(state, period).find((one) => one.member === member) ?? { name: member, shortName: member };
  return {
    standing: memberStanding(state, { period, names, standing: standingOf(state, about) }),
    submissions: submissionsOf(state, about).map(submissionView),
    reviews: (state.reviews.get(answerKey(period, member)) ?? []).map(reviewView),
    requests: requestsOf(state, about).map(requestView),
    comments: rowsOf(state, member).flatMap(({ row }) => (state.comments.get(row) ?? []).map(commentView)),
  };
}
