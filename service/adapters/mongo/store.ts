/** The store on MongoDB, for one or several service processes: a replica set, a standalone, or another server of the same protocol. */
import type { Log, Store } from '../../application/ports.ts';
import { batchesIn } from './batches.ts';
import { ChangeBell } from './change-bell.ts';
import { mongoConflictNotes } from './conflict-notes.ts';
import { connectMongo } from './connection.ts';
import { mongoDirectory } from './directory.ts';
import { ensureIndexes } from './indexes.ts';
import { mongoLedger } from './ledger.ts';
import { mongoOutbox } from './outbox.ts';
import type { MongoWaits } from './presence.ts';
import { damagedDocuments, ensureSums } from './records.ts';
import { mongoSavedStates } from './saved-states.ts';
import { mongoSignIns } from './sign-ins.ts';

/** `uri` names the database by its path (default `support_group_grid`). */
export interface MongoStoreOptions {
  uri: string;
  log: Log;
  waits?: MongoWaits;
}

/**
 * Opens the store with one attempt: rejects with StoreUnavailable within seconds when the server does not answer (the caller may try again), with
 * MongoSettingBad when the address or the account can't work. Once open it finds the server again by itself.
 */
export async function openMongoStore({ uri, log, waits }: MongoStoreOptions): Promise<Store> {
  const connection = await connectMongo({ uri, log, waits });
  try {
    await ensureIndexes(connection);
    await ensureSums(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    ledger: mongoLedger(connection, new ChangeBell(connection, batchesIn(connection.db))),
    savedStates: mongoSavedStates(connection),
    directory: mongoDirectory(connection),
    outbox: mongoOutbox(connection),
    findDamagedRecords: () => damagedDocuments(connection),
    findDamage: () => damagedDocuments(connection),
    conflictNotes: mongoConflictNotes(connection),
    signIns: mongoSignIns(connection),
    async ping() {
      await connection.run(() => connection.db.command({ ping: 1 }));
    },
    close: () => connection.close(),
  };
}
