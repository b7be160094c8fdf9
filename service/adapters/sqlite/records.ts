/** The records beside the ledger as rows of SQLite: each with its sum, held against it whenever it is read. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { DamagedRecord, DeliveryOutcome, DirectoryPerson, OutboxLetter, RecordKind } from '../../application/ports.ts';
import { RecordDamaged } from '../../application/ports.ts';
import { checkSum, damageOf, recordSum, type SummedRecord } from '../../application/record-sum.ts';
import type { Database } from './database.ts';
import { isDamage } from './failure.ts';

interface PersonRow {
  grid: string;
  person: string;
  body: string;
  sum: string;
}

interface AttemptRow {
  letter: string;
  attempt: number;
  owner: string;
  until_ms: number;
  sum: string;
}

interface OutcomeRow {
  letter: string;
  attempt: number;
  body: string;
  sum: string;
}

/** The sum of a person's row. */
export const personSum = (grid: string, person: DirectoryPerson): string => recordSum({ kind: 'person', id: person.person, content: [grid, person] });

/** The sum of a letter's row. */
export const letterSum = (letter: OutboxLetter): string => recordSum(letterRecord(letter));

/** The sum of an attempt's row. */
export const attemptSum = (row: Omit<AttemptRow, 'sum'>): string => recordSum(attemptRecord(row));

/** The sum of an outcome's row. */
export const outcomeSum = (letter: string, outcome: DeliveryOutcome): string =>
  recordSum({ kind: 'outcome', id: `${letter}#${outcome.attempt}`, content: outcome });

/** The person of a row; throws RecordDamaged. */
export function personIn(stored: unknown): DirectoryPerson {
  const { grid, person, body, sum } = stored as PersonRow;
  const details = parsed<DirectoryPerson>(body, { kind: 'person', id: person });
  checkSum({ kind: 'person', id: person, content: [grid, details] }, sum);
  return details;
}

/** The letter of a row; throws RecordDamaged. */
export function letterIn(stored: unknown): OutboxLetter {
  const { letter, grid, reminder, person, sum } = stored as OutboxLetter & { sum: string };
  const found = { letter, grid, reminder, person };
  checkSum(letterRecord(found), sum);
  return found;
}

/** The attempt of a row; throws RecordDamaged. */
export function attemptIn(stored: unknown): Omit<AttemptRow, 'sum'> {
  const { sum, ...row } = stored as AttemptRow;
  checkSum(attemptRecord(row), sum);
  return row;
}

/** The outcome of a row; throws RecordDamaged. */
export function outcomeIn(stored: unknown): DeliveryOutcome {
  const { letter, attempt, body, sum } = stored as OutcomeRow;
  const id = `${letter}#${attempt}`;
  const outcome = parsed<DeliveryOutcome>(body, { kind: 'outcome', id });
  checkSum({ kind: 'outcome', id, content: outcome }, sum);
  return outcome;
}

const KINDS: readonly { kind: RecordKind; read: (stored: unknown) => unknown }[] = [
  { kind: 'person', read: personIn },
  { kind: 'letter', read: letterIn },
  { kind: 'attempt', read: attemptIn },
  { kind: 'outcome', read: outcomeIn },
];

/** Looks at every row, and at the pages that hold them: a row that a damaged page has swallowed has no sum to miss. */
export function damagedRows(database: Database): DamagedRecord[] {
  return KINDS.flatMap(({ kind, read }) => {
    const whole: DamagedRecord[] = [{ kind, id: '?' }];
    try {
      const found = database
        .statement(`SELECT * FROM ${kind}`)
        .all()
        .flatMap((stored) => damageOf(() => read(stored)));
      const pages = database.statement(`PRAGMA integrity_check('${kind}')`).all() as { integrity_check: string }[];
      return found.length === 0 && pages.some(({ integrity_check }) => integrity_check !== 'ok') ? whole : found;
    } catch (error) {
      if (isDamage(error)) return whole;
      throw error;
    }
  });
}

/** The index by which versions and edits are looked up: the chain does not cover it, and where it is damaged versions would be missing unseen. */
export function damagedLookUp(database: Database): DamagedRecord[] {
  try {
    const pages = database.statement(`PRAGMA integrity_check('entry')`).all() as { integrity_check: string }[];
    return pages.every(({ integrity_check }) => integrity_check === 'ok') ? [] : [{ kind: 'entry', id: '?' }];
  } catch (error) {
    if (isDamage(error)) return [{ kind: 'entry', id: '?' }];
    throw error;
  }
}

/** Gives the rows of an older program their sums: what stands there now is taken for what was written. */
export function addSums(db: DatabaseSyncInstance): void {
  const sumOf = (kind: RecordKind, row: Record<string, unknown>): string => {
    if (kind === 'person') return personSum(String(row['grid']), JSON.parse(String(row['body'])));
    if (kind === 'letter') return letterSum(row as unknown as OutboxLetter);
    if (kind === 'attempt') return attemptSum(row as unknown as AttemptRow);
    return outcomeSum(String(row['letter']), JSON.parse(String(row['body'])));
  };
  const keys = { person: ['grid', 'person'], letter: ['letter'], attempt: ['letter', 'attempt'], outcome: ['letter', 'attempt'] } as const;
  for (const { kind } of KINDS) {
    const key = keys[kind];
    const update = db.prepare(`UPDATE ${kind} SET sum = ? WHERE ${key.map((name) => `${name} = ?`).join(' AND ')}`);
    for (const row of db.prepare(`SELECT * FROM ${kind}`).all() as Record<string, string | number>[])
      update.run(sumOf(kind, row), ...key.map((name) => row[name] ?? null));
  }
}

const letterRecord = ({ letter, grid, reminder, person }: OutboxLetter): SummedRecord => ({ kind: 'letter', id: letter, content: [grid, reminder, person] });

const attemptRecord = ({ letter, attempt, owner, until_ms }: Omit<AttemptRow, 'sum'>): SummedRecord => ({
  kind: 'attempt',
  id: `${letter}#${attempt}`,
  content: [owner, until_ms],
});

function parsed<T>(body: string, record: DamagedRecord): T {
  try {
    return JSON.parse(body) as T;
  } catch {
    throw new RecordDamaged(record);
  }
}
