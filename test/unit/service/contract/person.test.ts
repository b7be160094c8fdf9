/** What a person of the directory may look like. */
import { describe, expect, test } from 'vitest';
import { say, sayDate } from '#contract/catalogue/say.ts';
import { Email, Language, Person, PersonDetails } from '#contract/person.ts';

const DETAILS = { member: 'albania', role: 'focal-point', name: 'Ana Example', email: 'ana@example.org', language: 'en' };
const isGood = (changes: object) => PersonDetails.safeParse({ ...DETAILS, ...changes }).success;

describe('an address', () => {
  test.each([
    'ana@example.org',
    "o'neill+grid@mail.example.org",
    'a@b',
    `${'x'.repeat(64)}@example.org`,
    'jürgen@example.org',
    'first.last@sub-domain.example.org',
    'a@1.example',
  ])('[A15] %s is taken', (email) => {
    expect(Email.safeParse(email).success).toBe(true);
  });

  test.each([
    '',
    'ana',
    '@example.org',
    'ana@',
    'ana@@example.org',
    'a@b@c',
    'ana example@example.org',
    'ana@example.org ',
    ' ana@example.org',
    'ana@exam ple.org',
    'ana@-example.org',
    'ana@example.org-',
    'ana@example.org.',
    'ana@example.org\n',
    'ana@example.org\r\nBcc: all@example.org',
    'ana\u0000@example.org',
    'ana\u202e@example.org',
    'Ana <ana@example.org>',
    '"ana"@example.org',
    'a,b@example.org',
    'a;b@example.org',
    'a:b@example.org',
    'a(b)@example.org',
    'a[b]@example.org',
    'a\\b@example.org',
    'ana@exämple.org',
    'ana@[127.0.0.1]',
    `${'x'.repeat(65)}@example.org`,
    `ana@${'x'.repeat(251)}`,
  ])('[A15] %j is refused', (email) => {
    expect(Email.safeParse(email).success).toBe(false);
  });

  test('[A15] a megabyte of text is refused in milliseconds', () => {
    const before = process.cpuUsage();
    for (const text of ['a', '@', '.', 'a.', '-']) {
      Email.safeParse(`a@${text.repeat(500_000)}`);
      Email.safeParse(text.repeat(500_000));
      Language.safeParse(`en${'-ab'.repeat(300_000)}!`);
    }
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });
});

describe('a language', () => {
  test.each(['en', 'sq', 'sr-Latn', 'sr-Latn-ME', 'bs', 'mk', 'en-GB', 'fil'])('[A16] %s is taken, and dates and plurals can be made in it', (language) => {
    expect(Language.parse(language)).toBe(language);
    expect(() => [sayDate('2026-12-31', language), new Intl.PluralRules(language), say('status.overdue', { count: 1 }, language)]).not.toThrow();
  });

  test.each(['', 'e', 'EN', 'english', 'en_GB', 'en-', '-en', 'en--GB', 'e1', 'en-GB ', 'x-private', 'en-12', 'en-GB-GB', 'en-abcdefgh-abcdefgh', 'en-ab1'])(
    '[A16] %j is refused: no mail could be written in it',
    (language) => {
      expect(Language.safeParse(language).success).toBe(false);
    },
  );

  test('[A16] it has at most 35 characters', () => {
    expect(Language.safeParse('en-abcde-abcdf-abcdg-abcdh-abcdi').success).toBe(true);
    expect(Language.safeParse('en-abcde-abcdf-abcdg-abcdh-abcdi-abcdj').success).toBe(false);
  });
});

describe('a person', () => {
  test.each([
    ['nothing but role and name', { member: undefined, email: undefined, language: undefined }, true],
    ['a name of other scripts', { name: 'Ђорђе O’Neill-Müller' }, true],
    ['no name', { name: '' }, false],
    ['a name of blanks', { name: ' \u00a0 ' }, false],
    ['a name with a line break', { name: 'Ana\nBcc: x' }, false],
    ['a name with an override', { name: 'Ana\u202e' }, false],
    ['a name of 120 characters', { name: 'x'.repeat(120) }, true],
    ['a name of 121 characters', { name: 'x'.repeat(121) }, false],
    ['an unknown role', { role: 'boss' }, false],
    ['a member that is no key', { member: 'alb ania' }, false],
    ['an unknown field', { phone: '1' }, false],
  ])('[A17] with %s', (_, changes, good) => {
    expect(isGood(Object.fromEntries(Object.entries({ ...DETAILS, ...changes }).filter(([, value]) => value !== undefined)))).toBe(good);
  });

  test('[A17] speaks English unless told otherwise, and keeps an opaque id', () => {
    expect(PersonDetails.parse({ role: 'observer', name: 'A' })).toEqual({ role: 'observer', name: 'A', language: 'en' });
    expect(Person.safeParse({ ...DETAILS, person: 'p-7f3a' }).success).toBe(true);
    expect(Person.safeParse({ ...DETAILS, person: 'ana@example.org' }).success).toBe(false);
  });
});
