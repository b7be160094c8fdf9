/** Wires the sign-in: sessions, pages, the mailer of codes, rate limits. Part of compose.ts, which alone calls it. */
import { join } from 'node:path';
import { openPageSessions, type PageSessions } from './adapters/http/page-session.ts';
import { openRateLimits } from './adapters/http/rate-limits.ts';
import { sessionCookies } from './adapters/http/session-cookie.ts';
import { type PagesOfSignIn, pagesOfSignIn } from './adapters/http/sign-in-routes.ts';
import { openStreamGuard, type StreamGuard } from './adapters/http/stream-guard.ts';
import { mailDomain, openMailer } from './adapters/mail/open-mailer.ts';
import { AppError } from './application/app-error.ts';
import { directoryIdentify } from './application/directory-people.ts';
import type { Grids } from './application/grids.ts';
import { type Authenticate, authenticateBy, demoIdentify } from './application/identities.ts';
import type { Mailer } from './application/mailer.ts';
import { canSignInAsSecretariat } from './application/people.ts';
import type { Clock, Directory, Log, Store } from './application/ports.ts';
import { IDLE_MS, openSessions, type Sessions } from './application/sessions.ts';
import { codeMailName } from './application/sign-in-letter.ts';
import { watchedDirectory } from './application/watched-directory.ts';
import type { Config } from './config.ts';
import { DEMO_PEOPLE } from './grids/demo-people.ts';

const SWEEP_EVERY_MS = 5 * 60_000;

/** What the rest of the service needs of the sign-in. */
export interface OpenSignIn {
  authenticate: Authenticate;
  sessions: Sessions;
  /** For every writer of the directory. */
  directory: Directory;
  pageSessions: PageSessions;
  pages: PagesOfSignIn;
  streams: StreamGuard;
  /** Grids whose Secretariat nobody can sign in as; none in demo mode. */
  withoutSecretariat: readonly string[];
  close(): Promise<void>;
}

/** What it is made of. `mailBy` says how the service's mails go out. */
export interface SignInParts {
  config: Config;
  grids: Grids;
  store: Store;
  /** The store's, checked on every reading. */
  people: Directory;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  mailBy: string;
  publicUrl: () => string;
}

/** Opens the sign-in. */
export async function openSignIn({ config, grids, store, people, clock, log, mailer, mailBy, publicUrl }: SignInParts): Promise<OpenSignIn> {
  const { signIns } = store;
  const demo = config.auth === 'demo';
  if (demo) await seedDemoPeople(people, grids);
  const sessions = openSessions({ signIns, clock });
  // Mails with codes are kept apart from reminders, and not for longer than their code works.
  const codeMailer = mailBy === 'files' ? openMailer({ ...config.mail, folder: join(config.dataDir, 'outbox', 'sign-in') }, { clock }).mailer : mailer;
  const directory = watchedDirectory(people, { sessions, codeMailer });
  const identify = demo ? demoIdentify(grids) : directoryIdentify({ grids, directory });
  const cookies = sessionCookies(publicUrl);
  const pageDeps = { sessions, identify, cookies, publicUrl };
  const streams = openStreamGuard({ log });
  sessions.onEnded(streams.look);

  const withoutSecretariat: string[] = [];
  for (const grid of demo ? [] : grids.keys()) if (!canSignInAsSecretariat(await directory.list(grid))) withoutSecretariat.push(grid);

  const afterwards = openAfterwards();
  const letterhead = {
    get publicUrl() {
      return publicUrl();
    },
    mailDomain: mailDomain(config.mail),
  };
  const signIn = { grids, directory, signIns, mailer: codeMailer, clock, log, letterhead };
  const pages = pagesOfSignIn({ ...pageDeps, log, signIn, limits: openRateLimits({ signIns, clock }), demo, afterwards: afterwards.run });

  const sweep = (): void =>
    afterwards.run(async () => {
      try {
        const nowMs = clock.nowMs();
        await codeMailer.forget?.((await signIns.sweep({ nowMs, idleSinceMs: nowMs - IDLE_MS })).map(codeMailName));
      } catch (error) {
        log.warn({ err: error }, 'expired codes and sessions could not be swept; trying again');
      }
    });
  sweep();
  const timer = setInterval(sweep, SWEEP_EVERY_MS);
  timer.unref();

  return {
    authenticate: authenticateBy({ sessions, identify, demo }),
    sessions,
    directory,
    pageSessions: openPageSessions(pageDeps),
    pages,
    streams,
    withoutSecretariat,
    async close() {
      clearInterval(timer);
      streams.close();
      await afterwards.close();
    },
  };
}

/** The demo's invented people, once: where the directory is empty. */
async function seedDemoPeople(directory: Directory, grids: Grids): Promise<void> {
  for (const [grid, open] of grids) {
    const known = await directory.list(grid).catch((error: unknown) => {
      // A damaged directory is not empty; the grids are read-only, and people are served all the same.
      if (error instanceof AppError && error.code === 'read-only') return undefined;
      throw error;
    });
    if (known === undefined || known.length > 0) continue;
    const members = new Set(open.state().definition.members.map(({ member }) => member));
    for (const person of DEMO_PEOPLE) if (person.member !== undefined && members.has(person.member)) await directory.put(grid, person);
  }
}

/** Work that goes on after an answer; stopping tells it to end and waits for it. */
function openAfterwards(): { run(work: (signal: AbortSignal) => Promise<void>): void; close(): Promise<void> } {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  return {
    run(work) {
      const one = work(stopping.signal);
      underWay.add(one);
      void one.finally(() => underWay.delete(one));
    },
    async close() {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
