/** The directory in SQLite. Deleted content is overwritten (`secure_delete`), and after a removal the WAL is emptied too. */
import type { Directory, DirectoryPerson } from '../../application/ports.ts';
import type { Database } from './database.ts';

/** The directory of an open database. */
export function sqliteDirectory(database: Database): Directory {
  const list = database.statement('SELECT body FROM person WHERE grid = ? ORDER BY person');
  const get = database.statement('SELECT body FROM person WHERE grid = ? AND person = ?');
  const put = database.statement('INSERT INTO person (grid, person, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body');
  const remove = database.statement('DELETE FROM person WHERE grid = ? AND person = ?');
  const personOf = (stored: unknown) => JSON.parse((stored as { body: string }).body) as DirectoryPerson;
  return {
    list: (grid) => database.read(() => list.all(grid).map(personOf)),
    get: (grid, person) =>
      database.read(() => {
        const stored = get.get(grid, person);
        return stored === undefined ? undefined : personOf(stored);
      }),
    put: (grid, person) =>
      database.write(() => {
        put.run(grid, person.person, JSON.stringify(person));
      }),
    async remove(grid, person) {
      const { changes } = await database.write(() => remove.run(grid, person));
      if (changes > 0) await database.read(() => database.checkpoint());
      return changes > 0;
    },
  };
}
