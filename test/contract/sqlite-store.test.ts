/** The embedded store keeps the contract, in memory and on disk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import type { Store } from '../../service/application/ports.ts';
import { storeSuite } from './store.suite.ts';
import { type StorePlace, silentLog } from './store-place.ts';

describe('SQLite in memory', () => {
  storeSuite({ newPlace: async () => placeIn(':memory:'), can: { beside: false, reopen: false } });
});

describe('SQLite on disk', () => {
  storeSuite({
    async newPlace() {
      const folder = await mkdtemp(join(tmpdir(), 'sgg-store-'));
      const place = placeIn(folder);
      return {
        ...place,
        async end() {
          await place.end();
          await rm(folder, { recursive: true });
        },
      };
    },
    can: { beside: true, reopen: true },
  });
});

function placeIn(folder: string): StorePlace {
  const opened: Store[] = [];
  const open = (readOnly = false) => {
    const store = openSqliteStore({ folder, readOnly, log: silentLog });
    opened.push(store);
    return store;
  };
  let writer: Store | undefined;
  const end = async () => {
    for (const store of opened.splice(0)) await store.close();
    writer = undefined;
  };
  return {
    async writers(count) {
      writer ??= open();
      return Array<Store>(count).fill(writer);
    },
    beside: async () => open(true),
    async reopen() {
      await end();
      writer = open();
      return writer;
    },
    end,
  };
}
