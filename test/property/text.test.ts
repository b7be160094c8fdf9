/** Properties of cell text and its checks, for any sequence of UTF-16 units, sound or not. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Column, EXCEL_CELL_LIMITS } from '#contract/grid.ts';
import { badCharacter, linesOfText, normalText, plainText, textOfLines } from '#contract/text.ts';
import { cellError, cellWarnings, linesOfInput } from '#contract/validation.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

/** Units that matter: breaks, blanks, controls, bidi, halves of pairs, letters that compose, words of the rule. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\t',
      ' ',
      '\u00a0',
      '\u2028',
      '\ufeff',
      'a',
      'c\u030c',
      '\u030c',
      '\u0301',
      'o\u0301',
      'é',
      'ﬁ',
      '한',
      '\u1112\u1161\u11ab',
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom('Kosovo', 'Kosovo*', '*', 'K', '’s', '=', '-', '• ') },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom('\u0000', '\u0007', '\u0085', '\u200e', '\u202e', '\u2066', '\ud83d', '\ude00', '😀', '\ufffe', '\uffff') },
);
const anyText = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
const text = fc.oneof(anyText, anyUnits);

const column = (kind: 'items' | 'text', limits = EXCEL_CELL_LIMITS as Column['limits']): Column => ({
  key: 'c',
  label: 'C',
  kind,
  source: 'edit',
  limits,
  widthCharacters: 30,
});
const anyColumn = fc.record({
  kind: fc.constantFrom('items' as const, 'text' as const),
  maxCharacters: fc.integer({ min: 1, max: 40 }),
  maxLines: fc.integer({ min: 1, max: 5 }),
});
const RULE = { rule: 'kosovo-asterisk', word: 'Kosovo', suffix: '*' };

test('[M20] normal form is idempotent, and holds neither CR nor tab', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(text, (typed) => {
      const normal = normalText(typed);
      expect(normalText(normal)).toBe(normal);
      expect(normal).not.toMatch(/[\r\t]/);
      expect(normal.normalize('NFC')).toBe(normal);
    }),
  );
});

test('[M20] how a text was typed does not matter: composed or not, with whatever line breaks', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(anyText, (typed) => {
      const unix = typed.replace(/\r\n?/g, '\n');
      for (const other of [unix.normalize('NFD'), unix.replace(/\n/g, '\r\n'), unix.replace(/\n/g, '\r'), unix.replace(/ /g, '\t')]) {
        expect(normalText(other)).toBe(normalText(typed));
      }
    }),
  );
});

test('[M21] lines of a text make a text of the same lines; none is blank, ends in a blank or holds a break', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(text, (typed) => {
      const lines = linesOfText(typed);
      expect(linesOfText(textOfLines(lines))).toEqual(lines);
      for (const line of lines) expect([line.trim() === '', line.trimEnd() === line, line.includes('\n')]).toEqual([false, true, false]);
    }),
  );
});

test('[M21] no word is lost: but for blanks, breaks and the normal form nothing changes', { timeout: TIMEOUT_MS }, () => {
  const bare = (one: string): string => one.replace(/\s/g, '');
  holds(
    fc.property(text, (typed) => {
      expect(bare(linesOfText(typed).join(''))).toBe(bare(normalText(typed)));
      expect(bare(plainText(typed))).toBe(bare(normalText(typed)));
    }),
  );
});

test('[M21] a text of kind text is idempotent and keeps its lines', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(text, (typed) => {
      const plain = plainText(typed);
      expect(plainText(plain)).toBe(plain);
      expect(linesOfText(plain)).toEqual(linesOfText(typed));
      expect(plain).not.toMatch(/^\n|\n$/);
    }),
  );
});

test('[M22] a text is refused exactly if it holds what a look at each unit refuses, and the first such is named', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(text, (typed) => {
      const first = [...typed].findIndex((character) => isBad(character.codePointAt(0) ?? 0));
      const offset = [...typed].slice(0, first).join('').length;
      expect(badCharacter(typed)).toEqual(first < 0 ? undefined : { offset, codePoint: [...typed][first]?.codePointAt(0) });
    }),
  );
});

test('[M23] what is accepted is accepted again as it is stored, in each form in which it may be sent', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(text, anyColumn, (typed, { kind, ...limits }) => {
      const into = column(kind, limits);
      const lines = linesOfInput(into, typed);
      if (cellError(into, typed) === undefined) {
        expect(textOfLines(lines).length).toBeLessThanOrEqual(limits.maxCharacters);
        expect(textOfLines(lines).split('\n').length).toBeLessThanOrEqual(limits.maxLines);
        expect(badCharacter(textOfLines(lines))).toBeUndefined();
      }
      const wrong = cellError(into, typed)?.code;
      if (wrong !== 'bad-characters') {
        expect(cellError(into, textOfLines(lines))?.code).toBe(wrong);
        expect(cellError(into, lines)?.code).toBe(wrong);
        expect(linesOfInput(into, lines)).toEqual(lines);
      }
    }),
  );
});

test('[M23] the same lines as a list, with or without ids, and as a text', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(fc.array(text, { maxLength: 4 }), anyColumn, (elements, { kind, ...limits }) => {
      const into = column(kind, limits);
      const asText = elements.map((one) => normalText(one)).join('\n');
      expect(linesOfInput(into, elements)).toEqual(linesOfInput(into, asText));
      expect(
        linesOfInput(
          into,
          elements.map((one) => ({ itemId: '1.1', text: one })),
        ),
      ).toEqual(linesOfInput(into, asText));
      expect(cellError(into, elements)).toEqual(cellError(into, asText));
    }),
  );
});

test('[M24] the correction of a wording changes nothing but its suffixes, and needs none itself', { timeout: TIMEOUT_MS }, () => {
  const bare = (one: string): string => one.replaceAll('Kosovo*', 'Kosovo');
  holds(
    fc.property(anyText, (typed) => {
      for (const [index, line] of linesOfText(typed).entries()) {
        const [warning] = cellWarnings(column('items'), [...Array.from({ length: index }, () => ''), line], [RULE]);
        if (!warning) continue;
        expect(warning.line).toBe(index + 1);
        expect(bare(warning.proposal)).toBe(bare(line));
        expect(warning.proposal.length).toBeGreaterThan(line.length);
        expect(cellWarnings(column('items'), [warning.proposal], [RULE])).toEqual([]);
      }
    }),
  );
});

test('[M24] a wording is found exactly where a walk from letter to letter finds the word', { timeout: TIMEOUT_MS }, () => {
  const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character);
  holds(
    fc.property(anyText, (typed) => {
      for (const line of linesOfText(typed)) {
        const characters = [...line];
        const places = characters.flatMap((_, at) => (characters.slice(at, at + 6).join('') === 'Kosovo' ? [at] : []));
        const follows = (at: number): string | undefined => characters.slice(at).find((character) => !/\s/.test(character));
        const faulty = places.filter((at) => !isLetter(characters[at - 1]) && !isLetter(characters[at + 6]) && follows(at + 6) !== '*');
        const proposal = cellWarnings(column('items'), [line], [RULE])[0]?.proposal ?? line;
        expect([...proposal].length - characters.length).toBe(faulty.length);
      }
    }),
  );
});

function isBad(codePoint: number): boolean {
  if (codePoint === 0x0a) return false;
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint <= 0x9f) || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return true;
  if (codePoint === 0xfffe || codePoint === 0xffff || codePoint === 0x61c || codePoint === 0x200e || codePoint === 0x200f) return true;
  return (codePoint >= 0x202a && codePoint <= 0x202e) || (codePoint >= 0x2066 && codePoint <= 0x2069);
}
