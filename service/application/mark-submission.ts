/** Withdraws a submission, or acknowledges one that the Secretariat made on behalf of a member. */
import type { SubmissionOfMember } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import { numberIn } from '#contract/ids.ts';
import { decideAcknowledgement, decideWithdrawal, submissionNumbered } from '../domain/decide-submission-mark.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { commitCycle } from './cycle-commit.ts';
import { submissionView } from './cycle-views.ts';
import { type Grids, gridOf } from './grids.ts';

interface Marked {
  grid: string;
  period: string;
  /** As it stands in the address. */
  number: string;
  route: Route;
}

/** Fails with `unknown-period`, `not-found`, `forbidden`, `not-yours`, `reason-required`, `bad-characters`, `period-closed`. Repeating changes nothing. */
export function withdrawSubmission(
  deps: { grids: Grids },
  principal: Principal,
  { reason, ...marked }: Marked & { reason: string | undefined },
): Promise<SubmissionOfMember> {
  return mark(deps.grids, marked, (about) => (state, at) => decideWithdrawal(state, { principal, reason, ...about }, at));
}

/** Fails with `unknown-period`, `not-found`, `forbidden`, `not-yours`, `nothing-to-acknowledge`, `period-closed`. Repeating changes nothing. */
export function acknowledgeSubmission(deps: { grids: Grids }, principal: Principal, marked: Marked): Promise<SubmissionOfMember> {
  return mark(deps.grids, marked, (about) => (state, at) => decideAcknowledgement(state, { principal, ...about }, at));
}

interface About {
  period: string;
  number: number;
  route: Route;
  today: string;
}

async function mark(grids: Grids, marked: Marked, decide: (about: About) => Parameters<typeof commitCycle<ReturnType<typeof decideWithdrawal>['outcome']>>[1]) {
  const open = gridOf(grids, marked.grid);
  const { period, route } = marked;
  const number = numberIn(marked.number);
  const { state } = await commitCycle(open, decide({ period, number, route, today: open.today() }));
  const made = submissionNumbered(state, { period, number });
  if (!made) throw new AppError('internal');
  return submissionView(made);
}
