/** The directory in SQLite. Deleted content is overwritten (`secure_delete`), and after a removal the WAL is emptied too. */
import type { Directory } from '../../application/ports.ts';
import type { Database } from './database.ts';
import { personIn, personSum } from './records.ts';

/** The directory of an open database. */
export function sqliteDirectory(database: Database): Directory {
  const list = database.statement('SELECT * FROM person WHERE grid = ? ORDER BY person');
  const get = database.statement('SELECT * FROM person WHERE grid = ? AND person = ?');
  const put = database.statement(
    'INSERT INTO person (grid, person, body, sum) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body, sum = excluded.sum',
  );
  const remove = database.statement('DELETE FROM person WHERE grid = ? AND person = ?');
  return {
    list: (grid) => database.read(() => list.all(grid).map(personIn)),
    get: (grid, person) =>
      database.read(() => {
        const stored = get.get(grid, person);
        return stored === undefined ? undefined : personIn(stored);
      }),
    put: (grid, person) =>
      database.write(() => {
        put.run(grid, person.person, JSON.stringify(person), personSum(grid, person));
      }),
    async remove(grid, person) {
      const { changes } = await database.write(() => remove.run(grid, person));
      if (changes > 0) await database.read(() => database.checkpoint());
      return changes > 0;
    },
  };
}
