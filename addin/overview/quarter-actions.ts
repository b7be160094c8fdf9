/** What the Secretariat may do on the page, over the API: the same as in the pane. */
import type { Client } from '../api/client.ts';
import { createCycle } from '../sync/cycle.ts';
import { createReminders } from '../sync/reminders.ts';
import type { QuarterActions } from '../sync/view.ts';

/** The actions on a grid; `changed` is called after each, so that the page shows it without waiting for the stream. */
export function quarterActions(api: Client, { grid, changed }: { grid: string; changed: () => void }): QuarterActions {
  return {
    ...createCycle({ state: { stale: false }, ports: { api }, soon: changed }, () => grid),
    ...createReminders(api, () => grid),
    people: () => api.call('listPeople', { params: { grid } }),
    async submit({ period, ...body }) {
      const submission = await api.call('submit', { params: { grid, period }, body });
      changed();
      return submission;
    },
  };
}
