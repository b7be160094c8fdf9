/** Starts the reminders that go out by themselves. Part of compose.ts, which alone calls it. */
import type { OpenGrid } from './application/grids.ts';
import type { Log } from './application/ports.ts';
import { startReminderClock } from './application/reminder-clock.ts';
import type { reminderSender } from './application/send-reminders.ts';
import { SYSTEM_PERSON } from './domain/principal.ts';

const EVERY_MS = 60_000;

interface Parts {
  grids: ReadonlyMap<string, OpenGrid>;
  reminders: ReturnType<typeof reminderSender>;
  log: Log;
  /** A minute unless told otherwise. */
  everyMs?: number | undefined;
}

/** Runs what is due of each grid again and again, until it is stopped. */
export function remindByItself({ grids, reminders, log, everyMs = EVERY_MS }: Parts): ReturnType<typeof startReminderClock> {
  return startReminderClock({
    run: (signal) => runAll(grids, { log, work: (grid) => reminders.run(grid, { by: SYSTEM_PERSON, when: 'due', signal }) }),
    everyMs,
    log,
  });
}

/** Runs the reminders of each grid; one that can't be run (read-only, say) does not stop the others. */
async function runAll(grids: ReadonlyMap<string, OpenGrid>, { log, work }: { log: Log; work: (grid: string) => Promise<unknown> }): Promise<void> {
  for (const grid of grids.keys()) {
    try {
      await work(grid);
    } catch (error) {
      log.error({ grid, err: error }, 'the reminders of a grid could not be run; trying again');
    }
  }
}
