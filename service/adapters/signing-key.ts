/**
 * Signs texts as C2SP signed notes (https://c2sp.org/signed-note) with Ed25519: the text, an empty line, and "— <name> <base64(key id ‖ signature)>\n".
 * The key is the base64 of its 32-byte seed: from the settings, or made once and kept in the data folder.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign as signBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointSigner } from '../application/ports.ts';
import { positionText, SIGNER } from '../application/signed-note.ts';

// RFC 8410, section 7: PKCS #8 of an Ed25519 private key is this prefix and the seed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const ED25519_ALGORITHM = Buffer.from([0x0a, 0x01]);

/** Opens the signer. `seed` is base64; without one the key file of the folder is read, or made (mode 0600). */
export function openSigner({ seed, folder }: { seed: string | undefined; folder: string }): CheckpointSigner {
  const key = privateKey(Buffer.from(seed ?? keptSeed(folder), 'base64'));
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const keyId = createHash('sha256').update(SIGNER).update(ED25519_ALGORITHM).update(raw).digest().subarray(0, 4);
  const signText = (text: string): string => {
    const signature = signBytes(null, Buffer.from(text), key);
    return `${text}\n— ${SIGNER} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
  };
  return {
    signText,
    sign: (position) => signText(positionText(position)),
    publicKey: `${SIGNER}+${keyId.toString('hex')}+${Buffer.concat([ED25519_ALGORITHM.subarray(1), raw]).toString('base64')}`,
  };
}

/** The file of a data folder that keeps the key. */
export const SIGNING_KEY_FILE = 'signing-key';

/** The signer if there is a key already; none is made. */
export function openKeptSigner(place: { seed: string | undefined; folder: string }): CheckpointSigner | undefined {
  return place.seed === undefined && !existsSync(join(place.folder, SIGNING_KEY_FILE)) ? undefined : openSigner(place);
}

function privateKey(seed: Buffer): KeyObject {
  if (seed.length !== 32) throw new Error('the signing key is not 32 bytes');
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

function keptSeed(folder: string): string {
  const file = join(folder, SIGNING_KEY_FILE);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    // 'wx': of two processes starting at once one makes the key and both read it.
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}
