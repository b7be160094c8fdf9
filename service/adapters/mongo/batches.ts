/**
 * The documents of the ledger. One append is one document; `_id` is `<grid>:<first cursor>`, and its insert is the only atomic step.
 * The entries' content is kept as JSON text: exact, and free of the rules for field names (`cells.tasks`, `$`, `__proto__`). The fields
 * beside it only find it again.
 */
import type { Collection, Db } from 'mongodb';
import { EntryUnreadable } from '../../application/ports.ts';
import type { Entry } from '../../domain/entry.ts';

/** One append. */
export interface Batch {
  _id: string;
  grid: string;
  first: number;
  last: number;
  firstAtMs: number;
  entries: StoredEntry[];
}

/** `body` is the JSON of the whole entry. */
export interface StoredEntry {
  cursor: number;
  atMs: number;
  kind: string;
  row?: string;
  version?: number;
  editId?: string;
  hash: string;
  body: string;
}

/** Where the ledger's documents are. */
export const batchesIn = (db: Db): Collection<Batch> => db.collection<Batch>('ledger');

/** The key that the batch beginning at a cursor has. */
export const batchId = (grid: string, first: number): string => `${grid}:${first}`;

/** The document of an append; the entries follow each other and there is at least one. */
export function batchOf(grid: string, { first, entries }: { first: number; entries: readonly Entry[] }): Batch {
  const stored = entries.map(storedEntry);
  return { _id: batchId(grid, first), grid, first, last: first + entries.length - 1, firstAtMs: stored[0]?.atMs ?? 0, entries: stored };
}

/** The entry as it was given; throws EntryUnreadable. */
export function entryOf(grid: string, { cursor, body }: StoredEntry): Entry {
  try {
    return JSON.parse(body) as Entry;
  } catch {
    // Not as its cause: a parser's message quotes what it read, which is cell text, and causes are logged.
    throw new EntryUnreadable({ grid, cursor });
  }
}

function storedEntry(entry: Entry): StoredEntry {
  const { cursor, kind, hash } = entry;
  const ofRow = entry.kind === 'row.saved' ? { row: entry.row, version: entry.version, ...(entry.editId === undefined ? {} : { editId: entry.editId }) } : {};
  return { cursor, atMs: Date.parse(entry.at), kind, ...ofRow, hash, body: JSON.stringify(entry) };
}
