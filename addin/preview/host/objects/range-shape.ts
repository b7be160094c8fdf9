// Excel.Range, first half: where it is and the ranges that it leads to. Source of each member: Excel.Range in the office-js reference.

import { boundingRect, formatRect, intersect, isEntireColumns, isEntireRows, MAX_COLUMNS, MAX_ROWS, quoteSheetName, type Rect, rect } from '../address.ts';
import { HostError } from '../errors.ts';
import { columnWidth, rowHeight } from '../format.ts';
import type { Sheet } from '../sheet.ts';
import { cellsOf, type Host, HostObject, type RangeLike, readNumber } from './host-object.ts';

/** A rectangle of one sheet. */
export abstract class RangeShape extends HostObject implements RangeLike {
  readonly apiName = 'Range';
  readonly sheet: Sheet;
  readonly rect: Rect;
  /** The reference that the add-in holds to these cells, once it asked for one. */
  referenceId = '';

  constructor(host: Host, sheet: Sheet, area: Rect) {
    super(host);
    if (sheet.deleted) throw new HostError('ItemNotFound');
    this.sheet = sheet;
    this.rect = area;
  }

  /** Another range of the same sheet. */
  near(area: Rect): RangeLike {
    return this.host.range(this.sheet, area);
  }

  /** A reference that follows the cells from now on. */
  _KeepReference(): null {
    this.referenceId = this.book.newId('range');
    this.book.references.set(this.referenceId, { sheet: this.sheet, rect: this.rect });
    return null;
  }

  get _ReferenceId(): string {
    return this.referenceId;
  }
  get Address(): string {
    return `${quoteSheetName(this.sheet.name)}!${formatRect(this.rect)}`;
  }
  get AddressLocal(): string {
    return this.Address;
  }
  get RowIndex(): number {
    return this.rect.row;
  }
  get ColumnIndex(): number {
    return this.rect.col;
  }
  get RowCount(): number {
    return this.rect.rows;
  }
  get ColumnCount(): number {
    return this.rect.cols;
  }
  get CellCount(): number {
    const count = this.rect.rows * this.rect.cols;
    return count > 2 ** 31 - 1 ? -1 : count;
  }
  get IsEntireColumn(): boolean {
    return isEntireColumns(this.rect);
  }
  get IsEntireRow(): boolean {
    return isEntireRows(this.rect);
  }
  get Top(): number {
    return sum(0, this.rect.row, (row) => rowHeight(this.sheet, row));
  }
  get Left(): number {
    return sum(0, this.rect.col, (col) => columnWidth(this.sheet, col));
  }
  get Height(): number {
    return sum(this.rect.row, this.rect.rows, (row) => rowHeight(this.sheet, row));
  }
  get Width(): number {
    return sum(this.rect.col, this.rect.cols, (col) => columnWidth(this.sheet, col));
  }
  get Worksheet(): HostObject {
    return this.host.worksheet(this.sheet);
  }

  GetCell(row: unknown, column: unknown): RangeLike {
    return this.near(rect(this.rect.row + Number(row), this.rect.col + Number(column)));
  }
  GetRow(row: unknown): RangeLike {
    readNumber(row, { min: 0, max: this.rect.rows - 1 });
    return this.near(rect(this.rect.row + Number(row), this.rect.col, { rows: 1, cols: this.rect.cols }));
  }
  GetColumn(column: unknown): RangeLike {
    readNumber(column, { min: 0, max: this.rect.cols - 1 });
    return this.near(rect(this.rect.row, this.rect.col + Number(column), { rows: this.rect.rows, cols: 1 }));
  }
  GetLastRow(): RangeLike {
    return this.GetRow(this.rect.rows - 1);
  }
  GetLastColumn(): RangeLike {
    return this.GetColumn(this.rect.cols - 1);
  }
  GetLastCell(): RangeLike {
    return this.GetCell(this.rect.rows - 1, this.rect.cols - 1);
  }
  GetEntireRow(): RangeLike {
    return this.near({ ...this.rect, col: 0, cols: MAX_COLUMNS });
  }
  GetEntireColumn(): RangeLike {
    return this.near({ ...this.rect, row: 0, rows: MAX_ROWS });
  }
  GetResizedRange(deltaRows: unknown, deltaColumns: unknown): RangeLike {
    const size = { rows: this.rect.rows + Number(deltaRows), cols: this.rect.cols + Number(deltaColumns) };
    return this.near(rect(this.rect.row, this.rect.col, size));
  }
  GetAbsoluteResizedRange(rows: unknown, columns: unknown): RangeLike {
    return this.near(rect(this.rect.row, this.rect.col, { rows: Number(rows), cols: Number(columns) }));
  }
  GetOffsetRange(rows: unknown, columns: unknown): RangeLike {
    return this.near(rect(this.rect.row + Number(rows), this.rect.col + Number(columns), this.rect));
  }
  GetRowsAbove(count: unknown = 1): RangeLike {
    const rows = Number(count ?? 1);
    return rows > 0
      ? this.near(rect(this.rect.row - rows, this.rect.col, { rows, cols: this.rect.cols }))
      : this.near(rect(this.rect.row, this.rect.col, { rows: -rows, cols: this.rect.cols }));
  }
  GetRowsBelow(count: unknown = 1): RangeLike {
    const rows = Number(count ?? 1);
    const end = this.rect.row + this.rect.rows;
    return this.near(rect(rows > 0 ? end : end + rows, this.rect.col, { rows: Math.abs(rows), cols: this.rect.cols }));
  }
  GetColumnsBefore(count: unknown = 1): RangeLike {
    const cols = Number(count ?? 1);
    return cols > 0
      ? this.near(rect(this.rect.row, this.rect.col - cols, { rows: this.rect.rows, cols }))
      : this.near(rect(this.rect.row, this.rect.col, { rows: this.rect.rows, cols: -cols }));
  }
  GetColumnsAfter(count: unknown = 1): RangeLike {
    const cols = Number(count ?? 1);
    const end = this.rect.col + this.rect.cols;
    return this.near(rect(this.rect.row, cols > 0 ? end : end + cols, { rows: this.rect.rows, cols: Math.abs(cols) }));
  }
  GetBoundingRect(other: unknown): RangeLike {
    return this.near(boundingRect(this.rect, this.onSameSheet(other)));
  }
  GetIntersection(other: unknown): RangeLike {
    const found = this.GetIntersectionOrNullObject(other);
    if (!found) throw new HostError('ItemNotFound');
    return found;
  }
  GetIntersectionOrNullObject(other: unknown): RangeLike | null {
    const common = intersect(this.rect, this.onSameSheet(other));
    return common && this.near(common);
  }
  GetUsedRange(valuesOnly: unknown = false): RangeLike {
    const found = this.GetUsedRangeOrNullObject(valuesOnly);
    if (!found) throw new HostError('ItemNotFound');
    return found;
  }
  GetUsedRangeOrNullObject(valuesOnly: unknown = false): RangeLike | null {
    const used = this.sheet.usedRect(valuesOnly ? 'contents' : 'contents and formats');
    const common = used && intersect(this.rect, used);
    return common && this.near(common);
  }

  private onSameSheet(other: unknown): Rect {
    const { sheet, rect: area } = cellsOf(this.book, other, this.sheet);
    if (sheet !== this.sheet) throw new HostError('InvalidArgument');
    return area;
  }
}

/** Adds up sizes; beyond the last row or column of its own, all are standard, but a sum over millions is not asked of this host. */
function sum(from: number, count: number, sizeOf: (at: number) => number): number {
  let total = 0;
  for (let at = from; at < from + count; at++) total += sizeOf(at);
  return total;
}
