/** What a process has opened, to be closed in the opposite order: what can't be closed is logged and keeps nothing else open. */
import type { Log } from './application/ports.ts';

/** The ways to close what is open. */
export interface Closers {
  add(close: () => Promise<void> | void): void;
  /** Closes all, the newest first; then rejects with the first failure, if there was one. Calling twice is allowed. */
  closeAll(): Promise<void>;
}

/** Starts with nothing open. */
export function openClosers(log: Log): Closers {
  const open: (() => Promise<void> | void)[] = [];
  const failures: unknown[] = [];
  let closing: Promise<void> | undefined;

  async function closeEach(): Promise<void> {
    for (let close = open.pop(); close; close = open.pop()) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error }, 'a part of the service could not be closed');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  return {
    add: (close) => void open.push(close),
    closeAll: () => (closing ??= closeEach()),
  };
}
