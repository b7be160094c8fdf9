/** A request that names a cursor newer than this replica's state waits for it. */
import { AppError } from './app-error.ts';
import type { Committer } from './committer.ts';

/** How long a request waits for a cursor. */
const WAIT_MS = 5_000;

/** Resolves when all that other processes had appended by now is part of the state; rejects with `unavailable` or `read-only`. */
export async function catchUp(committer: Committer): Promise<void> {
  committer.look();
  // A turn looks before it decides, so a decision that decides nothing has seen everything.
  await committer.commit(() => ({ entries: [], outcome: undefined }));
}

/** Resolves once the state has reached the cursor; rejects with `unavailable` if it does not in time, with `read-only` if it can't. */
export function reachCursor(committer: Committer, cursor: number): Promise<void> {
  if (committer.state().cursor >= cursor) return Promise.resolve();
  if (committer.firstBad() !== undefined) return Promise.reject(new AppError('read-only'));
  committer.look();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new AppError('unavailable', { retryAfterSeconds: 2 }))), WAIT_MS);
    const stop = committer.onBell(() => {
      if (committer.state().cursor >= cursor) finish(resolve);
    });
    function finish(settle: () => void): void {
      clearTimeout(timer);
      stop();
      settle();
    }
  });
}
