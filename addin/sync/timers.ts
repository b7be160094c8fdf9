/** The engine's timers, each with a name and at most one of each at a time. */
import type { Timing } from './timing.ts';

/** `soon`: after a hint; `idle`: when the person has stopped; `send`: after a failure; `every`: what nothing announced. */
export type TimerName = 'soon' | 'idle' | 'send' | 'every';

export interface Timers {
  /** Sets a timer; one that is set already stays unless it is replaced. */
  set(name: TimerName, delayMs: number, options: { replace: boolean }): void;
  clear(): void;
}

/** Makes timers that call `fire`. */
export function createTimers(timing: Timing, fire: () => void): Timers {
  const running = new Map<TimerName, () => void>();
  return {
    set(name, delayMs, { replace }) {
      if (running.has(name) && !replace) return;
      running.get(name)?.();
      const callOff = timing.after(Math.max(0, delayMs), () => {
        running.delete(name);
        fire();
      });
      running.set(name, callOff);
    },
    clear() {
      for (const callOff of running.values()) callOff();
      running.clear();
    },
  };
}
