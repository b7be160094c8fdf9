/**
 * Cell text: one normal form for what Excel, a form, a file or a script sends, and the lines of a cell of kind `items`.
 * Text becomes NFC, a tab becomes a blank, CRLF and CR become a line break. Blank lines are not content.
 */

/** Returns the text in the form in which it is compared, stored and shown. */
export function normalText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').normalize('NFC');
}

/** Splits a cell's text into its lines: trailing blanks cut, blank lines dropped, bullets and numbers kept as typed. */
export function linesOfText(text: string): string[] {
  return normalText(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
}

/** The text of a cell of kind `text`: normal form, without trailing blanks or blank lines at its ends. */
export function plainText(text: string): string {
  const lines = normalText(text)
    .split('\n')
    .map((line) => line.trimEnd());
  // Found by index: a pattern for the ends takes quadratic time on a text of many line breaks.
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? '' : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1).join('\n');
}

/** The text that a cell of kind `items` shows. */
export const textOfLines = (lines: readonly string[]): string => lines.join('\n');

/**
 * Finds the first character that no cell may hold: control characters other than the line break, bidirectional controls,
 * unpaired surrogates and the two non-characters that XML refuses. Returns its code point and 0-based offset, or nothing.
 */
export function badCharacter(text: string): { offset: number; codePoint: number } | undefined {
  const found = BAD.exec(text);
  return found ? { offset: found.index, codePoint: text.codePointAt(found.index) ?? 0 } : undefined;
}

/** `U+200E`: how a character is named to people who can't see it. */
export const codePointName = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

// Cc: controls; Cs: in unicode mode only an unpaired surrogate is one. U+202A–202E and 2066–2069 (Unicode TR 36, CVE-2021-42574) as well as
// U+200E, 200F and 061C reorder what a reader sees; U+FFFE, FFFF are not allowed in XML 1.0 (section 2.2).
const BAD = /(?!\n)\p{Cc}|\p{Cs}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;
