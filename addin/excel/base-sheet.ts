/**
 * The very hidden sheet `__grid_base`: keyed lines of text, one per row of the grid, so that two people who save different rows of one shared workbook
 * write different cells. It stores and finds lines; what they mean is sync/base.ts and sync/notes.ts. All its cells are text.
 */
import { guarded } from './layout.ts';
import type { HiddenLine } from './sheet.ts';

export const BASE_SHEET = '__grid_base';

/** Where each line is and how wide; what writing needs of a reading. */
export interface LinePlaces {
  exists: boolean;
  next: number;
  byKey: Map<string, { at: number; width: number; line: HiddenLine }>;
}

/** Queues reading the sheet. The answer is there after the next sync. */
export function queueLines(context: Excel.RequestContext): () => { lines: HiddenLine[]; places: LinePlaces } {
  const sheet = context.workbook.worksheets.getItemOrNullObject(BASE_SHEET);
  const used = sheet.getUsedRangeOrNullObject(true);
  sheet.load('id');
  used.load('values,rowIndex,columnIndex');
  return () => {
    const block = used.isNullObject ? { values: [], rowIndex: 0, columnIndex: 0 } : used;
    return { lines: linesIn(block), places: placesIn(block, { exists: !sheet.isNullObject }) };
  };
}

/** Queues making the sheet. Setting the visibility has no undo and clears the person's, so it happens once. */
export function makeBaseSheet(context: Excel.RequestContext): Excel.Worksheet {
  const sheet = context.workbook.worksheets.add(BASE_SHEET);
  sheet.visibility = 'VeryHidden';
  return sheet;
}

/** Queues writing lines: each over the line of its key, new ones at the end. */
export function queueWriteLines(sheet: Excel.Worksheet, lines: readonly HiddenLine[], places: LinePlaces): void {
  let next = places.next;
  for (const line of lines) {
    const place = places.byKey.get(line.key);
    const at = place?.at ?? next++;
    const cells = [line.key, ...line.parts];
    const width = Math.max(cells.length, place?.width ?? 0);
    const range = sheet.getRangeByIndexes(at, 0, 1, width);
    range.numberFormat = [Array.from({ length: width }, () => '@')];
    range.values = [Array.from({ length: width }, (_, index) => guarded(cells[index] ?? ''))];
  }
}

/** Where lines are after these have been written too: new ones stand behind the old, and one that was wider leaves nothing behind when it is put back. */
export function placesAfter(places: LinePlaces, written: readonly HiddenLine[]): LinePlaces {
  const widths = new Map(written.map(({ key, parts }) => [key, 1 + parts.length]));
  const byKey = new Map([...places.byKey].map(([key, place]) => [key, { ...place, width: Math.max(place.width, widths.get(key) ?? 0) }]));
  return { ...places, next: places.next + written.filter(({ key }) => !places.byKey.has(key)).length, byKey };
}

interface UsedBlock {
  values: unknown[][];
  rowIndex: number;
  columnIndex: number;
}

function linesIn({ values, columnIndex }: UsedBlock): HiddenLine[] {
  if (columnIndex > 0) return [];
  return values.map(lineOf).filter(({ key }) => key !== '');
}

function lineOf(cells: unknown[]): HiddenLine {
  const [key = '', ...parts] = cells.map(String);
  while (parts.at(-1) === '') parts.pop();
  return { key, parts };
}

function placesIn(block: UsedBlock, { exists }: { exists: boolean }): LinePlaces {
  const byKey: LinePlaces['byKey'] = new Map();
  const { values, rowIndex, columnIndex } = block;
  for (const [at, cells] of (columnIndex > 0 ? [] : values).entries()) {
    const line = lineOf(cells);
    if (line.key !== '' && !byKey.has(line.key)) byKey.set(line.key, { at: rowIndex + at, width: cells.length, line });
  }
  return { exists, next: rowIndex + values.length, byKey };
}
