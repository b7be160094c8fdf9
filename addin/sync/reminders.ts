/** What the pane and the overview page may ask about reminders. Nothing here touches the sheet. */
import type { Client } from '../api/client.ts';
import type { ReminderActions } from './view.ts';

/** Makes the actions. */
export function createReminders(api: Client, gridName: () => string): ReminderActions {
  return {
    reminders: async () => api.call('listReminders', { params: { grid: gridName() } }),
    runReminders: async ({ dryRun }) => api.call('runReminders', { params: { grid: gridName() }, body: { dryRun } }),
    previewReminders: async () => api.call('previewReminders', { params: { grid: gridName() } }),
    sendReminder: async (reminder) => api.call('sendReminder', { params: { grid: gridName(), reminder } }),
    skipReminder: async (request) => api.call('skipReminder', { params: { grid: gridName() }, body: request }),
    pauseReminders: async (member, request) => api.call('pauseReminders', { params: { grid: gridName(), member }, body: request }),
    letters: async () => api.call('listLetters', { params: { grid: gridName() } }),
  };
}
