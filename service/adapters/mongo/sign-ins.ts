/**
 * Sign-in in MongoDB, decided by inserts alone: try n of a request is `<request>#<n>`, its use `<request>#used`, hit n of a rate limit
 * `<key>@<end of the window>#<n>`. Noting when a session was last used is the one update, and decides nothing.
 */
import type { Collection } from 'mongodb';
import type { SignInRequest, SignIns, StoredSession } from '../../application/sign-ins.ts';
import type { MongoConnection } from './connection.ts';
import { insertedOnce } from './inserted-once.ts';

type KeptRequest = Omit<SignInRequest, 'request'> & { _id: string };
type KeptSession = Omit<StoredSession, 'session'> & { _id: string };

/** `number` counts tries from 1; the mark of use has 0. */
interface Mark {
  _id: string;
  request: string;
  number: number;
}

interface Hit {
  _id: string;
  key: string;
  resetAtMs: number;
  number: number;
}

interface Collections {
  connection: MongoConnection;
  requests: Collection<KeptRequest>;
  marks: Collection<Mark>;
  sessions: Collection<KeptSession>;
  hits: Collection<Hit>;
}

/** The sign-ins of an open connection. */
export function mongoSignIns(connection: MongoConnection): SignIns {
  const { db } = connection;
  const kept: Collections = {
    connection,
    requests: db.collection('sign_in_request'),
    marks: db.collection('sign_in_mark'),
    sessions: db.collection('session'),
    hits: db.collection('rate_hit'),
  };
  return { ...requestsIn(kept), ...sessionsIn(kept), ...hitsIn(kept), ...clearing(kept) };
}

function requestsIn({ connection, requests, marks }: Collections): Pick<SignIns, 'putRequest' | 'request' | 'takeTry' | 'use'> {
  const isKnown = async (request: string): Promise<boolean> => (await requests.findOne({ _id: request }, { projection: { _id: 1 } })) !== null;
  return {
    putRequest: ({ request, ...rest }) =>
      connection.run(async () => {
        await requests.insertOne({ _id: request, ...rest });
      }),
    request: (request) =>
      connection.run(async () => {
        const stored = await requests.findOne({ _id: request });
        if (stored === null) return undefined;
        const { _id, ...rest } = stored;
        return { request: _id, ...rest };
      }),
    takeTry: (request, most) =>
      connection.run(async () => {
        if (!(await isKnown(request))) return undefined;
        const last = await marks.findOne({ request }, { sort: { number: -1 } });
        const insert = (number: number) => marks.insertOne({ _id: `${request}#${number}`, request, number });
        const taken = await takeNumber({ after: last?.number ?? 0, most, insert });
        return taken <= most ? taken : undefined;
      }),
    use: (request) =>
      connection.run(async () => (await isKnown(request)) && insertedOnce(() => marks.insertOne({ _id: `${request}#used`, request, number: 0 }))),
  };
}

/** The first free number after `after`, taken by inserting it; `most` + 1 if none is free up to `most`. */
async function takeNumber({ after, most, insert }: { after: number; most: number; insert: (number: number) => Promise<unknown> }): Promise<number> {
  for (let number = after + 1; number <= most; number++) if (await insertedOnce(() => insert(number))) return number;
  return most + 1;
}

function sessionsIn({ connection, sessions }: Collections): Pick<SignIns, 'putSession' | 'session' | 'sessionsOf' | 'touch' | 'endSession'> {
  return {
    putSession: ({ session, ...rest }) =>
      connection.run(async () => {
        await sessions.insertOne({ _id: session, ...rest });
      }),
    session: (session) =>
      connection.run(async () => {
        const stored = await sessions.findOne({ _id: session });
        return stored === null ? undefined : sessionOf(stored);
      }),
    sessionsOf: (holder) =>
      connection.run(async () => {
        const stored = await sessions.find({ holder }).toArray();
        return stored.map(sessionOf).sort((a, b) => b.createdAtMs - a.createdAtMs || (a.session < b.session ? -1 : 1));
      }),
    touch: (session, atMs) =>
      connection.run(async () => {
        await sessions.updateOne({ _id: session }, { $set: { lastSeenAtMs: atMs } });
      }),
    endSession: (session) =>
      connection.run(async () => {
        // The one that the others die with goes first: without it none of them is good any more.
        const { deletedCount } = await sessions.deleteOne({ _id: session });
        await sessions.deleteMany({ parent: session });
        return deletedCount > 0;
      }),
  };
}

function sessionOf({ _id, ...rest }: KeptSession): StoredSession {
  return { session: _id, ...rest };
}

function hitsIn({ connection, hits }: Collections): Pick<SignIns, 'hit' | 'resetHits'> {
  return {
    hit: (key, { most, windowMs, nowMs }) =>
      connection.run(async () => {
        const resetAtMs = (Math.floor(nowMs / windowMs) + 1) * windowMs;
        const last = await hits.findOne({ key, resetAtMs }, { sort: { number: -1 } });
        const insert = (number: number) => hits.insertOne({ _id: `${key}@${resetAtMs}#${number}`, key, resetAtMs, number });
        return { hits: await takeNumber({ after: last?.number ?? 0, most, insert }), resetAtMs };
      }),
    resetHits: (key) =>
      connection.run(async () => {
        await hits.deleteMany({ key });
      }),
  };
}

function clearing({ connection, requests, marks, sessions, hits }: Collections): Pick<SignIns, 'forget' | 'sweep'> {
  const idsOf = async (filter: object): Promise<string[]> => (await requests.find(filter, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id).sort();
  const removeAll = async (ids: string[]): Promise<string[]> => {
    if (ids.length === 0) return ids;
    await requests.deleteMany({ _id: { $in: ids } });
    await marks.deleteMany({ request: { $in: ids } });
    return ids;
  };
  return {
    forget: (holder) =>
      connection.run(async () => {
        await sessions.deleteMany({ holder });
        return removeAll(await idsOf({ holder }));
      }),
    sweep: ({ nowMs, idleSinceMs }) =>
      connection.run(async () => {
        await sessions.deleteMany({ $or: [{ expiresAtMs: { $lte: nowMs } }, { lastSeenAtMs: { $lte: idleSinceMs } }] });
        await hits.deleteMany({ resetAtMs: { $lte: nowMs } });
        return removeAll(await idsOf({ expiresAtMs: { $lte: nowMs } }));
      }),
  };
}
