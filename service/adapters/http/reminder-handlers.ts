/** The endpoints of reminders. */
import type { REMINDER_ROUTES } from '#contract/reminder-routes.ts';
import { listLetters, listReminders } from '../../application/list-reminders.ts';
import type { Mailer } from '../../application/mailer.ts';
import { type PreviewDeps, previewReminders } from '../../application/preview-reminders.ts';
import { pauseReminders, sendReminder, skipReminder } from '../../application/reminder-orders.ts';
import { type ReminderSender, runReminders } from '../../application/send-reminders.ts';
import type { Handlers } from './endpoint.ts';

/** What they need of the rest. */
export interface ReminderHandlerDeps extends PreviewDeps {
  mailer: Mailer;
  reminders: ReminderSender;
}

/** One function per endpoint. */
export function reminderHandlers(deps: ReminderHandlerDeps): Pick<Handlers, keyof typeof REMINDER_ROUTES> {
  return {
    listReminders: ({ principal, params }) => listReminders(deps, principal, params.grid),
    runReminders: ({ principal, params, body }) => runReminders(deps.reminders, principal, { grid: params.grid, dryRun: body.dryRun ?? false }),
    previewReminders: ({ principal, params, query }) => previewReminders(deps, principal, { grid: params.grid, on: query.on }),
    sendReminder: ({ principal, params }) => sendReminder(deps, principal, params),
    skipReminder: ({ principal, params, body }) => skipReminder(deps.grids, principal, { grid: params.grid, request: body }),
    pauseReminders: ({ principal, params, body }) => pauseReminders(deps.grids, principal, { ...params, request: body }),
    listLetters: ({ principal, params }) => listLetters(deps, principal, params.grid),
  };
}
