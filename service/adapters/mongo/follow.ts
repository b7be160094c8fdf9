/**
 * Following the ledger is looking for one key: the next batch, if any, is `<grid>:<position + 1>`. A change stream only makes the look come
 * sooner. A look that fails is repeated: the way back to a server that was away is the same poll.
 */
import type { Collection } from 'mongodb';
import { type Batch, batchId } from './batches.ts';
import type { ChangeBell } from './change-bell.ts';
import type { MongoConnection } from './connection.ts';

const LOOK_EVERY_MS = 250;

/** Where to look. */
export interface FollowedLedger {
  connection: MongoConnection;
  batches: Collection<Batch>;
  bell: ChangeBell;
}

/** What to look for, and whom to tell. */
export interface Follower {
  grid: string;
  position: () => number;
  look: () => void;
}

/** Looks until the way to stop, which it returns, is taken or the store is closed. */
export function followBatches({ connection, batches, bell }: FollowedLedger, { grid, position, look }: Follower): () => void {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    if (!stopping.signal.aborted) look();
  };

  async function poll(): Promise<void> {
    const next = { _id: batchId(grid, position() + 1) };
    // The connection has logged that nobody answers.
    const found = await connection.run(() => batches.findOne(next, { projection: { _id: 1 } })).catch(() => null);
    if (found !== null) tell();
    if (stopping.signal.aborted) return;
    timer = setTimeout(poll, LOOK_EVERY_MS);
    timer.unref();
  }

  const silence = bell.listen(grid, tell);
  const stop = () => {
    stopping.abort();
    clearTimeout(timer);
    silence();
    connection.closing.removeEventListener('abort', stop);
  };
  connection.closing.addEventListener('abort', stop);
  void poll();
  return stop;
}
