/** Verifies a checkpoint with nothing but the C2SP text (https://c2sp.org/signed-note) and Node's crypto; it shares no code with the service. */
import { createHash, createPrivateKey, createPublicKey, verify } from 'node:crypto';

export interface Note {
  origin: string;
  cursor: number;
  /** Hex. */
  hash: string;
}

/** Reads a note and checks its one signature by the key with this seed (base64); throws if anything is not as the text says. */
export function verifiedNote(note: string, { seed, name }: { seed: string; name: string }): Note {
  const [text, signatures, ...rest] = note.split('\n\n');
  if (text === undefined || signatures === undefined || rest.length > 0) throw new Error('not a text and signatures');
  const line = /^\u2014 (\S+) (\S+)\n$/.exec(signatures);
  if (line?.[1] !== name) throw new Error('not one signature of that name');
  const raw = publicKey(seed);
  const signed = Buffer.from(line[2] ?? '', 'base64');
  const keyId = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([0x01]))
    .update(raw)
    .digest()
    .subarray(0, 4);
  if (!signed.subarray(0, 4).equals(keyId)) throw new Error('another key');
  const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });
  if (!verify(null, Buffer.from(`${text}\n`), key, signed.subarray(4))) throw new Error('the signature does not fit');
  const [origin = '', cursor = '', hash = ''] = text.split('\n');
  if (!/^\d+$/.test(cursor)) throw new Error('no cursor');
  return { origin, cursor: Number(cursor), hash: Buffer.from(hash, 'base64').toString('hex') };
}

/** The public key of a seed: the last 32 bytes of its SubjectPublicKeyInfo (RFC 8410). */
function publicKey(seed: string): Buffer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'base64')]);
  return createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
    .export({ format: 'der', type: 'spki' })
    .subarray(-32);
}
