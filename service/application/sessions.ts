/**
 * Sessions: who is signed in with which token. A session ends after `IDLE_MS` without use, after `LONGEST_MS` in any case, when its person ends it, and
 * when the person leaves the directory; the one for a page's scripts lives `SCRIPT_MS` and dies with the page's.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from './ports.ts';
import type { SignIns, StoredSession } from './sign-ins.ts';

/** A session that nobody uses ends after twelve hours. */
export const IDLE_MS = 12 * 3_600_000;
/** Every session ends after thirty days. */
export const LONGEST_MS = 30 * 24 * 3_600_000;
/** The session of a page's scripts ends after a quarter of an hour; the page gets another one. */
export const SCRIPT_MS = 15 * 60_000;
/** Uses closer together than this are not noted. */
const NOTE_EVERY_MS = 60_000;

/** What a new session is for. */
export interface NewSession {
  holder: string;
  kind: StoredSession['kind'];
  label: string;
  /** The page's session, for one that its scripts use. */
  parent?: string;
}

/** The sessions of a service. */
export interface Sessions {
  /** Makes a session with a token of its own, which is told once. */
  begin(of: NewSession): Promise<{ token: string; session: StoredSession }>;
  /** The session of a token, if it is of that kind and has not ended. With `watching` its last use is not noted. */
  find(token: string, how: { kind: StoredSession['kind']; watching?: boolean }): Promise<StoredSession | undefined>;
  /** A holder's sessions that have not ended, newest first, without those of pages' scripts. */
  list(holder: string): Promise<StoredSession[]>;
  /** Ends a session of a holder; resolves to whether there was one. */
  end(holder: string, session: string): Promise<boolean>;
  /** Ends the session of a token, if there is one. */
  endToken(token: string): Promise<void>;
  /** Ends all sessions of a holder but one. */
  endOthers(holder: string, but: string): Promise<void>;
  /** Ends everything of a holder, codes under way too; resolves to the ids of their requests. */
  forget(holder: string): Promise<string[]>;
  /** Calls `look` when sessions have ended or rights may have changed. */
  onEnded(look: () => void): void;
  /** To be called when rights may have changed otherwise. */
  changed(): void;
}

/** Opens the sessions of a store. */
export function openSessions({ signIns, clock }: { signIns: SignIns; clock: Clock }): Sessions {
  const lookers: (() => void)[] = [];
  const changed = (): void => {
    for (const look of lookers) look();
  };
  const isLive = ({ expiresAtMs, lastSeenAtMs }: StoredSession): boolean => clock.nowMs() < expiresAtMs && clock.nowMs() < lastSeenAtMs + IDLE_MS;

  async function liveParent({ parent }: StoredSession): Promise<StoredSession | 'none' | undefined> {
    if (parent === undefined) return 'none';
    const found = await signIns.session(parent);
    return found && isLive(found) ? found : undefined;
  }

  async function note({ session, lastSeenAtMs }: StoredSession): Promise<void> {
    const nowMs = clock.nowMs();
    if (nowMs >= lastSeenAtMs + NOTE_EVERY_MS) await signIns.touch(session, nowMs);
  }

  return {
    async begin({ holder, kind, label, parent }) {
      const token = randomBytes(32).toString('base64url');
      const nowMs = clock.nowMs();
      const lifeMs = parent === undefined ? LONGEST_MS : SCRIPT_MS;
      const times = { createdAtMs: nowMs, lastSeenAtMs: nowMs, expiresAtMs: nowMs + lifeMs };
      const session: StoredSession = { session: hashOf(token), kind, holder, label, ...times, ...(parent === undefined ? {} : { parent }) };
      await signIns.putSession(session);
      return { token, session };
    },

    async find(token, { kind, watching = false }) {
      const found = await signIns.session(hashOf(token));
      if (!found || found.kind !== kind || !isLive(found)) return undefined;
      const parent = await liveParent(found);
      if (parent === undefined) return undefined;
      if (!watching) {
        await note(found);
        // Whoever works in a page uses the page's session.
        if (parent !== 'none') await note(parent);
      }
      return found;
    },

    list: async (holder) => (await signIns.sessionsOf(holder)).filter((one) => one.parent === undefined && isLive(one)),

    async end(holder, session) {
      const found = await signIns.session(session);
      if (found?.holder !== holder) return false;
      const ended = await signIns.endSession(session);
      changed();
      return ended;
    },

    async endToken(token) {
      await signIns.endSession(hashOf(token));
      changed();
    },

    async endOthers(holder, but) {
      for (const { session, parent } of await signIns.sessionsOf(holder)) if (session !== but && parent !== but) await signIns.endSession(session);
      changed();
    },

    async forget(holder) {
      const requests = await signIns.forget(holder);
      changed();
      return requests;
    },

    onEnded: (look) => void lookers.push(look),
    changed,
  };
}

/** What is kept of a token. It has 256 random bits, so a fast hash is enough. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
