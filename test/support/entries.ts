/** Builders of ledger entries, sealed by the real chain, for tests of stores and of whatever reads a ledger. */
import type { Cells } from '#contract/grid.ts';
import { follows, seal } from '../../service/application/chain.ts';
import { type Entry, type EntryDraft, FIRST_HASH } from '../../service/domain/entry.ts';

/** Where a ledger ends. */
export interface End {
  cursor: number;
  hash: string;
}

/** The end of an empty ledger. */
export const EMPTY: End = { cursor: 0, hash: FIRST_HASH };

/** A version of a row; every field has a default. */
export interface RowVersion {
  row?: string;
  version?: number;
  editId?: string;
  at?: string;
  cells?: Cells;
}

/** The draft of a saved row. */
export function savedRow({
  row = 'albania',
  version = 1,
  editId,
  at = '2026-11-25T09:00:00.000Z',
  cells = { tasks: `text ${version}` },
}: RowVersion = {}): EntryDraft {
  const draft = { kind: 'row.saved', at, by: 'p-7f3a', route: 'addin', sheet: 'support-group', row, version, content: { cells } } as const;
  return editId === undefined ? draft : { ...draft, editId };
}

/** The draft of an entry that belongs to no row. */
export function decidedReminder(at = '2026-11-25T09:00:00.000Z'): EntryDraft {
  const content = { id: 'wbcti.2026-Q4.albania.before-due', period: '2026-Q4', member: 'albania', stages: ['before-due'], dueOn: '2026-12-31' };
  return { kind: 'reminder.decided', at, by: 'system', route: 'system', content };
}

/** Seals drafts one after the other behind an end. */
export function sealed(drafts: readonly EntryDraft[], after: End = EMPTY): Entry[] {
  let end = after;
  return drafts.map((draft) => {
    const entry = seal(draft, end);
    end = entry;
    return entry;
  });
}

/** `count` versions of one row, sealed behind an end. */
export function versions(count: number, { after = EMPTY, ...row }: RowVersion & { after?: End } = {}): Entry[] {
  return sealed(
    Array.from({ length: count }, (_, index) => savedRow({ ...row, version: (row.version ?? 1) + index })),
    after,
  );
}

/** Where a ledger ends after these entries. */
export const endOf = (entries: readonly Entry[], before: End = EMPTY): End => entries.at(-1) ?? before;

/** The first cursor at which entries do not follow each other from the beginning; undefined if the chain is whole. */
export function firstBreak(entries: readonly Entry[]): number | undefined {
  let end = EMPTY;
  for (const entry of entries) {
    if (!follows(entry, end)) return entry.cursor;
    end = entry;
  }
  return undefined;
}
