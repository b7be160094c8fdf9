import { describe, expect, it } from 'vitest';
import { type Draft, type DraftStorage, dropDrafts, keepDraft, readDraft } from '../../../../addin/form/draft.ts';

function memory(): DraftStorage & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
    key: (at) => [...texts.keys()][at] ?? null,
    get length() {
      return texts.size;
    },
  };
}

const PLACE = { grid: 'wbcti', member: 'albania', person: 'demo:albania' };
const DRAFT: Draft = { base: 2, cells: { tasks: [{ itemId: '2.1', text: 'One' }] }, lists: { tasks: [{ text: 'Two' }] }, conflicts: [], reason: '', atMs: 5 };

describe('drafts', () => {
  it('[P184] come back as they were kept, for their person and row alone', () => {
    const storage = memory();
    expect(keepDraft(storage, PLACE, DRAFT)).toBe(true);
    expect(readDraft(storage, PLACE)).toEqual(DRAFT);
    for (const other of [{ person: 'demo:alb' }, { person: 'p-1' }, { member: 'serbia' }, { grid: 'wbcsci' }])
      expect(readDraft(storage, { ...PLACE, ...other })).toBeUndefined();
  });

  it('[P184] signing out drops one person’s drafts, and nobody else’s', () => {
    const storage = memory();
    for (const place of [PLACE, { ...PLACE, member: 'serbia' }, { ...PLACE, person: 'demo:albania-2' }]) keepDraft(storage, place, DRAFT);
    storage.setItem('something else', 'x');
    dropDrafts(storage, PLACE.person);
    expect([...storage.texts.keys()]).toEqual([expect.stringContaining('albania-2'), 'something else']);
  });

  it('[P184] what can’t be read is no draft, and a browser that keeps nothing is told, not thrown at', () => {
    const storage = memory();
    keepDraft(storage, PLACE, DRAFT);
    const [key = ''] = storage.texts.keys();
    for (const text of ['', '{', '[]', '{"base":0}', JSON.stringify({ ...DRAFT, lists: { tasks: 'x' } })]) {
      storage.setItem(key, text);
      expect(readDraft(storage, PLACE)).toBeUndefined();
    }
    const full = {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(keepDraft(full, PLACE, DRAFT)).toBe(false);
  });
});
