/** The embedded store: one file, one writing process per data folder, nothing to install. Tests use it in memory. */
import type { Log, Store } from '../../application/ports.ts';
import { Database } from './database.ts';
import { sqliteDirectory } from './directory.ts';
import { sqliteLedger } from './ledger.ts';
import { sqliteOutbox } from './outbox.ts';
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
  return {
    ledger: sqliteLedger(database),
    savedStates: sqliteSavedStates(database),
    directory: sqliteDirectory(database),
    outbox: sqliteOutbox(database),
    signIns: sqliteSignIns(database),
    ping: () =>
      database.read(() => {
        answers.get();
      }),
    close: async () => database.close(),
  };
}
