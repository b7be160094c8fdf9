/** What SQLite's errors mean: the store can't answer now, or the program is wrong. */
import { StoreUnavailable } from '../../application/ports.ts';

/** The primary result codes that are told apart (https://sqlite.org/rescode.html). */
export const SQLITE = { ERROR: 1, INTERNAL: 2, BUSY: 5, CORRUPT: 11, TOOBIG: 18, CONSTRAINT: 19, MISMATCH: 20, MISUSE: 21, RANGE: 25, NOTADB: 26 } as const;

/** Statements or values of ours are wrong: repeating can't help. */
const OURS: readonly number[] = [SQLITE.ERROR, SQLITE.INTERNAL, SQLITE.TOOBIG, SQLITE.CONSTRAINT, SQLITE.MISMATCH, SQLITE.MISUSE, SQLITE.RANGE];

/**
 * @photostructure/sqlite 1.2.1 leaves the code out of an error that comes while a statement returns several rows (`all`, `iterate`); then the text tells
 * it, which is SQLite's own for each code (sqlite3_errstr).
 */
const CODE_BY_TEXT: ReadonlyMap<string, number> = new Map([
  ['database is locked', SQLITE.BUSY],
  ['out of memory', 7],
  ['attempt to write a readonly database', 8],
  ['interrupted', 9],
  ['disk I/O error', 10],
  ['database disk image is malformed', SQLITE.CORRUPT],
  ['database or disk is full', 13],
  ['unable to open database file', 14],
  ['locking protocol', 15],
  ['file is not a database', SQLITE.NOTADB],
]);

/** The primary result code of an error of SQLite; undefined for any other error. */
export function resultCode(error: unknown): number | undefined {
  const { code, errcode, message } = error as { code?: unknown; errcode?: unknown; message?: unknown };
  if (code !== 'ERR_SQLITE_ERROR') return undefined;
  return typeof errcode === 'number' ? errcode & 0xff : CODE_BY_TEXT.get(String(message));
}

/** Reports whether SQLite found the file itself damaged. */
export function isDamage(error: unknown): boolean {
  const result = resultCode(error);
  return result === SQLITE.CORRUPT || result === SQLITE.NOTADB;
}

/** StoreUnavailable for a full disk, a failed read or sync, a lost right, a closed database …; anything else as it is. */
export function translated(error: unknown): unknown {
  const result = resultCode(error);
  const isClosed = (error as { code?: unknown }).code === 'ERR_INVALID_STATE';
  return isClosed || (result !== undefined && !OURS.includes(result)) ? new StoreUnavailable(error) : error;
}
