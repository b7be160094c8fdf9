/** Saved states in SQLite: one per grid, the newest. */
import type { SavedStates } from '../../application/ports.ts';
import type { Database } from './database.ts';

/** The saved states of an open database. */
export function sqliteSavedStates(database: Database): SavedStates {
  const get = database.statement('SELECT cursor, hash, body FROM saved_state WHERE grid = ?');
  const put = database.statement(
    `INSERT INTO saved_state (grid, cursor, hash, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (grid) DO UPDATE SET cursor = excluded.cursor, hash = excluded.hash, body = excluded.body WHERE excluded.cursor >= saved_state.cursor`,
  );
  return {
    load: (grid) =>
      database.read(() => {
        const stored = get.get(grid) as { cursor: number; hash: string; body: string } | undefined;
        return stored && { ...stored };
      }),
    save: (grid, { cursor, hash, body }) =>
      database.write(() => {
        put.run(grid, cursor, hash, body);
      }),
  };
}
