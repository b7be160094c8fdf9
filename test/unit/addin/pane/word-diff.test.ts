/** Which words of two texts differ. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Piece, wordDiff } from '../../../../addin/pane/word-diff.ts';

const shown = (pieces: Piece[]) => pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');
const compare = (left: string, right: string) => {
  const found = wordDiff(left, right);
  return [shown(found.left), shown(found.right)];
};

describe('[P42] the words that differ are marked, and only those', () => {
  it.each([
    ['same text', 'same text', 'same text', 'same text'],
    ['border police training', 'border police and customs training', 'border police training', 'border police [and customs ]training'],
    ['ten trainings in May', 'two trainings in June', '[ten] trainings in [May]', '[two] trainings in [June]'],
    ['', 'new', '', '[new]'],
    ['Ljubljana – Полиција', 'Ljubljana – Policija', 'Ljubljana – [Полиција]', 'Ljubljana – [Policija]'],
  ])('%s → %s', (left, right, markedLeft, markedRight) => {
    expect(compare(left, right)).toEqual([markedLeft, markedRight]);
  });

  it('never changes a text: the pieces joined are the text, and the unmarked ones are the same on both sides', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'plan', ' ', '\n', '–'), { maxLength: 30 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (left, right) => {
        const found = wordDiff(left, right);
        const joined = (pieces: Piece[], all: boolean) => pieces.map((piece) => (all || !piece.differs ? piece.text : '')).join('');
        expect(joined(found.left, true)).toBe(left);
        expect(joined(found.right, true)).toBe(right);
        expect(joined(found.left, false)).toBe(joined(found.right, false));
      }),
    );
  });

  it('stays quick with two cells as long as Excel allows', () => {
    const left = Array.from({ length: 5_000 }, (_, n) => `word${n}`).join(' ');
    const right = Array.from({ length: 5_000 }, (_, n) => `wort${n}`).join(' ');
    expect(wordDiff(left, right).left.length).toBeGreaterThan(0);
  });
});
