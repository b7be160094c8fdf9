/**
 * Saved states in MongoDB. A body may exceed the 16 MB of a document, so it is cut into pieces; the head, inserted after them, says that all
 * are there. The newest complete one counts; older ones and leftovers are removed after a save.
 */
import { randomUUID } from 'node:crypto';
import { Binary } from 'mongodb';
import type { SavedStates } from '../../application/ports.ts';
import type { MongoConnection } from './connection.ts';

const PIECE_BYTES = 4 * 1024 * 1024;
/** Another replica may remove what is being loaded, because it has saved a newer one: then there is a newer one to find. */
const LOAD_ATTEMPTS = 3;

interface Head {
  _id: string;
  grid: string;
  cursor: number;
  hash: string;
  pieces: number;
}

interface Piece {
  _id: string;
  grid: string;
  cursor: number;
  bytes: Binary;
}

/** The saved states of an open connection. */
export function mongoSavedStates(connection: MongoConnection): SavedStates {
  const heads = connection.db.collection<Head>('saved_state');
  const pieces = connection.db.collection<Piece>('saved_state_piece');
  const newest = (grid: string) => connection.run(() => heads.findOne({ grid }, { sort: { cursor: -1 } }));

  async function bodyOf(head: Head): Promise<string | undefined> {
    const parts: Uint8Array[] = [];
    for (let index = 0; index < head.pieces; index++) {
      const piece = await connection.run(() => pieces.findOne({ _id: pieceId(head._id, index) }));
      if (piece === null) return undefined;
      parts.push(piece.bytes.value());
    }
    return Buffer.concat(parts).toString('utf8');
  }

  return {
    async load(grid) {
      for (let attempt = 1; attempt <= LOAD_ATTEMPTS; attempt++) {
        const head = await newest(grid);
        if (head === null) return undefined;
        const body = await bodyOf(head);
        if (body !== undefined) return { cursor: head.cursor, hash: head.hash, body };
      }
      return undefined;
    },

    async save(grid, { cursor, hash, body }) {
      const id = `${grid}:${cursor}:${randomUUID()}`;
      const bytes = Buffer.from(body, 'utf8');
      const count = Math.ceil(bytes.length / PIECE_BYTES);
      for (let index = 0; index < count; index++) {
        const part = new Binary(bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES));
        await connection.run(() => pieces.insertOne({ _id: pieceId(id, index), grid, cursor, bytes: part }));
      }
      await connection.run(() => heads.insertOne({ _id: id, grid, cursor, hash, pieces: count }));
      const older = { grid, cursor: { $lt: (await newest(grid))?.cursor ?? cursor } };
      await connection.run(() => heads.deleteMany(older));
      await connection.run(() => pieces.deleteMany(older));
    },
  };
}

const pieceId = (head: string, index: number): string => `${head}:${index}`;
