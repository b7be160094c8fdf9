/** Contract of the store: the outbox. */
import { expect, it } from 'vitest';
import type { DeliveryOutcome, OutboxLetter } from '../../service/application/ports.ts';
import { type StoreKind, usePlace } from './store-place.ts';

const GRID = 'wbcti';
const LEASE_MS = 60_000;
const letter = (name: string): OutboxLetter => ({ letter: name, grid: GRID, reminder: 'wbcti.2026-Q4.albania.due-soon', person: 'p-1' });
const sent = (attempt: number): DeliveryOutcome => ({ attempt, at: '2026-12-28T09:00:00.000Z', result: 'sent' });
const failed = (attempt: number): DeliveryOutcome => ({ attempt, at: '2026-12-28T09:00:00.000Z', result: 'failed', code: 'greylisted', again: true });

/** Letters once, attempts to one owner, outcomes once. */
export function outboxSuite(kind: StoreKind): void {
  const place = usePlace(kind);
  const open = async () => (await place().writers(1))[0]!.outbox;
  const claimAt = (nowMs: number, owner = 'a') => ({ owner, nowMs, leaseMs: LEASE_MS });

  it('[S19] a letter put twice is one letter', async () => {
    const outbox = await open();
    const first = letter('r-1.p-1');
    await Promise.all([outbox.put(first), outbox.put(first)]);
    await outbox.put({ ...first, person: 'p-2' });
    await outbox.put({ ...letter('r-2'), grid: 'other' });
    expect(await outbox.list(GRID)).toEqual([{ ...first, attempts: 0, outcomes: [] }]);
  });

  it('[S20] of eight racing claims of an attempt exactly one wins, thirty times', async () => {
    const outboxes = (await place().writers(8)).map((store) => store.outbox);
    await outboxes[0]!.put(letter('r-1'));
    for (let round = 1; round <= 30; round++) {
      // Each round the lease of the one before has run out.
      const claims = await Promise.all(outboxes.map((outbox, index) => outbox.claim('r-1', claimAt(round * 2 * LEASE_MS, `owner-${index}`))));
      expect(
        claims.filter((attempt) => attempt !== undefined),
        `round ${round}`,
      ).toEqual([round]);
    }
  });

  it('[S21] a lease keeps others out until it ends, then the next number is free', async () => {
    const outbox = await open();
    await outbox.put(letter('r-1'));
    expect(await outbox.claim('r-1', claimAt(1_000))).toBe(1);
    expect(await outbox.claim('r-1', claimAt(1_000 + LEASE_MS - 1, 'b'))).toBeUndefined();
    expect(await outbox.claim('r-1', claimAt(1_000 + LEASE_MS, 'b'))).toBe(2);
    expect(await outbox.claim('r-1', claimAt(1_000 + LEASE_MS, 'a'))).toBeUndefined();
    expect((await outbox.list(GRID))[0]).toMatchObject({ attempts: 2, outcomes: [] });
  });

  it('[S21] after a failure the next number is free at once', async () => {
    const outbox = await open();
    await outbox.put(letter('r-1'));
    for (const attempt of [1, 2, 3]) {
      expect(await outbox.claim('r-1', claimAt(1_000))).toBe(attempt);
      expect(await outbox.settle('r-1', failed(attempt))).toBe(true);
    }
    expect((await outbox.list(GRID))[0]).toEqual({ ...letter('r-1'), attempts: 3, outcomes: [failed(1), failed(2), failed(3)] });
  });

  it('[S22] an outcome is noted once', async () => {
    const outbox = await open();
    await outbox.put(letter('r-1'));
    await outbox.claim('r-1', claimAt(1_000));
    expect(await outbox.settle('r-1', failed(1))).toBe(true);
    expect(await outbox.settle('r-1', failed(1))).toBe(false);
    expect(await outbox.settle('r-1', sent(1))).toBe(false);
    expect((await outbox.list(GRID))[0]?.outcomes).toEqual([failed(1)]);
  });

  it('[S22] of an attempt that nobody claimed no outcome is noted', async () => {
    const outbox = await open();
    await outbox.put(letter('r-1'));
    expect(await outbox.settle('r-1', sent(1))).toBe(false);
    expect(await outbox.settle('nobody', sent(1))).toBe(false);
    expect(await outbox.claim('r-1', claimAt(1_000))).toBe(1);
    expect(await outbox.settle('r-1', sent(2))).toBe(false);
  });

  it('[S22] who outlived its lease may still note its outcome, unless somebody else has tried since', async () => {
    const outbox = await open();
    await outbox.put(letter('r-1'));
    await outbox.put(letter('r-2'));
    for (const name of ['r-1', 'r-2']) expect(await outbox.claim(name, claimAt(1_000))).toBe(1);
    expect(await outbox.settle('r-1', sent(1))).toBe(true);
    expect(await outbox.claim('r-2', claimAt(1_000 + 2 * LEASE_MS, 'b'))).toBe(2);
    expect(await outbox.settle('r-2', sent(1)), 'late').toBe(false);
    expect(await outbox.settle('r-2', failed(2))).toBe(true);
    expect((await outbox.list(GRID)).map(({ attempts, outcomes }) => ({ attempts, outcomes }))).toEqual([
      { attempts: 1, outcomes: [sent(1)] },
      { attempts: 2, outcomes: [failed(2)] },
    ]);
  });

  it('[S22] a late outcome racing a new attempt: either it is noted or somebody tries again, never both', async () => {
    const [one, two] = (await place().writers(2)).map((store) => store.outbox);
    for (let round = 0; round < 40; round++) {
      const name = `r-${round}`;
      await one!.put(letter(name));
      await one!.claim(name, claimAt(0));
      const late = async () => {
        await new Promise((resolve) => setTimeout(resolve, round % 8));
        return one!.settle(name, sent(1));
      };
      const [isNoted, attempt] = await Promise.all([late(), two!.claim(name, claimAt(2 * LEASE_MS, 'b'))]);
      expect(attempt, name).toBe(isNoted ? undefined : 2);
    }
  });

  it('[S23] a letter that is unknown, sent or suppressed can’t be claimed', async () => {
    const outbox = await open();
    await outbox.put(letter('r-1'));
    await outbox.put(letter('r-2'));
    expect(await outbox.claim('nobody', claimAt(1_000))).toBeUndefined();
    await outbox.claim('r-1', claimAt(1_000));
    await outbox.settle('r-1', sent(1));
    await outbox.claim('r-2', claimAt(1_000));
    await outbox.settle('r-2', { ...sent(1), result: 'suppressed', code: 'submitted' });
    for (const name of ['r-1', 'r-2']) expect(await outbox.claim(name, claimAt(1_000 + 5 * LEASE_MS))).toBeUndefined();
  });
}
