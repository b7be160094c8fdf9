/**
 * Sums over what lies beside the ledger and outside its hash chain: the people of the directory, and letters with their attempts and outcomes. A sum covers the kind,
 * the key and the content of a record, so that neither a changed one nor one that stands in another's place is taken for what was written.
 */
import { fingerprint } from './chain.ts';
import { type DamagedRecord, RecordDamaged, type RecordKind } from './ports.ts';

/** What a sum covers: the record's key and its content. */
export interface SummedRecord {
  kind: RecordKind;
  id: string;
  /** Everything else that is stored of it; what is undefined is not stored. */
  content: unknown;
}

/** The SHA-256 (hex) of a record's canonical JSON. */
export function recordSum({ kind, id, content }: SummedRecord): string {
  return fingerprint(JSON.parse(JSON.stringify([kind, id, content])));
}

/** Throws RecordDamaged unless a stored record fits the sum that was stored with it. */
export function checkSum(record: SummedRecord, sum: unknown): void {
  if (sum !== recordSum(record)) throw new RecordDamaged(record);
}

/** The damage that a reading meets; whatever else it throws goes on. */
export function damageOf(read: () => unknown): DamagedRecord[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof RecordDamaged) return [error.record];
    throw error;
  }
}
