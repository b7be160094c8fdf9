/**
 * The ledger in MongoDB. It needs neither transaction nor conditional update: the insert of `<grid>:<first>` decides a race.
 *
 * Why the batches cover 1, 2, 3 … with neither hole nor overlap:
 * 1. The batch that begins at 1 is unique, since its `_id` is.
 * 2. A batch that begins at f > 1 is inserted only after one that ends at f - 1 has been seen. Batches are never changed or removed, so that
 *    one still stands when the insert arrives, and of all that begin at f one gets in.
 * 3. So by induction one chain of batches exists. A writer that stands inside a batch or before its end is behind; one that stands where no
 *    batch ends would leave a hole, which is a fault of the program.
 * The look at 2 is at the primary's own state: what it may lose by a rollback it loses together with the insert that came after.
 */
import { type Collection, ObjectId } from 'mongodb';
import type { Ledger } from '../../application/ports.ts';
import type { Entry } from '../../domain/entry.ts';
import { type Batch, batchesIn, batchOf } from './batches.ts';
import type { ChangeBell } from './change-bell.ts';
import type { MongoConnection } from './connection.ts';
import { isDuplicate } from './failure.ts';
import { followBatches } from './follow.ts';
import { lastBatchUpTo, ledgerReading, storedAfter } from './ledger-reading.ts';

interface Append {
  grid: string;
  position: number;
  entries: readonly Entry[];
}

/** The ledger of an open connection. */
export function mongoLedger(connection: MongoConnection, bell: ChangeBell): Ledger {
  const batches = batchesIn(connection.db);
  const reading = ledgerReading(connection, batches);
  // Where this process knows that a batch ends: its last look or append. Saves the look at 2.
  const ends = new Map<string, number>();

  return {
    ...reading,
    async append(grid, position, entries) {
      checkConsecutive(position, entries);
      return connection.run(async () => {
        const append = { grid, position, entries };
        const atEnd = position === 0 || ends.get(grid) === position || (await isEnd(batches, append));
        if (!atEnd || !(await inserted(batches, append))) return (await standsThere(connection, append)) ? 'appended' : 'behind';
        ends.set(grid, position + entries.length);
        return 'appended';
      });
    },
    async read(grid, position, limit) {
      const entries = await reading.read(grid, position, limit);
      const last = entries.at(-1);
      if (last !== undefined) ends.set(grid, last.cursor);
      return entries;
    },
    follow: (grid, position, look) => followBatches({ connection, batches, bell }, { grid, position, look }),
  };
}

function checkConsecutive(position: number, entries: readonly Entry[]): void {
  if (entries.length > 0 && entries.every(({ cursor }, index) => cursor === position + 1 + index)) return;
  throw new Error(`an append after ${position} must hold the entries ${position + 1}, ${position + 2} …`);
}

/** Reports whether a batch ends at the position; false if one goes on there; throws if the ledger ends before. */
async function isEnd(batches: Collection<Batch>, { grid, position }: Append): Promise<boolean> {
  const end = (await lastBatchUpTo(batches, { grid, position, level: 'local' }))?.last ?? 0;
  if (end < position) throw new Error(`an append after ${position} would leave a hole: the ledger ends at ${end}`);
  return end === position;
}

/** Reports whether the insert got in. */
async function inserted(batches: Collection<Batch>, { grid, position, entries }: Append): Promise<boolean> {
  try {
    await batches.insertOne(batchOf(grid, { first: position + 1, entries }));
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/**
 * Reports whether what stands after the position are these entries, durably: an append whose answer was lost. What the primary holds may not
 * have reached the majority or the journal yet; a later write that has, carries everything before it.
 */
async function standsThere(connection: MongoConnection, { grid, position, entries }: Append): Promise<boolean> {
  const stretch = { grid, position, limit: entries.length, level: 'local', log: connection.log } as const;
  const stored = await storedAfter(batchesIn(connection.db), stretch);
  if (!entries.every(({ hash }, index) => hash === stored[index]?.hash)) return false;
  const barrier = connection.db.collection('barrier');
  const _id = new ObjectId();
  await barrier.insertOne({ _id });
  await barrier.deleteOne({ _id });
  return true;
}
