/** The directory in MongoDB: a document per person, written whole. It decides nothing, so the last writer may win. */
import type { Directory } from '../../application/ports.ts';
import type { MongoConnection } from './connection.ts';
import { isDuplicate } from './failure.ts';
import { collectionOf, PEOPLE, type StoredPerson, sound, summed } from './records.ts';

/** The directory of an open connection. */
export function mongoDirectory(connection: MongoConnection): Directory {
  const people = collectionOf(connection.db, PEOPLE);
  const key = (grid: string, person: string) => ({ _id: `${grid}:${person}` });
  const detailsOf = (stored: StoredPerson) => sound(PEOPLE, stored).details;
  return {
    list: (grid) =>
      connection.run(async () => {
        const stored = await people.find({ grid }).toArray();
        return stored.map(detailsOf).sort((a, b) => (a.person < b.person ? -1 : 1));
      }),
    get: (grid, person) =>
      connection.run(async () => {
        const stored = await people.findOne(key(grid, person));
        return stored === null ? undefined : detailsOf(stored);
      }),
    put: (grid, person) =>
      connection.run(async () => {
        const { _id, ...content } = summed(PEOPLE, { ...key(grid, person.person), grid, details: person });
        const write = () => people.replaceOne({ _id }, content, { upsert: true });
        await write().catch((error: unknown) => {
          // Two upserts of one absent person may both insert; the second then replaces.
          if (!isDuplicate(error)) throw error;
          return write();
        });
      }),
    remove: (grid, person) => connection.run(async () => (await people.deleteOne(key(grid, person))).deletedCount > 0),
  };
}
