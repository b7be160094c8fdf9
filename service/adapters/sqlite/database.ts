/**
 * One connection to the embedded database, and the two ways to use it: `read` and `write`.
 *
 * Nothing is acknowledged that is not on the disk: WAL with `synchronous=FULL` syncs each commit. After a failed commit the transaction is
 * rolled back and the connection kept, so that a repeat writes the same places of the WAL again; reopening instead would let recovery take
 * frames whose sync failed for committed. For the same reason the opening copies what the WAL holds into the database, synced.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { type Log, StoreUnavailable } from '../../application/ports.ts';
import { isDamage, resultCode, translated } from './failure.ts';
import { databaseFile, holdFolder, type Release } from './folder.ts';
import { FolderNotWritable, StoreUnusable } from './refusals.ts';
import { MIGRATIONS, shadowOlder } from './schema.ts';

/** How long a call waits for a lock that the reader beside may hold; it blocks the process. */
const BUSY_WAIT_MS = 2_000;
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;

/** The place of a database: a folder, or `:memory:` for one that nobody else sees. */
export interface DatabasePlace {
  folder: string;
  readOnly: boolean;
  log: Log;
}

/** An open database. Calls are synchronous, so they never interleave. */
export class Database {
  readonly readOnly: boolean;
  readonly #db: DatabaseSyncInstance;
  readonly #log: Log;
  readonly #release: Release;
  #answers = true;

  /** Opens, holds the folder and migrates; throws StoreLocked, FolderNotWritable or StoreUnusable. */
  constructor({ folder, readOnly, log }: DatabasePlace) {
    this.readOnly = readOnly;
    this.#log = log;
    const inMemory = folder === ':memory:';
    if (readOnly && !existsSync(databaseFile(folder))) throw new StoreUnusable(folder, { reason: 'missing' });
    this.#release = readOnly || inMemory ? () => undefined : holdFolder(folder);
    let db: DatabaseSyncInstance | undefined;
    try {
      db = new DatabaseSync(inMemory ? folder : databaseFile(folder), { readOnly, timeout: BUSY_WAIT_MS });
      prepare(db, { folder, readOnly, log });
    } catch (error) {
      db?.close();
      this.#release();
      throw refusal(folder, error);
    }
    this.#db = db;
  }

  /** A statement, compiled once by whoever needs it often. */
  statement(sql: string): StatementSyncInstance {
    return this.#db.prepare(sql);
  }

  /** Runs reading statements; rejects with StoreUnavailable when the disk does not answer. */
  async read<T>(work: () => T): Promise<T> {
    return this.#guarded(work);
  }

  /** Runs statements as one transaction, durable when it resolves; rejects with StoreUnavailable when that is not certain. */
  async write<T>(work: () => T): Promise<T> {
    if (this.readOnly) throw new Error('this store was opened for reading');
    return this.#guarded(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        this.#rollBack();
        throw error;
      }
    });
  }

  /** Copies the WAL into the database and empties it. */
  checkpoint(): void {
    checkpoint(this.#db, this.#log);
  }

  /** Empties the WAL, closes, lets go of the folder; repeating does nothing. */
  close(): void {
    if (!this.#db.isOpen) return;
    try {
      if (!this.readOnly) this.checkpoint();
    } catch (error) {
      // Nothing is lost: the next opening finds it in the WAL.
      this.#log.warn({ err: error }, 'the WAL could not be emptied at closing');
    } finally {
      this.#db.close();
      this.#release();
    }
  }

  #guarded<T>(work: () => T): T {
    try {
      // A roll-back that failed leaves a transaction whose writes nobody may read: that comes first.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      const result = work();
      if (!this.#answers) this.#log.info({}, 'the database answers again');
      this.#answers = true;
      return result;
    } catch (error) {
      const seen = translated(error);
      if (seen instanceof StoreUnavailable) {
        if (this.#answers) this.#log.error({ err: error }, 'the database does not answer');
        this.#answers = false;
      }
      throw seen;
    }
  }

  /** SQLite has rolled back by itself after some errors. */
  #rollBack(): void {
    if (!this.#db.isTransaction) return;
    try {
      this.#db.exec('ROLLBACK');
    } catch (error) {
      this.#log.error({ err: error }, 'a transaction could not be rolled back; the next call tries again');
    }
  }
}

function prepare(db: DatabaseSyncInstance, { folder, readOnly, log }: DatabasePlace): void {
  if (!readOnly) {
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
    // Takes the write lock even if there is nothing to do, so that a file that can't be written is found now.
    db.exec('BEGIN IMMEDIATE');
    for (const step of MIGRATIONS.slice(schemaVersion(db))) typeof step === 'string' ? db.exec(step) : step(db);
    if (schemaVersion(db) < MIGRATIONS.length) db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
    checkpoint(db, log);
  }
  const version = schemaVersion(db);
  if (version > MIGRATIONS.length) throw new StoreUnusable(folder, { reason: 'newer' });
  // A reader takes an older one as it is, so that a backup of an earlier program can be verified and restored; who writes has just brought it up to date.
  if (version === 0) throw new StoreUnusable(folder, { reason: 'missing' });
  shadowOlder(db, version);
}

function schemaVersion(db: DatabaseSyncInstance): number {
  return (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

function checkpoint(db: DatabaseSyncInstance, log: Log): void {
  const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  if (busy !== 0) log.warn({}, 'the WAL could not be emptied: somebody is reading');
}

function refusal(folder: string, error: unknown): unknown {
  const result = resultCode(error);
  if (result === undefined) return error;
  if (isDamage(error)) return new StoreUnusable(folder, { reason: 'damaged', cause: error });
  return translated(error) === error ? error : new FolderNotWritable(folder, { reason: (error as { errstr: string }).errstr, cause: error });
}
