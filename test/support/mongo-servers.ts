/**
 * Real servers of the MongoDB protocol for the tests. A suite that needs one is written once with `describeOnMongo` and runs
 * on every server this machine has (`mongo/available.ts` says which); where there is none it is skipped with the reason in
 * its title, and in CI that is an error.
 *
 *   describeOnMongo('the ledger', (mongo) => {
 *     it('[S1] ...', async () => { const store = await openMongo(mongo().newUri()); ... });
 *   });
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Available, availableServers, type ServerName } from './mongo/available.ts';
import { givenServer, newDatabaseName } from './mongo/given-server.ts';
import type { RunningMongo } from './mongo/running-mongo.ts';
import { startServer } from './mongo/server-process.ts';

/** What not every server can do. */
interface Abilities {
  /** Change streams are answered. */
  readonly changeStreams: boolean;
  /** We may kill and restart it, and what it acknowledged is there afterwards. */
  readonly survivesRestart: boolean;
}

/** A server that can be started. */
interface MongoServer {
  readonly name: ServerName;
  readonly can: Abilities;
  start(): Promise<RunningMongo>;
}

/** The servers this machine offers, or none and the reason; throws where the environment demands more than there is. */
export function mongoServers(): { readonly servers: readonly MongoServer[]; readonly reason?: string } {
  const { servers, ...rest } = availableServers(process.env);
  return { ...rest, servers: servers.map(serverOf) };
}

/**
 * Runs a suite once per server, on one server started for it. `needs` leaves out the servers that cannot do it; when none is
 * left the suite is skipped and says why.
 */
export function describeOnMongo(title: string, suite: (mongo: () => RunningMongo) => void, needs: Partial<Abilities> = {}): void {
  const { servers, reason } = mongoServers();
  const lacks = ({ can }: MongoServer) => (needs.changeStreams === true && !can.changeStreams) || (needs.survivesRestart === true && !can.survivesRestart);
  const able = servers.filter((server) => !lacks(server));
  for (const server of able) {
    describe(`${title} (MongoDB: ${server.name})`, () => {
      let running: RunningMongo | undefined;
      beforeAll(async () => {
        running = await server.start();
      });
      afterAll(() => running?.stop());
      suite(() => {
        if (running === undefined) throw new Error('The server runs inside tests and hooks only.');
        return running;
      });
    });
  }
  if (able.length > 0) return;
  const why = reason ?? `not possible on ${servers.map(({ name }) => name).join(', ')}: ${Object.keys(needs).join(', ')}`;
  console.warn(`\n*** NOT TESTED ON MONGODB: ${title}: ${why} ***\n`);
  describe.skipIf(able.length === 0)(`${title} (MongoDB, skipped: ${why})`, () => {
    it('needs a server', () => undefined);
  });
}

function serverOf(server: Available): MongoServer {
  const { name } = server;
  if ('uri' in server) {
    // Only a replica set has change streams; its URI usually says so.
    const changeStreams = new URLSearchParams(server.uri.split('?')[1]).has('replicaSet');
    return { name, can: { changeStreams, survivesRestart: false }, start: async () => givenServer(server.uri) };
  }
  return {
    name,
    can: { changeStreams: name === 'java', survivesRestart: name !== 'java' },
    async start() {
      const child = await startServer(server.commandFor);
      const newUri = () => `mongodb://127.0.0.1:${child.port}/${newDatabaseName()}`;
      return {
        uri: newUri(),
        newUri,
        port: child.port,
        get pid() {
          return child.pid;
        },
        restart: () => child.restart(),
        kill: () => child.kill(),
        stop: () => child.stop(),
      };
    },
  };
}
