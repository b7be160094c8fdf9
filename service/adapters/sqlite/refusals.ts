/** Why a data folder can't be opened; each carries what its sentence of the start needs. Everything later is StoreUnavailable. */

/** Another process writes in this folder (`start.folder-locked`). */
export class StoreLocked extends Error {
  readonly folder: string;
  constructor(folder: string, options: { cause?: unknown } = {}) {
    super('the data folder is in use by another process', options);
    this.name = 'StoreLocked';
    this.folder = folder;
  }
}

/** The folder can't be made or written (`start.folder-not-writable`). `reason` is a code or a few words: `EACCES`, `database or disk is full`. */
export class FolderNotWritable extends Error {
  readonly folder: string;
  readonly reason: string;
  constructor(folder: string, options: { reason: string; cause?: unknown }) {
    super(`the data folder can’t be written: ${options.reason}`, { cause: options.cause });
    this.name = 'FolderNotWritable';
    this.folder = folder;
    this.reason = options.reason;
  }
}

/** What lies in the folder can't be used: `missing` (only for reading), `newer` than this program, or `damaged`. */
export class StoreUnusable extends Error {
  readonly folder: string;
  readonly reason: 'missing' | 'newer' | 'damaged';
  constructor(folder: string, options: { reason: 'missing' | 'newer' | 'damaged'; cause?: unknown }) {
    super(`the database in the data folder can’t be used: ${options.reason}`, { cause: options.cause });
    this.name = 'StoreUnusable';
    this.folder = folder;
    this.reason = options.reason;
  }
}
