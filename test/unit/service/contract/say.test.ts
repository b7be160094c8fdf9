/** Saying sentences: places, plural forms, dates in words, languages that are not there yet. */
import { describe, expect, test } from 'vitest';
import { type SentenceKey, say, sayDate, sayShortDate, spokenLanguage } from '#contract/catalogue/say.ts';
import { PROBLEM_CODES } from '#contract/problem.ts';

describe('a sentence', () => {
  test('[C17] has its places filled, each as often as it stands there', () => {
    expect(say('base-unknown', { base: 5, newest: 3 })).toBe(
      'This change starts from version 5, but the newest version of the row is 3. Synchronise, then save again.',
    );
  });

  test('[C17] shows a place that nothing fills, rather than “undefined”', () => {
    expect(say('unknown-row')).toContain('“{row}”');
    expect(say('unknown-row', { row: '' })).toContain('“”');
    expect(say('status.overdue', { count: 0, dueOn: 'then' })).toContain('0 days');
  });

  test('[C17] does not read what fills a place as places or patterns', () => {
    expect(say('unknown-row', { row: '{row}{count}$&$1' })).toContain('“{row}{count}$&$1”');
  });

  test.each([
    [0, 'OVERDUE by 0 days – was due X'],
    [1, 'OVERDUE by 1 day – was due X'],
    [2, 'OVERDUE by 2 days – was due X'],
    [21, 'OVERDUE by 21 days – was due X'],
  ])('[C17] has the plural form of its count: %i', (count, words) => {
    expect(say('status.overdue', { count, dueOn: 'X' })).toBe(words);
  });

  test('[C17] writes quantities with the thousands separator of its language, and versions, lines and years as they are', () => {
    expect(say('sheet.help-text', { characters: 32_767 })).toBe('Text of at most 32,767 characters.');
    expect(say('sheet.help-text', { characters: 999 })).toBe('Text of at most 999 characters.');
    expect(say('cell-too-long', { label: '2026', limit: 1_000, actual: 40_000 })).toContain('“2026” has 40,000 characters; at most 1,000 fit');
    expect(say('base-unknown', { base: 12_000, newest: 2_027 })).toContain('version 12000, but the newest version of the row is 2027');
    expect(say('check.live-formula', { label: 'Tasks' })).toContain("type an apostrophe (') before");
  });

  test.each(['en', 'en-GB', 'sq', 'sr-Latn', 'xx'])('[C17] is said in English where the language %s lacks it', (language) => {
    expect(say('status.overdue', { count: 1, dueOn: 'X' }, language)).toBe('OVERDUE by 1 day – was due X');
  });

  test('[C17] every problem code has one', () => {
    for (const code of PROBLEM_CODES) expect(say(code satisfies SentenceKey)).toMatch(/^\S.{10,}[.?!]$/);
  });
});

describe('dates in words', () => {
  test.each([
    ['2026-12-31', 'Thursday 31 December 2026', '31 December 2026'],
    ['2028-02-29', 'Tuesday 29 February 2028', '29 February 2028'],
    ['2027-01-01', 'Friday 1 January 2027', '1 January 2027'],
  ])('[C17] %s', (date, long, short) => {
    // Some versions of the language's own tables have a comma after the weekday.
    expect(sayDate(date).replace(',', '')).toBe(long);
    expect(sayShortDate(date)).toBe(short);
  });

  test('[C17] are in the language in which the sentences around them are', () => {
    expect(spokenLanguage('sq')).toBe('en');
    expect(spokenLanguage('en-IE')).toBe('en-IE');
    expect(sayDate('2026-12-31', spokenLanguage('sr-Latn'))).toBe(sayDate('2026-12-31'));
  });
});
