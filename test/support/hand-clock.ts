/** Time in a test's hand: for what waits for timers, so that nothing sleeps. */
import type { Timing } from '../../addin/sync/timing.ts';

/** A clock whose timers run when a test moves it. */
export interface HandClock extends Timing {
  /** Moves on and runs what falls due, in order. */
  advance(ms: number): void;
}

/** Makes a clock that starts at an instant and stands still. */
export function handClock(startMs = Date.parse('2026-11-25T09:00:00Z')): HandClock {
  let nowMs = startMs;
  let ids = 0;
  let timers: { dueMs: number; work: () => void }[] = [];
  const seed = Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return {
    nowMs: () => nowMs,
    random: () => 0.5,
    newId: () => `${seed}-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`,
    after(delayMs, work) {
      const timer = { dueMs: nowMs + delayMs, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const next = timers.filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        nowMs = next.dueMs;
        next.work();
      }
      nowMs = endMs;
    },
  };
}
