/** Contract of the store: racing writers. */
import { expect, it } from 'vitest';
import type { Store } from '../../service/application/ports.ts';
import { EMPTY, type End, endOf, firstBreak, savedRow, sealed, versions } from '../support/entries.ts';
import { readAll, type StoreKind, usePlace } from './store-place.ts';

const GRID = 'wbcti';

/** Exactly one wins, and deciding again ends well. */
export function writersSuite(kind: StoreKind): void {
  const place = usePlace(kind);

  it('[S3] of eight writers racing for one place exactly one wins, and it is its entries that stand there', async () => {
    const writers = await place().writers(8);
    let end: End = EMPTY;
    for (let round = 0; round < 20; round++) {
      const offers = writers.map((_, index) => versions(1 + (index % 3), { row: `row-${index}`, after: end }));
      const results = await Promise.all(writers.map((writer, index) => writer.ledger.append(GRID, end.cursor, offers[index]!)));
      const winners = results.flatMap((result, index) => (result === 'appended' ? [index] : []));
      expect(winners, `round ${round}`).toHaveLength(1);
      const won = offers[winners[0]!]!;
      expect(await writers[0]!.ledger.read(GRID, end.cursor, 100)).toEqual(won);
      end = endOf(won);
    }
  });

  it('[S4] four writers that decide again whenever they are behind: no hole, every entry once', async () => {
    const writers = await place().writers(4);
    const results = await Promise.all(writers.map((writer, index) => writeBatches(writer, index)));
    const entries = await readAll(writers[0]!, GRID);
    expect(entries.map(({ cursor }) => cursor)).toEqual(Array.from({ length: entries.length }, (_, index) => index + 1));
    expect(firstBreak(entries)).toBeUndefined();
    const ids = entries.map((entry) => entry.kind === 'row.saved' && entry.editId);
    expect([...ids].sort()).toEqual(results.flatMap(({ editIds }) => editIds).sort());
    // Without a lost race this test would have shown nothing.
    expect(results.reduce((sum, { behind }) => sum + behind, 0)).toBeGreaterThan(0);
  });
}

async function writeBatches(writer: Store, index: number): Promise<{ editIds: string[]; behind: number }> {
  const editIds: string[] = [];
  let behind = 0;
  let end: End = EMPTY;
  for (let batch = 0; batch < 30; batch++) {
    const ids = Array.from({ length: 1 + (batch % 3) }, (_, n) => `e-${index}-${batch}-${n}`);
    for (;;) {
      const entries = sealed(
        ids.map((editId) => savedRow({ row: `row-${index}`, version: batch + 1, editId })),
        end,
      );
      if ((await writer.ledger.append(GRID, end.cursor, entries)) === 'appended') {
        end = endOf(entries);
        break;
      }
      behind++;
      end = endOf(await writer.ledger.read(GRID, end.cursor, 1_000), end);
    }
    editIds.push(...ids);
  }
  return { editIds, behind };
}
