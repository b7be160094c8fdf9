/** The store that the settings name, for a command: to read beside a running service, or to write into. */

import { openSqliteStore } from '../adapters/sqlite/store.ts';
import type { Log, Store } from '../application/ports.ts';
import type { Config } from '../config.ts';

/** To read; a folder without a database is refused and nothing is made there. */
export async function openToRead(config: Config, log: Log): Promise<Store> {
  return config.mongodbUri === undefined ? openSqliteStore({ folder: config.dataDir, readOnly: true, log }) : openMongo(config.mongodbUri, log);
}

/** To write; a data folder is made if absent, and refused while a service runs in it. */
export async function openToWrite(config: Config, log: Log): Promise<Store> {
  return config.mongodbUri === undefined ? openSqliteStore({ folder: config.dataDir, log }) : openMongo(config.mongodbUri, log);
}

async function openMongo(uri: string, log: Log): Promise<Store> {
  // Loaded only where it is used, as in the service.
  const { openMongoStore } = await import('../adapters/mongo/store.ts');
  return openMongoStore({ uri, log });
}
