/** Wires the sign-in: sessions, pages, the mailer of codes, rate limits. Part of compose.ts, which alone calls it. */
import { join } from 'node:path';
import { openPageSessions, type PageSessions } from './adapters/http/page-session.ts';
import { openRateLimits } from './adapters/http/rate-limits.ts';
import { sessionCookies } from './adapters/http/session-cookie.ts';
import { type PagesOfSignIn, pagesOfSignIn } from './adapters/http/sign-in-routes.ts';
import { openStreamGuard, type StreamGuard } from './adapters/http/stream-guard.ts';
import { mailDomain, openMailer } from './adapters/mail/open-mailer.ts';
import { directoryIdentify } from './application/directory-people.ts';
import type { Grids } from './application/grids.ts';
import { type Authenticate, authenticateBy, demoIdentify } from './application/identities.ts';
import type { Clock, Directory, Log, Mailer, Store } from './application/ports.ts';
import { IDLE_MS, openSessions, type Sessions } from './application/sessions.ts';
import { codeMailName } from './application/sign-in-letter.ts';
import { watchedDirectory } from './application/watched-directory.ts';
import type { Config } from './config.ts';

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
  close(): Promise<void>;
}

/** What it is made of. `mailBy` says how the service's mails go out. */
export interface SignInParts {
  config: Config;
  grids: Grids;
  store: Store;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  mailBy: string;
  publicUrl: () => string;
}

/** Opens the sign-in. */
export function openSignIn({ config, grids, store, clock, log, mailer, mailBy, publicUrl }: SignInParts): OpenSignIn {
  const { signIns } = store;
  const demo = config.auth === 'demo';
  const sessions = openSessions({ signIns, clock });
  // Mails with codes are kept apart from reminders, and not for longer than their code works.
  const codeMailer = mailBy === 'files' ? openMailer({ ...config.mail, folder: join(config.dataDir, 'outbox', 'sign-in') }, { clock }).mailer : mailer;
  const directory = watchedDirectory(store.directory, { sessions, codeMailer });
  const identify = demo ? demoIdentify(grids) : directoryIdentify({ grids, directory });
  const cookies = sessionCookies(publicUrl);
  const pageDeps = { sessions, identify, cookies, publicUrl };
  const streams = openStreamGuard({ log });
  sessions.onEnded(streams.look);

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
    async close() {
      clearInterval(timer);
      streams.close();
      await afterwards.close();
    },
  };
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
