/** The store on MongoDB keeps the contract, on every server of its protocol that is here. */
import { expect, it } from 'vitest';
import { databaseName } from '../../service/adapters/mongo/connection.ts';
import { MongoSettingBad } from '../../service/adapters/mongo/setting-bad.ts';
import { openMongoStore } from '../../service/adapters/mongo/store.ts';
import { type Store, StoreUnavailable } from '../../service/application/ports.ts';
import { PATIENT } from '../support/mongo/patient.ts';
import { describeOnMongo } from '../support/mongo-servers.ts';
import { storeSuite } from './store.suite.ts';
import { type StorePlace, silentLog } from './store-place.ts';

describeOnMongo('the store', (mongo) => {
  storeSuite({ newPlace: async () => placeAt(mongo().newUri()), can: { beside: true, reopen: true } });
});

it('[S31] the path of the address names the database', () => {
  expect(databaseName('mongodb://127.0.0.1:27017/pilot?replicaSet=rs0')).toBe('pilot');
  expect(databaseName('mongodb://user:p%40ss@a.example:27017,b.example/pilot%2D2')).toBe('pilot-2');
  for (const without of ['mongodb://127.0.0.1', 'mongodb://127.0.0.1/', 'mongodb+srv://a.example/?w=1'])
    expect(databaseName(without)).toBe('support_group_grid');
});

it('[S31] an address of nobody is unavailable within five seconds; a wrong one is told apart and repeats no password', async () => {
  const begun = performance.now();
  await expect(openMongoStore({ uri: 'mongodb://127.0.0.1:9/x', log: silentLog })).rejects.toBeInstanceOf(StoreUnavailable);
  expect(performance.now() - begun).toBeLessThan(20_000);
  const refused = await openMongoStore({ uri: 'mongo://user:secret@127.0.0.1/x', log: silentLog }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(MongoSettingBad);
  expect((refused as MongoSettingBad).reason).not.toContain('secret');
});

function placeAt(uri: string): StorePlace {
  const opened: Store[] = [];
  const open = async () => {
    const store = await openMongoStore({ uri, log: silentLog, waits: PATIENT });
    opened.push(store);
    return store;
  };
  const end = async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  };
  return {
    writers: (count) => Promise.all(Array.from({ length: count }, open)),
    beside: open,
    async reopen() {
      await end();
      return open();
    },
    end,
  };
}
