/** The endpoints of reminders and their letters. Part of the table in routes.ts. */
import * as z from 'zod/mini';
import { LocalDate } from './ids.ts';
import { Letters, Pause, PauseRequest, Reminder, Reminders, RemindersPreview, RunRequest, RunResponse, Skipped, SkipRequest } from './reminder.ts';
import { id, inGrid, none } from './route-params.ts';

/** These endpoints by name. */
export const REMINDER_ROUTES = {
  listReminders: {
    method: 'get',
    path: '/grids/{grid}/reminders',
    summary: 'Reminders decided, sent, failed and suppressed',
    params: inGrid,
    query: none,
    status: 200,
    answer: Reminders,
    codes: ['unknown-grid', 'forbidden'],
  },
  runReminders: {
    method: 'post',
    path: '/grids/{grid}/reminders/run',
    summary: 'Decide and send what is due now (dryRun: only say it)',
    params: inGrid,
    query: none,
    body: RunRequest,
    status: 200,
    answer: RunResponse,
    codes: ['unknown-grid', 'forbidden', 'read-only'],
  },
  previewReminders: {
    method: 'get',
    path: '/grids/{grid}/reminders/preview',
    summary: 'The letters that will go out on a day (on: a local date from today on; tomorrow if left out), given the state of today',
    params: inGrid,
    query: z.strictObject({ on: z.optional(LocalDate) }),
    status: 200,
    answer: RemindersPreview,
    codes: ['unknown-grid', 'forbidden'],
  },
  sendReminder: {
    method: 'post',
    path: '/grids/{grid}/reminders/{reminder}/send',
    summary: 'Try the letters of one reminder now',
    params: z.strictObject({ grid: id, reminder: id }),
    query: none,
    status: 200,
    answer: Reminder,
    codes: ['unknown-grid', 'not-found', 'forbidden', 'read-only'],
  },
  skipReminder: {
    method: 'post',
    path: '/grids/{grid}/reminders/skip',
    summary: 'Do not write to a member about a stage; it counts as covered',
    params: inGrid,
    query: none,
    body: SkipRequest,
    status: 200,
    answer: Skipped,
    codes: ['unknown-grid', 'unknown-period', 'unknown-member', 'forbidden', 'read-only'],
  },
  pauseReminders: {
    method: 'put',
    path: '/grids/{grid}/members/{member}/pause',
    summary: 'Pause the reminders of a member up to and including a day, or end the pause (null)',
    params: z.strictObject({ grid: id, member: id }),
    query: none,
    body: PauseRequest,
    status: 200,
    answer: Pause,
    codes: ['unknown-grid', 'unknown-member', 'forbidden', 'read-only'],
  },
  listLetters: {
    method: 'get',
    path: '/grids/{grid}/reminders/letters',
    summary: 'Letters kept as files where no mail server is configured',
    params: inGrid,
    query: none,
    status: 200,
    answer: Letters,
    codes: ['unknown-grid', 'forbidden'],
  },
} as const;
