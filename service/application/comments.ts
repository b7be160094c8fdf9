/** The thread of a row: for the row's member and the Secretariat. */
import type { Comment, CommentRequest } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import { decideComment, threadRefusal } from '../domain/decide-comment.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { commitCycle } from './cycle-commit.ts';
import { commentView } from './cycle-views.ts';
import { type Grids, gridOf } from './grids.ts';

/** The comments of a row, oldest first. Fails with `unknown-row`, `forbidden`, `not-yours`. */
export function listComments(deps: { grids: Grids }, principal: Principal, { grid, row }: { grid: string; row: string }): Comment[] {
  const state = gridOf(deps.grids, grid).state();
  const refusal = threadRefusal(state, { principal, row });
  if (refusal) throw new AppError(refusal.code, { params: refusal.params });
  return (state.comments.get(row) ?? []).map(commentView);
}

/** Fails with `unknown-row`, `forbidden`, `not-yours`, `bad-characters`, `not-found` (an item). */
export async function addComment(
  deps: { grids: Grids },
  principal: Principal,
  { grid, row, request, route }: { grid: string; row: string; request: CommentRequest; route: Route },
): Promise<Comment> {
  const open = gridOf(deps.grids, grid);
  const { state, outcome } = await commitCycle(open, (current, at) => decideComment(current, { principal, row, request, route }, at));
  const added = state.comments.get(row)?.[outcome.number - 1];
  if (!added) throw new AppError('internal');
  return commentView(added);
}
