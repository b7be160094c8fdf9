/**
 * The data folder of the embedded store: made if absent, and held by one writing process.
 *
 * The hold is `BEGIN EXCLUSIVE` on a separate `lock.db`, so that the kernel frees it whatever ends the process, and readers of `grid.db`
 * are not in its way. It is a POSIX lock: it is lost if the holding process opens and closes `lock.db` by other means, so nothing does.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { resultCode, SQLITE } from './failure.ts';
import { FolderNotWritable, StoreLocked } from './refusals.ts';

/** The database of a data folder. */
export const databaseFile = (folder: string): string => join(folder, 'grid.db');

/** Lets go of a folder; repeating does nothing. */
export type Release = () => void;

/** Makes the folder if absent and holds it; throws StoreLocked or FolderNotWritable. */
export function holdFolder(folder: string): Release {
  try {
    makeFolder(resolve(folder));
  } catch (cause) {
    throw new FolderNotWritable(folder, { reason: (cause as NodeJS.ErrnoException).code ?? 'unknown', cause });
  }
  let lock: DatabaseSyncInstance | undefined;
  try {
    lock = new DatabaseSync(join(folder, 'lock.db'));
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    if (resultCode(cause) === SQLITE.BUSY) throw new StoreLocked(folder, { cause });
    throw new FolderNotWritable(folder, { reason: (cause as { errstr?: string }).errstr ?? 'unknown', cause });
  }
  const held = lock;
  return () => {
    if (held.isOpen) held.close();
  };
}

// Node's own `recursive` never returns where the folder above is there and still takes no new one, as below /proc.
function makeFolder(folder: string): void {
  const above = dirname(folder);
  if (!existsSync(above)) makeFolder(above);
  try {
    // Only for the service's own account: the directory of people is in there.
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}
