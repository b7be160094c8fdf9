/** The text of checkpoints, and C2SP signed notes (https://c2sp.org/signed-note) read with a verifier key: `<name>+<key id, 8 hex digits>+<base64 of 0x01 ‖ Ed25519 public key>`. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Who signs. */
export const SIGNER = 'support-group-grid';

/** What a checkpoint says: the position of a ledger as a C2SP checkpoint, `<origin>\n<cursor>\n<base64 hash>\n`. `hash` is hex. */
export function positionText({ grid, cursor, hash }: { grid: string; cursor: number; hash: string }): string {
  return `${SIGNER}/${grid}\n${cursor}\n${Buffer.from(hash, 'hex').toString('base64')}\n`;
}

/** A verifier key that was read. */
export interface VerifierKey {
  name: string;
  keyId: Buffer;
  key: KeyObject;
}

// RFC 8410, section 4: SubjectPublicKeyInfo of an Ed25519 key is this prefix and the key.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519 = 0x01;

/** Reads a verifier key; nothing if it is none, or its id is not that of its key. */
export function readVerifierKey(text: string): VerifierKey | undefined {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 33 || bytes[0] !== ED25519) return undefined;
  const keyId = createHash('sha256').update(`${name}\n`).update(bytes).digest().subarray(0, 4);
  if (keyId.toString('hex') !== id) return undefined;
  return { name, keyId, key: createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes.subarray(1)]), format: 'der', type: 'spki' }) };
}

/** The text of a note that this key signed; else whether another key signed it, or its text or signature was changed. */
export function readNote(note: string, { name, keyId, key }: VerifierKey): { text: string } | 'other-key' | 'changed' {
  const [, text, signer, encoded] = /^((?:[^\n]+\n)+)\n— (\S+) ([A-Za-z0-9+/]+={0,2})\n$/.exec(note) ?? [];
  if (text === undefined || signer === undefined || encoded === undefined) return 'changed';
  const bytes = Buffer.from(encoded, 'base64');
  // Base64 is read leniently by Buffer: only the form that was written fits.
  if (bytes.toString('base64') !== encoded) return 'changed';
  if (signer !== name || !bytes.subarray(0, 4).equals(keyId)) return 'other-key';
  return verify(null, Buffer.from(text), key, bytes.subarray(4)) ? { text } : 'changed';
}
