/**
 * The hash chain of a ledger: tamper-evident, yet erasable.
 * Each part of an entry's content has a commitment, SHA-256(salt ‖ canonical JSON of the part); the entry's hash covers the header and the commitments, not the content:
 * SHA-256("sgg1" ‖ previous hash ‖ canonical JSON of the header with the commitments). So content and salt can be erased and the chain still verifies.
 * Canonical JSON is RFC 8785 (JCS). Hashes and salts are hex on the way in and out, bytes inside.
 */
import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Entry, EntryDraft } from '../domain/entry.ts';

/** Gives a draft its place in the chain: cursor, salts, commitments, hash. */
export function seal(draft: EntryDraft, previous: { cursor: number; hash: string }): Entry {
  const salts: Record<string, string> = {};
  const commitments: Record<string, string> = {};
  for (const [part, value] of partsOf(draft.content)) {
    const salt = randomBytes(16);
    salts[part] = salt.toString('hex');
    commitments[part] = commitment(salt, value);
  }
  const cursor = previous.cursor + 1;
  return { ...draft, cursor, salts, commitments, hash: hashOf({ ...draft, cursor, commitments }, previous.hash) } as Entry;
}

/**
 * Reports whether an entry follows the one before: next cursor, hash fits, and each part that is still there fits its commitment.
 * An erased part has neither content nor salt any more and is simply absent; its commitment stays.
 */
export function follows(entry: Entry, previous: { cursor: number; hash: string }): boolean {
  return sound(() => entry.cursor === previous.cursor + 1 && entry.hash === hashOf(entry, previous.hash)) && contentFits(entry);
}

/** Reports whether the content of an entry is what was sealed: each part that is still there fits its commitment. Says nothing about its place in the chain. */
export function contentFits(entry: Entry): boolean {
  return sound(
    () =>
      [entry.content, entry.salts, entry.commitments].every(isKeyed) &&
      partsOf(entry.content).every(([part, value]) => {
        const salt = entry.salts[part];
        // Hex is read leniently by Buffer: only the form that was written fits.
        return salt !== undefined && SALT.test(salt) && entry.commitments[part] === commitment(Buffer.from(salt, 'hex'), value);
      }),
  );
}

/** What has no canonical form was never sealed: it was damaged in the store. */
function sound(check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    if (error instanceof NotCanonical) return false;
    throw error;
  }
}

/** SHA-256 (hex) of the canonical JSON of a value. JCS knows no unpaired surrogates; here each counts as U+FFFD, since what holds one is refused later, with its reason. */
export function fingerprint(value: unknown): string {
  const text = JSON.stringify(value);
  // JSON.stringify writes unpaired surrogates, and only them, as \udXXX; escapes are taken one by one, so that \\ud800 (a backslash and letters) stays.
  const sound = text.replace(/\\(?:(ud[0-9a-f]{3})|.)/g, (sequence, unpaired) => (unpaired ? '\\ufffd' : sequence));
  return createHash('sha256')
    .update(canonical(sound === text ? value : JSON.parse(sound)))
    .digest('hex');
}

const SALT = /^[0-9a-f]{32}$/;

/** A value without a canonical form: not JSON, or text with an unpaired surrogate. */
class NotCanonical extends TypeError {}

function commitment(salt: Uint8Array, value: unknown): string {
  return createHash('sha256').update(salt).update(canonical(value)).digest('hex');
}

function hashOf(entry: Omit<Entry, 'hash' | 'salts'>, previousHash: string): string {
  const { content: _content, ...rest } = entry;
  const { hash: _hash, salts: _salts, ...header } = rest as Record<string, unknown>;
  return createHash('sha256').update('sgg1').update(Buffer.from(previousHash, 'hex')).update(canonical(header)).digest('hex');
}

/** The parts that can be erased one by one: each cell of `cells`, and each other key of the content. */
function partsOf(content: object): [part: string, value: unknown][] {
  return Object.entries(content)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]): [string, unknown][] =>
      key === 'cells' && isKeyed(value) ? Object.entries(value).map(([column, cell]) => [`cells.${column}`, cell]) : [[key, value]],
    );
}

/** Reports whether a value is an object with keys: what is read from a store may be damaged. */
const isKeyed = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

function canonical(value: unknown): string {
  try {
    const text = canonicalize(value);
    if (text !== undefined) return text;
  } catch (error) {
    throw new NotCanonical('no canonical JSON', { cause: error });
  }
  throw new NotCanonical('not a JSON value');
}
