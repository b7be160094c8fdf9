/** Requests of members for a period (more time, an excuse) and the Secretariat's answers. */

import type { MemberRequest, RequestAnswer, RequestForPeriod } from '#contract/answer.ts';
import { say } from '#contract/catalogue/say.ts';
import type { Route } from '#contract/entry.ts';
import { numberIn } from '#contract/ids.ts';
import { decideAnswer, decideRequest, requestNumbered } from '../domain/decide-request.ts';
import type { Principal } from '../domain/principal.ts';
import type { DefinedState } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import { commitCycle } from './cycle-commit.ts';
import { requestView } from './cycle-views.ts';
import { type Grids, gridOf } from './grids.ts';

/** Fails with `unknown-period`, `unknown-member`, `forbidden`, `not-yours`, `bad-characters`, `period-closed`, `request-pending`, `date-out-of-range`. */
export async function makeRequest(
  deps: { grids: Grids },
  principal: Principal,
  { grid, period, request, route }: { grid: string; period: string; request: RequestForPeriod; route: Route },
): Promise<MemberRequest> {
  const open = gridOf(deps.grids, grid);
  const command = { principal, period, request, route, today: open.today() };
  const { state, outcome } = await commitCycle(open, (current, at) => decideRequest(current, command, at));
  return viewOf(state, { period, number: outcome.number });
}

/** Fails with `forbidden`, `unknown-period`, `not-found`, `bad-characters`, `period-closed`, `date-out-of-range`; `invalid-input` for a date with an excuse. */
export async function answerRequest(
  deps: { grids: Grids },
  principal: Principal,
  { grid, period, number, answer, route }: { grid: string; period: string; number: string; answer: RequestAnswer; route: Route },
): Promise<MemberRequest> {
  const open = gridOf(deps.grids, grid);
  const about = { period, number: numberIn(number) };
  const command = { principal, ...about, answer, route, today: open.today() };
  const asked = requestNumbered(open.state(), about);
  if (principal.role === 'secretariat' && asked?.kind === 'excuse' && answer.dueOn !== undefined) {
    throw new AppError('invalid-input', { errors: [{ pointer: '/dueOn', message: say('check.input-date-unwanted') }] });
  }
  const { state } = await commitCycle(open, (current, at) => decideAnswer(current, command, at));
  return viewOf(state, about);
}

function viewOf(state: DefinedState, about: { period: string; number: number }): MemberRequest {
  const made = requestNumbered(state, about);
  if (!made) throw new AppError('internal');
  return requestView(made);
}
