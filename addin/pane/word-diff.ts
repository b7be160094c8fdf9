/**
 * Which words of two texts differ, for showing only: nothing is ever decided by it. Longest common subsequence over words
 * (Intl.Segmenter), after the common beginning and end are set aside.
 */

/** A stretch of a text that is all the same or all different. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** Above this many cells of the table (words × words) the middle is shown as wholly different, rather than letting the pane stall. */
const MAX_TABLE = 4_000_000;

/** Marks the words that each text has and the other does not. */
export function wordDiff(left: string, right: string): { left: Piece[]; right: Piece[] } {
  const a = words(left);
  const b = words(right);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = common(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (length: number): boolean[] => Array.from({ length }, () => true);
  return {
    left: pieces(a, [...same(start), ...middle.left, ...same(end)]),
    right: pieces(b, [...same(start), ...middle.right, ...same(end)]),
  };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

const words = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** For each word of both, whether it belongs to the longest common subsequence. */
function common(a: string[], b: string[]): { left: boolean[]; right: boolean[] } {
  const left = a.map(() => false);
  const right = b.map(() => false);
  if (a.length * b.length > MAX_TABLE) return { left, right };
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      left[i++] = true;
      right[j++] = true;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return { left, right };
}

/** Joins neighbouring words of the same kind. */
function pieces(all: string[], same: boolean[]): Piece[] {
  const joined: Piece[] = [];
  all.forEach((text, index) => {
    const differs = !same[index];
    const last = joined.at(-1);
    if (last?.differs === differs) last.text += text;
    else joined.push({ text, differs });
  });
  return joined;
}
