/** A file that was written for somebody who may not see all comes back with the words of gaps in it: they stand for items that are still there, and so those stay. */
import { gapIn } from '#contract/gap.ts';
import type { Item, Marking } from '#contract/grid.ts';

/** The lines of a cell of the file with the stored lines that its gaps stand for: those the file does not show, of the gap's marking first, in their order. */
export function fillGaps(lines: readonly string[], { items, markingOf }: { items: readonly Item[]; markingOf: (item: Item) => Marking }): string[] {
  const gaps = lines.flatMap((line) => gapIn(line) ?? []);
  if (gaps.length === 0) return [...lines];
  const shown = [...lines];
  const missing = items.filter(({ text }) => {
    const at = shown.indexOf(text);
    if (at >= 0) shown.splice(at, 1);
    return at < 0;
  });
  const take = (gap: { marking: Marking; count: number }): string[] => {
    const alike = missing.filter((item) => markingOf(item) === gap.marking);
    const taken = new Set([...new Set([...alike, ...missing])].slice(0, gap.count));
    missing.splice(0, missing.length, ...missing.filter((item) => !taken.has(item)));
    return items.flatMap((item) => (taken.has(item) ? [item.text] : []));
  };
  return lines.flatMap((line) => {
    const gap = gapIn(line);
    return gap ? take(gap) : [line];
  });
}
