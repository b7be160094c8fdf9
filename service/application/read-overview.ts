/** The overview of a period for whoever asks: the fold, the open conflicts, the reminders that failed, and its sentences. */

import type { Overview } from '#contract/overview.ts';
import { overviewSentences } from '#contract/overview-words.ts';
import { openConflicts } from '../domain/open-conflicts.ts';
import { overviewFor, overviewOf } from '../domain/overview.ts';
import { periodExists } from '../domain/period-dates.ts';
import type { Principal } from '../domain/principal.ts';
import { AppError } from './app-error.ts';
import { gridOf } from './grids.ts';
import { type ListDeps, listReminders } from './list-reminders.ts';
import type { ConflictKeeper } from './note-conflicts.ts';

/** What the overview needs. */
export type OverviewDeps = ListDeps & { conflictNotes: ConflictKeeper };

/** Reads it; without a period that of the one in work. Fails with `unknown-grid`, `unknown-period`. */
export async function readOverview(
  deps: OverviewDeps,
  principal: Principal,
  { grid, period: asked }: { grid: string; period: string | undefined },
): Promise<Overview> {
  const open = gridOf(deps.grids, grid);
  const period = asked ?? open.period();
  const { calendar } = open.state().definition;
  // The period in work may lie ahead of the grid's first day.
  if (period !== open.period() && !periodExists(open.state(), period, open.today())) {
    throw new AppError('unknown-period', { params: { period, example: calendar.firstPeriod } });
  }
  const secretariat = principal.role === 'secretariat';
  const notes = principal.role === 'observer' ? [] : await deps.conflictNotes.list(grid);
  const reminders = secretariat ? (await listReminders(deps, principal, grid)).items : [];
  const state = open.state();
  const fold = overviewOf(state, { period, today: open.today(), conflicts: openConflicts(state, { notes, period }) });
  const failures = reminders
    .filter((reminder) => reminder.period === period && reminder.state === 'failed')
    .map(({ id, member, failureCode }) => ({ reminder: id, member, code: failureCode ?? 'internal' }));
  const whole = { ...fold, ...(fold.waiting ? { waiting: { ...fold.waiting, failures } } : {}), sentences: overviewSentences(fold) };
  return overviewFor(whole, principal);
}
