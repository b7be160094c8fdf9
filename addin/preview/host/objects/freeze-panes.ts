// Excel.WorksheetFreezePanes (office-js reference).

import type { Sheet } from '../sheet.ts';
import { cellsOf, type Host, HostObject, type RangeLike } from './host-object.ts';

/** The rows and columns of a sheet that stay in sight. */
export class FreezePanesObject extends HostObject {
  readonly apiName = 'WorksheetFreezePanes';
  readonly sheet: Sheet;

  constructor(host: Host, sheet: Sheet) {
    super(host);
    this.sheet = sheet;
  }

  FreezeAt(range: unknown): void {
    if (range === null || range === undefined) {
      this.Unfreeze();
      return;
    }
    const { rect } = cellsOf(this.book, range, this.sheet);
    const wide = rect.cols === 16_384;
    const tall = rect.rows === 1_048_576;
    this.freeze({ rows: tall ? 0 : rect.row + rect.rows, cols: wide ? 0 : rect.col + rect.cols });
  }
  FreezeRows(count: unknown = 1): void {
    this.freeze({ rows: Number(count ?? 1), cols: 0 });
  }
  FreezeColumns(count: unknown = 1): void {
    this.freeze({ rows: 0, cols: Number(count ?? 1) });
  }
  Unfreeze(): void {
    this.freeze({ rows: 0, cols: 0 });
  }
  GetLocationOrNullObject(): RangeLike | null {
    const { rows, cols } = this.sheet.frozen;
    if (rows + cols === 0) return null;
    return this.host.range(this.sheet, { row: 0, col: 0, rows: rows || 1_048_576, cols: cols || 16_384 });
  }

  private freeze(frozen: { rows: number; cols: number }): void {
    this.book.changing();
    this.sheet.frozen = frozen;
    this.book.redraw({ sheetId: this.sheet.id });
  }
}
