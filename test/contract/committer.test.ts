/** The committer on a real ledger (SQLite in memory), with the faults of a store put in between. */
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { follows } from '../../service/application/chain.ts';
import { type Committer, openCommitter } from '../../service/application/committer.ts';
import type { Decide } from '../../service/application/fork.ts';
import { EntryUnreadable, type Ledger, StoreUnavailable } from '../../service/application/ports.ts';
import { type Entry, FIRST_HASH } from '../../service/domain/entry.ts';
import { emptyState } from '../../service/domain/state.ts';
import { keepLog } from '../support/start-service.ts';

const GRID = 'g';
const START = Date.parse('2026-11-25T09:00:00.000Z');

/** A decision that counts: its entry holds the number of entries before it, so that deciding again shows. */
const count =
  (name: string): Decide<string> =>
  (state, at) => ({
    entries: [
      {
        at,
        by: name,
        route: 'system',
        kind: 'reminder.decided',
        content: { id: `${name}@${state.cursor}`, period: '2026-Q4', member: name, stages: [], dueOn: '2026-12-31' },
      },
    ],
    outcome: `${name} after ${state.cursor}`,
  });

interface World {
  ledger: Ledger;
  committer: Committer;
  appends: number[];
  /** Runs before (`store`) or after (`answer`) the real append; what it throws is what the committer sees. */
  trouble: { store?: () => void | Promise<void>; answer?: () => void };
  clock: { ms: number };
  log: ReturnType<typeof keepLog>;
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function store(): Ledger {
  const opened = openSqliteStore({ folder: ':memory:', log: keepLog() });
  open.push(opened);
  return opened.ledger;
}

async function world(ledger: Ledger = store()): Promise<World> {
  const appends: number[] = [];
  const trouble: World['trouble'] = {};
  const clock = { ms: START };
  const log = keepLog();
  const wrapped: Ledger = {
    ...ledger,
    async append(grid, after, entries) {
      appends.push(entries.length);
      await trouble.store?.();
      const outcome = await ledger.append(grid, after, entries);
      trouble.answer?.();
      return outcome;
    },
  };
  const committer = await openCommitter({ grid: GRID, ledger: wrapped, clock: { nowMs: () => clock.ms }, log, state: emptyState(GRID) });
  open.push(committer);
  return { ledger, committer, appends, trouble, clock, log };
}

async function chain(ledger: Ledger): Promise<Entry[]> {
  const entries = await ledger.read(GRID, 0, 10_000);
  let tip = { cursor: 0, hash: FIRST_HASH };
  for (const entry of entries) {
    expect(follows(entry, tip), `entry ${entry.cursor}`).toBe(true);
    tip = { cursor: entry.cursor, hash: entry.hash };
  }
  return entries;
}

const lost = () => {
  throw new StoreUnavailable(new Error('cut'));
};

describe('group commit', () => {
  it('[S50] what waits in one turn goes into one append, is answered in order, each on the state it was decided on', async () => {
    const { committer, appends, ledger } = await world();
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, n) => committer.commit(count(`n${n}`))));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 200 }, (_, n) => `n${n} after ${n}`));
    expect(appends).toEqual([200]);
    expect((await chain(ledger)).map(({ by }) => by)).toEqual(outcomes.map((_, n) => `n${n}`));
    expect(outcomes[7]?.entries).toMatchObject([{ cursor: 8, by: 'n7' }]);
  });

  it('[S50] what comes while an append is under way waits for the next one', async () => {
    const { committer, appends, trouble } = await world();
    let free = (): void => undefined;
    let held = true;
    trouble.store = () => (held ? new Promise((resolve) => (free = resolve)) : undefined);
    const first = committer.commit(count('first'));
    while (appends.length === 0) await new Promise(setImmediate);
    const rest = ['a', 'b', 'c'].map((name) => committer.commit(count(name)));
    held = false;
    free();
    await Promise.all([first, ...rest]);
    expect(appends).toEqual([1, 3]);
  });

  it('[S51] an answer comes only after the append, and the bell rings once per batch, in order', async () => {
    const { committer, trouble } = await world();
    const seen: string[] = [];
    trouble.answer = () => void seen.push('durable');
    committer.onBell((entries) => seen.push(`bell ${entries.length}`));
    await Promise.all([committer.commit(count('a')).then(() => seen.push('answer')), committer.commit(count('b'))]);
    expect(seen).toEqual(['durable', 'bell 2', 'answer']);
  });

  it('[S51] a listener that throws is logged: the answer comes, and the other listeners hear', async () => {
    const { committer, log, ledger } = await world();
    const heard: number[] = [];
    committer.onBell(() => {
      throw new Error('a fault of a listener');
    });
    committer.onBell((entries) => heard.push(entries.length));
    expect((await committer.commit(count('a'))).outcome).toBe('a after 0');
    expect(heard).toEqual([1]);
    expect(await chain(ledger)).toHaveLength(1);
    expect(log.lines.join()).toContain('a fault of a listener');
  });

  it('[S51] a decision that decides nothing is answered without an append', async () => {
    const { committer, appends } = await world();
    expect((await committer.commit(() => ({ entries: [], outcome: 'nothing' }))).outcome).toBe('nothing');
    expect(appends).toEqual([]);
  });

  it('[S52] a decision that throws is answered alone; the others of its batch are saved', async () => {
    const { committer, ledger } = await world();
    const fault = new Error('a fault');
    const results = await Promise.allSettled([
      committer.commit(count('a')),
      committer.commit(() => {
        throw fault;
      }),
      committer.commit(count('b')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: fault });
    expect(await chain(ledger)).toHaveLength(2);
  });

  it('[S52] a batch stays below 4 MB; a decision is never split', async () => {
    const { committer, appends, ledger } = await world();
    const big =
      (name: string): Decide<number> =>
      (_state, at) => ({
        entries: [1, 2].map((n) => ({
          at,
          by: name,
          route: 'system',
          kind: 'row.saved',
          sheet: 's',
          row: name,
          version: n,
          content: { cells: { a: 'x'.repeat(500_000) } },
        })),
        outcome: 0,
      });
    await Promise.all(Array.from({ length: 8 }, (_, n) => committer.commit(big(`r${n}`))));
    expect(appends).toEqual([6, 6, 4]);
    expect((await chain(ledger)).map(({ by }) => by)).toEqual(Array.from({ length: 16 }, (_, n) => `r${Math.floor(n / 2)}`));
  });
});

describe('two writers', () => {
  it('[S53] the one that is behind reads what it missed and decides again; nobody is lost, the chain is whole', async () => {
    const ledger = store();
    const [a, b] = [await world(ledger), await world(ledger)];
    const rounds = 20;
    const outcomes: string[] = [];
    for (let n = 0; n < rounds; n++) {
      const both = await Promise.all([a.committer.commit(count(`a${n}`)), b.committer.commit(count(`b${n}`)), b.committer.commit(count(`c${n}`))]);
      outcomes.push(...both.map(({ outcome }) => outcome));
    }
    const entries = await chain(ledger);
    expect(entries).toHaveLength(3 * rounds);
    // Each was decided on exactly the state that it was appended to.
    for (const entry of entries) expect(outcomes).toContain(`${entry.by} after ${entry.cursor - 1}`);
    expect(entries.every((entry) => (entry.content as { id: string }).id === `${entry.by}@${entry.cursor - 1}`)).toBe(true);
    expect(a.appends.length + b.appends.length).toBeGreaterThan(2 * rounds);
  });

  it('[S53] both end with the same state and have rung for every entry once, in order', async () => {
    const ledger = store();
    const [a, b] = [await world(ledger), await world(ledger)];
    const rung: number[] = [];
    a.committer.onBell((entries) => rung.push(...entries.map(({ cursor }) => cursor)));
    await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? a : b).committer.commit(count(`n${n}`))));
    for (const { committer } of [a, b]) {
      committer.look();
      await committer.commit(() => ({ entries: [], outcome: undefined }));
    }
    expect(a.committer.state().hash).toBe(b.committer.state().hash);
    expect(rung).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });
});

describe('a store whose answer is lost', () => {
  for (const [title, kind] of [
    ['after it was written', 'answer'],
    ['before it was written', 'store'],
  ] as const) {
    it(`[S54] ${title}: who waits gets unavailable, the same entries are sent again until known, and stand there once`, async () => {
      const { committer, appends, trouble, ledger } = await world();
      let failures = 2;
      trouble[kind] = () => {
        if (failures-- > 0) lost();
      };
      const known = new Promise<void>((resolve) => committer.onBell(() => resolve()));
      await expect(committer.commit(count('a'))).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 });
      await expect(committer.commit(count('b')), 'nothing else is taken meanwhile').rejects.toMatchObject({ code: 'unavailable' });
      await known;
      expect(appends).toEqual([1, 1, 1]);
      expect((await chain(ledger)).map(({ by }) => by)).toEqual(['a']);
      expect((await committer.commit(count('c'))).outcome).toBe('c after 1');
      expect(await chain(ledger)).toHaveLength(2);
    });
  }

  it('[S54] another writer was first meanwhile: the entries are given up and its entries read', async () => {
    const ledger = store();
    const [a, b] = [await world(ledger), await world(ledger)];
    a.trouble.store = () => {
      delete a.trouble.store;
      lost();
    };
    const known = new Promise<void>((resolve) => a.committer.onBell(() => resolve()));
    await expect(a.committer.commit(count('a'))).rejects.toMatchObject({ code: 'unavailable' });
    await b.committer.commit(count('b'));
    await known;
    expect((await a.committer.commit(count('a'))).outcome).toBe('a after 1');
    expect((await chain(ledger)).map(({ by }) => by)).toEqual(['b', 'a']);
  });

  it('[S54] that can’t be read says unavailable, and goes on when it can', async () => {
    const ledger = store();
    let away = false;
    const { committer } = await world({ ...ledger, read: (...call) => (away ? Promise.reject(new StoreUnavailable(new Error('cut'))) : ledger.read(...call)) });
    away = true;
    committer.look();
    await expect(committer.commit(count('a'))).rejects.toMatchObject({ code: 'unavailable' });
    away = false;
    expect((await committer.commit(count('b'))).outcome).toBe('b after 0');
  });
});

describe('a ledger that does not fit', () => {
  const tampered: [title: string, change: (entry: Entry) => Entry][] = [
    ['a changed content', (entry) => ({ ...entry, content: { ...entry.content, member: 'other' } }) as Entry],
    ['a changed author', (entry) => ({ ...entry, by: 'somebody' })],
    ['a changed time', (entry) => ({ ...entry, at: '2020-01-01T00:00:00.000Z' })],
    ['a changed salt', (entry) => ({ ...entry, salts: { ...entry.salts, member: '00'.repeat(16) } })],
    ['a removed salt', (entry) => ({ ...entry, salts: {} })],
    ['a changed hash', (entry) => ({ ...entry, hash: entry.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) })],
    ['another cursor', (entry) => ({ ...entry, cursor: entry.cursor + 1 })],
    ['a part more', (entry) => ({ ...entry, content: { ...entry.content, extra: 1 } }) as unknown as Entry],
  ];
  for (const [title, change] of tampered) {
    it(`[S55] ${title}: what lies before is kept, the entry is never applied, the grid is read-only`, async () => {
      const ledger = store();
      const writer = await world(ledger);
      for (const name of ['a', 'b', 'c', 'd']) await writer.committer.commit(count(name));
      const read: Ledger['read'] = async (...call) => (await ledger.read(...call)).map((entry) => (entry.cursor === 3 ? change(entry) : entry));
      const { committer, log } = await world({ ...ledger, read });
      expect(committer.firstBad()).toBe(3);
      expect(committer.state().cursor).toBe(2);
      await expect(committer.commit(count('e'))).rejects.toMatchObject({ code: 'read-only' });
      expect(log.lines.join()).toContain('"cursor":3');
      expect(await chain(ledger)).toHaveLength(4);
    });
  }

  it('[S55] a missing entry, and one that is no JSON any more', async () => {
    const ledger = store();
    const writer = await world(ledger);
    for (const name of ['a', 'b', 'c', 'd']) await writer.committer.commit(count(name));
    const without = await world({ ...ledger, read: async (...call) => (await ledger.read(...call)).filter(({ cursor }) => cursor !== 3) });
    expect([without.committer.firstBad(), without.committer.state().cursor]).toEqual([3, 2]);
    const read: Ledger['read'] = async (grid, after, limit) => {
      const entries = await ledger.read(grid, after, limit);
      if (entries.some(({ cursor }) => cursor === 3)) throw new EntryUnreadable({ grid, cursor: 3 });
      return entries;
    };
    const broken = await world({ ...ledger, read });
    expect([broken.committer.firstBad(), broken.committer.state().cursor]).toEqual([3, 2]);
  });
});

it('[S56] at never decreases, also when the clock jumps a day back', async () => {
  const { committer, clock, ledger } = await world();
  await committer.commit(count('a'));
  clock.ms += 5_000;
  await committer.commit(count('b'));
  clock.ms -= 86_400_000;
  await committer.commit(count('c'));
  clock.ms += 86_401_000;
  await committer.commit(count('d'));
  expect((await chain(ledger)).map(({ at }) => at.slice(8, 19))).toEqual(['25T09:00:00', '25T09:00:05', '25T09:00:05', '25T09:00:06']);
});

it('[S57] closing answers what is under way and refuses what comes after', async () => {
  const { committer, ledger } = await world();
  const under = committer.commit(count('a'));
  const closing = committer.close();
  await expect(committer.commit(count('b'))).rejects.toMatchObject({ code: 'unavailable' });
  expect((await under).outcome).toBe('a after 0');
  await closing;
  expect(await chain(ledger)).toHaveLength(1);
});
