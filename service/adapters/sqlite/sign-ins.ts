/** Sign-in in SQLite: requests and their tries, sessions, hits of rate limits. Each call is one transaction. */
import type { SignInRequest, SignIns, StoredSession } from '../../application/sign-ins.ts';
import type { Database } from './database.ts';

/** The sign-ins of an open database. */
export function sqliteSignIns(database: Database): SignIns {
  return { ...requestsIn(database), ...sessionsIn(database), ...hitsIn(database), ...clearing(database) };
}

const bodyOf = <T>(stored: unknown): T => JSON.parse((stored as { body: string }).body) as T;

function requestsIn(database: Database): Pick<SignIns, 'putRequest' | 'request' | 'takeTry' | 'use'> {
  const put = database.statement('INSERT INTO sign_in_request (request, holder, expires_ms, body) VALUES (?, ?, ?, ?)');
  const get = database.statement('SELECT body FROM sign_in_request WHERE request = ?');
  const mark = database.statement('INSERT INTO sign_in_mark (request, mark) SELECT request, ? FROM sign_in_request WHERE request = ? ON CONFLICT DO NOTHING');
  const lastTry = database.statement('SELECT max(mark) AS mark FROM sign_in_mark WHERE request = ? AND mark > 0');
  return {
    putRequest: (request) =>
      database.write(() => {
        put.run(request.request, request.holder, request.expiresAtMs, JSON.stringify(request));
      }),
    request: (request) =>
      database.read(() => {
        const stored = get.get(request);
        return stored === undefined ? undefined : bodyOf<SignInRequest>(stored);
      }),
    takeTry: (request, most) =>
      database.write(() => {
        const next = Number((lastTry.get(request) as { mark: number | null }).mark ?? 0) + 1;
        return next <= most && mark.run(next, request).changes > 0 ? next : undefined;
      }),
    use: (request) => database.write(() => mark.run(USED, request).changes > 0),
  };
}

/** The mark of a code that was used; tries are 1, 2, … */
const USED = -1;

function sessionsIn(database: Database): Pick<SignIns, 'putSession' | 'session' | 'sessionsOf' | 'touch' | 'endSession'> {
  const put = database.statement('INSERT INTO session (session, parent, holder, created_ms, seen_ms, expires_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const get = database.statement('SELECT seen_ms, body FROM session WHERE session = ?');
  const listOf = database.statement('SELECT seen_ms, body FROM session WHERE holder = ? ORDER BY created_ms DESC, session');
  const touch = database.statement('UPDATE session SET seen_ms = ? WHERE session = ?');
  const end = database.statement('DELETE FROM session WHERE session = ?');
  const endChildren = database.statement('DELETE FROM session WHERE parent = ?');
  const sessionOf = (stored: unknown): StoredSession => ({
    ...bodyOf<StoredSession>(stored),
    lastSeenAtMs: Number((stored as { seen_ms: number }).seen_ms),
  });
  return {
    putSession: (one) =>
      database.write(() => {
        put.run(one.session, one.parent ?? null, one.holder, one.createdAtMs, one.lastSeenAtMs, one.expiresAtMs, JSON.stringify(one));
      }),
    session: (session) =>
      database.read(() => {
        const stored = get.get(session);
        return stored === undefined ? undefined : sessionOf(stored);
      }),
    sessionsOf: (holder) => database.read(() => listOf.all(holder).map(sessionOf)),
    touch: (session, atMs) =>
      database.write(() => {
        touch.run(atMs, session);
      }),
    endSession: (session) =>
      database.write(() => {
        endChildren.run(session);
        return end.run(session).changes > 0;
      }),
  };
}

function hitsIn(database: Database): Pick<SignIns, 'hit' | 'resetHits'> {
  const get = database.statement('SELECT hits FROM rate_hit WHERE key = ? AND reset_ms = ?');
  const put = database.statement(
    'INSERT INTO rate_hit (key, reset_ms, hits) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hits = excluded.hits, reset_ms = excluded.reset_ms',
  );
  const reset = database.statement('DELETE FROM rate_hit WHERE key = ?');
  return {
    hit: (key, { most, windowMs, nowMs }) =>
      database.write(() => {
        const resetAtMs = (Math.floor(nowMs / windowMs) + 1) * windowMs;
        const before = Number((get.get(key, resetAtMs) as { hits: number } | undefined)?.hits ?? 0);
        const hits = Math.min(before + 1, most + 1);
        if (hits > before) put.run(key, resetAtMs, hits);
        return { hits, resetAtMs };
      }),
    resetHits: (key) =>
      database.write(() => {
        reset.run(key);
      }),
  };
}

function clearing(database: Database): Pick<SignIns, 'forget' | 'sweep'> {
  const requestsOf = database.statement('SELECT request FROM sign_in_request WHERE holder = ? ORDER BY request');
  const expired = database.statement('SELECT request FROM sign_in_request WHERE expires_ms <= ? ORDER BY request');
  const removeMarks = database.statement('DELETE FROM sign_in_mark WHERE request = ?');
  const removeRequest = database.statement('DELETE FROM sign_in_request WHERE request = ?');
  const endAllOf = database.statement('DELETE FROM session WHERE holder = ?');
  const endOver = database.statement('DELETE FROM session WHERE expires_ms <= ? OR seen_ms <= ?');
  const removeHits = database.statement('DELETE FROM rate_hit WHERE reset_ms <= ?');
  const removeAll = (stored: unknown[]): string[] => {
    const requests = stored.map((one) => (one as { request: string }).request);
    for (const request of requests) {
      removeMarks.run(request);
      removeRequest.run(request);
    }
    return requests;
  };
  return {
    forget: (holder) =>
      database.write(() => {
        endAllOf.run(holder);
        return removeAll(requestsOf.all(holder));
      }),
    sweep: ({ nowMs, idleSinceMs }) =>
      database.write(() => {
        endOver.run(nowMs, idleSinceMs);
        removeHits.run(nowMs);
        return removeAll(expired.all(nowMs));
      }),
  };
}
