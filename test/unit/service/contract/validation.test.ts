/** The checks of a cell: limits as Excel counts them, characters, wording. */
import { describe, expect, test } from 'vitest';
import type { CellInput } from '#contract/edit.ts';
import { type Column, EXCEL_CELL_LIMITS, type WordingRule } from '#contract/grid.ts';
import { cellError, cellWarnings, linesOfInput } from '#contract/validation.ts';

const limits = EXCEL_CELL_LIMITS;
const ITEMS: Column = { key: 'tasks', label: 'Tasks', kind: 'items', source: 'edit', limits, widthCharacters: 30 };
const TEXT: Column = { ...ITEMS, key: 'remark', label: 'Remark', kind: 'text' };
const KOSOVO: WordingRule = { rule: 'kosovo-asterisk', word: 'Kosovo', suffix: '*' };

const codeOf = (column: Column, input: CellInput) => cellError(column, input)?.code;
const corrected = (text: string, rule = KOSOVO) => cellWarnings(ITEMS, [text], [rule])[0]?.proposal ?? text;

describe('lines of a cell on the way in', () => {
  test.each([
    ['a text', 'a\r\nb', ['a', 'b']],
    ['lines', ['a', 'b '], ['a', 'b']],
    ['lines with ids', [{ itemId: '1.1', text: 'a' }, 'b'], ['a', 'b']],
    ['an element with line breaks', ['a\n\nb', { itemId: '1.1', text: 'c\nd' }], ['a', 'b', 'c', 'd']],
    ['empty elements', ['', ' ', 'a'], ['a']],
    ['nothing', [], []],
  ] as [string, CellInput, string[]][])('[M21] %s', (_, input, lines) => {
    expect(linesOfInput(ITEMS, input)).toEqual(lines);
  });

  test('[M21] a cell of kind text is one line or none, whatever breaks it holds', () => {
    expect(linesOfInput(TEXT, '\na\n\nb\n')).toEqual(['a\n\nb']);
    expect(linesOfInput(TEXT, ['a', { itemId: '1.1', text: 'b' }])).toEqual(['a\nb']);
    expect(linesOfInput(TEXT, ' \n')).toEqual([]);
  });
});

describe('limits', () => {
  test.each([
    ['32,767 characters', 'x'.repeat(32_767), undefined],
    ['32,768 characters', 'x'.repeat(32_768), 'cell-too-long'],
    ['an emoji is two characters, as Excel counts: 16,383 of them and one letter', `${'😀'.repeat(16_383)}x`, undefined],
    ['16,384 emoji', '😀'.repeat(16_384), 'cell-too-long'],
    ['trailing blanks do not count', `${'x'.repeat(32_767)}     `, undefined],
    ['line breaks count', `${'x'.repeat(32_766)}\nx`, 'cell-too-long'],
    ['CRLF counts as one', `${'x'.repeat(32_765)}\r\nx`, undefined],
    ['NFD is counted as NFC', 'c\u030c'.repeat(32_767), undefined],
    ['254 lines', 'x\n'.repeat(254), undefined],
    ['255 lines', 'x\n'.repeat(255), 'too-many-lines'],
    ['blank lines do not count', 'x\n\n \n'.repeat(254), undefined],
    ['nothing', '', undefined],
  ])('[M23] a cell of items: %s', (_, text, code) => {
    expect(codeOf(ITEMS, text)).toBe(code);
    expect(codeOf(ITEMS, text.split('\n'))).toBe(code);
  });

  test.each([
    ['254 lines', 'x\n'.repeat(253).concat('x'), undefined],
    ['255 lines', 'x\n'.repeat(254).concat('x'), 'too-many-lines'],
    ['blank lines inside count, those at the ends do not', `\n\n${'x\n\n'.repeat(127)}x\n\n`, 'too-many-lines'],
    ['32,768 characters', 'x'.repeat(32_768), 'cell-too-long'],
    ['nothing', ' \n ', undefined],
  ])('[M23] a cell of kind text: %s', (_, text, code) => {
    expect(codeOf(TEXT, text)).toBe(code);
  });

  test('[M23] the column’s own limits count, and the error says what is and what may be', () => {
    const small = { ...ITEMS, limits: { maxCharacters: 5, maxLines: 2 } };
    const params = { column: 'tasks', label: 'Tasks', line: 1, character: '' };
    expect(cellError(small, '123456')).toEqual({ code: 'cell-too-long', params: { ...params, limit: 5, actual: 6 } });
    expect(cellError(small, 'a\nb\nc')).toEqual({ code: 'too-many-lines', params: { ...params, limit: 2, actual: 3 } });
    expect(cellError(small, 'ab\ncd')).toBeUndefined();
  });
});

describe('characters', () => {
  test.each([
    ['a control', 'a\nb\n\nc\u0001', 4, 'U+0001'],
    ['a bidirectional override', 'a\r\nb\u202e', 2, 'U+202E'],
    ['half a pair', 'a\ud83d', 1, 'U+D83D'],
    ['the other half', '\n\udc00', 2, 'U+DC00'],
  ])('[M22] %s is refused with line and code point', (_, text, line, character) => {
    for (const column of [ITEMS, TEXT]) expect(cellError(column, text)).toMatchObject({ code: 'bad-characters', params: { line, character } });
  });

  test('[M22] also in a list, in a blank line and at the end, where they would be cut', () => {
    expect(cellError(ITEMS, ['a', { itemId: '1.1', text: 'b\u0007' }])).toMatchObject({ code: 'bad-characters', params: { line: 2, character: 'U+0007' } });
    expect(codeOf(ITEMS, 'a\n \u200e\nb')).toBe('bad-characters');
    expect(codeOf(TEXT, 'a\u0085')).toBe('bad-characters');
  });

  test('[M22] an element that ends in a CR counts as a line of its own: its break is not one with the join', () => {
    expect(cellError(ITEMS, ['\r', '\u0000'])).toMatchObject({ params: { line: 3 } });
    expect(linesOfInput(TEXT, ['a\r', 'b'])).toEqual(['a\n\nb']);
  });

  test('[M22] comes before the limits, so that the reason can be seen', () => {
    expect(codeOf(ITEMS, `${'x'.repeat(40_000)}\u0007`)).toBe('bad-characters');
  });

  test.each(['=HYPERLINK("x")', '+1', '-1', '@SUM', "'=1", '=cmd|\u0027/c calc\u0027!A0', '\t=1'])(
    '[M25] text that begins like a formula is accepted: %j',
    (text) => {
      for (const column of [ITEMS, TEXT]) {
        expect(cellError(column, text)).toBeUndefined();
        expect(linesOfInput(column, text)).toEqual([text.replace('\t', ' ')]);
      }
    },
  );

  test.each(['👩🏽‍⚖️ training', '𠀀 astral', 'a\u00a0b', 'Ђорђе Ѓ ќ', 'İstanbul', 'עברית', 'Zaključci – „citat“'])('[M22] %s is accepted', (text) => {
    expect(cellError(ITEMS, text)).toBeUndefined();
  });
});

describe('wording', () => {
  test.each([
    ['Kosovo', 'Kosovo*'],
    ['Kosovo*', 'Kosovo*'],
    ['with Kosovo, Kosovo* and Kosovo.', 'with Kosovo*, Kosovo* and Kosovo*.'],
    ['Kosovo’s police', 'Kosovo*’s police'],
    ["Kosovo's police", "Kosovo*'s police"],
    ['“Kosovo” (Kosovo)', '“Kosovo*” (Kosovo*)'],
    ['Kosovo-wide, EU/Kosovo', 'Kosovo*-wide, EU/Kosovo*'],
    ['Kosovo\u00a0Police', 'Kosovo*\u00a0Police'],
    ['KosovoX Kosovo2 xKosovo Kosovos Kosovë Kosovska', 'KosovoX Kosovo2 xKosovo Kosovos Kosovë Kosovska'],
    ['kosovo KOSOVO', 'kosovo KOSOVO'],
    ['Kosovo\u0331 and x\u0331Kosovo are other words', 'Kosovo\u0331 and x\u0331Kosovo are other words'],
    ['ЖKosovo Kosovoж', 'ЖKosovo Kosovoж'],
    ['😀Kosovo😀', '😀Kosovo*😀'],
    ['Kosovo**', 'Kosovo**'],
    ['Kosovo\u00a0* Kosovo\ufeff*', 'Kosovo\u00a0* Kosovo\ufeff*'],
  ])('[M24] %j is proposed as %j', (text, proposal) => {
    expect(corrected(text)).toBe(proposal);
  });

  test('[M24] the correction needs no further correction', () => {
    const once = corrected('Kosovo and Kosovo’s “Kosovo”');
    expect(corrected(once)).toBe(once);
  });

  test('[M24] a warning names column, line, word and proposal; a line without fault has none', () => {
    expect(cellWarnings(ITEMS, ['fine', 'Kosovo and Kosovo', 'Kosovo*'], [KOSOVO])).toEqual([
      {
        code: 'wording',
        column: 'tasks',
        line: 2,
        params: { label: 'Tasks', line: 2, word: 'Kosovo', proposed: 'Kosovo*' },
        proposal: 'Kosovo* and Kosovo*',
      },
    ]);
  });

  test('[M24] each rule warns for itself; without rules nobody does', () => {
    const bosnia = { rule: 'bih', word: 'Bosnia', suffix: ' and Herzegovina' };
    const lines = ['Bosnia, Kosovo', 'Bosnia and Herzegovina'];
    expect(cellWarnings(ITEMS, lines, [KOSOVO, bosnia]).map(({ line, proposal }) => [line, proposal])).toEqual([
      [1, 'Bosnia, Kosovo*'],
      [1, 'Bosnia and Herzegovina, Kosovo'],
    ]);
    expect(cellWarnings(ITEMS, lines, [])).toEqual([]);
  });

  test.each([
    ['Bosnia-Herzegovina', ' (BiH)', 'in Bosnia-Herzegovina', 'in Bosnia-Herzegovina (BiH)'],
    ['C.I.A.', '®', 'the C.I.A. and CxIxAx', 'the C.I.A.® and CxIxAx'],
    ['A+B (x) [y] {z} ^$|\\/?*', '!', 'A+B (x) [y] {z} ^$|\\/?*', 'A+B (x) [y] {z} ^$|\\/?*!'],
    ['US', '$', 'US and US$', 'US$ and US$'],
    ['x', '$&$1$$', 'x', 'x$&$1$$'],
    ['Tu\u0308rkiye', '*', 'Türkiye', 'Türkiye*'],
    ['Türkiye', '*', 'Tu\u0308rkiye'.normalize('NFC'), 'Türkiye*'],
  ])('[M24] word %j, suffix %j: every character of a rule stands for itself', (word, suffix, text, proposal) => {
    expect(corrected(text, { rule: 'r', word, suffix })).toBe(proposal);
  });

  test('[M24] text that comes decomposed is found, since checks see normal form', () => {
    const rule = { rule: 'r', word: 'Čačak', suffix: '*' };
    expect(cellWarnings(ITEMS, linesOfInput(ITEMS, 'Čačak'.normalize('NFD')), [rule])).toHaveLength(1);
  });

  test('[M24] a cell of kind text is looked at as a whole', () => {
    expect(cellWarnings(TEXT, linesOfInput(TEXT, 'one\nKosovo'), [KOSOVO])).toMatchObject([{ line: 1, proposal: 'one\nKosovo*' }]);
  });
});

describe('time', () => {
  const bad = ['Kosovo', 'K', 'Kosov', 'Kosovo*', ' ', '\u0301', 'x'].map((part) => part.repeat(Math.ceil(32_767 / part.length)).slice(0, 32_767));
  test.each(bad.map((text) => [JSON.stringify(text.slice(0, 12)), text] as const))(
    '[M26] a line of 32,767 characters of %s is checked in milliseconds',
    (_, text) => {
      const before = process.cpuUsage();
      cellError(ITEMS, text);
      cellError(TEXT, text);
      cellWarnings(ITEMS, [text], [KOSOVO, { rule: 'a', word: 'aaaaaaaaaaaaaaaaaaaaaaaa', suffix: 'a' }]);
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(500);
    },
  );

  test.each([ITEMS, TEXT])('[M26] a megabyte of line breaks is refused in milliseconds ($kind)', (column) => {
    const before = process.cpuUsage();
    expect(codeOf(column, `a${'\n'.repeat(1_000_000)}b${'\nc'.repeat(255)}`)).toBe(column.kind === 'text' ? 'cell-too-long' : 'too-many-lines');
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
