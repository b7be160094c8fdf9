/** The reminders of a grid and the letters that can be read on screen, fetched anew with each entry of the ledger and each day. */
import type { Letters, Reminders } from '#contract/reminder.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** Both, once both are there. */
export function useReminders(engine: QuarterActions, { grid }: QuarterView): Loaded<{ reminders: Reminders; letters: Letters }> {
  return useLoaded(`${grid?.cursor} ${grid?.today}`, async () => {
    const [reminders, letters] = await Promise.all([engine.reminders(), engine.letters()]);
    return { reminders, letters };
  });
}
