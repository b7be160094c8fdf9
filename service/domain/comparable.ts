/** Forms of a text in which it is compared with another and never shown. */

/**
 * Headings and names without what typing varies: case, accents' encoding, punctuation, asterisks, blanks and line breaks.
 * `"Decision-making\nprocess:"` → `decision making process`. Letters that only look alike stay different.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(INVISIBLE, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** A line of a foreign file without what its typesetting put in: soft hyphens and zero-width characters go, non-breaking blanks become blanks. */
export function withoutTypesetting(text: string): string {
  return text.replace(INVISIBLE, '').replace(/[\u00a0\u2007\u202f]/g, ' ');
}

/** Soft hyphen, zero-width space, word joiner, byte order mark. Joiners that change letters (U+200C, U+200D) stay. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;
