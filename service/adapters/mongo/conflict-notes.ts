/** Notes of open conflicts in MongoDB: a document each, written whole. They decide nothing, so the last writer may win. */
import type { ConflictNotes } from '../../application/ports.ts';
import type { ConflictNote } from '../../domain/open-conflicts.ts';
import type { MongoConnection } from './connection.ts';
import { isDuplicate } from './failure.ts';

interface StoredNote extends ConflictNote {
  _id: string;
  grid: string;
}

/** The notes of an open connection. */
export function mongoConflictNotes(connection: MongoConnection): ConflictNotes {
  const notes = connection.db.collection<StoredNote>('conflict_note');
  // Neither a grid's name nor a row's has a colon in it.
  const key = (grid: string, { row, person }: { row: string; person: string }) => ({ _id: `${grid}:${row}:${person}` });
  return {
    list: (grid) =>
      connection.run(async () => {
        const stored = await notes.find({ grid }).toArray();
        return stored.map(({ row, person, count, at }) => ({ row, person, count, at })).sort((a, b) => order(a.row, b.row) || order(a.person, b.person));
      }),
    put: (grid, note) =>
      connection.run(async () => {
        const write = () => notes.replaceOne(key(grid, note), { grid, ...note }, { upsert: true });
        await write().catch((error: unknown) => {
          // Two upserts of one absent note may both insert; the second then replaces.
          if (!isDuplicate(error)) throw error;
          return write();
        });
      }),
    clear: (grid, note) =>
      connection.run(async () => {
        // Looking needs no durable write; nearly always there is nothing.
        if (await notes.findOne(key(grid, note), { projection: { _id: 1 } })) await notes.deleteOne(key(grid, note));
      }),
    forget: (grid, person) =>
      connection.run(async () => {
        await notes.deleteMany({ grid, person });
      }),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
