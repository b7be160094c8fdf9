/** The indexes, made at each opening if absent. None is unique beside `_id`, and none decides anything: a server that refuses one is only slower. */
import type { IndexSpecification } from 'mongodb';
import type { MongoConnection } from './connection.ts';
import { isRefusal } from './failure.ts';

const INDEXES: readonly { collection: string; key: IndexSpecification }[] = [
  { collection: 'ledger', key: { grid: 1, first: 1 } },
  { collection: 'ledger', key: { grid: 1, 'entries.row': 1, first: -1 } },
  { collection: 'ledger', key: { grid: 1, 'entries.editId': 1 } },
  { collection: 'ledger', key: { grid: 1, firstAtMs: 1, first: 1 } },
  { collection: 'saved_state', key: { grid: 1, cursor: 1 } },
  { collection: 'saved_state_piece', key: { grid: 1, cursor: 1 } },
  { collection: 'person', key: { grid: 1 } },
  { collection: 'letter', key: { grid: 1 } },
  { collection: 'attempt', key: { letter: 1, attempt: -1 } },
  { collection: 'attempt', key: { grid: 1 } },
  { collection: 'attempt_end', key: { grid: 1 } },
  { collection: 'sign_in_request', key: { holder: 1 } },
  { collection: 'sign_in_request', key: { expiresAtMs: 1 } },
  { collection: 'sign_in_mark', key: { request: 1 } },
  { collection: 'session', key: { holder: 1 } },
  { collection: 'session', key: { parent: 1 } },
  { collection: 'session', key: { expiresAtMs: 1 } },
  { collection: 'rate_hit', key: { key: 1, resetAtMs: 1 } },
];

/** Makes what is missing; rejects with StoreUnavailable only when the server does not answer. */
export async function ensureIndexes(connection: MongoConnection): Promise<void> {
  for (const { collection, key } of INDEXES) {
    try {
      await connection.run(() => connection.db.collection(collection).createIndex(key));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      connection.log.warn({ err: error, collection, key }, 'MongoDB refuses an index; its look-ups will be slow');
    }
  }
}
