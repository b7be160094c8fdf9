/** Time, timers, chance and new ids of the add-in: injected, so that tests need no sleeping. */

export interface Timing {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Calls `work` after a delay. Returns the way to call it off. */
  after(delayMs: number, work: () => void): () => void;
  /** At least 0, below 1. */
  random(): number;
  /** A new UUID. */
  newId(): string;
}

/** The machine's own time. */
export const browserTiming: Timing = {
  nowMs: () => Date.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  newId: () => crypto.randomUUID(),
};

const FIRST_MS = 1_000;
// Sixty people at most wait for one service: four requests a second.
const LONGEST_MS = 15_000;

/** How long to wait before trying again after so many failures in a row: exponential with full jitter, 1 s to 15 s. */
export function backOffMs(failures: number, timing: Timing): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.max(FIRST_MS, Math.round(timing.random() * ceilingMs));
}

/** Waits; `wake` ends the wait early. */
export function pause(delayMs: number, timing: Timing): { done: Promise<void>; wake: () => void } {
  let wake = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    const callOff = timing.after(delayMs, resolve);
    wake = () => {
      callOff();
      resolve();
    };
  });
  return { done, wake: () => wake() };
}
