import { describe, expect, it } from 'vitest';
import { LINE_POINTS, textPoints } from '../../../../../service/adapters/xlsx/text-height.ts';

const linesAt = (text: string, widthCharacters: number) => Math.floor(textPoints(text, { widthCharacters }) / LINE_POINTS);

describe('the height of a cell', () => {
  it.each([
    ['', 10, 1],
    ['one', 10, 1],
    ['one\ntwo\nthree', 10, 3],
    ['0123456789 0123456789', 10, 4],
    ['0123456789 0123456789', 12, 2],
    ['0'.repeat(100), 10, 11],
    ['ш'.repeat(20), 10, 3],
    ['語'.repeat(20), 20, 2],
    ['é'.repeat(9), 10, 1],
    ['WWWWWWWWWW', 10, 2],
    ['iiiiiiiiiiiiiiiiiiii', 10, 1],
  ])('[X6] counts the lines of %j in a column of %i characters: %i', (text, width, lines) => {
    expect(linesAt(text, width)).toBe(lines);
  });

  it('[X6] gives bold text more room and long text never less than short', () => {
    const words = 'word '.repeat(40).trim();
    expect(textPoints(words, { widthCharacters: 20, bold: true })).toBeGreaterThanOrEqual(textPoints(words, { widthCharacters: 20 }));
    let last = 0;
    for (let length = 1; length <= words.length; length += 1) {
      const points = textPoints(words.slice(0, length), { widthCharacters: 20 });
      expect(points).toBeGreaterThanOrEqual(last);
      last = points;
    }
  });
});
