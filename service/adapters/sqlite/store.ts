/** The embedded store: one file, one writing process per data folder, nothing to install. Tests use it in memory. */
import type { ConflictNotes, Log, Store } from '../../application/ports.ts';
import type { SignIns } from '../../application/sign-ins.ts';
import { sqliteConflictNotes } from './conflict-notes.ts';
import { Database } from './database.ts';
import { sqliteDirectory } from './directory.ts';
import { sqliteLedger } from './ledger.ts';
import { sqliteOutbox } from './outbox.ts';
import { damagedLookUp, damagedRows } from './records.ts';
import { sqliteSavedStates } from './saved-states.ts';
import { sqliteSignIns } from './sign-ins.ts';

/** `folder` is the data folder, made if absent, or `:memory:`. `readOnly` reads beside a running service and needs a folder that has been written. */
export interface SqliteStoreOptions {
  folder: string;
  readOnly?: boolean;
  log: Log;
}

/** Opens the store; throws StoreLocked, FolderNotWritable or StoreUnusable. */
export function openSqliteStore({ folder, readOnly = false, log }: SqliteStoreOptions): Store {
  const database = new Database({ folder, readOnly, log });
  const answers = database.statement('SELECT cursor FROM entry LIMIT 1');
  let signIns: SignIns | undefined;
  let conflictNotes: ConflictNotes | undefined;
  return {
    ledger: sqliteLedger(database),
    savedStates: sqliteSavedStates(database),
    directory: sqliteDirectory(database),
    outbox: sqliteOutbox(database),
    findDamagedRecords: () => database.read(() => damagedRows(database)),
    findDamage: () => database.read(() => [...damagedRows(database), ...damagedLookUp(database)]),
    // Made when they are first used: an older database that is only read has no tables for them.
    get conflictNotes() {
      conflictNotes ??= sqliteConflictNotes(database);
      return conflictNotes;
    },
    get signIns() {
      signIns ??= sqliteSignIns(database);
      return signIns;
    },
    ping: () =>
      database.read(() => {
        answers.get();
      }),
    close: async () => database.close(),
  };
}
