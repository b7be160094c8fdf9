/** The Secretariat answers a submission: accepted, or returned with what is to be corrected. */
import type { Review, ReviewRequest } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import { decideReview } from '../domain/decide-review.ts';
import { answerKey } from '../domain/for-member.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { commitCycle } from './cycle-commit.ts';
import { reviewView } from './cycle-views.ts';
import { type Grids, gridOf } from './grids.ts';

/** Fails with `forbidden`, `unknown-period`, `unknown-member`, `nothing-submitted`, `newer-submission`, `reason-required`, `bad-characters`, `unknown-row`, `not-found` (an item). */
export async function giveReview(
  deps: { grids: Grids },
  principal: Principal,
  { grid, period, request, route }: { grid: string; period: string; request: ReviewRequest; route: Route },
): Promise<Review> {
  const open = gridOf(deps.grids, grid);
  const command = { principal, period, request, route, today: open.today() };
  const { state, entries } = await commitCycle(open, (current, at) => decideReview(current, command, at));
  const given = state.reviews.get(answerKey(period, request.member))?.find(({ cursor }) => cursor === entries[0]?.cursor);
  if (!given) throw new AppError('internal');
  return reviewView(given);
}
