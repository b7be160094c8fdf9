/** Periods and submissions: what a person can ask of the cycle. */
import type { Route } from '#contract/entry.ts';
import type { PeriodDates, PeriodReport, Submission, SubmissionRequest } from '#contract/period.ts';
import { periodsUpTo } from '../domain/calendar.ts';
import { openStanding } from '../domain/confidential.ts';
import { periodReport } from '../domain/cycle.ts';
import { decideSubmission } from '../domain/decide-submission.ts';
import { periodDates, periodExists } from '../domain/period-dates.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { commitCycle } from './cycle-commit.ts';
import { type Grids, gridOf } from './grids.ts';
import type { CheckpointSigner } from './ports.ts';

/** The periods of a grid up to today's. */
export function listPeriods(grids: Grids, grid: string): PeriodDates[] {
  const open = gridOf(grids, grid);
  const state = open.state();
  return periodsUpTo(open.today(), state.definition.calendar).map((period) => periodDates(state, period));
}

/** A period's report as it stands; what is between a member and the Secretariat is told to them alone. */
export function readPeriod(grids: Grids, principal: Principal, { grid, period }: { grid: string; period: string }): PeriodReport {
  const open = gridOf(grids, grid);
  const { definition } = open.state();
  if (!periodExists(open.state(), period, open.today())) throw new AppError('unknown-period', { params: { period, example: definition.calendar.firstPeriod } });
  const report = periodReport(open.state(), { period, today: open.today() });
  return { ...report, members: report.members.map((standing) => openStanding(standing, principal)) };
}

/** Submits for a member and a period; the receipt carries the checkpoint of its entry. */
export async function submit(
  deps: { grids: Grids; signer: CheckpointSigner },
  principal: Principal,
  { grid, period, request, route }: { grid: string; period: string; request: SubmissionRequest; route: Route },
): Promise<Submission> {
  const open = gridOf(deps.grids, grid);
  const command = { principal, period, request, route, today: open.today() };
  const { outcome, entries } = await commitCycle(open, (state, at) => decideSubmission(state, command, at));
  const entry = entries[0];
  if (!entry) throw new AppError('internal');
  const checkpoint = deps.signer.sign({ grid, cursor: entry.cursor, hash: entry.hash });
  const { reason: _reason, ...submission } = outcome.submission;
  return { ...submission, submittedAt: entry.at, cursor: entry.cursor, checkpoint };
}
