/** Contract of the store: notes of open conflicts. */
import { expect, it } from 'vitest';
import type { ConflictNote } from '../../service/domain/open-conflicts.ts';
import { type StoreKind, usePlace, useStore } from './store-place.ts';

const GRID = 'wbcti';
const note = (row: string, person: string, count = 1): ConflictNote => ({ row, person, count, at: '2026-11-25T09:00:00.000Z' });

/** Notes are listed, replaced, cleared and forgotten. */
export function conflictNotesSuite(kind: StoreKind): void {
  const store = useStore(kind);
  const notes = () => store().conflictNotes;

  it('[C56] a note comes back as written, ordered by row and person, in its own grid', async () => {
    for (const each of [note('serbia', 'p-b'), note('albania', 'demo:x:y'), note('serbia', 'p-a', 3)]) await notes().put(GRID, each);
    expect(await notes().list(GRID)).toEqual([note('albania', 'demo:x:y'), note('serbia', 'p-a', 3), note('serbia', 'p-b')]);
    expect(await notes().list('other')).toEqual([]);
  });

  it('[C56] writing again replaces the note, clearing removes that one, clearing nothing is harmless', async () => {
    await notes().put(GRID, note('serbia', 'p-a', 3));
    await notes().put(GRID, { ...note('serbia', 'p-a', 1), at: '2026-11-26T09:00:00.000Z' });
    await notes().put(GRID, note('serbia', 'p-b'));
    expect(await notes().list(GRID)).toEqual([{ ...note('serbia', 'p-a', 1), at: '2026-11-26T09:00:00.000Z' }, note('serbia', 'p-b')]);
    await notes().clear(GRID, { row: 'serbia', person: 'p-a' });
    await notes().clear(GRID, { row: 'albania', person: 'p-a' });
    await notes().clear('other', { row: 'serbia', person: 'p-b' });
    expect(await notes().list(GRID)).toEqual([note('serbia', 'p-b')]);
  });

  it('[C56] forgetting a person removes its notes on every row of that grid and nobody else’s', async () => {
    for (const each of [note('albania', 'p-a'), note('serbia', 'p-a'), note('serbia', 'p-ab')]) await notes().put(GRID, each);
    await notes().put('other', note('serbia', 'p-a'));
    await notes().forget(GRID, 'p-a');
    expect(await notes().list(GRID)).toEqual([note('serbia', 'p-ab')]);
    expect(await notes().list('other')).toHaveLength(1);
  });

  it('[C56] ten writers of one absent note leave one', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => notes().put(GRID, note('serbia', 'p-a', index + 1))));
    expect(await notes().list(GRID)).toHaveLength(1);
  });

  const place = usePlace(kind);
  it.runIf(kind.can.reopen)('[C56] a note is there after closing and opening', async () => {
    const [first] = await place().writers(1);
    await first?.conflictNotes.put(GRID, note('serbia', 'p-a', 2));
    expect(await (await place().reopen()).conflictNotes.list(GRID)).toEqual([note('serbia', 'p-a', 2)]);
  });
}
