/** Properties of what counts as most alike: the fast way finds what the definition says, in any order and from either side. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likestPairs, MARGIN } from '../../service/domain/similar.ts';
import { substanceWithoutKind } from '../../service/domain/substance.ts';
import { likeness } from '../support/likeness.ts';
import { line } from './rows.ts';
import { holds, TIMEOUT_MS } from './settings.ts';

const some = fc.array(fc.oneof(line, fc.string({ unit: fc.constantFrom('a', 'b', 'ž', '😀', ' '), minLength: 1, maxLength: 9 })), { maxLength: 7 });
const LEAST = 0.6;

/** The definition, line by line. */
function byDefinition(lines: readonly string[], items: readonly string[]): [number, number][] {
  const alike = (line: string, item: string): number => likeness(substanceWithoutKind(line), substanceWithoutKind(item));
  const best = (scores: readonly number[]): number | undefined => {
    const at = scores.indexOf(Math.max(...scores));
    const others = scores.filter((_, other) => other !== at);
    return (scores[at] ?? 0) >= LEAST && (scores[at] ?? 0) - Math.max(0, ...others) >= MARGIN ? at : undefined;
  };
  return lines.flatMap((one, at): [number, number][] => {
    const item = best(items.map((other) => alike(one, other)));
    return item !== undefined && best(lines.map((other) => alike(other, items[item] ?? ''))) === at ? [[at, item]] : [];
  });
}

test('[M43] what belongs together is each other’s best by the definition of likeness', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(some, some, (lines, items) => {
      expect(likestPairs(lines, items, LEAST)).toEqual(byDefinition(lines, items));
    }),
  );
});

test('[M43] it is the same from either side and in any order', { timeout: TIMEOUT_MS }, () => {
  holds(
    fc.property(some, some, (lines, items) => {
      const pairs = likestPairs(lines, items, LEAST);
      const turned = likestPairs(items, lines, LEAST).map(([item, one]) => [one, item]);
      expect(new Set(turned.map(String))).toEqual(new Set(pairs.map(String)));
      const reversed = likestPairs([...lines].reverse(), items, LEAST).map(([one, item]) => [lines.length - 1 - one, item]);
      expect(new Set(reversed.map(String))).toEqual(new Set(pairs.map(String)));
    }),
  );
});
