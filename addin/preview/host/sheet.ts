// One worksheet: sparse cells with their formats in layers (cell over row over column over sheet), sizes, hidden rows and columns,
// protection, frozen panes and page layout. Plain state and questions about it; what changes several cells lives in edit.ts, shift.ts
// and sort.ts. Every change goes through Book.changing first, so that undo has its copy.

import { isEntireColumns, isEntireRows, MAX_COLUMNS, type Rect } from './address.ts';
import { type Cell, type Content, DEFAULTS, type Format, isBlankCell } from './cells.ts';
import { DEFAULT_LAYOUT, type PageLayout } from './page.ts';
import type { Protection } from './protection.ts';
import { textOf } from './values.ts';

/** Whether the tab of a sheet is shown; VeryHidden is not even offered by Excel's Unhide. */
export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

/** Size and visibility that a row or column has of its own, and the format below that of its cells. Sizes in points. */
export interface Line {
  readonly size?: number;
  readonly hidden?: true;
  readonly format?: Partial<Format>;
}

/** The columns' width and the rows' height of a new sheet, in points. */
export const STANDARD = { width: 48, height: 15 } as const;

/** What a sheet holds besides its cells and lines, each an immutable value: undo puts it back, and a file keeps it. A new one belongs here too. */
export const PLAIN_FIELDS = [
  'name',
  'visibility',
  'tabColor',
  'showGridlines',
  'showHeadings',
  'standardWidth',
  'protection',
  'frozen',
  'layout',
  'format',
] as const satisfies (keyof Sheet)[];

/** A worksheet. The id stays for life; name and position change. */
export class Sheet {
  readonly id: string;
  name: string;
  visibility: Visibility = 'Visible';
  tabColor = '';
  showGridlines = true;
  showHeadings = true;
  standardWidth: number = STANDARD.width;
  protection: Protection | null = null;
  /** Rows and columns that stay in sight, counted from the top and the left. */
  frozen: { readonly rows: number; readonly cols: number } = { rows: 0, cols: 0 };
  layout: PageLayout = DEFAULT_LAYOUT;
  format: Partial<Format> = {};
  cells = new Map<number, Cell>();
  rows = new Map<number, Line>();
  columns = new Map<number, Line>();
  /** Rows that a filter hides now. */
  filteredRows: ReadonlySet<number> = new Set();
  selection: Rect = { row: 0, col: 0, rows: 1, cols: 1 };
  deleted = false;

  constructor(id: string, name: string) {
    this.id = id;
    this.name = name;
  }

  /** The cell as it is kept, or undefined when it has nothing of its own. */
  cell(row: number, col: number): Cell | undefined {
    return this.cells.get(row * MAX_COLUMNS + col);
  }

  /** Keeps a cell, or forgets it when it has nothing of its own. */
  putCell(row: number, col: number, cell: Cell): void {
    if (isBlankCell(cell)) this.cells.delete(row * MAX_COLUMNS + col);
    else this.cells.set(row * MAX_COLUMNS + col, cell);
  }

  /** What a cell holds, or undefined when it is empty. */
  content(row: number, col: number): Content | undefined {
    return this.cell(row, col)?.content;
  }

  /** Replaces what a cell holds and leaves format and rule. */
  putContent(row: number, col: number, content: Content | undefined): void {
    const { content: _old, ...rest } = this.cell(row, col) ?? {};
    this.putCell(row, col, content ? { ...rest, content } : rest);
  }

  /** The format that a cell has in the end. */
  formatAt(row: number, col: number): Format {
    return {
      ...DEFAULTS,
      ...this.format,
      ...this.columns.get(col)?.format,
      ...this.rows.get(row)?.format,
      ...this.cell(row, col)?.format,
    };
  }

  /** The text that the sheet shows in a cell. */
  textAt(row: number, col: number): string {
    return textOf(this.content(row, col), this.formatAt(row, col).numberFormat);
  }

  /** Reports whether a row is not shown: hidden itself or by a filter. */
  rowHidden(row: number): boolean {
    return this.rows.get(row)?.hidden === true || this.filteredRows.has(row);
  }

  /** Reports whether a column is not shown. */
  columnHidden(col: number): boolean {
    return this.columns.get(col)?.hidden === true;
  }

  /** The smallest rectangle of cells with content, or with content or format; null when there is none. */
  usedRect(wanted: 'contents' | 'contents and formats'): Rect | null {
    let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
    for (const [key, cell] of this.cells) {
      if (!cell.content && (wanted === 'contents' || !cell.format)) continue;
      const row = Math.floor(key / MAX_COLUMNS);
      const col = key % MAX_COLUMNS;
      top = Math.min(top, row);
      left = Math.min(left, col);
      bottom = Math.max(bottom, row);
      right = Math.max(right, col);
    }
    return bottom < 0 ? null : { row: top, col: left, rows: bottom - top + 1, cols: right - left + 1 };
  }
}

/**
 * Asks about the cells of an area until an answer is false; reports whether all were true. Entire rows and columns are asked by their
 * kept cells and one cell beyond them, since all others have the same format.
 */
export function eachCellIn(sheet: Sheet, area: Rect, ask: (row: number, col: number) => boolean): boolean {
  const used = sheet.usedRect('contents and formats');
  const lastRow = isEntireColumns(area) ? Math.max(...sheet.rows.keys(), used ? used.row + used.rows : 0, 0) + 1 : area.row + area.rows - 1;
  const lastCol = isEntireRows(area) ? Math.max(...sheet.columns.keys(), used ? used.col + used.cols : 0, 0) + 1 : area.col + area.cols - 1;
  for (let row = area.row; row <= lastRow; row++) {
    for (let col = area.col; col <= lastCol; col++) if (!ask(row, col)) return false;
  }
  return true;
}
