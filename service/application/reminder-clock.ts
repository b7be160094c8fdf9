/** The timed work of reminders (`REMINDERS=auto`). */
import type { Log } from './ports.ts';

/** Calls `run` at once and then again and again, `everyMs` after the end of the run before, so runs never overlap; a run that fails is logged and tried again. */
export function startReminderClock({ run, everyMs, log }: { run: (signal: AbortSignal) => Promise<void>; everyMs: number; log: Log }): {
  /** Starts no further letter or run, and waits for what is under way. */
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = tick();

  async function tick(): Promise<void> {
    try {
      await run(stopping.signal);
    } catch (error) {
      log.error({ err: error }, 'reminders could not be run; trying again');
    }
    if (!stopping.signal.aborted) timer = setTimeout(() => (running = tick()), everyMs);
  }

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
