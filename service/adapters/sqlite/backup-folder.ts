/**
 * Backups of a data folder as folders. The copy is `VACUUM INTO` over a connection that only reads: one transaction sees the database as it
 * stood at one commit, however many are written meanwhile, and what had been erased is not copied. `lock.db` is left alone.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { BackupPlace } from '../../application/backup.ts';
import type { Log } from '../../application/ports.ts';
import type { RestoreTarget } from '../../application/restore.ts';
import { isDamage, translated } from './failure.ts';
import { databaseFile, holdFolder } from './folder.ts';
import { StoreUnusable } from './refusals.ts';
import { openSqliteStore } from './store.ts';

const MANIFEST = 'backup.json';
const BUSY_WAIT_MS = 10_000;

/** `beside`: files and folders of the data folder that belong to it, copied where they are there. */
export interface FolderCopy {
  dataFolder: string;
  backupFolder: string;
  beside: readonly string[];
  log: Log;
}

/** The backup's folder, to be filled from the data folder or to be restored from. */
export function backupFolder({ dataFolder, backupFolder: folder, beside, log }: FolderCopy): BackupPlace {
  return {
    isEmpty: async () => isEmptyFolder(folder),
    async take() {
      const source = databaseFile(dataFolder);
      if (!existsSync(source)) throw new StoreUnusable(dataFolder, { reason: 'missing' });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      copyDatabase({ source, target: databaseFile(folder), dataFolder });
      copyBeside({ from: dataFolder, to: folder, beside });
      makeLasting(folder);
    },
    open: () => openSqliteStore({ folder, readOnly: true, log }),
    manifest: async () => (existsSync(join(folder, MANIFEST)) ? readFileSync(join(folder, MANIFEST), 'utf8') : undefined),
    async finish(manifest) {
      writeFileSync(join(folder, MANIFEST), manifest, { mode: 0o600, flag: 'wx', flush: true });
      makeLasting(folder);
    },
    remove: async () => emptyFolder(folder),
  };
}

/** The data folder, to be filled from a backup. */
export function restoreFolder({ dataFolder: folder, backupFolder: source, beside, log }: FolderCopy): RestoreTarget {
  return {
    isEmpty: async () => isEmptyFolder(folder),
    async fill(verify) {
      const release = holdFolder(folder);
      try {
        copyBeside({ from: source, to: folder, beside });
        const unfinished = `${databaseFile(folder)}.part`;
        copyFileSync(databaseFile(source), unfinished, constants.COPYFILE_EXCL);
        makeLasting(unfinished);
        renameSync(unfinished, databaseFile(folder));
        makeLasting(folder);
        await verify();
      } catch (error) {
        emptyFolder(folder);
        throw error;
      } finally {
        release();
      }
    },
    open: () => openSqliteStore({ folder, readOnly: true, log }),
  };
}

const isEmptyFolder = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;

/** Takes away what was made in a folder that was empty before; the folder stays. */
function emptyFolder(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) rmSync(join(folder, name), { recursive: true });
}

function copyDatabase({ source, target, dataFolder }: { source: string; target: string; dataFolder: string }): void {
  const db = new DatabaseSync(source, { readOnly: true, timeout: BUSY_WAIT_MS });
  try {
    // Made first, so that the copy is never readable by others, not even while it grows.
    closeSync(openSync(target, 'wx', 0o600));
    db.prepare('VACUUM INTO ?').run(target);
  } catch (error) {
    throw isDamage(error) ? new StoreUnusable(dataFolder, { reason: 'damaged', cause: error }) : translated(error);
  } finally {
    db.close();
  }
  makeLasting(target);
}

function copyBeside({ from, to, beside }: { from: string; to: string; beside: readonly string[] }): void {
  for (const name of beside) {
    const [source, target] = [join(from, name), join(to, name)];
    if (!existsSync(source)) continue;
    if (statSync(source).isFile()) {
      copyFileSync(source, target, constants.COPYFILE_EXCL);
      makeLasting(target);
      continue;
    }
    mkdirSync(target, { mode: 0o700 });
    // Unfinished files are not content.
    copyBeside({ from: source, to: target, beside: readdirSync(source).filter((file) => !file.endsWith('.part')) });
    makeLasting(target);
  }
}

/** A file, or the names in a folder, last once they are synchronised; Windows has no such call for folders and needs none. */
function makeLasting(path: string): void {
  const isFile = statSync(path).isFile();
  if (process.platform === 'win32' && !isFile) return;
  const handle = openSync(path, isFile ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
