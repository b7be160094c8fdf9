/** Cell text: its normal form, its lines, and what no cell may hold. */
import { describe, expect, test } from 'vitest';
import { badCharacter, codePointName, linesOfText, normalText, plainText, textOfLines } from '#contract/text.ts';

describe('normal form', () => {
  test.each([
    ['CRLF', 'a\r\nb', 'a\nb'],
    ['a lone CR, as old Mac files have it', 'a\rb', 'a\nb'],
    ['CR CR LF', 'a\r\r\nb', 'a\n\nb'],
    ['a tab', 'a\tb', 'a b'],
    ['NFD', 'c\u030c', 'č'],
    ['the Ångström sign', '\u212b', 'Å'],
    ['compatibility forms stay: ligature, superscript, full width', 'ﬁ m² Ａ', 'ﬁ m² Ａ'],
    ['a no-break blank stays', 'a\u00a0b', 'a\u00a0b'],
    ['emoji with joiners and skin tones stay', '👩🏽‍⚖️ 🇽🇰', '👩🏽‍⚖️ 🇽🇰'],
    ['right-to-left letters stay', 'عربي', 'عربي'],
    ['an unpaired surrogate is left for the check to find', 'a\ud800', 'a\ud800'],
  ])('[M20] %s', (_, text, expected) => {
    expect(normalText(text)).toBe(expected);
  });
});

describe('lines', () => {
  test.each([
    ['blank lines are not content', 'a\n\n \n\t\n\u00a0\nb\n', ['a', 'b']],
    ['trailing blanks are cut, leading ones kept', '  a  \n\tb\u00a0', ['  a', ' b']],
    ['bullets and numbers are kept as typed', '• a\n- b\n1. c\n1) d\n[law] e', ['• a', '- b', '1. c', '1) d', '[law] e']],
    ['text that looks like a formula stays text', "=SUM(A1)\n+1\n-1\n@x\n'quoted", ['=SUM(A1)', '+1', '-1', '@x', "'quoted"]],
    ['Windows and Mac line breaks', 'a\r\nb\rc', ['a', 'b', 'c']],
    ['equal lines stay', 'x\nx', ['x', 'x']],
    ['nothing', '', []],
    ['line breaks alone', '\r\n\n\n', []],
  ])('[M21] %s', (_, text, expected) => {
    expect(linesOfText(text)).toEqual(expected);
  });

  test('[M21] lines and text are two forms of the same', () => {
    expect(textOfLines(['a', 'b'])).toBe('a\nb');
    expect(linesOfText(textOfLines(['a', '  b']))).toEqual(['a', '  b']);
    expect(textOfLines([])).toBe('');
  });
});

describe('a cell of kind text', () => {
  test.each([
    ['blank lines at its ends go, those inside stay', '\n \n\na\n\n\nb\n \n', 'a\n\n\nb'],
    ['trailing blanks of each line go', 'a \nb\t\n', 'a\nb'],
    ['leading blanks stay', '\n  a', '  a'],
    ['blanks alone are nothing', ' \n\t\r\n\u00a0', ''],
    ['nothing', '', ''],
  ])('[M21] %s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });
});

describe('characters that no cell may hold', () => {
  const refused = [
    0x00, 0x07, 0x08, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
    0x2069, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffe, 0xffff,
  ];
  const allowed = [
    0x0a, 0x20, 0x7e, 0xa0, 0xad, 0x200b, 0x200d, 0x2013, 0x2028, 0x202f, 0x2065, 0x206a, 0xfe0f, 0xfeff, 0xfffd, 0xe000, 0x1f600, 0x20000, 0x10fffd,
  ];

  test.each(refused.map((codePoint) => [codePointName(codePoint), codePoint] as const))('[M22] %s is found with its place and code point', (_, codePoint) => {
    expect(badCharacter(`ab\n😀${String.fromCodePoint(codePoint)} more`)).toEqual({ offset: 5, codePoint });
  });

  test.each(allowed.map((codePoint) => [codePointName(codePoint), codePoint] as const))('[M22] %s is allowed', (_, codePoint) => {
    expect(badCharacter(`a${String.fromCodePoint(codePoint)}b`)).toBeUndefined();
  });

  test('[M22] every code point but those listed here is decided as Unicode and XML say', () => {
    const wrong: string[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const control = codePoint < 0x20 ? codePoint !== 0x0a : codePoint >= 0x7f && codePoint <= 0x9f;
      const bidi = [0x61c, 0x200e, 0x200f].includes(codePoint) || (codePoint >= 0x202a && codePoint <= 0x202e) || (codePoint >= 0x2066 && codePoint <= 0x2069);
      const unfit = (codePoint >= 0xd800 && codePoint <= 0xdfff) || codePoint === 0xfffe || codePoint === 0xffff;
      if ((badCharacter(String.fromCodePoint(codePoint)) !== undefined) !== (control || bidi || unfit)) wrong.push(codePointName(codePoint));
    }
    expect(wrong).toEqual([]);
  });

  test('[M22] the first one is named; the halves of a pair in the wrong order are two', () => {
    expect(badCharacter('x\u0007\u0008')).toEqual({ offset: 1, codePoint: 7 });
    expect(badCharacter('\udc00\ud800')).toEqual({ offset: 0, codePoint: 0xdc00 });
    expect(badCharacter('😀\ud83d')).toEqual({ offset: 2, codePoint: 0xd83d });
    expect(badCharacter('')).toBeUndefined();
  });

  test('[M22] code points are named as Unicode does', () => {
    expect([7, 0x202e, 0x1f600].map(codePointName)).toEqual(['U+0007', 'U+202E', 'U+1F600']);
  });
});

describe('time', () => {
  const LONG = 200_000;
  test.each([
    ['line breaks between letters', `a${'\n'.repeat(LONG)}b`],
    ['blanks between letters', `a${' '.repeat(LONG)}b`],
    ['blanks and line breaks', `a${' \n'.repeat(LONG / 2)}b`],
    ['CRs', `a${'\r'.repeat(LONG)}b`],
    ['tabs', `a${'\t'.repeat(LONG)}b`],
    ['combining marks', `a${'\u0301'.repeat(LONG)}`],
    ['emoji', '😀'.repeat(LONG / 2)],
  ])('[M26] a text of 200,000 %s takes milliseconds', (_, text) => {
    const before = process.cpuUsage();
    linesOfText(text);
    plainText(text);
    badCharacter(text);
    // Quadratic time is tens of seconds here; the bound leaves room for a busy machine.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });
});
