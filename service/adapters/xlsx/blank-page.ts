/**
 * A sheet as a page that is filled line by line: each line as high as its texts need. A line that needs more height than Excel allows takes several rows merged
 * column by column, so that nothing is cut off on paper.
 */
import type { Cell, CellStyle, MergeRange, RowDef, WriteSheet } from 'hucre';
import { colToLetter } from 'hucre/xlsx';
import { escapeText, isErrorValue } from './escapes.ts';
import { LINE_POINTS, MAX_ROW_POINTS, textPoints } from './text-height.ts';

/** What stands in one cell, or in several merged side by side. */
export interface PlacedText {
  text: string;
  style: CellStyle;
  number?: number;
  columns?: number;
  bold?: boolean;
}

/** A sheet that is filled from the top, line by line. */
export interface Page {
  widths: readonly number[];
  /** Adds a line as high as its texts need; returns its number, from 1. */
  line(texts: readonly PlacedText[], height?: { points: number }): number;
  /** All lines, such as `$A$1:$G$27`. */
  block(): string;
  finish(): Pick<WriteSheet, 'columns' | 'cells' | 'rowDefs' | 'merges'>;
}

/** An empty page with columns of these widths, in characters. */
export function blankPage(widths: readonly number[]): Page {
  const cells = new Map<string, Partial<Cell>>();
  const rowDefs = new Map<number, RowDef>();
  const merges: MergeRange[] = [];
  let next = 0;
  return {
    widths,
    line(texts, height) {
      const points =
        height?.points ??
        Math.max(MIN_POINTS, ...placed(texts, widths).map(({ text, width, bold }) => textPoints(text.text, { widthCharacters: width, bold })));
      const rows = points > MAX_ROW_POINTS ? Math.ceil(points / PART_POINTS) : 1;
      for (const { text, start, end } of placed(texts, widths)) {
        if (rows > 1 || end > start) merges.push({ startRow: next, startCol: start, endRow: next + rows - 1, endCol: end });
        for (let row = next; row < next + rows; row += 1)
          for (let column = start; column <= end; column += 1) cells.set(`${row},${column}`, { style: text.style });
        cells.set(`${next},${start}`, { ...content(text), style: text.style });
      }
      for (let row = next; row < next + rows; row += 1) rowDefs.set(row, { height: Math.ceil(points / rows) });
      next += rows;
      return next;
    },
    block: () => `$A$1:$${colToLetter(widths.length - 1)}$${next}`,
    // A column's width in the file includes 5 pixels of padding; a digit has 7.
    finish: () => ({ columns: widths.map((width) => ({ width: width + 0.71 })), cells, rowDefs, merges }),
  };
}

/** How many columns from the left it takes to hold so many characters. */
export function columnsWithin(widths: readonly number[], characters: number): number {
  const enough = widths.findIndex((_, index) => widths.slice(0, index + 1).reduce((sum, width) => sum + width, 0) >= characters);
  return enough === -1 ? widths.length : enough + 1;
}

const MIN_POINTS = 18;
/** A row that is too high is cut into parts of some lines, so that a page can end after each. */
const PART_POINTS = 10 * LINE_POINTS;

/** The library takes a text such as `#REF!` for an error, but not in a run of rich text. */
function content({ text, number, style }: PlacedText): Partial<Cell> {
  if (number !== undefined) return { value: number };
  if (text === '') return { value: null };
  return isErrorValue(text) ? { richText: [{ text, ...(style.font ? { font: style.font } : {}) }] } : { value: escapeText(text) };
}

function placed(texts: readonly PlacedText[], widths: readonly number[]): { text: PlacedText; start: number; end: number; width: number; bold: boolean }[] {
  let start = 0;
  return texts.map((text) => {
    const end = start + (text.columns ?? 1) - 1;
    const width = widths.slice(start, end + 1).reduce((sum, column) => sum + column, 0);
    const place = { text, start, end, width, bold: text.bold ?? false };
    start = end + 1;
    return place;
  });
}
