/**
 * The connection to MongoDB: how it is opened, what every call is guarded by, and how it ends.
 * Every call goes through `run`, which bounds its time, turns what means "not now" into StoreUnavailable, and is waited for at closing.
 */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { type Db, MongoClient, ReadConcern, type ReadConcernLevel } from 'mongodb';
import { type Log, StoreUnavailable } from '../../application/ports.ts';
import { isRefusal, lastingReason, translated } from './failure.ts';
import { MONGO_WAITS, type MongoWaits, Presence } from './presence.ts';
import { MongoSettingBad } from './setting-bad.ts';

/** Long enough to connect to a server that is far away; what waits for one that is gone is given up sooner (presence.ts). */
const SELECT_WAIT_MS = 2_500;
/** The driver gives up a socket just before a call is given up. */
const SOCKET_BEFORE_MS = 500;
/**
 * When nobody has answered for so long the driver is closed and connected anew. Driver 7.9.0 can lose its monitor for good: a connection that
 * closes between two steps of sending a command leaves it waiting for a "drain" that never comes, and then it looks for the server no more.
 */
const RECONNECT_AFTER_MS = 4_000;
const RECONNECT_PAUSE_MS = 500;
const DRIVER_CLOSE_WAIT_MS = 2_000;
const DEFAULT_DATABASE = 'support_group_grid';

/** An open connection. */
export class MongoConnection {
  readonly db: Db;
  readonly log: Log;
  /** Aborted when closing begins. */
  readonly closing: AbortSignal;
  readonly #client: MongoClient;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #presence: Presence;

  constructor({ client, db, log, waits }: { client: MongoClient; db: Db; log: Log; waits: MongoWaits }) {
    this.#client = client;
    this.db = db;
    this.log = log;
    this.closing = this.#closing.signal;
    this.#presence = new Presence({
      ping: () => db.command({ ping: 1 }),
      log,
      waits,
      longSilenceMs: RECONNECT_AFTER_MS,
      onLongSilence: () => void this.#reconnect(),
    });
  }

  /** Runs calls of the driver; rejects with StoreUnavailable when their outcome is unknown. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing.aborted) throw new StoreUnavailable(new Error('the store has been closed'));
    if (this.#presence.isAway) {
      // A caller that repeats at once must leave the loop to the answer that ends this.
      await nextTurn();
      throw new StoreUnavailable(new Error('MongoDB is away'));
    }
    try {
      const result = await this.#presence.within(this.#tracked(work()));
      this.#presence.heard();
      return result;
    } catch (error) {
      const seen = translated(error);
      if (seen instanceof StoreUnavailable) this.#presence.missed(error);
      else if (isRefusal(error)) this.#presence.heard();
      throw seen;
    }
  }

  /** Takes no further calls, waits for those under way, disconnects; repeating does nothing. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#presence.close();
    await Promise.allSettled(this.#underWay);
    await this.#client.close();
  }

  /** Calls fail meanwhile; collections stay valid, since they belong to the client and not to its connections. */
  async #reconnect(): Promise<void> {
    this.log.info({}, 'MongoDB has not answered for a while; the driver is connected anew');
    await Promise.race([this.#client.close().catch(() => undefined), pause(DRIVER_CLOSE_WAIT_MS, undefined, { ref: false })]);
    while (!this.closing.aborted) {
      try {
        await this.#client.connect();
        break;
      } catch {
        // That nobody answers has been logged.
        await pause(RECONNECT_PAUSE_MS, undefined, { ref: false });
      }
    }
    this.#presence.forgive();
    if (this.closing.aborted) await this.#client.close();
  }

  #tracked<T>(answer: Promise<T>): Promise<T> {
    this.#underWay.add(answer);
    const done = () => this.#underWay.delete(answer);
    answer.then(done, done);
    return answer;
  }
}

/** Connects once; rejects with StoreUnavailable within seconds when nobody answers, and with MongoSettingBad when repeating can't help. */
export async function connectMongo({ uri, log, waits = MONGO_WAITS }: { uri: string; log: Log; waits?: MongoWaits | undefined }): Promise<MongoConnection> {
  const socketMs = waits.answerMs - SOCKET_BEFORE_MS;
  const client = clientFor(uri, socketMs);
  try {
    const name = databaseName(uri);
    await client.connect();
    await client.db(name).command({ ping: 1 });
    const level = await readLevel({ client, name, log });
    // Explicit, so that options in the URI can't weaken what an acknowledgement means.
    const db = client.db(name, {
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: socketMs },
      readConcern: new ReadConcern(level),
      readPreference: 'primary',
    });
    return new MongoConnection({ client, db, log, waits });
  } catch (error) {
    await client.close();
    const reason = lastingReason(error);
    throw reason === undefined ? translated(error) : new MongoSettingBad(reason, { cause: error });
  }
}

/** The database that a URI names by its path; `support_group_grid` if it names none. */
export function databaseName(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]*)/.exec(uri)?.[1] ?? '';
  return path === '' ? DEFAULT_DATABASE : decodeURIComponent(path);
}

function clientFor(uri: string, socketMs: number): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'support-group-grid',
      serverSelectionTimeoutMS: SELECT_WAIT_MS,
      connectTimeoutMS: SELECT_WAIT_MS,
      waitQueueTimeoutMS: SELECT_WAIT_MS,
      socketTimeoutMS: socketMs,
      ignoreUndefined: true,
    });
  } catch (cause) {
    throw new MongoSettingBad('it is no address of a MongoDB (mongodb://host:port/database)', { cause });
  }
}

/** Majority reads, unless the server refuses them: then what is read could in theory be rolled back, and the log says so. */
async function readLevel({ client, name, log }: { client: MongoClient; name: string; log: Log }): Promise<ReadConcernLevel> {
  try {
    await client
      .db(name)
      .collection('ledger')
      .findOne({}, { projection: { _id: 1 }, readConcern: { level: 'majority' } });
    return 'majority';
  } catch (error) {
    if (!isRefusal(error) || lastingReason(error) !== undefined) throw error;
    log.warn({ err: error }, 'this MongoDB refuses majority reads; reading what its primary holds');
    return 'local';
  }
}
