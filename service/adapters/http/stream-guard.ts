/** Event streams end with the right to read them: looked at when sessions end or the directory changes, and every few seconds for what another process did. */
import type { Response } from 'express';
import type { Log } from '../../application/ports.ts';

const LOOK_EVERY_MS = 15_000;

/** Watches open streams. */
export interface StreamGuard {
  /** Cuts the stream once `mayRead` resolves to false. */
  watch(response: Response, mayRead: () => Promise<boolean>): void;
  /** Looks at all streams now. */
  look(): void;
  close(): void;
}

/** Opens the guard. */
export function openStreamGuard({ log }: { log: Log }): StreamGuard {
  const watched = new Map<Response, () => Promise<boolean>>();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();

  function look(): void {
    for (const [response, mayRead] of watched) {
      mayRead().then(
        (may) => {
          if (may) return;
          watched.delete(response);
          // Not `end`: what is still waiting must not be read either.
          response.destroy();
        },
        // The store can't be asked now; the stream gets nothing new from it meanwhile, and the next look asks again.
        (error: unknown) => log.warn({ err: error }, 'the right to read a stream could not be looked up'),
      );
    }
  }

  return {
    watch(response, mayRead) {
      watched.set(response, mayRead);
      response.on('close', () => watched.delete(response));
    },
    look,
    close: () => clearInterval(timer),
  };
}
