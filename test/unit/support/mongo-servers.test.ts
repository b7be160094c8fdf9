/** The test servers themselves: what the MongoDB adapter relies on holds on each, and their faults are real faults. */
import { MongoClient } from 'mongodb';
import { afterEach, describe, expect, it } from 'vitest';
import { availableServers } from '../../support/mongo/available.ts';
import { withDatabase } from '../../support/mongo/given-server.ts';
import { describeOnMongo } from '../../support/mongo-servers.ts';

const opened: MongoClient[] = [];

async function collectionAt(uri: string) {
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 }).connect();
  opened.push(client);
  return client.db().collection<{ _id: string; text?: string }>('batches', { writeConcern: { w: 'majority', journal: true } });
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()));
});

describeOnMongo('a test server', (mongo) => {
  it('[S90] of eight writers of one _id exactly one wins, the others get code 11000', async () => {
    const uri = mongo().newUri();
    const writers = await Promise.all(Array.from({ length: 8 }, () => collectionAt(uri)));
    for (let round = 1; round <= 10; round++) {
      const outcomes = await Promise.allSettled(writers.map((batches) => batches.insertOne({ _id: `wbcti:${round}` })));
      const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
      expect(refusals).toEqual(Array(7).fill(11000));
    }
    expect(await writers[0]?.countDocuments()).toBe(10);
  });

  it('gives each test a database of its own', async () => {
    await (await collectionAt(mongo().newUri())).insertOne({ _id: 'a' });
    expect(await (await collectionAt(mongo().newUri())).countDocuments()).toBe(0);
  });
});

describeOnMongo(
  'a test server that keeps its data',
  (mongo) => {
    it('[S91] has after kill -9 and a restart what it acknowledged', async () => {
      const uri = mongo().newUri();
      await (await collectionAt(uri)).insertOne({ _id: 'a', text: 'kept' });
      const { pid } = mongo();
      await mongo().kill();
      expect(mongo().pid).toBeUndefined();
      expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
      await mongo().restart();
      expect(mongo().pid).not.toBe(pid);
      expect(await (await collectionAt(uri)).findOne({ _id: 'a' })).toEqual({ _id: 'a', text: 'kept' });
    });
  },
  { survivesRestart: true },
);

describeOnMongo(
  'a test server with change streams',
  (mongo) => {
    it('announces an insert', async () => {
      const batches = await collectionAt(mongo().newUri());
      await batches.insertOne({ _id: 'before' });
      const stream = batches.watch();
      try {
        const first = stream.next();
        // The stream exists from its first answer on: an insert before that is not announced, so inserts repeat until one is.
        let announced = false;
        const noted = first.then(() => {
          announced = true;
        });
        for (let n = 1; !announced; n++) {
          await batches.insertOne({ _id: `after-${n}` });
          await Promise.race([noted, new Promise((resolve) => setTimeout(resolve, 20))]);
        }
        expect(await first).toMatchObject({ operationType: 'insert' });
      } finally {
        await stream.close();
      }
    });
  },
  { changeStreams: true },
);

describe('which servers are tested', () => {
  const nowhere = { XDG_CACHE_HOME: '/nonexistent', PATH: '' };

  it('[S92] a running server that is named goes first', () => {
    const uri = 'mongodb://db.example.org/';
    expect(availableServers({ ...nowhere, MONGODB_TEST_URI: uri })).toEqual({ servers: [{ name: 'given', uri }] });
  });

  it('[S92] without any, the reason is said', () => {
    const { servers, reason } = availableServers(nowhere);
    expect(servers).toEqual([]);
    expect(reason).toContain('no server of the MongoDB protocol here');
  });

  it('[S92] in CI, one of the two that is missing is an error', () => {
    expect(() => availableServers({ ...nowhere, CI: 'true' })).toThrow('missing: ferretdb, java');
  });

  it('[S92] a server that is asked for and missing is an error, and so is an unknown name', () => {
    expect(() => availableServers({ ...nowhere, MONGO_TEST_SERVERS: 'ferretdb' })).toThrow('missing: ferretdb');
    expect(() => availableServers({ ...nowhere, MONGO_TEST_SERVERS: 'postgres' })).toThrow('names "postgres"');
  });
});

describe('a database of our own on a given server', () => {
  it.each([
    ['mongodb://localhost', 'mongodb://localhost/ours'],
    ['mongodb://a:1,b:2/theirs?replicaSet=rs', 'mongodb://a:1,b:2/ours?replicaSet=rs'],
    ['mongodb+srv://me:secret@c.example.org/theirs', 'mongodb+srv://me:secret@c.example.org/ours?authSource=theirs'],
    ['mongodb://me:secret@h/theirs?authSource=admin', 'mongodb://me:secret@h/ours?authSource=admin'],
  ])('%s', (uri, ours) => {
    expect(withDatabase(uri, 'ours')).toBe(ours);
  });
});
