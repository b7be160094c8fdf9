/** Config → adapters → running service. The only place that makes adapters; tests start the same service with their own clock, mailer or log. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readDefinitions } from './adapters/grid-files.ts';
import { openApp } from './adapters/http/app.ts';
import { type EventHub, openEventHub } from './adapters/http/event-hub.ts';
import { formPages } from './adapters/http/form/form-routes.ts';
import { openHandlers } from './adapters/http/handlers.ts';
import { overviewPage } from './adapters/http/overview-page.ts';
import { openServer } from './adapters/http/server.ts';
import { mailDomain, openMailer } from './adapters/mail/open-mailer.ts';
import { openDocumentWorker } from './adapters/ooxml/documents.ts';
import { openSigner } from './adapters/signing-key.ts';
import { clockFrom, systemClock } from './adapters/system.ts';
import { checkedLedger } from './application/checked-ledger.ts';
import { checkedRecords, distrustRecords } from './application/checked-records.ts';
import { type OpenGrid, openGrid } from './application/grids.ts';
import type { Letterhead } from './application/letter-words.ts';
import type { Mailer } from './application/mailer.ts';
import { conflictKeeper } from './application/note-conflicts.ts';
import type { Clock, LoadedDefinition, Log, Store } from './application/ports.ts';
import { checkReady } from './application/readiness.ts';
import { reminderSender } from './application/send-reminders.ts';
import { startLedgerWatch } from './application/verify-ledger.ts';
import { type Closers, openClosers } from './closers.ts';
import { remindByItself } from './compose-reminders.ts';
import { openSignIn } from './compose-sign-in.ts';
import { onceMongoAnswers, openStore } from './compose-store.ts';
import type { Config } from './config.ts';
import { startOfDay } from './domain/calendar.ts';
import { FILES } from './files.ts';

/** A service that listens. */
export interface RunningService {
  /** Where it listens: `http://127.0.0.1:3000`. */
  url: string;
  grids: ReadonlyMap<string, OpenGrid>;
  /** Grids whose Secretariat nobody can sign in as; none in demo mode. */
  withoutSecretariat: readonly string[];
  /** Finishes requests under way, ends streams, lets go of the store. Calling twice is allowed. */
  close(): Promise<void>;
}

/** What a test may bring instead of the real thing, and what the process brings. */
export interface Overrides {
  clock?: Clock;
  mailer?: Mailer;
  store?: Store;
  definitions?: readonly LoadedDefinition[];
  version?: string;
  /** Hears sentences for the operator while the start is waiting; the process says them on its error output. */
  tell?: (sentence: string) => void;
  /** How long the timed reminders wait between two runs. */
  remindersEveryMs?: number;
}

const VERIFY = { firstAfterMs: 5_000, everyMs: 24 * 3_600_000 };

/** Starts the service. Rejects with what main says as one sentence: BadDefinition, DefinitionRefused, StoreLocked, FolderNotWritable, StoreUnusable, or the error of listening. */
export async function startService(config: Config, log: Log, overrides: Overrides = {}): Promise<RunningService> {
  const definitions = overrides.definitions ?? readDefinitions([FILES.grids, ...(config.gridsDir ? [config.gridsDir] : [])]);
  const clock = overrides.clock ?? openClock(config, definitions);
  const waiting = { config, log, tell: overrides.tell ?? (() => undefined) };
  const store = overrides.store ?? (await openStore(waiting));
  const whole = openClosers(log);
  whole.add(() => store.close());
  try {
    const service = await onceMongoAnswers(waiting, (closers) => run({ config, log, definitions, clock, store, closers, overrides }));
    whole.add(service.close);
    return { ...service, close: whole.closeAll };
  } catch (error) {
    // Why the start failed is what has to be said; what could not be closed has been logged.
    await whole.closeAll().catch(() => undefined);
    throw error;
  }
}

interface Parts {
  config: Config;
  log: Log;
  definitions: readonly LoadedDefinition[];
  clock: Clock;
  store: Store;
  closers: Closers;
  overrides: Overrides;
}

async function run({ config, log, definitions, clock, store, closers, overrides }: Parts): Promise<RunningService> {
  const grids = new Map<string, OpenGrid>();
  for (const loaded of definitions) {
    const open = await openGrid({ store, clock, log }, loaded);
    grids.set(open.grid, open);
    closers.add(open.close);
  }
  const onDamage = distrustRecords({ grids, log });
  const records = checkedRecords(store, onDamage);

  let url = '';
  const publicUrl = (): string => config.publicUrl ?? url;
  const signer = openSigner({ seed: config.signingKey, folder: config.dataDir });
  const mail = { ...config.mail, folder: join(config.dataDir, 'outbox') };
  const { mailer, by } = overrides.mailer ? { mailer: overrides.mailer, by: 'given' } : openMailer(mail, { clock });
  log.info({ mailBy: by, store: config.mongodbUri === undefined ? 'sqlite' : 'mongodb', reminders: config.reminders }, 'starting');
  const documents = openDocumentWorker({ file: pathToFileURL(FILES.documentWorker) });
  closers.add(() => documents.close());

  const signIn = await openSignIn({ config, grids, store, people: records.directory, clock, log, mailer, mailBy: by, publicUrl });
  closers.add(() => signIn.close());

  const ledger = checkedLedger(store.ledger, (grid, cursor) => grids.get(grid)?.committer.distrust(cursor));
  const hubs = new Map<string, EventHub>([...grids].map(([grid, open]) => [grid, openEventHub({ open, ledger, log })]));
  const letterhead: Letterhead = {
    get publicUrl() {
      return publicUrl();
    },
    mailDomain: mailDomain(mail),
    checkpoint: (grid) => signer.sign({ grid, ...position(grids, grid) }),
  };
  const reminders = reminderSender({
    outbox: records.outbox,
    directory: signIn.directory,
    mailer,
    clock,
    log,
    grids,
    owner: randomUUID(),
    letterhead,
  });

  const conflictNotes = conflictKeeper({ notes: store.conflictNotes, clock, log });
  closers.add(() => conflictNotes.settled());
  const handlers = openHandlers({
    grids,
    hubs,
    signer,
    mailer,
    clock,
    reminders,
    letterhead,
    ledger,
    store,
    onDamage,
    directory: signIn.directory,
    outbox: records.outbox,
    conflictNotes,
    auth: config.auth,
    authenticate: signIn.authenticate,
    sessions: signIn.sessions,
    ...documents,
  });
  const version = overrides.version ?? '0.1.0';
  const app = openApp({
    authenticate: signIn.authenticate,
    streams: signIn.streams,
    signIn: signIn.pages,
    overviewPage: overviewPage({ grids, pageSessions: signIn.pageSessions, pages: FILES.pages, log }),
    form: formPages({ pages: signIn.pageSessions, grids, ledger, directory: signIn.directory, signer, conflictNotes, log }),
    handlers,
    files: FILES,
    log,
    demo: config.auth === 'demo',
    trustedProxies: config.trustedProxies,
    version,
    publicUrl,
    ping: () => checkReady({ store, grids }),
    nowMs: () => clock.nowMs(),
  });

  const server = await openServer(app, config);
  url = server.url;
  closers.add(() => server.close(() => closeAll(hubs)));

  const watch = startLedgerWatch({ grids, store, onDamage, log, times: VERIFY });
  closers.add(() => watch.stop());

  if (config.reminders === 'auto') {
    const timed = remindByItself({ grids, reminders, log, everyMs: overrides.remindersEveryMs });
    closers.add(() => timed.stop());
  }

  return { url, grids, withoutSecretariat: signIn.withoutSecretariat, close: closers.closeAll };
}

function openClock(config: Config, definitions: readonly LoadedDefinition[]): Clock {
  if (config.today === undefined) return systemClock;
  if (config.today.includes('T')) return clockFrom(Date.parse(config.today));
  const zone = definitions[0]?.definition.timeZone ?? 'UTC';
  return clockFrom(Date.parse(startOfDay(config.today, zone)) + 9 * 3_600_000);
}

function position(grids: ReadonlyMap<string, OpenGrid>, grid: string): { cursor: number; hash: string } {
  const state = grids.get(grid)?.state();
  return { cursor: state?.cursor ?? 0, hash: state?.hash ?? '' };
}

function closeAll(hubs: ReadonlyMap<string, EventHub>): void {
  for (const hub of hubs.values()) hub.close();
}
