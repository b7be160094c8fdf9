/**
 * What a line says without what typing and typesetting vary: bullets, numbering, blanks, invisible characters. What is stored and shown is always the text as
 * typed. `substance` is generous and serves alignment, which only names history. `saidBy` is careful and serves merging, where a difference that does not count
 * is given up: there a number is left out only where it counts lines, since "25. november" and "5. seja" are words.
 */

/** The line without a leading bullet, number or letter, with single blanks. `"  2.\u00a0Law  on arms"` → `Law on arms`. */
export function substance(text: string): string {
  return withoutMarker(plainLine(text), MARKER);
}

/** The substance without a kind of product in front: `2. [law] Law on arms` → `Law on arms`. A change of the kind alone is a rewording. */
export function substanceWithoutKind(text: string): string {
  return withoutMarker(substance(text), KIND);
}

/**
 * What each line of one cell says: single blanks, no bullet, and no number or letter that counts the lines: 1, 2, 3 …, a, b, c …, each one more than the one
 * before it and the first one 1 or a. A merge that puts another line between may make a number count or cease to: then the same edit sent once more may ask
 * about that line where it did not before; it never drops one.
 */
export function saidBy(lines: readonly string[]): string[] {
  const last = { digit: 0, letter: 0 };
  return lines.map((text) => {
    const plain = plainLine(text);
    const [whole, mark = ''] = NUMBER.exec(plain) ?? [];
    if (whole === undefined) return withoutMarker(plain, BULLET);
    const style = /\d/.test(mark) ? 'digit' : 'letter';
    const number = style === 'digit' ? Number(mark) : mark.toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0) + 1;
    const counts = number === 1 || (last[style] > 0 && number === last[style] + 1);
    last[style] = counts ? number : 0;
    return counts ? withoutMarker(plain, NUMBER) : plain;
  });
}

const plainLine = (text: string): string => text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();

/** A line that is nothing but a marker keeps it: "-" and "2." are somebody's words. */
function withoutMarker(plain: string, marker: RegExp): string {
  const rest = plain.replace(marker, '');
  return rest === '' ? plain : rest;
}

/** Soft hyphen, zero-width space, word joiner, byte order mark. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

/** Dashes and stars need a blank, since `-5` and `*` are words; U+F0B7 and U+F0A7 are the bullets of Word's symbol fonts. */
const BULLET = /^(?:[-–—*]\s|[•‣▪●○◦·\uf0b7\uf0a7]\s?)/u;

/** A number or letter with a point or bracket, before a blank: `12. `, `(3) `, `a) `. */
const NUMBER = /^\(?(\d{1,3}|[a-zA-Z])[.)]\s/;

const MARKER = new RegExp(`${BULLET.source}|${NUMBER.source}`, 'u');

const KIND = /^\[\s?(?:law|implementing decision|strategy|action plan|action|report|training|other)\s?\]\s?/i;
