/** The consolidated workbook as bytes: one sheet for each sheet of the grid. Runs in the document worker. */
import { writeXlsx } from 'hucre/xlsx';
import { say } from '#contract/catalogue/say.ts';
import type { Grid } from '#contract/grid.ts';
import { highestMarking } from '#contract/marking.ts';
import { legalText } from './escapes.ts';
import { finishWorkbook } from './finish-workbook.ts';
import { layOutSheet } from './lay-out-sheet.ts';
import { FONT } from './text-height.ts';

/** Writes the grid as it stands; `at` is the instant its properties name. */
export async function writeWorkbook(grid: Grid, { at }: { at: string }): Promise<Uint8Array<ArrayBuffer>> {
  const { definition, period } = grid;
  const marking = highestMarking(grid);
  const written = new Date(at);
  const names = tabNames(definition.sheets.map(({ title }) => title));
  const sheets = definition.sheets.map((sheet, index) => layOutSheet(grid, { sheet, name: names[index] ?? sheet.sheet }));
  const bytes = await writeXlsx({
    sheets: sheets.map(({ sheet }) => sheet),
    namedRanges: sheets.flatMap((laidOut) => laidOut.names),
    defaultFont: FONT,
    properties: {
      title: legalText(say('workbook.title', { title: definition.title, period })),
      subject: legalText(say('workbook.subject', { count: grid.definition.members.length, period, marking })),
      creator: legalText(definition.organisation),
      company: legalText(definition.organisation),
      keywords: marking,
      created: written,
      modified: written,
    },
  });
  return finishWorkbook(bytes, { written });
}

/** Excel's rules for a tab: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at its ends, no name twice. */
export function tabNames(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title, index) => {
    const clean = legalText(title)
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^['\s]+|['\s]+$/g, '')
      .slice(0, 31);
    const free = clean === '' || taken.has(clean.toLowerCase()) ? `${clean.slice(0, 26)} ${index + 1}`.trim() : clean;
    taken.add(free.toLowerCase());
    return free;
  });
}
