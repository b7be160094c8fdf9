/**
 * What a person has typed and not yet sent, kept in this browser: it survives a reload, a closed tab and a service that is away. It belongs to one person and one row,
 * is dropped once it is saved and when the person signs out, and is not trusted when read back.
 */
import * as z from 'zod/mini';
import { Conflict, Edit } from '#contract/edit.ts';
import { Cells } from '#contract/grid.ts';
import { ItemId, Version } from '#contract/ids.ts';

const Items = z.record(z.string(), z.array(z.object({ itemId: z.optional(ItemId), text: z.string() })));

const Draft = z.object({
  /** The version that the person started from, with its cells. */
  base: Version,
  cells: Cells,
  lists: Items,
  conflicts: z.array(z.extend(Conflict, { id: z.string(), row: z.string(), version: Version })),
  reason: z.string(),
  /** An edit whose answer did not come, with the lists that it was made of: it may have been saved. */
  sent: z.optional(z.object({ edit: Edit, lists: Items })),
  atMs: z.number(),
});
export type Draft = z.infer<typeof Draft>;

/** Whose draft of which row. */
export interface DraftPlace {
  grid: string;
  member: string;
  person: string;
}

/** Where drafts are kept: the browser's storage, which may be full or refuse. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'support-group-grid.draft';
const personPrefix = (person: string): string => `${PREFIX} ${encodeURIComponent(person)} `;
const keyOf = ({ grid, member, person }: DraftPlace): string => `${personPrefix(person)}${grid} ${member}`;

const wordsKeyOf = (place: DraftPlace): string => `${keyOf(place)} words`;

/** The draft of a row; undefined if there is none that can be read. */
export function readDraft(storage: DraftStorage, place: DraftPlace): Draft | undefined {
  const text = attempt(() => storage.getItem(keyOf(place)));
  if (!text) return undefined;
  const parsed = z.safeParse(
    Draft,
    attempt(() => JSON.parse(text) as unknown),
  );
  return parsed.success ? parsed.data : undefined;
}

/** Keeps a draft, or drops it. Reports whether that went well. */
export function keepDraft(storage: DraftStorage, place: DraftPlace, draft: Draft | undefined): boolean {
  return (
    attempt(() => {
      if (draft) storage.setItem(keyOf(place), JSON.stringify(draft));
      else storage.removeItem(keyOf(place));
      return true;
    }) === true
  );
}

const Words = z.record(z.string(), z.string());

/** The words beside a row that were typed and not sent, by the name of their field. */
export function readWords(storage: DraftStorage, place: DraftPlace): Record<string, string> {
  const parsed = z.safeParse(
    Words,
    attempt(() => JSON.parse(storage.getItem(wordsKeyOf(place)) ?? '{}') as unknown),
  );
  return parsed.success ? parsed.data : {};
}

/** Keeps them, or drops what was kept if there are none. A browser that keeps nothing has said so about the row already. */
export function keepWords(storage: DraftStorage, place: DraftPlace, words: Record<string, string>): void {
  attempt(() => {
    if (Object.keys(words).length > 0) storage.setItem(wordsKeyOf(place), JSON.stringify(words));
    else storage.removeItem(wordsKeyOf(place));
  });
}

/** Drops every draft of a person: it signs out, and the browser may be somebody else's next. */
export function dropDrafts(storage: DraftStorage, person: string): void {
  attempt(() => {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    for (const key of keys) if (key.startsWith(personPrefix(person))) storage.removeItem(key);
  });
}

/** A browser may forbid its storage, and then throws at each touch. That there is no draft is what the caller tells the person. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
