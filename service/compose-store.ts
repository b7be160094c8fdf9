/** Opens the store that the settings name, and carries the start over times in which MongoDB is away. Part of compose.ts, which alone calls it. */
import { setTimeout as pause } from 'node:timers/promises';
import { say } from '#contract/catalogue/say.ts';
import { openSqliteStore } from './adapters/sqlite/store.ts';
import { AppError } from './application/app-error.ts';
import { type Log, type Store, StoreUnavailable } from './application/ports.ts';
import { type Closers, openClosers } from './closers.ts';
import type { Config } from './config.ts';

const WAIT_MS = { first: 1_000, most: 15_000 };

/** What a start that waits needs: settings, the log, and whoever has started the service, who hears a sentence each time. */
export interface Waiting {
  config: Config;
  log: Log;
  tell(sentence: string): void;
}

/** SQLite in the data folder, or MongoDB: tried again until it answers. */
export async function openStore(waiting: Waiting): Promise<Store> {
  const { config, log } = waiting;
  const { mongodbUri: uri } = config;
  if (uri === undefined) return openSqliteStore({ folder: config.dataDir, log });
  // Loaded only where it is used: the embedded store starts without the driver.
  const { openMongoStore } = await import('./adapters/mongo/store.ts');
  return onceMongoAnswers(waiting, () => openMongoStore({ uri, log }));
}

/** Does a step of the start, anew after a while where MongoDB went away during it; says so each time. What a step that fails has put into `closers` is closed. */
export async function onceMongoAnswers<T>({ config, log, tell }: Waiting, step: (closers: Closers) => Promise<T>): Promise<T> {
  for (let waitMs = WAIT_MS.first; ; waitMs = Math.min(waitMs * 2, WAIT_MS.most)) {
    const closers = openClosers(log);
    try {
      return await step(closers);
    } catch (error) {
      // Why the step failed is what counts; what could not be closed has been logged.
      await closers.closeAll().catch(() => undefined);
      if (config.mongodbUri === undefined || !isAway(error)) throw error;
      const reason = firstCause(error);
      log.warn({ reason, waitMs }, 'MongoDB can’t be reached yet');
      log.debug({ err: error }, 'why MongoDB can’t be reached');
      tell(say('start.mongo-waiting', { count: waitMs / 1_000, reason }));
      await pause(waitMs);
    }
  }
}

const isAway = (error: unknown): boolean => error instanceof StoreUnavailable || (error instanceof AppError && error.code === 'unavailable');

/** What it began with: the driver wraps a socket's own error several times. */
function firstCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : firstCause(error.cause);
}
