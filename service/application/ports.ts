/**
 * What the application needs of the outside: the store, time, the signing key, the log. The comments are the promises; test/contract holds each adapter to them.
 * Sign-in (sign-ins.ts), mail (mailer.ts) and Office files (documents.ts) have ports of their own.
 */
import type { GridDefinition } from '#contract/grid.ts';
import type { PersonDetails } from '#contract/person.ts';
import type { Entry } from '../domain/entry.ts';
import type { ConflictNote } from '../domain/open-conflicts.ts';
import type { SignIns } from './sign-ins.ts';

/** The store can't be reached or its answer is unknown; the same call may be repeated unchanged. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('the store can’t be reached', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** What is stored of an entry can't be read any more: no JSON. Found by `verify`; nothing after it may be trusted. */
export class EntryUnreadable extends Error {
  readonly grid: string;
  readonly cursor: number;
  constructor({ grid, cursor }: { grid: string; cursor: number }, options: { cause?: unknown } = {}) {
    super(`entry ${cursor} of ${grid} can’t be read`, options);
    this.name = 'EntryUnreadable';
    this.grid = grid;
    this.cursor = cursor;
  }
}

/** What lies beside the ledger. An attempt and an outcome are named `<letter>#<attempt>`. */
export type RecordKind = 'person' | 'letter' | 'attempt' | 'outcome';

/** A stored record that is not what was written. `id` is `?` where what stands there is no id any more; never content. */
export interface DamagedRecord {
  kind: RecordKind | 'entry';
  id: string;
}

/** A record of directory or outbox does not fit its sum: what is stored of it is not what was written. */
export class RecordDamaged extends Error {
  readonly record: DamagedRecord;
  constructor({ kind, id }: DamagedRecord) {
    const record = { kind, id: RECORD_ID.test(id) ? id : '?' };
    super(`${record.kind} ${record.id} does not fit its sum`);
    this.name = 'RecordDamaged';
    this.record = record;
  }
}

// Damage may have moved content into the key.
const RECORD_ID = /^[\w.:#-]{1,300}$/;

/**
 * The ordered list of everything decided, per grid.
 * Every method rejects with StoreUnavailable when the store can't be reached.
 */
export interface Ledger {
  /**
   * Appends entries directly after the cursor `after`, all or none, durable before it resolves. `entries[0].cursor` is
   * `after + 1`, cursors have no holes. Resolves to 'behind' if anything else stands there already; of racing writers exactly
   * one wins. Appending the same entries again (equal hashes) resolves to 'appended': a repeat after a lost answer is harmless.
   * A rejection with StoreUnavailable means that the outcome is unknown.
   */
  append(grid: string, after: number, entries: readonly Entry[]): Promise<'appended' | 'behind'>;
  /** Entries with cursor > after, in order; at least one if there is one, about `limit` at most (a batch is never split by the store). */
  read(grid: string, after: number, limit: number): Promise<Entry[]>;
  /** The row.saved entries of a row with version <= `upTo` (default: all), newest first, `limit` at most. */
  readRow(grid: string, row: string, options: { upTo?: number; limit: number }): Promise<Entry[]>;
  /** The entry that saved this edit, if any. */
  findEdit(grid: string, editId: string): Promise<Entry | undefined>;
  /** The cursor of the newest entry with at <= instant; 0 if none. */
  cursorAt(grid: string, instant: string): Promise<number>;
  /** The names of all grids that have entries, ordered. */
  grids(): Promise<string[]>;
  /** Calls `look` (without content, perhaps too often) when another process may have appended; at the latest after 500 ms. Returns the way to stop. */
  follow(grid: string, position: () => number, look: () => void): () => void;
}

/** The fold at a cursor, kept for a fast start. May be deleted at any time. `body` is opaque text. */
export interface SavedStates {
  load(grid: string): Promise<{ cursor: number; hash: string; body: string } | undefined>;
  /** Keeps at least the newest one. */
  save(grid: string, state: { cursor: number; hash: string; body: string }): Promise<void>;
}

/** A person of the directory; personal data lives here alone and can be corrected and erased. */
export interface DirectoryPerson extends PersonDetails {
  person: string;
}

/** Every record carries a sum over its content, and is held against it: reading a damaged one rejects with RecordDamaged. */
export interface Directory {
  /** All people of a grid, ordered by person id. */
  list(grid: string): Promise<DirectoryPerson[]>;
  get(grid: string, person: string): Promise<DirectoryPerson | undefined>;
  /** Writes a person whole; made if absent. The last writer wins. */
  put(grid: string, person: DirectoryPerson): Promise<void>;
  /** Removes the person and all personal data of it; resolves to whether there was one. */
  remove(grid: string, person: string): Promise<boolean>;
}

/**
 * Notes of conflicts that edits left open, one per grid, row and person. A hint for the overview and no truth: the last writer of a note wins, and of two
 * that race either may.
 */
export interface ConflictNotes {
  /** All notes of a grid, ordered by row and person. */
  list(grid: string): Promise<ConflictNote[]>;
  /** Writes a note whole; made if absent. */
  put(grid: string, note: ConflictNote): Promise<void>;
  /** Removes a note, durably; harmless and cheap if there is none. */
  clear(grid: string, note: { row: string; person: string }): Promise<void>;
  /** Removes all notes of a person. */
  forget(grid: string, person: string): Promise<void>;
}

/** A letter to one person, waiting to be delivered. It holds no address: that is looked up when it is sent. */
export interface OutboxLetter {
  /** Deterministic: for a reminder `<reminder id>` for the first person addressed, `<reminder id>.<person>` for others; else `<subject>.<person>`. */
  letter: string;
  grid: string;
  /** What it is about: one or more reminders, a notice, a summary (letter-subject.ts). */
  reminder: string;
  person: string;
}

/** What became of attempt n. `code` is a failure class such as `refused`, never a server's words. */
export interface DeliveryOutcome {
  attempt: number;
  at: string;
  result: 'sent' | 'failed' | 'suppressed';
  code?: string;
  /** Whether trying again makes sense. */
  again?: boolean;
  /** The instant before which the server asked not to be asked again. */
  retryAt?: string;
  /** Reminders of a combined letter that were not in it when it was sent, since they were not wanted just then. */
  without?: string[];
}

export interface LetterState extends OutboxLetter {
  /** Attempts claimed so far. */
  attempts: number;
  outcomes: DeliveryOutcome[];
}

/**
 * Letters and their attempts. Only inserts decide anything: of racing claims of one attempt exactly one wins.
 * Every record carries a sum over its content, and is held against it: meeting a damaged one rejects with RecordDamaged.
 */
export interface Outbox {
  /** Inserts a letter if absent; repeating does nothing. */
  put(letter: OutboxLetter): Promise<void>;
  list(grid: string): Promise<LetterState[]>;
  /**
   * Claims the next attempt on a letter until `nowMs + leaseMs`. Resolves to its number (1, 2, …), or to nothing if the letter is unknown, has
   * been sent or suppressed, or another attempt is still leased.
   */
  claim(letter: string, claim: { owner: string; nowMs: number; leaseMs: number }): Promise<number | undefined>;
  /** Notes the outcome of an attempt, once: repeating or a late writer changes nothing. Resolves to whether it was noted. */
  settle(letter: string, outcome: DeliveryOutcome): Promise<boolean>;
}

/** Everything that one storage technology gives. */
export interface Store {
  ledger: Ledger;
  savedStates: SavedStates;
  directory: Directory;
  outbox: Outbox;
  /** Looks at every record of directory and outbox, whichever grid it names: those that are not what was written. */
  findDamagedRecords(): Promise<DamagedRecord[]>;
  /** Looks besides at the way by which entries are looked up, where no chain covers it. Takes as long as reading the whole ledger. */
  findDamage(): Promise<DamagedRecord[]>;
  conflictNotes: ConflictNotes;
  signIns: SignIns;
  /** Resolves if the store answers. */
  ping(): Promise<void>;
  /** Waits for what is under way, then lets go of files and connections. Calling twice is allowed. */
  close(): Promise<void>;
}

/** The only source of time. */
export interface Clock {
  nowMs(): number;
}

/** Signs checkpoints (C2SP signed note, Ed25519). */
export interface CheckpointSigner {
  /** The note of a ledger position: origin, cursor, hash, signature line. */
  sign(position: { grid: string; cursor: number; hash: string }): string;
  /** The note of any text; every line of it ends in a line feed, and none is empty. */
  signText(text: string): string;
  /** The public key as a C2SP verifier key (`<name>+<key id>+<key>`): what anybody needs to check a note. */
  publicKey: string;
}

/** Structured log. Fields hold no cell text, token or address. */
export interface Log {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** Definitions as read at the start, with the SHA-256 (hex) of their canonical JSON. */
export interface LoadedDefinition {
  definition: GridDefinition;
  hash: string;
}
