/** Contract of the store: saved states. */
import { expect, it } from 'vitest';
import { type StoreKind, usePlace } from './store-place.ts';

const GRID = 'wbcti';

/** The newest counts, whole, whatever its size. */
export function savedStatesSuite(kind: StoreKind): void {
  const place = usePlace(kind);
  const open = async () => (await place().writers(1))[0]!.savedStates;

  it('[S17] the newest saved state is loaded, each grid has its own, and none is nothing', async () => {
    const states = await open();
    expect(await states.load(GRID)).toBeUndefined();
    for (const cursor of [1, 7, 12]) await states.save(GRID, { cursor, hash: `h${cursor}`, body: `state at ${cursor} 👩🏽‍🚒 \u2028` });
    await states.save('other', { cursor: 3, hash: 'h', body: '' });
    expect(await states.load(GRID)).toEqual({ cursor: 12, hash: 'h12', body: 'state at 12 👩🏽‍🚒 \u2028' });
    expect(await states.load('other')).toEqual({ cursor: 3, hash: 'h', body: '' });
  });

  it('[S17] a writer that comes late with an older state does not take the newest one away', async () => {
    const states = await open();
    await states.save(GRID, { cursor: 12, hash: 'new', body: 'new' });
    await states.save(GRID, { cursor: 7, hash: 'old', body: 'old' });
    expect(await states.load(GRID)).toEqual({ cursor: 12, hash: 'new', body: 'new' });
  });

  it('[S17] 20 MB come back whole, and again after a newer one', async () => {
    const states = await open();
    // Three bytes a character and no power of two: pieces are cut inside characters.
    const body = '€uro ž\n'.repeat(2_100_000);
    expect(Buffer.byteLength(body)).toBeGreaterThan(20_000_000);
    await states.save(GRID, { cursor: 1, hash: 'h1', body });
    expect((await states.load(GRID))?.body === body).toBe(true);
    await states.save(GRID, { cursor: 2, hash: 'h2', body: 'small' });
    expect(await states.load(GRID)).toEqual({ cursor: 2, hash: 'h2', body: 'small' });
  });

  it('[S17] writers saving at the same time leave one whole state, the newest', async () => {
    const writers = await place().writers(4);
    await Promise.all(writers.map(({ savedStates }, index) => savedStates.save(GRID, { cursor: 10 + index, hash: `h${index}`, body: `body ${index}` })));
    expect(await writers[0]!.savedStates.load(GRID)).toEqual({ cursor: 13, hash: 'h3', body: 'body 3' });
  });
}
