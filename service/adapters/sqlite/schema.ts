/**
 * The tables. `body` is the JSON of the whole entry or person, exactly as it was given; the columns beside it only find it again.
 * A change of the schema is a further element of MIGRATIONS, never a change of one that has been released; its index + 1 is the
 * database's `user_version`.
 */

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { addSums } from './records.ts';

/** `at_ms` is the entry's `at` in milliseconds, since RFC 3339 texts of different precision don't compare. */
const ENTRY = `
  CREATE TABLE entry (
    grid TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sheet TEXT,
    row TEXT,
    version INTEGER,
    edit_id TEXT,
    hash TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (grid, cursor)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entry_by_row ON entry (grid, row, version) WHERE row IS NOT NULL;
  CREATE INDEX entry_by_edit ON entry (grid, edit_id) WHERE edit_id IS NOT NULL;
  CREATE INDEX entry_by_instant ON entry (grid, at_ms);`;

const SAVED_STATE = `
  CREATE TABLE saved_state (grid TEXT PRIMARY KEY, cursor INTEGER NOT NULL, hash TEXT NOT NULL, body TEXT NOT NULL) STRICT;`;

const PERSON = `
  CREATE TABLE person (grid TEXT NOT NULL, person TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (grid, person)) STRICT, WITHOUT ROWID;`;

/** An attempt is free again after `until_ms`; an outcome belongs to an attempt and is written once. */
const OUTBOX = `
  CREATE TABLE letter (letter TEXT PRIMARY KEY, grid TEXT NOT NULL, reminder TEXT NOT NULL, person TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX letter_by_grid ON letter (grid, letter);
  CREATE TABLE attempt (
    letter TEXT NOT NULL, attempt INTEGER NOT NULL, owner TEXT NOT NULL, until_ms INTEGER NOT NULL,
    PRIMARY KEY (letter, attempt)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outcome (
    letter TEXT NOT NULL, attempt INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (letter, attempt)
  ) STRICT, WITHOUT ROWID;`;

const SUMMED = ['person', 'letter', 'attempt', 'outcome'];
const SUMS = SUMMED.map((table) => `ALTER TABLE ${table} ADD COLUMN sum TEXT NOT NULL DEFAULT '';`).join('\n');

/** `mark` is the number of a try, or -1 for a code that was used. Of a session the moment of its last use stands beside its body, since it alone changes. */
const SIGN_IN = `
  CREATE TABLE sign_in_request (request TEXT PRIMARY KEY, holder TEXT NOT NULL, expires_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX sign_in_request_by_holder ON sign_in_request (holder);
  CREATE TABLE sign_in_mark (request TEXT NOT NULL, mark INTEGER NOT NULL, PRIMARY KEY (request, mark)) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    session TEXT PRIMARY KEY, parent TEXT, holder TEXT NOT NULL, created_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_by_holder ON session (holder);
  CREATE INDEX session_by_parent ON session (parent) WHERE parent IS NOT NULL;
  CREATE TABLE rate_hit (key TEXT PRIMARY KEY, reset_ms INTEGER NOT NULL, hits INTEGER NOT NULL) STRICT, WITHOUT ROWID;`;

const CONFLICT_NOTE = `
  CREATE TABLE conflict_note (
    grid TEXT NOT NULL, row TEXT NOT NULL, person TEXT NOT NULL, count INTEGER NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (grid, row, person)
  ) STRICT, WITHOUT ROWID;`;

/** Steps from an empty file to the schema of today, in order. A step in words of SQL, or one that works out what it writes. */
export const MIGRATIONS: readonly (string | ((db: DatabaseSyncInstance) => void))[] = [
  ENTRY + SAVED_STATE + PERSON + OUTBOX,
  (db) => {
    db.exec(SUMS);
    addSums(db);
  },
  SIGN_IN,
  CONFLICT_NOTE,
];

/** The step that brought the sums. */
const WITH_SUMS = 2;

/** Shows a reader of an older file its people and letters with sums: in tables of the connection's own, before those of the file, which stays as it is. */
export function shadowOlder(db: DatabaseSyncInstance, version: number): void {
  if (version >= WITH_SUMS) return;
  const copies = SUMMED.map((table) => `CREATE TEMP TABLE ${table} AS SELECT *, '' AS sum FROM main.${table};`);
  db.exec(`PRAGMA temp_store = MEMORY; ${copies.join(' ')}`);
  addSums(db);
}
