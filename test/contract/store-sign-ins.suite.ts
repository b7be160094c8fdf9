/** Contract of the store: requests for a code, sessions, hits of rate limits. */
import { expect, it } from 'vitest';
import type { Store } from '../../service/application/ports.ts';
import type { SignInRequest, StoredSession } from '../../service/application/sign-ins.ts';
import { type StoreKind, usePlace, useStore } from './store-place.ts';

const T = Date.parse('2026-11-25T09:00:00.000Z');
const MINUTE = 60_000;

const asked: SignInRequest = { request: 'r-1', holder: 'address:a', code: 'hash', to: '/form?x=“1”', expiresAtMs: T + 10 * MINUTE };
const session: StoredSession = {
  session: 's-1',
  kind: 'cookie',
  holder: 'address:a',
  label: 'Firefox, Windows',
  createdAtMs: T,
  lastSeenAtMs: T,
  expiresAtMs: T + 60 * MINUTE,
};
const child: StoredSession = { ...session, session: 's-1-child', kind: 'bearer', parent: 's-1', expiresAtMs: T + 15 * MINUTE };

/** Codes are used once, sessions end with those that hang on them, hits are counted once. */
export function signInsSuite(kind: StoreKind): void {
  const place = usePlace(kind);
  const store = useStore(kind);
  const signIns = () => store().signIns;

  it('[A82] a request comes back as written; an unknown one is nothing and has neither tries nor use', async () => {
    await signIns().putRequest(asked);
    expect(await signIns().request('r-1')).toEqual(asked);
    expect(await signIns().request('r-2')).toBeUndefined();
    expect(await signIns().takeTry('r-2', 5)).toBeUndefined();
    expect(await signIns().use('r-2')).toBe(false);
  });

  it('[A82] a code is used once, and the number of tries is kept', async () => {
    await signIns().putRequest(asked);
    expect([await signIns().takeTry('r-1', 2), await signIns().takeTry('r-1', 2), await signIns().takeTry('r-1', 2)]).toEqual([1, 2, undefined]);
    expect([await signIns().use('r-1'), await signIns().use('r-1')]).toEqual([true, false]);
  });

  it('[A83] of racing takers each try, each use and each hit is given once', async () => {
    const writers = await place().writers(3);
    const stores = await racers(writers);
    await writers[0]?.signIns.putRequest(asked);
    const tries = await stores((one) => one.signIns.takeTry('r-1', 5));
    expect(tries.filter((one) => one !== undefined).sort()).toEqual([1, 2, 3, 4, 5]);
    expect((await stores((one) => one.signIns.use('r-1'))).filter(Boolean)).toHaveLength(1);
    const hits = await stores((one) => one.signIns.hit('k', { most: 6, windowMs: MINUTE, nowMs: T }));
    expect(hits.map(({ hits: number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 7]);
  });

  it('[A84] a session comes back as written, its last use is noted, and a holder’s are listed newest first', async () => {
    await signIns().putSession(session);
    await signIns().putSession({ ...session, session: 's-2', createdAtMs: T + 1 });
    await signIns().putSession({ ...session, session: 's-3', holder: 'address:b' });
    expect(await signIns().session('s-1')).toEqual(session);
    await signIns().touch('s-1', T + MINUTE);
    expect(await signIns().session('s-1')).toEqual({ ...session, lastSeenAtMs: T + MINUTE });
    expect((await signIns().sessionsOf('address:a')).map((one) => one.session)).toEqual(['s-2', 's-1']);
  });

  it('[A84] a session ends with those that hang on it, and noting its use does not bring it back', async () => {
    await signIns().putSession(session);
    await signIns().putSession(child);
    expect(await signIns().endSession('s-1')).toBe(true);
    expect(await signIns().endSession('s-1')).toBe(false);
    await signIns().touch('s-1', T + MINUTE);
    expect([await signIns().session('s-1'), await signIns().session('s-1-child')]).toEqual([undefined, undefined]);
  });

  it('[A85] of a holder everything goes at once, and nothing of others', async () => {
    await signIns().putRequest(asked);
    await signIns().putRequest({ ...asked, request: 'r-2', holder: 'address:b' });
    await signIns().takeTry('r-1', 5);
    for (const one of [session, child, { ...session, session: 's-3', holder: 'address:b' }]) await signIns().putSession(one);
    expect(await signIns().forget('address:a')).toEqual(['r-1']);
    expect(await signIns().sessionsOf('address:a')).toEqual([]);
    expect([await signIns().request('r-1'), await signIns().takeTry('r-1', 5)]).toEqual([undefined, undefined]);
    expect((await signIns().request('r-2'))?.request).toBe('r-2');
    expect((await signIns().session('s-3'))?.session).toBe('s-3');
  });

  it('[A86] hits count within their window, and are forgotten on request', async () => {
    const hit = async (nowMs: number) => (await signIns().hit('k', { most: 2, windowMs: MINUTE, nowMs })).hits;
    expect([await hit(T), await hit(T + 1), await hit(T + 2), await hit(T + 3)]).toEqual([1, 2, 3, 3]);
    expect(await signIns().hit('k', { most: 2, windowMs: MINUTE, nowMs: T + MINUTE })).toEqual({ hits: 1, resetAtMs: T + 2 * MINUTE });
    await signIns().resetHits('k');
    expect(await hit(T + MINUTE)).toBe(1);
  });

  it('[A86] what has expired is swept, and nothing else', async () => {
    await signIns().putRequest(asked);
    await signIns().putRequest({ ...asked, request: 'r-2', expiresAtMs: T + 11 * MINUTE });
    await signIns().takeTry('r-1', 5);
    for (const [name, expiresAtMs, lastSeenAtMs] of [
      ['expired', T + 10 * MINUTE, T + 9 * MINUTE],
      ['idle', T + 60 * MINUTE, T],
      ['good', T + 60 * MINUTE, T + 9 * MINUTE],
    ] as const)
      await signIns().putSession({ ...session, session: name, expiresAtMs, lastSeenAtMs });
    await signIns().hit('k', { most: 9, windowMs: MINUTE, nowMs: T });
    expect(await signIns().sweep({ nowMs: T + 10 * MINUTE, idleSinceMs: T })).toEqual(['r-1']);
    expect((await signIns().sessionsOf('address:a')).map((one) => one.session)).toEqual(['good']);
    expect(await signIns().request('r-2')).toBeDefined();
    expect(await signIns().sweep({ nowMs: T + 10 * MINUTE, idleSinceMs: T })).toEqual([]);
  });
}

/** Nine calls at once, three per store. */
async function racers(stores: Store[]): Promise<<T>(work: (store: Store) => Promise<T>) => Promise<T[]>> {
  return (work) => Promise.all([...stores, ...stores, ...stores].map(work));
}
