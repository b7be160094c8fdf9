/**
 * The tables. `body` is the JSON of the whole entry or person, exactly as it was given; the columns beside it only find it again.
 * A change of the schema is a further element of MIGRATIONS, never a change of one that has been released; its index + 1 is the
 * database's `user_version`.
 */

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

/** Steps from an empty file to the schema of today, in order. */
export const MIGRATIONS: readonly string[] = [ENTRY + SAVED_STATE + PERSON + OUTBOX, SIGN_IN];
