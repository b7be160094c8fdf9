/**
 * One change stream on the ledger, shared by everybody who follows, where the server has change streams (a replica set). It rings and carries
 * nothing: what was missed while it was broken is found by the poll.
 */
import type { ChangeStream, Collection } from 'mongodb';
import type { Batch } from './batches.ts';
import type { MongoConnection } from './connection.ts';

const REOPEN_AFTER_MS = 5_000;

/** Answers of servers without change streams: unknown stage or command, not implemented, no replica set. */
const UNSUPPORTED: readonly unknown[] = [59, 115, 238, 40324, 40573];

interface Listener {
  grid: string;
  ring: () => void;
}

/** Rings when a batch has been inserted, by whomever. Open while somebody listens. */
export class ChangeBell {
  readonly #connection: MongoConnection;
  readonly #batches: Collection<Batch>;
  readonly #listeners = new Set<Listener>();
  #stream: ChangeStream<Batch> | undefined;
  #reopening: NodeJS.Timeout | undefined;
  #isSupported = true;

  constructor(connection: MongoConnection, batches: Collection<Batch>) {
    this.#connection = connection;
    this.#batches = batches;
    connection.closing.addEventListener('abort', () => this.#shut());
  }

  /** Calls `ring` after each insert in a grid, until the way to stop is taken. */
  listen(grid: string, ring: () => void): () => void {
    const listener = { grid, ring };
    this.#listeners.add(listener);
    this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#shut();
    };
  }

  #open(): void {
    if (this.#stream !== undefined || !this.#isSupported || this.#connection.closing.aborted) return;
    const stream = this.#batches.watch<Batch>([{ $match: { operationType: 'insert' } }, { $project: { documentKey: 1, operationType: 1 } }]);
    this.#stream = stream;
    stream.on('change', (change) => {
      if (!('documentKey' in change)) return;
      const key = String(change.documentKey._id);
      for (const { grid, ring } of this.#listeners) if (key.startsWith(`${grid}:`)) ring();
    });
    const broken = (error?: Error & { code?: unknown }) => {
      if (this.#stream !== stream) return;
      this.#shut();
      this.#isSupported = !UNSUPPORTED.includes(error?.code);
      this.#connection.log.info(
        { err: error },
        this.#isSupported ? 'the change stream broke; opening another one' : 'no change streams here: the ledger is polled',
      );
      if (!this.#isSupported || this.#listeners.size === 0) return;
      this.#reopening = setTimeout(() => this.#open(), REOPEN_AFTER_MS);
      this.#reopening.unref();
    };
    stream.on('error', broken);
    // A client that is connected anew closes its streams without an error; where there is one it comes in the same turn.
    stream.on('close', () => setImmediate(broken));
  }

  #shut(): void {
    clearTimeout(this.#reopening);
    const stream = this.#stream;
    this.#stream = undefined;
    // It may be broken already; nobody waits for it.
    stream?.close().catch(() => undefined);
  }
}
