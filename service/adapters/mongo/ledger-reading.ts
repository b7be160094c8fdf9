/**
 * Reading the ledger's batches.
 * A reader sees a beginning of the ledger and never past a hole: batches come in order of `first`, and one that does not follow ends the reading.
 */
import type { Collection, ReadConcernLevel } from 'mongodb';
import type { Ledger, Log } from '../../application/ports.ts';
import type { Entry } from '../../domain/entry.ts';
import { type Batch, batchId, entryOf, type StoredEntry } from './batches.ts';
import type { MongoConnection } from './connection.ts';

/** What to read: entries with cursor > position, about `limit`; at another level than the connection's if named. */
export interface Stretch {
  grid: string;
  position: number;
  limit: number;
  level?: ReadConcernLevel | undefined;
}

/** The stored entries after a position, without a hole; whole batches but for the first, which may begin before the position. */
export async function storedAfter(batches: Collection<Batch>, { grid, position, limit, level, log }: Stretch & { log: Log }): Promise<StoredEntry[]> {
  const options = level === undefined ? {} : { readConcern: { level } };
  const first = (await batches.findOne({ _id: batchId(grid, position + 1) }, options)) ?? (await batchAround(batches, { grid, position, level }));
  if (first === null) return [];
  const found = first.entries.filter(({ cursor }) => cursor > position);
  if (found.length >= limit) return found;
  let end = first.last;
  const next = batches.find({ grid, first: { $gt: end } }, options).sort({ first: 1 });
  for await (const batch of next.limit(limit - found.length)) {
    if (batch.first !== end + 1) {
      log.error({ grid, cursor: end + 1, found: batch.first }, 'the ledger has a hole');
      break;
    }
    if (found.length + batch.entries.length > limit) break;
    found.push(...batch.entries);
    end = batch.last;
  }
  return found;
}

/** The batch that begins at or before the position and goes on after it: only for a position that no writer of ours has stopped at. */
async function batchAround(batches: Collection<Batch>, { grid, position, level }: Omit<Stretch, 'limit'>): Promise<Batch | null> {
  if (position === 0) return null;
  const last = await lastBatchUpTo(batches, { grid, position, level });
  return last !== null && last.last > position ? await batches.findOne({ _id: last._id }) : null;
}

/** The newest batch that begins at or before a position, without its entries. */
export function lastBatchUpTo(
  batches: Collection<Batch>,
  { grid, position, level }: { grid: string; position: number; level?: ReadConcernLevel | undefined },
): Promise<Pick<Batch, '_id' | 'last'> | null> {
  const options = level === undefined ? {} : { readConcern: { level } };
  return batches.findOne({ grid, first: { $lte: position } }, { sort: { first: -1 }, projection: { _id: 1, last: 1 }, ...options });
}

/** Batches that the driver fetches at a time: its own number, which a small reading need not wait for. */
const MOST_AT_ONCE = 101;

/** Where the newest batch begins that holds a version up to one; 0 if none does. Reads no content: a long history may have come since. */
async function batchOfVersion(batches: Collection<Batch>, { grid, row, upTo }: { grid: string; row: string; upTo: number }): Promise<number> {
  const projection = { first: 1, 'entries.row': 1, 'entries.version': 1 } as const;
  for await (const { first, entries } of batches.find({ grid, 'entries.row': row }, { projection }).sort({ first: -1 })) {
    if (entries.some((entry) => entry.row === row && entry.version !== undefined && entry.version <= upTo)) return first;
  }
  return 0;
}

/** The reading half of the ledger. */
export function ledgerReading(connection: MongoConnection, batches: Collection<Batch>): Pick<Ledger, 'read' | 'readRow' | 'findEdit' | 'cursorAt' | 'grids'> {
  const { log } = connection;
  return {
    read: (grid, position, limit) =>
      connection.run(async () => (await storedAfter(batches, { grid, position, limit, log })).map((stored) => entryOf(grid, stored))),

    readRow: (grid, row, { upTo, limit }) =>
      connection.run(async () => {
        const found: Entry[] = [];
        const from = upTo === undefined ? Number.MAX_SAFE_INTEGER : await batchOfVersion(batches, { grid, row, upTo });
        const older = batches.find({ grid, 'entries.row': row, first: { $lte: from } }).sort({ first: -1 });
        for await (const { entries } of older.batchSize(Math.min(limit + 1, MOST_AT_ONCE))) {
          const versions = entries.filter(
            (entry) => entry.row === row && entry.kind === 'row.saved' && (entry.version ?? 0) <= (upTo ?? Number.MAX_SAFE_INTEGER),
          );
          found.push(...versions.reverse().map((stored) => entryOf(grid, stored)));
          if (found.length >= limit) break;
        }
        return found.slice(0, limit);
      }),

    findEdit: (grid, editId) =>
      connection.run(async () => {
        const batch = await batches.findOne({ grid, 'entries.editId': editId }, { sort: { first: 1 } });
        const stored = batch?.entries.find((entry) => entry.editId === editId);
        return stored && entryOf(grid, stored);
      }),

    cursorAt: (grid, instant) =>
      connection.run(async () => {
        const atMs = Date.parse(instant);
        const options = { sort: { firstAtMs: -1, first: -1 }, projection: { 'entries.cursor': 1, 'entries.atMs': 1 } } as const;
        const batch = await batches.findOne({ grid, firstAtMs: { $lte: atMs } }, options);
        return batch?.entries.findLast((entry) => entry.atMs <= atMs)?.cursor ?? 0;
      }),

    grids: () => connection.run(async () => (await batches.distinct('grid')).sort()),
  };
}
