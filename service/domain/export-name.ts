/** How an export is marked and called: the highest marking of what is in it, in its header, its footer and its file name. */
import { type Grid, Marking } from '#contract/grid.ts';

/** The narrowest marking among the grid's own and those of its items. */
export function highestMarking(grid: Grid): Marking {
  const items = grid.rows.flatMap(({ cells }) => Object.values(cells).flatMap((cell) => (typeof cell === 'string' ? [] : cell)));
  const markings = [grid.definition.marking, ...items.flatMap(({ marking }) => marking ?? [])];
  return FROM_WIDEST.findLast((marking) => markings.includes(marking)) ?? grid.definition.marking;
}

/** `wbcti-2026-Q4-TLP-AMBER.xlsx`: safe on every file system and in a header field. */
export function workbookFileName(grid: Grid): string {
  return `${grid.grid}-${grid.period}-${highestMarking(grid).replace(/[^A-Z]+/g, '-')}.xlsx`;
}

const FROM_WIDEST = Marking.options;
