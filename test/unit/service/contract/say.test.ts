/** Saying sentences: places, plural forms, dates in words, languages that are not there yet. */
import { describe, expect, test } from 'vitest';
import { type Catalogue, type SentenceKey, say, sayDate, sayShortDate, speakerOf, spokenLanguage } from '#contract/catalogue/say.ts';
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

describe('another language', () => {
  /** Polish has one, few and many; Slovenian one, two and few; both say everything else as “other”. */
  const PL: Catalogue = {
    'mail.greeting': 'Szanowni Państwo, {name},',
    'mail.lead.overdue': {
      one: '{member}: termin minął wczoraj.',
      few: '{member}: termin minął {count} dni temu (few).',
      many: '{member}: termin minął {count} dni temu (many).',
      other: '{member}: termin minął {count} dnia temu (other).',
    },
  };
  const SL: Catalogue = { 'summary-mail.requests': { one: '{count} prošnja', two: '{count} prošnji', few: '{count} prošnje', other: '{count} prošenj' } };
  const speaker = speakerOf({ pl: PL, sl: SL });

  test.each([
    [1, 'wczoraj'],
    [2, '2 dni temu (few)'],
    [4, '4 dni temu (few)'],
    [5, '5 dni temu (many)'],
    [12, '12 dni temu (many)'],
    [22, '22 dni temu (few)'],
    [25, '25 dni temu (many)'],
    [1.5, '1.5 dnia temu (other)'],
  ])('[O63] Polish has the form of %d', (count, words) => {
    expect(speaker.say('mail.lead.overdue', { member: 'Albania', count }, 'pl')).toContain(words);
    expect(speaker.say('mail.lead.overdue', { member: 'Albania', count }, 'pl-PL')).toContain(words);
  });

  test.each([
    [1, '1 prošnja'],
    [2, '2 prošnji'],
    [3, '3 prošnje'],
    [5, '5 prošenj'],
    [101, '101 prošnja'],
    [102, '102 prošnji'],
    [4000, '4000 prošenj'],
  ])('[O63] Slovenian has the form of %d', (count, words) => {
    expect(speaker.say('summary-mail.requests', { count }, 'sl').replace(/[^0-9a-zšč ]/g, '')).toBe(words);
  });

  test('[O63] what a language lacks is said in English, with English forms, sentence by sentence', () => {
    expect(speaker.say('mail.greeting', { name: 'Ana' }, 'pl')).toBe('Szanowni Państwo, Ana,');
    expect(speaker.say('mail.greeting', { name: 'Ana' }, 'sl')).toBe('Dear Ana,');
    expect(speaker.say('summary-mail.to-review', { count: 2 }, 'pl')).toBe('2 submissions wait for your review');
    expect([speaker.spokenLanguage('pl-PL'), speaker.spokenLanguage('sl'), speaker.spokenLanguage('sq')]).toEqual(['pl-PL', 'sl', 'en']);
  });

  test('[O63] a form that a language does not give is its other', () => {
    const sparse = speakerOf({ pl: { 'mail.lead.overdue': { other: 'zawsze {count}' } } });
    expect([1, 3, 7].map((count) => sparse.say('mail.lead.overdue', { count }, 'pl'))).toEqual(['zawsze 1', 'zawsze 3', 'zawsze 7']);
  });
});
