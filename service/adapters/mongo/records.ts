/** The records beside the ledger as documents of MongoDB: each with its sum, held against it whenever it is read. */
import type { Collection, Db } from 'mongodb';
import type { DamagedRecord, DeliveryOutcome, DirectoryPerson } from '../../application/ports.ts';
import { checkSum, damageOf, recordSum, type SummedRecord } from '../../application/record-sum.ts';
import type { MongoConnection } from './connection.ts';
import { isDuplicate } from './failure.ts';

/** `_id` is `<grid>:<person>`. */
export interface StoredPerson {
  _id: string;
  grid: string;
  details: DirectoryPerson;
  sum: string;
}

export interface StoredLetter {
  _id: string;
  grid: string;
  reminder: string;
  person: string;
  sum: string;
}

/** `_id` is `<letter>#<attempt>`. */
export interface StoredAttempt {
  _id: string;
  grid: string;
  letter: string;
  attempt: number;
  owner: string;
  untilMs: number;
  sum: string;
}

/** `_id` is that of the attempt and `:done`; `outcome` is absent for an attempt whose lease ran out. */
export interface StoredEnd {
  _id: string;
  grid: string;
  letter: string;
  attempt: number;
  outcome?: DeliveryOutcome;
  sum: string;
}

/** Any of them, before it has its sum. */
type Unsummed<Stored> = Omit<Stored, 'sum'>;

/** A collection and what its documents are. */
interface Kind<Stored extends { _id: string; sum: string }> {
  name: string;
  record(stored: Unsummed<Stored>): SummedRecord;
}

export const PEOPLE: Kind<StoredPerson> = {
  name: 'person',
  record: ({ _id, grid, details }) => ({ kind: 'person', id: details?.person ?? '?', content: [_id, grid, details] }),
};
export const LETTERS: Kind<StoredLetter> = {
  name: 'letter',
  record: ({ _id, grid, reminder, person }) => ({ kind: 'letter', id: _id, content: [grid, reminder, person] }),
};
export const ATTEMPTS: Kind<StoredAttempt> = {
  name: 'attempt',
  record: ({ _id, grid, letter, attempt, owner, untilMs }) => ({ kind: 'attempt', id: _id, content: [grid, letter, attempt, owner, untilMs] }),
};
export const ENDS: Kind<StoredEnd> = {
  name: 'attempt_end',
  record: ({ _id, grid, letter, attempt, outcome }) => ({ kind: 'outcome', id: _id.replace(/:done$/, ''), content: [_id, grid, letter, attempt, outcome] }),
};
const KINDS = [PEOPLE, LETTERS, ATTEMPTS, ENDS] as readonly Kind<{ _id: string; sum: string }>[];

/** The document with its sum. */
export function summed<Stored extends { _id: string; sum: string }>(kind: Kind<Stored>, stored: Unsummed<Stored>): Stored {
  return { ...stored, sum: recordSum(kind.record(stored)) } as Stored;
}

/** The document as it was written; throws RecordDamaged. */
export function sound<Stored extends { _id: string; sum: string }>(kind: Kind<Stored>, stored: Stored): Stored {
  checkSum(kind.record(stored), stored.sum);
  return stored;
}

/** Every document that does not fit its sum. */
export async function damagedDocuments(connection: MongoConnection): Promise<DamagedRecord[]> {
  return connection.run(async () => {
    const found: DamagedRecord[] = [];
    for (const kind of KINDS) {
      for await (const stored of collectionOf(connection.db, kind).find()) found.push(...damageOf(() => sound(kind, stored)));
    }
    return found;
  });
}

const MARK = { _id: 'sums', since: 1 };

/** Gives the documents of an older program their sums, once: what stands there now is taken for what was written. Two processes may do it at once. */
export async function ensureSums(connection: MongoConnection): Promise<void> {
  const marks = connection.db.collection<typeof MARK>('schema');
  await connection.run(async () => {
    if ((await marks.findOne({ _id: MARK._id })) !== null) return;
    for (const kind of KINDS) {
      const documents = collectionOf(connection.db, kind);
      for (const stored of await documents.find({ sum: { $exists: false } }).toArray())
        await documents.updateOne({ _id: stored._id, sum: { $exists: false } }, { $set: { sum: recordSum(kind.record(stored)) } });
    }
    await marks.insertOne({ ...MARK }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
  });
}

/** The collection of a kind. */
export function collectionOf<Stored extends { _id: string; sum: string }>(db: Db, { name }: Kind<Stored>): Collection<Stored> {
  return db.collection<Stored>(name);
}
