/** How an export is marked and called: the highest marking of what is in it, in its header, its footer and its file name. */
import type { Grid } from '#contract/grid.ts';
import { highestMarking } from '#contract/marking.ts';

/** `wbcti-2026-Q4-TLP-AMBER.xlsx`: safe on every file system and in a header field. */
export function workbookFileName(grid: Grid): string {
  return `${grid.grid}-${grid.period}-${highestMarking(grid).replace(/[^A-Z]+/g, '-')}.xlsx`;
}
