/**
 * How alike two lines are, and which of many belong together. Likeness is Dice's coefficient of the pairs of neighbouring characters, counted, without case,
 * bullets, numbering and kind (Dice 1945; for strings: Adamson and Boreham 1974): from 0 to 1, 1 for the same letters in the same order, symmetric.
 */
import { substanceWithoutKind } from './substance.ts';

/** The best of a line or an item has to be better than its second best by this much. */
export const MARGIN = 0.1;

/**
 * The lines and items, by index, that are each other's best with at least `least`, each clearly (`MARGIN`): so the outcome does not depend on any order.
 * One pass over what the items have of each pair of characters: 254 lines against 254 items take a few milliseconds.
 */
export function likestPairs(lines: readonly string[], items: readonly string[], least: number): [line: number, item: number][] {
  const holders = new Map<string, number[]>();
  const bests = items.map((text, item) => {
    const pairs = pairsOf(text);
    for (const pair of pairs) {
      const known = holders.get(pair);
      if (known) known.push(item);
      else holders.set(pair, [item]);
    }
    return nothing(pairs.length);
  });
  const shared = new Uint16Array(items.length);
  const bestOfLine = lines.map((text, line) => {
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

/** The pairs of neighbouring characters; the second "an" of "banana" is another one than its first. A single character is a pair of its own. */
function pairsOf(line: string): string[] {
  const characters = [...substanceWithoutKind(line).toLowerCase()];
  if (characters.length < 2) return [characters.join('')];
  const counts = new Map<string, number>();
  return characters.slice(1).map((second, at) => {
    const pair = `${characters[at]}${second}`;
    const count = (counts.get(pair) ?? 0) + 1;
    counts.set(pair, count);
    return count === 1 ? pair : `${pair}${count}`;
  });
}

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
