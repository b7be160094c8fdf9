/** Carries everything of one store to another through a file, whatever their technologies: SQLite to MongoDB and back. */
import type { Entry } from '../domain/entry.ts';
import type { Clock, LetterState, Store } from './ports.ts';
import { readOn } from './read-ledger.ts';
import { type Carriage, type Carried, carriedBy, checkTransfer, endLine, headerLine, openTally } from './transfer-file.ts';
import { verifyEveryLedger } from './verify-ledger.ts';

/** One append stays below the 4 MB of a batch. */
const MAX_BATCH_BYTES = 3_500_000;
const MAX_BATCH_ENTRIES = 1_000;

/** A ledger that does not fit is not carried on. */
export class LedgerBad extends Error {
  readonly grid: string;
  readonly cursor: number;
  constructor({ grid, cursor }: { grid: string; cursor: number }) {
    super(`the ledger of ${grid} does not fit at entry ${cursor}`);
    this.name = 'LedgerBad';
    this.grid = grid;
    this.cursor = cursor;
  }
}

/** Nothing is ever overwritten. */
export class StoreNotEmpty extends Error {
  readonly grid: string;
  constructor(grid: string) {
    super('the store is not empty');
    this.name = 'StoreNotEmpty';
    this.grid = grid;
  }
}

/** Something failed after the first entry had been written. */
export class ImportStopped extends Error {
  constructor(cause: unknown) {
    super('the import stopped in the middle', { cause });
    this.name = 'ImportStopped';
  }
}

/** Writes everything that is stored, line by line; others may write to the store meanwhile. Throws LedgerBad. */
export async function exportLedger({ store, clock }: { store: Store; clock: Clock }, write: (line: string) => Promise<void>): Promise<Carriage> {
  const tally = openTally();
  const line = async (text: string): Promise<void> => {
    tally.line(text);
    await write(text);
  };
  const carry = async (carried: Carried): Promise<void> => {
    const bad = tally.carried(carried);
    if (bad !== undefined) throw new LedgerBad({ grid: carried.grid, cursor: bad });
    await line(JSON.stringify(carried));
  };
  await line(headerLine(new Date(clock.nowMs()).toISOString()));
  for (const grid of await store.ledger.grids()) {
    // Letters before the ledger: each then has its reminder in the file, whoever writes meanwhile.
    const letters = await store.outbox.list(grid);
    const people = await store.directory.list(grid);
    await carryLedger(store, grid, carry);
    for (const person of people) await carry({ grid, person });
    for (const letter of letters) await carry({ grid, letter });
  }
  await write(endLine(tally.carriage(), tally.sha256()));
  return tally.carriage();
}

/**
 * Verifies the whole file, then writes it batch by batch into a store without grids, people and letters, then verifies what is stored.
 * `lines` is called once for each reading. Throws TransferRefused or StoreNotEmpty before anything was written, ImportStopped after.
 */
export async function importLedger(
  { openStore, clock }: { openStore: () => Promise<Store>; clock: Clock },
  lines: () => AsyncIterable<string>,
): Promise<Carriage> {
  const carriage = await checkTransfer(lines());
  const store = await openStore();
  try {
    await checkEmpty(store, carriage);
    try {
      await writeAll({ store, clock }, carriedBy(lines()));
      await checkStored(store, carriage);
    } catch (error) {
      throw new ImportStopped(error);
    }
  } finally {
    await store.close();
  }
  return carriage;
}

async function carryLedger(store: Store, grid: string, carry: (carried: Carried) => Promise<void>): Promise<void> {
  for (let after = 0; ; ) {
    const { entries, unreadable } = await readOn(store.ledger, { grid, after });
    if (unreadable !== undefined) throw new LedgerBad({ grid, cursor: unreadable });
    if (entries.length === 0) return;
    for (const entry of entries) await carry({ grid, entry });
    after += entries.length;
  }
}

async function checkEmpty(store: Store, { grids }: Carriage): Promise<void> {
  const [known] = await store.ledger.grids();
  if (known !== undefined) throw new StoreNotEmpty(known);
  for (const { grid } of grids) {
    if ((await store.directory.list(grid)).length > 0 || (await store.outbox.list(grid)).length > 0) throw new StoreNotEmpty(grid);
  }
}

async function writeAll({ store, clock }: { store: Store; clock: Clock }, all: AsyncIterable<Carried>): Promise<void> {
  let batch: { grid: string; entries: Entry[]; sizeBytes: number } | undefined;
  const flush = async (): Promise<void> => {
    if (batch === undefined) return;
    const { grid, entries } = batch;
    batch = undefined;
    const outcome = await store.ledger.append(grid, (entries[0]?.cursor ?? 1) - 1, entries);
    if (outcome === 'behind') throw new Error(`somebody else wrote to the ledger of ${grid}`);
  };
  for await (const { grid, entry, person, letter } of all) {
    if (person !== undefined) await store.directory.put(grid, person);
    if (letter !== undefined) await writeLetter({ store, clock }, letter);
    if (entry === undefined) continue;
    const sizeBytes = Buffer.byteLength(JSON.stringify(entry));
    const fits = batch?.grid === grid && batch.entries.length < MAX_BATCH_ENTRIES && batch.sizeBytes + sizeBytes <= MAX_BATCH_BYTES;
    if (!fits) await flush();
    batch ??= { grid, entries: [], sizeBytes: 0 };
    batch.entries.push(entry);
    batch.sizeBytes += sizeBytes;
  }
  await flush();
}

/** An attempt without an outcome was held by somebody who is not here: it is free again at once. */
async function writeLetter({ store, clock }: { store: Store; clock: Clock }, { attempts, outcomes, ...letter }: LetterState): Promise<void> {
  await store.outbox.put(letter);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const claimed = await store.outbox.claim(letter.letter, { owner: 'import', nowMs: clock.nowMs(), leaseMs: 0 });
    if (claimed !== attempt) throw new Error(`attempt ${attempt} of a letter can’t be stored`);
    const outcome = outcomes.find((one) => one.attempt === attempt);
    if (outcome !== undefined) await store.outbox.settle(letter.letter, outcome);
  }
}

async function checkStored(store: Store, { grids, people, letters }: Carriage): Promise<void> {
  const positions = await verifyEveryLedger(store.ledger);
  const counts = { people: 0, letters: 0 };
  for (const { grid, cursor, hash } of grids) {
    const fits = positions.some((one) => one.grid === grid && one.firstBad === undefined && one.cursor === cursor && one.hash === hash);
    if (!fits) throw new Error(`the ledger of ${grid} is not stored as it is in the file`);
    counts.people += (await store.directory.list(grid)).length;
    counts.letters += (await store.outbox.list(grid)).length;
  }
  if (counts.people !== people || counts.letters !== letters) throw new Error('people or letters are not stored as they are in the file');
}
