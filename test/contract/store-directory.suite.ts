/** Contract of the store: the directory. */
import { expect, it } from 'vitest';
import type { DirectoryPerson } from '../../service/application/ports.ts';
import { type StoreKind, useStore } from './store-place.ts';

const GRID = 'wbcti';

/** People are listed, replaced and removed whole. */
export function directorySuite(kind: StoreKind): void {
  const store = useStore(kind);
  const directory = () => store().directory;
  const ada: DirectoryPerson = {
    person: 'p-ada',
    member: 'albania',
    role: 'focal-point',
    name: 'Ada “$” O’Neill 👩🏽‍🚒',
    email: 'ada@example.org',
    language: 'sq',
  };
  const bob: DirectoryPerson = { person: 'demo:bob', role: 'secretariat', name: 'Bob', language: 'en' };

  it('[S18] a person comes back as written, people are listed by id, and others are nothing', async () => {
    await directory().put(GRID, ada);
    await directory().put(GRID, bob);
    expect(await directory().get(GRID, 'p-ada')).toEqual(ada);
    expect(await directory().list(GRID)).toEqual([bob, ada]);
    expect(await directory().get(GRID, 'p-nobody')).toBeUndefined();
    expect(await directory().get('other', 'p-ada')).toBeUndefined();
    expect(await directory().list('other')).toEqual([]);
  });

  it('[S18] writing again replaces the whole person: what is left out is gone', async () => {
    await directory().put(GRID, ada);
    const { email: _email, member: _member, ...rest } = ada;
    await directory().put(GRID, { ...rest, role: 'observer' });
    expect(await directory().get(GRID, 'p-ada')).toEqual({ ...rest, role: 'observer' });
    expect(await directory().list(GRID)).toHaveLength(1);
  });

  it('[S18] a removed person is gone, and removing says whether there was one', async () => {
    await directory().put(GRID, ada);
    await directory().put('other', ada);
    expect(await directory().remove(GRID, 'p-ada')).toBe(true);
    expect(await directory().remove(GRID, 'p-ada')).toBe(false);
    expect(await directory().get(GRID, 'p-ada')).toBeUndefined();
    expect(await directory().list('other')).toEqual([ada]);
  });

  it('[S18] ten writers of one absent person leave one whole person', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `Name ${index}`);
    await Promise.all(names.map((name) => directory().put(GRID, { ...ada, name })));
    const people = await directory().list(GRID);
    expect(people).toHaveLength(1);
    expect(names).toContain(people[0]?.name);
  });
}
