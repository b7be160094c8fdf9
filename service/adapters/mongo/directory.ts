/** The directory in MongoDB: a document per person, written whole. It decides nothing, so the last writer may win. */
import type { Directory, DirectoryPerson } from '../../application/ports.ts';
import type { MongoConnection } from './connection.ts';
import { isDuplicate } from './failure.ts';

interface StoredPerson {
  _id: string;
  grid: string;
  details: DirectoryPerson;
}

/** The directory of an open connection. */
export function mongoDirectory(connection: MongoConnection): Directory {
  const people = connection.db.collection<StoredPerson>('person');
  const key = (grid: string, person: string) => ({ _id: `${grid}:${person}` });
  return {
    list: (grid) =>
      connection.run(async () => {
        const stored = await people.find({ grid }).toArray();
        return stored.map(({ details }) => details).sort((a, b) => (a.person < b.person ? -1 : 1));
      }),
    get: (grid, person) => connection.run(async () => (await people.findOne(key(grid, person)))?.details),
    put: (grid, person) =>
      connection.run(async () => {
        const write = () => people.replaceOne(key(grid, person.person), { grid, details: person }, { upsert: true });
        await write().catch((error: unknown) => {
          // Two upserts of one absent person may both insert; the second then replaces.
          if (!isDuplicate(error)) throw error;
          return write();
        });
      }),
    remove: (grid, person) => connection.run(async () => (await people.deleteOne(key(grid, person))).deletedCount > 0),
  };
}
