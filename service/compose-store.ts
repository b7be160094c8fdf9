/** Opens the store that the settings name. Part of compose.ts, which alone calls it. */
import { say } from '#contract/catalogue/say.ts';
import { openSqliteStore } from './adapters/sqlite/store.ts';
import { type Log, type Store, StoreUnavailable } from './application/ports.ts';
import type { Config } from './config.ts';

/** SQLite in the data folder, or MongoDB: tried again until it answers, each time with a sentence for whoever has started the service. */
export async function openStore(config: Config, log: Log, tell: (sentence: string) => void): Promise<Store> {
  if (config.mongodbUri === undefined) return openSqliteStore({ folder: config.dataDir, log });
  // Loaded only where it is used: the embedded store starts without the driver.
  const { openMongoStore } = await import('./adapters/mongo/store.ts');
  for (let waitMs = 1_000; ; waitMs = Math.min(waitMs * 2, 15_000)) {
    try {
      return await openMongoStore({ uri: config.mongodbUri, log });
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const reason = firstCause(error);
      log.warn({ reason, waitMs }, 'MongoDB can’t be reached yet');
      log.debug({ err: error }, 'why MongoDB can’t be reached');
      tell(say('start.mongo-waiting', { count: waitMs / 1_000, reason }));
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** What it began with: the driver wraps a socket's own error several times. */
function firstCause(error: Error): string {
  return error.cause instanceof Error ? firstCause(error.cause) : error.message;
}
