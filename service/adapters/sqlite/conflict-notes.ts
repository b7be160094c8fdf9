/** Notes of open conflicts in SQLite. Clearing looks first, so that an edit without conflicts costs no commit. */
import type { ConflictNotes } from '../../application/ports.ts';
import type { ConflictNote } from '../../domain/open-conflicts.ts';
import type { Database } from './database.ts';

/** The notes of an open database. */
export function sqliteConflictNotes(database: Database): ConflictNotes {
  const list = database.statement('SELECT row, person, count, at FROM conflict_note WHERE grid = ? ORDER BY row, person');
  const find = database.statement('SELECT count FROM conflict_note WHERE grid = ? AND row = ? AND person = ?');
  const put = database.statement(
    'INSERT INTO conflict_note (grid, row, person, count, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = excluded.count, at = excluded.at',
  );
  const clear = database.statement('DELETE FROM conflict_note WHERE grid = ? AND row = ? AND person = ?');
  const forget = database.statement('DELETE FROM conflict_note WHERE grid = ? AND person = ?');
  return {
    list: (grid) => database.read(() => list.all(grid).map((stored) => ({ ...(stored as unknown as ConflictNote) }))),
    put: (grid, { row, person, count, at }) =>
      database.write(() => {
        put.run(grid, row, person, count, at);
      }),
    async clear(grid, { row, person }) {
      const known = await database.read(() => find.get(grid, row, person) !== undefined);
      if (known) await database.write(() => clear.run(grid, row, person));
    },
    async forget(grid, person) {
      const { changes } = await database.write(() => forget.run(grid, person));
      if (changes > 0) await database.read(() => database.checkpoint());
    },
  };
}
