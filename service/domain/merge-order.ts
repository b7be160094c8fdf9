/**
 * The order of a merged cell. Reordering never conflicts: the side that changed the order of what both had gives the order (theirs, if both did); what the other
 * side added is put behind the line that it stood behind there, or behind that line's place if it is gone. Lines that both sides added at the same place stand
 * theirs first.
 */

/** Orders the keys that a merged cell holds. `base`, `ours` and `theirs` are the orders of the three sides; every key of `kept` is in ours or theirs. */
export function mergeOrder(
  kept: ReadonlySet<string>,
  { base, ours, theirs }: { base: readonly string[]; ours: readonly string[]; theirs: readonly string[] },
): string[] {
  const [from, into] = reordered(base, ours, kept) && !reordered(base, theirs, kept) ? [theirs, ours] : [ours, theirs];
  // Lines that are gone hold their places until all others stand.
  const result = [...into];
  const known = new Set([...base, ...from]);
  let previous: string | undefined;
  for (const key of from) {
    if (!result.includes(key)) result.splice(placeAfter(result, { previous, known, theirsFirst: from === ours }), 0, key);
    previous = key;
  }
  return result.filter((key) => kept.has(key));
}

/** Reports whether a side changed the order of the lines that it shares with the base. */
function reordered(base: readonly string[], side: readonly string[], kept: ReadonlySet<string>): boolean {
  const common = new Set(base.filter((key) => kept.has(key) && side.includes(key)));
  const before = base.filter((key) => common.has(key));
  const after = side.filter((key) => common.has(key));
  return before.some((key, at) => key !== after[at]);
}

/** Where a line goes that stands behind `previous` on its side: behind it, and behind what only the other side put there if that one goes first. */
function placeAfter(
  result: readonly string[],
  { previous, known, theirsFirst }: { previous: string | undefined; known: ReadonlySet<string>; theirsFirst: boolean },
): number {
  let place = previous === undefined ? 0 : result.indexOf(previous) + 1;
  while (theirsFirst && place < result.length && !known.has(result[place] ?? '')) place++;
  return place;
}
