/** The ledger in SQLite: a row per entry; an append is one transaction. */
import { EntryUnreadable, type Ledger, StoreUnavailable } from '../../application/ports.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Database } from './database.ts';
import { isDamage } from './failure.ts';

/** How often a reader beside a running service looks for new entries. */
const LOOK_EVERY_MS = 250;

interface StoredEntry {
  cursor: number;
  body: string;
}

/** An entry with all that stands beside its body; `found` says whether each index leads to it. */
interface WholeEntry extends StoredEntry {
  at_ms: number;
  kind: string;
  sheet: string | null;
  row: string | null;
  version: number | null;
  edit_id: string | null;
  hash: string;
  found: number;
}

/**
 * The chain covers bodies alone; the columns and indexes by which an entry is found again are held against its body whenever the ledger is
 * read in order, so that verifying the chain verifies them too.
 */
const WHOLE = `
  SELECT cursor, at_ms, kind, sheet, row, version, edit_id, hash, body,
    (row IS NULL OR EXISTS (
      SELECT 1 FROM entry AS i INDEXED BY entry_by_row WHERE i.grid = e.grid AND i.row = e.row AND i.version = e.version AND i.cursor = e.cursor))
    AND (edit_id IS NULL OR EXISTS (
      SELECT 1 FROM entry AS i INDEXED BY entry_by_edit WHERE i.grid = e.grid AND i.edit_id = e.edit_id AND i.cursor = e.cursor))
    AND EXISTS (SELECT 1 FROM entry AS i INDEXED BY entry_by_instant WHERE i.grid = e.grid AND i.at_ms = e.at_ms AND i.cursor = e.cursor) AS found
  FROM entry AS e`;

/** The ledger of an open database. */
export function sqliteLedger(database: Database): Ledger {
  const newest = database.statement('SELECT max(cursor) AS cursor FROM entry WHERE grid = ?');
  const grids = database.statement('SELECT DISTINCT grid FROM entry ORDER BY grid');
  const hashes = database.statement('SELECT hash FROM entry WHERE grid = ? AND cursor > ? ORDER BY cursor LIMIT ?');
  const after = database.statement(`${WHOLE} WHERE grid = ? AND cursor > ? ORDER BY cursor LIMIT ?`);
  const ofRow = database.statement(
    "SELECT cursor, body FROM entry WHERE grid = ? AND row = ? AND version <= ? AND kind = 'row.saved' ORDER BY version DESC LIMIT ?",
  );
  const ofEdit = database.statement('SELECT cursor, body FROM entry WHERE grid = ? AND edit_id = ? ORDER BY cursor LIMIT 1');
  const upTo = database.statement('SELECT max(cursor) AS cursor FROM entry WHERE grid = ? AND at_ms <= ?');
  const insert = database.statement(
    'INSERT INTO entry (grid, cursor, at_ms, kind, sheet, row, version, edit_id, hash, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const newestCursor = (grid: string) => (newest.get(grid) as { cursor: number | null }).cursor ?? 0;

  /** On a damaged page the entries before it are read one by one; the first that can't be read is named. */
  async function readUpToDamage(grid: string, position: number, limit: number): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (let cursor = position; entries.length < limit; cursor++) {
      try {
        const [entry] = await database.read(() => after.all(grid, cursor, 1).map((stored) => checkedEntry(grid, stored as WholeEntry)));
        if (entry === undefined) break;
        entries.push(entry);
      } catch (error) {
        if (!(error instanceof StoreUnavailable && isDamage(error.cause))) throw error;
        if (entries.length > 0) return entries;
        throw new EntryUnreadable({ grid, cursor: cursor + 1 }, { cause: error });
      }
    }
    return entries;
  }

  return {
    async append(grid, position, entries) {
      checkConsecutive(position, entries);
      return database.write(() => {
        const end = newestCursor(grid);
        if (end < position) throw new Error(`an append after ${position} would leave a hole: the ledger ends at ${end}`);
        if (end > position) {
          const stored = hashes.all(grid, position, entries.length) as { hash: string }[];
          return entries.every(({ hash }, index) => hash === stored[index]?.hash) ? 'appended' : 'behind';
        }
        for (const entry of entries) insert.run(...columnsOf(grid, entry));
        return 'appended';
      });
    },

    async read(grid, position, limit) {
      try {
        return await database.read(() => (after.all(grid, position, limit) as WholeEntry[]).map((stored) => checkedEntry(grid, stored)));
      } catch (error) {
        if (!(error instanceof StoreUnavailable && isDamage(error.cause))) throw error;
        return readUpToDamage(grid, position, limit);
      }
    },

    readRow: (grid, row, options) =>
      database.read(() => entriesOf(grid, ofRow.all(grid, row, options.upTo ?? Number.MAX_SAFE_INTEGER, options.limit) as StoredEntry[])),

    findEdit: (grid, editId) => database.read(() => entriesOf(grid, ofEdit.all(grid, editId) as StoredEntry[])[0]),

    cursorAt: (grid, instant) => database.read(() => (upTo.get(grid, Date.parse(instant)) as { cursor: number | null }).cursor ?? 0),

    grids: () => database.read(() => (grids.all() as { grid: string }[]).map(({ grid }) => grid)),

    follow(grid, position, look) {
      // One process writes in a folder, so the writer has nobody to follow; a reader beside it has.
      if (!database.readOnly) return () => undefined;
      const timer = setInterval(() => {
        const newer = database.read(() => newestCursor(grid) > position());
        // A failure has been logged; the next look tries again.
        newer.then(
          (found) => found && look(),
          () => undefined,
        );
      }, LOOK_EVERY_MS);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

function checkConsecutive(position: number, entries: readonly Entry[]): void {
  if (entries.length > 0 && entries.every(({ cursor }, index) => cursor === position + 1 + index)) return;
  throw new Error(`an append after ${position} must hold the entries ${position + 1}, ${position + 2} …`);
}

function columnsOf(grid: string, entry: Entry): [string, number, number, string, string | null, string | null, number | null, string | null, string, string] {
  return [grid, entry.cursor, ...besideBody(entry), JSON.stringify(entry)];
}

function besideBody(
  entry: Entry,
): [atMs: number, kind: string, sheet: string | null, row: string | null, version: number | null, editId: string | null, hash: string] {
  const { sheet, row, version, editId } = entry.kind === 'row.saved' ? entry : { sheet: null, row: null, version: null, editId: null };
  return [Date.parse(entry.at), entry.kind, sheet, row, version, editId ?? null, entry.hash];
}

function checkedEntry(grid: string, stored: WholeEntry): Entry {
  const entry = entryOf(grid, stored);
  const beside = [stored.at_ms, stored.kind, stored.sheet, stored.row, stored.version, stored.edit_id, stored.hash];
  if (stored.found === 1 && besideBody(entry).every((value, index) => value === beside[index])) return entry;
  throw new EntryUnreadable({ grid, cursor: stored.cursor });
}

const entriesOf = (grid: string, stored: StoredEntry[]): Entry[] => stored.map((one) => entryOf(grid, one));

function entryOf(grid: string, { cursor, body }: StoredEntry): Entry {
  try {
    return JSON.parse(body) as Entry;
  } catch {
    // Not as its cause: a parser's message quotes what it read, which is cell text, and causes are logged.
    throw new EntryUnreadable({ grid, cursor });
  }
}
