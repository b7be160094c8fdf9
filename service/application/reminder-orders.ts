/** What the Secretariat orders about reminders: skip a stage, pause a member, send one now. */
import { say } from '#contract/catalogue/say.ts';
import type { Pause, PauseRequest, Reminder, Skipped, SkipRequest } from '#contract/reminder.ts';
import { decidePause, decideSkip, type SkipOutcome } from '../domain/decide-reminder-orders.ts';
import type { Principal } from '../domain/principal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { AppError } from './app-error.ts';
import { commitOn, type Grids, gridOf } from './grids.ts';
import { type ListDeps, listReminders } from './list-reminders.ts';
import type { ReminderSender } from './send-reminders.ts';

/** Skips a stage of a member and period. Fails with `forbidden`, `unknown-period`, `unknown-member`, `invalid-input`. */
export async function skipReminder(grids: Grids, principal: Principal, { grid, request }: { grid: string; request: SkipRequest }): Promise<Skipped> {
  const open = gridOf(grids, grid);
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  const command = { principal, ...request, today: open.today() };
  const { outcome } = await commitOn<SkipOutcome>(open, (state, at) => decideSkip(state, command, at));
  if (outcome.status === 'refused') throw refused(outcome.refusal);
  return outcome.skipped;
}

/** Pauses the reminders of a member, or ends the pause. Fails with `forbidden`, `unknown-member`. */
export async function pauseReminders(
  grids: Grids,
  principal: Principal,
  { grid, member, request }: { grid: string; member: string; request: PauseRequest },
): Promise<Pause> {
  const open = gridOf(grids, grid);
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  const { outcome } = await commitOn<Refusal | undefined>(open, (state, at) => decidePause(state, { principal, member, ...request }, at));
  if (outcome) throw refused(outcome);
  return { member, until: request.until };
}

/** Tries the letters of one reminder now, and says what became of it. Fails with `forbidden`, `not-found`. */
export async function sendReminder(
  deps: ListDeps & { reminders: ReminderSender },
  principal: Principal,
  { grid, reminder }: { grid: string; reminder: string },
): Promise<Reminder> {
  gridOf(deps.grids, grid);
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  await deps.reminders.sendOne(grid, { by: principal.person, reminder });
  const item = (await listReminders(deps, principal, grid)).items.find(({ id }) => id === reminder);
  if (!item) throw new AppError('not-found');
  return item;
}

function refused({ code, params }: Refusal): AppError {
  if (code !== 'invalid-input') return new AppError(code, { params });
  return new AppError('invalid-input', { errors: [{ pointer: '/stage', message: say('check.stage-unknown', params) }] });
}
