/** Contract of the store: content comes back as it was, whatever its characters and its size. */
import { expect, it } from 'vitest';
import type { Cells } from '#contract/grid.ts';
import { firstBreak, savedRow, sealed } from '../support/entries.ts';
import { readAll, type StoreKind, useStore } from './store-place.ts';

const GRID = 'wbcti';

/** What is awkward in JSON, BSON, SQL or JavaScript. */
const ODD_TEXTS = [
  '',
  ' ',
  'Kosovo* ↔ Косово – ΑΒΓ – čćžšđ – ﷽',
  '👩🏽‍🚒 🇦🇱 𝒳 e\u0301 \u00e9',
  'line\nline\r\nline\ttab',
  '\u2028 \u2029 \u00a0 \u200b \ufeff \ufffd \uffff',
  '"quotes" \'single\' `back` \\ \\u0000 %00 $& {{y}}',
  '=1+1',
  "'); DROP TABLE entry; --",
  '{"$set":{"a.b":1}}',
  'null',
  '\u0001\u001f\u007f\u0085',
];

/** Keys that are fields, operators or prototypes elsewhere. */
const ODD_KEYS = ['$set', '$', 'a.b.c', '.', '__proto__', 'constructor', 'toString', '_id', 'hash', '', 'ключ', '0', '👩🏽‍🚒'];

/** Odd characters, odd keys, large batches. */
export function contentSuite(kind: StoreKind): void {
  const store = useStore(kind);

  it('[S24] every odd character comes back as it was, and the chain still fits', async () => {
    const texts = ODD_TEXTS.map((text, index) => savedRow({ version: index + 1, cells: { tasks: text, accomplished: [{ itemId: '1.1', text }] } }));
    const entries = sealed(texts);
    await store().ledger.append(GRID, 0, entries);
    const back = await readAll(store(), GRID);
    expect(JSON.stringify(back)).toBe(JSON.stringify(entries));
    expect(firstBreak(back)).toBeUndefined();
  });

  it('[S24] odd keys come back as they were, as own properties', async () => {
    const cells = Object.fromEntries(ODD_KEYS.map((key) => [key, `text of ${key}`])) as Cells;
    const entries = sealed([savedRow({ cells, editId: '$where' })]);
    await store().ledger.append(GRID, 0, entries);
    const [back] = await readAll(store(), GRID);
    expect(JSON.stringify(back)).toBe(JSON.stringify(entries[0]));
    expect(back?.kind === 'row.saved' && Object.keys(back.content.cells)).toEqual(Object.keys(cells));
    expect(firstBreak([back!])).toBeUndefined();
    expect(await store().ledger.findEdit(GRID, '$where')).toEqual(back);
  });

  it('[S25] a batch of 4 MB is taken whole', async () => {
    const text = 'Ž'.repeat(1_000);
    const entries = sealed(Array.from({ length: 2_000 }, (_, index) => savedRow({ version: index + 1, cells: { tasks: text } })));
    expect(Buffer.byteLength(JSON.stringify(entries))).toBeGreaterThan(4_000_000);
    expect(await store().ledger.append(GRID, 0, entries)).toBe('appended');
    expect(await store().ledger.append(GRID, 0, entries)).toBe('appended');
    expect(await readAll(store(), GRID, 5_000)).toEqual(entries);
  });
}
