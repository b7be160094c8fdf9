/** Lines of a cell: finding them, putting one back among its neighbours, and telling which of two lines is likelier to be the same reworded. Pure. */

/** Where the lines of a block stand: side by side if they do, else each by itself. Undefined if one of them is missing, or for an empty block. */
export function located(lines: readonly string[], block: readonly string[], taken: ReadonlySet<number>): number[] | undefined {
  if (block.length === 0) return undefined;
  for (let start = 0; start + block.length <= lines.length; start++)
    if (block.every((line, at) => lines[start + at] === line && !taken.has(start + at))) return block.map((_, at) => start + at);
  const found: number[] = [];
  for (const line of block) {
    const at = lines.findIndex((other, index) => other === line && !taken.has(index) && !found.includes(index));
    if (at < 0) return undefined;
    found.push(at);
  }
  return found;
}

/** The lines without each of `others` once, in their order. */
export function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Puts lines where they stand in another order of the same cell: behind the nearest line before `at` there that is here too, else first. At the end for -1. */
export function putNear(lines: readonly string[], added: readonly string[], { order, at }: { order: readonly string[]; at: number }): string[] {
  if (at < 0) return [...lines, ...added];
  for (let before = at - 1; before >= 0; before--) {
    const line = order[before];
    const nth = order.slice(0, before + 1).filter((other) => other === line).length;
    const places = lines.flatMap((other, index) => (other === line ? [index] : []));
    const place = places[nth - 1] ?? places.at(-1);
    if (place !== undefined) return lines.toSpliced(place + 1, 0, ...added);
  }
  return [...added, ...lines];
}

/** The candidate that is most like a line, if one is like enough: for finding a line again that a person has reworded, never for choosing between texts. */
export function mostAlike(line: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({ candidate, score: alike(line, candidate) })).filter(({ score }) => score >= ALIKE);
  return scored.sort((a, b) => b.score - a.score)[0]?.candidate;
}

const ALIKE = 0.5;

/** Dice's coefficient of the pairs of neighbouring characters, without case. */
function alike(a: string, b: string): number {
  const left = pairsOf(a);
  const right = pairsOf(b);
  const both = left.length + right.length;
  return both === 0 ? Number(a === b) : (2 * (left.length - without(left, right).length)) / both;
}

const pairsOf = (line: string): string[] => Array.from(line.toLowerCase().slice(1), (character, at) => `${line[at]?.toLowerCase()}${character}`);
