/**
 * How alike two lines are, and which of many belong together. Likeness is Dice's coefficient of the pairs of neighbouring characters, counted, without case,
 * bullets, numbering and kind (Dice 1945; for strings: Adamson and Boreham 1974): from 0 to 1, 1 for the same letters in the same order, symmetric.
 */
import { substanceWithoutKind } from './substance.ts';

/** The best of a line or an item has to be better than its second best by this much. */
export const MARGIN = 0.1;

/** So much of a line is compared: what makes a line the same item stands at its beginning, and a cell may be one line of 32,767 characters. */
const MOST_COMPARED_CHARACTERS = 1_000;

/** A line that goes on is looked for from this length on: "Report" begins many lines. */
const LEAST_BEGINNING = 8;

/**
 * The lines and items, by index, of which one is the other and goes on, if it is so with no other: `Action plan 2027` and `Action plan 2027, adopted by the
 * Government on 3 November 2026`, which are not alike enough by their letters.
 */
export function continuedPairs(lines: readonly string[], items: readonly string[]): [line: number, item: number][] {
  const plainLines = lines.map(plain);
  const linesOfItem = items.map(plain).map((item) => plainLines.flatMap((line, at) => (continues(line, item) ? [at] : [])));
  const only = linesOfItem.flatMap((found, item): [number, number][] => (found.length === 1 ? [[found[0] ?? 0, item]] : []));
  const claims = linesOfItem.flat();
  return only.filter(([line]) => claims.filter((claimed) => claimed === line).length === 1);
}

/**
 * The lines and items, by index, that are each other's best with at least `least`, each clearly (`MARGIN`): so the outcome does not depend on any order.
 * One pass over what the items have of each pair of characters: 254 lines against 254 items take a few milliseconds.
 */
export function likestPairs(lines: readonly string[], items: readonly string[], least: number): [line: number, item: number][] {
  const pairsOf = pairNumbering();
  const holders = new Map<number, number[]>();
  const bests = items.map(plain).map((text, item) => {
    const pairs = pairsOf(text);
    for (const pair of pairs) {
      const known = holders.get(pair);
      if (known) known.push(item);
      else holders.set(pair, [item]);
    }
    return nothing(pairs.length);
  });
  const shared = new Uint16Array(items.length);
  const bestOfLine = lines.map(plain).map((text, line) => {
    const pairs = pairsOf(text);
    shared.fill(0);
    for (const pair of pairs) for (const item of holders.get(pair) ?? NONE) shared[item] = (shared[item] ?? 0) + 1;
    const best = nothing(pairs.length);
    for (const [item, other] of bests.entries()) {
      const score = (2 * (shared[item] ?? 0)) / (best.size + other.size);
      note(best, item, score);
      note(other, line, score);
    }
    return best;
  });
  return bestOfLine.flatMap((best, line): [number, number][] => {
    const item = clear(best, least);
    return item !== undefined && clear(bests[item], least) === line ? [[line, item]] : [];
  });
}

const plain = (line: string): string => substanceWithoutKind(line).toLowerCase();

/** Reports whether one text is the beginning of the other, up to the end of a word. */
function continues(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= LEAST_BEGINNING && long.startsWith(short) && !LETTER.test(long.slice(short.length, short.length + 1));
}
const LETTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * Numbers the pairs of neighbouring characters of many texts; the second "an" of "banana" is another pair than its first. A single character is a pair of its own.
 * A text has fewer than `MOST_PAIRS`, so pair and count fit into one number.
 */
function pairNumbering(): (line: string) => number[] {
  const numbers = new Map<number, number>();
  return (line) => {
    const codes = Array.from(line.slice(0, MOST_COMPARED_CHARACTERS), (character) => character.codePointAt(0) ?? 0);
    const counts = new Map<number, number>();
    const pairs: number[] = [];
    for (let at = 0; at < Math.max(1, codes.length - 1); at++) {
      const pair = (codes[at] ?? 0) * CODE_POINTS + (codes[at + 1] ?? 0);
      const number = numbers.get(pair) ?? numbers.size;
      if (number === numbers.size) numbers.set(pair, number);
      const count = counts.get(number) ?? 0;
      counts.set(number, count + 1);
      pairs.push(number * MOST_PAIRS + count);
    }
    return pairs;
  };
}

const CODE_POINTS = 0x11_0000;
const MOST_PAIRS = 0x1_0000;

/** What is most like a text of `size` pairs so far. */
interface Best {
  size: number;
  at: number;
  score: number;
  second: number;
}
const NONE: readonly number[] = [];
const nothing = (size: number): Best => ({ size, at: -1, score: -1, second: 0 });

function note(best: Best, at: number, score: number): void {
  if (score > best.score) {
    best.second = Math.max(best.score, 0);
    best.score = score;
    best.at = at;
  } else if (score > best.second) best.second = score;
}

function clear(best: Best | undefined, least: number): number | undefined {
  return best && best.score >= least && best.score - best.second >= MARGIN ? best.at : undefined;
}
