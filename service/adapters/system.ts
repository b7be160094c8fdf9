/** The clock of this machine, or one that starts at another instant (demo). */
import type { Clock } from '../application/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };

/** A clock that shows `startMs` now and runs on from there. */
export function clockFrom(startMs: number): Clock {
  const offsetMs = startMs - Date.now();
  return { nowMs: () => Date.now() + offsetMs };
}
