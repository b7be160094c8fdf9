/** Contract of the store: what stands in the ledger, and how it is found. */
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../service/application/ports.ts';
import { decidedReminder, EMPTY, endOf, firstBreak, savedRow, sealed, versions } from '../support/entries.ts';
import { readAll, type StoreKind, until, usePlace, useStore } from './store-place.ts';

const GRID = 'wbcti';

/** Order, repeats, look-ups. */
export function ledgerSuite(kind: StoreKind): void {
  const store = useStore(kind);

  it('[S1] an empty ledger reads as nothing', async () => {
    expect(await store().ledger.read(GRID, 0, 10)).toEqual([]);
    expect(await store().ledger.cursorAt(GRID, '2030-01-01T00:00:00Z')).toBe(0);
    expect(await store().ledger.readRow(GRID, 'albania', { limit: 5 })).toEqual([]);
    expect(await store().ledger.findEdit(GRID, 'nobody’s')).toBeUndefined();
  });

  it('[S1] entries come back in order, from any position, as they were given', async () => {
    const entries = versions(7);
    for (const [from, to] of [
      [0, 1],
      [1, 4],
      [4, 7],
    ] as const)
      expect(await store().ledger.append(GRID, from, entries.slice(from, to))).toBe('appended');
    for (let position = 0; position <= 7; position++) expect(await store().ledger.read(GRID, position, 100)).toEqual(entries.slice(position));
    expect(await store().ledger.read(GRID, 8, 100)).toEqual([]);
  });

  it('[S1] a limit cuts about there and never to nothing; steps reach the end without a hole', async () => {
    const entries = versions(30);
    for (let from = 0; from < 30; from += 3) await store().ledger.append(GRID, from, entries.slice(from, from + 3));
    expect((await store().ledger.read(GRID, 0, 7)).length).toBeLessThanOrEqual(7);
    expect((await store().ledger.read(GRID, 0, 1)).length).toBeGreaterThanOrEqual(1);
    expect((await store().ledger.read(GRID, 1, 1)).length).toBeGreaterThanOrEqual(1);
    for (const limit of [1, 2, 7, 30]) expect(await readAll(store(), GRID, limit)).toEqual(entries);
  });

  it('[S2] an append is all or none: a refused one leaves nothing', async () => {
    const [first, ...rest] = versions(4);
    await store().ledger.append(GRID, 0, [first!]);
    const other = versions(3, { row: 'kosovo' });
    expect(await store().ledger.append(GRID, 0, other)).toBe('behind');
    expect(await readAll(store(), GRID)).toEqual([first]);
    expect(await store().ledger.append(GRID, 1, rest)).toBe('appended');
  });

  it('[S5] the same append again is appended, and stored once', async () => {
    const entries = versions(5);
    await store().ledger.append(GRID, 0, entries.slice(0, 2));
    for (let repeat = 0; repeat < 3; repeat++) expect(await store().ledger.append(GRID, 2, entries.slice(2))).toBe('appended');
    expect(await store().ledger.append(GRID, 0, entries.slice(0, 2))).toBe('appended');
    expect(await store().ledger.append(GRID, 3, entries.slice(3)), 'a part of a batch').toBe('appended');
    expect(await readAll(store(), GRID)).toEqual(entries);
  });

  it('[S6] other entries where something stands are behind, be it at a batch’s beginning, inside it or reaching past its end', async () => {
    const entries = versions(5);
    await store().ledger.append(GRID, 0, entries.slice(0, 2));
    await store().ledger.append(GRID, 2, entries.slice(2));
    for (const position of [0, 1, 2, 3, 4]) {
      const others = versions(2, { row: 'kosovo', after: endOf(entries.slice(0, position)) });
      expect(await store().ledger.append(GRID, position, others), `after ${position}`).toBe('behind');
    }
    const longer = [...entries.slice(2), ...versions(1, { row: 'kosovo', after: endOf(entries) })];
    expect(await store().ledger.append(GRID, 2, longer), 'stored only in part').toBe('behind');
    expect(await readAll(store(), GRID)).toEqual(entries);
  });

  it('[S7] an append that would leave a hole, or has one, is a fault and stores nothing', async () => {
    const entries = versions(6);
    await store().ledger.append(GRID, 0, entries.slice(0, 2));
    await expect(store().ledger.append(GRID, 3, entries.slice(3))).rejects.toThrow('hole');
    await expect(store().ledger.append('other', 2, entries.slice(2))).rejects.toThrow('hole');
    for (const wrong of [[], [entries[3]!], [entries[2]!, entries[4]!]]) await expect(store().ledger.append(GRID, 2, wrong)).rejects.toThrow('must hold');
    expect(await readAll(store(), GRID)).toEqual(entries.slice(0, 2));
    expect(await readAll(store(), 'other')).toEqual([]);
  });

  it('[S12] a row’s versions come newest first, from a version downwards, to a limit', async () => {
    const drafts = [1, 2, 3, 4, 5].flatMap((version) => [savedRow({ version }), savedRow({ row: 'kosovo', version }), decidedReminder()]);
    const entries = sealed(drafts);
    await store().ledger.append(GRID, 0, entries.slice(0, 8));
    await store().ledger.append(GRID, 8, entries.slice(8));
    const numbers = async (options: { upTo?: number; limit: number }) =>
      (await store().ledger.readRow(GRID, 'albania', options)).map((entry) => entry.kind === 'row.saved' && `${entry.row} ${entry.version}`);
    expect(await numbers({ limit: 10 })).toEqual(['albania 5', 'albania 4', 'albania 3', 'albania 2', 'albania 1']);
    expect(await numbers({ limit: 2 })).toEqual(['albania 5', 'albania 4']);
    expect(await numbers({ upTo: 3, limit: 2 })).toEqual(['albania 3', 'albania 2']);
    expect(await numbers({ upTo: 0, limit: 2 })).toEqual([]);
    expect(await store().ledger.readRow(GRID, 'albania', { limit: 1 })).toEqual([entries[12]]);
    expect(await store().ledger.readRow(GRID, 'nobody', { limit: 9 })).toEqual([]);
  });

  it('[S13] an edit is found by its id, wherever in a batch it stands', async () => {
    const entries = sealed([savedRow({ editId: 'e-1' }), savedRow({ version: 2 }), savedRow({ version: 3, editId: 'e-3' }), decidedReminder()]);
    await store().ledger.append(GRID, 0, entries);
    expect(await store().ledger.findEdit(GRID, 'e-1')).toEqual(entries[0]);
    expect(await store().ledger.findEdit(GRID, 'e-3')).toEqual(entries[2]);
    expect(await store().ledger.findEdit(GRID, 'e-2')).toBeUndefined();
  });

  it('[S14] the cursor at an instant is that of the newest entry until then, whatever the precision of either', async () => {
    const instants = ['2026-11-25T09:00:00Z', '2026-11-25T09:00:00.500Z', '2026-11-25T09:00:00.500Z', '2026-11-25T09:00:01.25Z', '2026-12-01T00:00:00.000Z'];
    const entries = sealed(instants.map((at, index) => savedRow({ at, version: index + 1 })));
    await store().ledger.append(GRID, 0, entries.slice(0, 2));
    await store().ledger.append(GRID, 2, entries.slice(2));
    const expected = {
      '2026-11-25T08:59:59.999Z': 0,
      '2026-11-25T09:00:00.000Z': 1,
      '2026-11-25T09:00:00.4Z': 1,
      '2026-11-25T09:00:00.5Z': 3,
      '2026-11-25T09:00:02Z': 4,
      '2030-01-01T00:00:00Z': 5,
    };
    for (const [instant, cursor] of Object.entries(expected)) expect(await store().ledger.cursorAt(GRID, instant), instant).toBe(cursor);
  });

  it('[S15] two grids do not see each other, though one’s name begins the other’s', async () => {
    const [wbcti, other] = [versions(3), sealed([savedRow({ editId: 'e-1', cells: { tasks: 'other' } })])];
    await store().ledger.append(GRID, 0, wbcti);
    expect(await store().ledger.append('wbcti-2', 0, other)).toBe('appended');
    expect(await readAll(store(), GRID)).toEqual(wbcti);
    expect(await readAll(store(), 'wbcti-2')).toEqual(other);
    expect(await store().ledger.findEdit(GRID, 'e-1')).toBeUndefined();
    expect(await store().ledger.readRow('wbcti-2', 'albania', { limit: 9 })).toEqual(other);
    expect(await store().ledger.cursorAt('wbcti-2', '2030-01-01T00:00:00Z')).toBe(1);
  });

  it('[S30] a store answers pings, closes twice, and is unavailable afterwards', async () => {
    await store().ping();
    await store().close();
    await store().close();
    await expect(store().ping()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store().ledger.append(GRID, 0, versions(1))).rejects.toBeInstanceOf(StoreUnavailable);
  });

  describe.skipIf(!kind.can.reopen)(`closed and opened again${kind.can.reopen ? '' : ' (skipped: it holds nothing when closed)'}`, () => {
    const place = usePlace(kind);

    it('[S8] what was acknowledged is there after closing and opening', async () => {
      const [first] = await place().writers(1);
      const entries = versions(4);
      await first!.ledger.append(GRID, 0, entries.slice(0, 3));
      await first!.ledger.append(GRID, 3, entries.slice(3));
      await first!.directory.put(GRID, { person: 'p-1', role: 'observer', name: 'Ada', language: 'en' });
      await first!.outbox.put({ letter: 'r-1', grid: GRID, reminder: 'r-1', person: 'p-1' });
      const second = await place().reopen();
      expect(await readAll(second, GRID)).toEqual(entries);
      expect(await second.directory.list(GRID)).toHaveLength(1);
      expect(await second.outbox.list(GRID)).toHaveLength(1);
      expect(await second.ledger.append(GRID, 4, versions(1, { version: 5, after: endOf(entries) }))).toBe('appended');
    });
  });

  describe.skipIf(!kind.can.beside)(`followed from beside${kind.can.beside ? '' : ' (skipped: nobody else can open it)'}`, () => {
    const place = usePlace(kind);

    it('[S16] who follows is told that somebody else appended, and no more after stopping', async () => {
      const [writer] = await place().writers(1);
      const reader = await place().beside();
      let position = 0;
      let looks = 0;
      const stop = reader.ledger.follow(
        GRID,
        () => position,
        () => looks++,
      );
      let entries = versions(1);
      await writer!.ledger.append(GRID, 0, entries);
      for (let round = 1; round <= 3; round++) {
        await until(() => looks > 0, 30_000);
        expect(firstBreak(await readAll(reader, GRID))).toBeUndefined();
        position = (await readAll(reader, GRID)).length;
        expect(position).toBe(round);
        // A poll under way may still find what has just been read.
        await new Promise((resolve) => setTimeout(resolve, 600));
        looks = 0;
        entries = versions(1, { version: round + 1, after: endOf(entries, EMPTY) });
        await writer!.ledger.append(GRID, round, entries);
      }
      await until(() => looks > 0, 30_000);
      stop();
      const before = looks;
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(looks).toBe(before);
    });
  });
}
