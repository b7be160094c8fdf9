/** Likeness by its definition, to hold the service's fast way to it: Dice's coefficient of the pairs of neighbouring characters, without case. */

export function likeness(a: string, b: string): number {
  const [one, other] = [a, b].map(pairsOf);
  if (!one || !other) return 0;
  const left = [...other];
  const shared = one.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (one.length + other.length);
}

/** A text of one character is its own pair. */
function pairsOf(text: string): string[] {
  const characters = [...text.toLowerCase()];
  return characters.length < 2 ? [characters.join('')] : characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
