/** What a line says without bullets, numbering, blanks and kind; and where a number is a word. */
import { describe, expect, test } from 'vitest';
import { saidBy, substance, substanceWithoutKind } from '../../../../service/domain/substance.ts';

describe('the substance of a line', () => {
  test.each([
    ['- Law', 'Law'],
    ['–\u00a0Law  on\u202farms ', 'Law on arms'],
    ['•Law', 'Law'],
    ['\uf0b7 Law', 'Law'],
    ['12. Law', 'Law'],
    ['(3) Law', 'Law'],
    ['a) Law', 'Law'],
    ['Zakljuc\u030cki\u00ad\u200b', 'Zaključki'],
    ['-5 °C', '-5 °C'],
    ['1.5 million', '1.5 million'],
    ['*This designation', '*This designation'],
    ['2026. Law', '2026. Law'],
    ['2.', '2.'],
    ['-', '-'],
    ['•', '•'],
    ['Law 2.', 'Law 2.'],
  ])('[M47] of %j is %j', (text, plain) => {
    expect(substance(text)).toBe(plain);
    expect(substance(plain)).toBe(plain);
  });

  test.each([
    ['2. [law] Law on arms', 'Law on arms'],
    ['[Implementing Decision]Text', 'Text'],
    ['[ action plan ] 2027', '2027'],
    ['[budget] Text', '[budget] Text'],
    ['[law]', '[law]'],
    ['Text [law]', 'Text [law]'],
  ])('[M48] without a kind of product in front, of %j, is %j', (text, plain) => {
    expect(substanceWithoutKind(text)).toBe(plain);
  });
});

describe('what the lines of a cell say', () => {
  test.each([
    [
      ['1. a', '2. b', '3) c'],
      ['a', 'b', 'c'],
    ],
    [
      ['Heading', '1. a', '2. b', 'Heading', '1. c'],
      ['Heading', 'a', 'b', 'Heading', 'c'],
    ],
    [
      ['1. a', 'a) x', 'b) y', '2. b'],
      ['a', 'x', 'y', 'b'],
    ],
    [
      ['25. november', '26. november'],
      ['25. november', '26. november'],
    ],
    [
      ['5. seja', '• 6. seja'],
      ['5. seja', '6. seja'],
    ],
    [
      ['1. a', '3. c', '4. d'],
      ['a', '3. c', '4. d'],
    ],
    [
      ['1. a', '2. b', '12. november', '3. c'],
      ['a', 'b', '12. november', '3. c'],
    ],
    [
      ['-  a', '•b'],
      ['a', 'b'],
    ],
  ])('[M47] of %j is %j: a number is left out only where it counts the lines', (lines, said) => {
    expect(saidBy(lines)).toEqual(said);
  });
});
