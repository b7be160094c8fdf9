/** The code that a person types: eight characters that can't be mistaken for each other. */
import { randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Without 0, 1, I, L, O and U: 30^8 codes, about 39 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** A new code, as it is kept: without its dash. */
export function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** `K7QM2XWD` → `K7QM-2XWD`. */
export function shownCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** What was typed as a code, in any case, with any blanks and dashes; nothing if it can't be one. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .slice(0, 100)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .toUpperCase();
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character)) ? code : undefined;
}

/** What is kept of a code: slow to make (16 MB, some 50 ms), since whoever reads the store could try all codes against a fast one within its ten minutes. */
export async function hashOfCode(code: string, request: string): Promise<string> {
  const hash = (await promisify(scrypt)(code, request, 32)) as Buffer;
  return hash.toString('base64url');
}

/** Reports whether two hashes are the same, in the same time wherever they differ. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
