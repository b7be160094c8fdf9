/** The Secretariat moves everyone's dates of a period. */
import type { MoveDates } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import type { PeriodDates } from '#contract/period.ts';
import { decideDates } from '../domain/decide-dates.ts';
import { periodDates } from '../domain/period-dates.ts';
import type { Principal } from '../domain/principal.ts';
import { commitCycle } from './cycle-commit.ts';
import { type Grids, gridOf } from './grids.ts';

/** The dates as they stand then. Fails with `forbidden`, `unknown-period`, `bad-characters`, `date-out-of-range`. Repeating changes nothing. */
export async function moveDates(
  deps: { grids: Grids },
  principal: Principal,
  { grid, period, request, route }: { grid: string; period: string; request: MoveDates; route: Route },
): Promise<PeriodDates> {
  const open = gridOf(deps.grids, grid);
  const command = { principal, period, request, route, today: open.today() };
  const { state } = await commitCycle(open, (current, at) => decideDates(current, command, at));
  return periodDates(state, period);
}
