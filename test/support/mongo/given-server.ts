/**
 * A server of the MongoDB protocol that somebody else runs. The tests get databases with names of their own on it and drop
 * those, and only those, at the end.
 */
import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import type { RunningMongo } from './running-mongo.ts';

/** The server at `uri`; whatever database that names is left alone. */
export function givenServer(uri: string): RunningMongo {
  const used: string[] = [];
  const newUri = () => {
    const database = newDatabaseName();
    used.push(database);
    return withDatabase(uri, database);
  };
  const refuse = async () => {
    throw new Error('A given server is not ours to kill or restart.');
  };
  return {
    uri: newUri(),
    newUri,
    port: undefined,
    pid: undefined,
    restart: refuse,
    kill: refuse,
    async stop() {
      const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
      try {
        for (const database of used.splice(0)) await client.db(database).dropDatabase();
      } finally {
        await client.close();
      }
    },
  };
}

/**
 * The same address with another database. Not by `URL`, which refuses a list of hosts. The path is also where the driver looks
 * for the account when nothing else is said, so that is said.
 */
export function withDatabase(uri: string, database: string): string {
  const parts = /^(?<hosts>mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/(?<path>[^?]*))?(?:\?(?<options>.*))?$/.exec(uri)?.groups;
  if (parts?.hosts === undefined) throw new Error('MONGODB_TEST_URI or MONGODB_URI is no address of a MongoDB server.');
  const options = new URLSearchParams(parts.options);
  if (parts.hosts.includes('@') && parts.path && !options.has('authSource')) {
    options.set('authSource', decodeURIComponent(parts.path));
  }
  const query = options.toString();
  return `${parts.hosts}/${database}${query === '' ? '' : `?${query}`}`;
}

/** A name that no other test uses. */
export function newDatabaseName(): string {
  return `sgg_test_${randomBytes(6).toString('hex')}`;
}
