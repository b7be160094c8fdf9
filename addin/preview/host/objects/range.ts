// Excel.Range, second half: what its cells hold and what is done to them. Sources: Excel.Range in the office-js reference;
// learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-ranges-unbounded (cell-level properties of entire rows and columns read
// as null and cannot be set), .../excel-add-ins-blank-null-values, .../excel-add-ins-ranges-set-get-values (one value for all cells).

import { isEntireColumns, isEntireRows, type Rect, rect } from '../address.ts';
import { valueType } from '../cells.ts';
import { clearCells, clearContents, putCells, writeValues } from '../edit.ts';
import { HostError } from '../errors.ts';
import { setCellFormat, setLine } from '../format.ts';
import { cellsIn } from '../kept.ts';
import { allows, allUnlocked, demand, mayWrite } from '../protection.ts';
import { raiseActivated, raiseChanged, raiseRowHidden, raiseSelection } from '../raise.ts';
import { deleteCells, insertCells } from '../shift.ts';
import { readProperties, writeProperties } from './cell-properties.ts';
import { DataValidationObject } from './data-validation.ts';
import { cellsOf, type RangeLike, readBoolean, readText, readWord } from './host-object.ts';
import { RangeFormatObject } from './range-format.ts';
import { RangeShape } from './range-shape.ts';
import { RangeSortObject } from './range-sort.ts';

type Grid<T> = T[][] | null;

/** A range with contents. */
export class RangeObject extends RangeShape {
  get Values(): Grid<unknown> {
    return this.grid((row, col) => this.sheet.content(row, col)?.value ?? '');
  }
  set Values(values: unknown) {
    this.write(values);
  }
  get Formulas(): Grid<unknown> {
    return this.grid((row, col) => this.sheet.content(row, col)?.formula ?? this.sheet.content(row, col)?.value ?? '');
  }
  set Formulas(formulas: unknown) {
    this.write(formulas);
  }
  get Text(): Grid<string> {
    return this.grid((row, col) => this.sheet.textAt(row, col));
  }
  get ValueTypes(): Grid<string> {
    return this.grid((row, col) => valueType(this.sheet.content(row, col)));
  }
  get NumberFormat(): Grid<string> {
    return this.grid((row, col) => this.sheet.formatAt(row, col).numberFormat);
  }
  set NumberFormat(formats: unknown) {
    const grid = this.gridFrom(formats);
    demand(allows(this.sheet, 'allowFormatCells'));
    this.book.changing();
    for (const [down, line] of grid.entries()) {
      for (const [right, format] of line.entries()) {
        if (format !== null) setCellFormat(this.sheet, this.rect.row + down, this.rect.col + right, { numberFormat: readText(format) });
      }
    }
    this.book.redraw({ sheetId: this.sheet.id });
  }

  get Hidden(): boolean | null {
    const hidden = [this.RowHidden, this.ColumnHidden];
    if (hidden.includes(true)) return true;
    return hidden.includes(null) ? null : false;
  }
  get RowHidden(): boolean | null {
    return common(this.rect.row, this.rect.rows, (row) => this.sheet.rowHidden(row));
  }
  set RowHidden(hidden: unknown) {
    const wanted = readBoolean(hidden);
    demand(allows(this.sheet, 'allowFormatRows'));
    this.book.changing();
    for (let row = this.rect.row; row < this.rect.row + this.rect.rows; row++) setLine(this.sheet.rows, row, { hidden: wanted });
    raiseRowHidden(this.book, { sheet: this.sheet, area: { ...this.rect, col: 0, cols: 16_384 }, hidden: wanted });
  }
  get ColumnHidden(): boolean | null {
    return common(this.rect.col, this.rect.cols, (col) => this.sheet.columnHidden(col));
  }
  set ColumnHidden(hidden: unknown) {
    const wanted = readBoolean(hidden);
    demand(allows(this.sheet, 'allowFormatColumns'));
    this.book.changing();
    for (let col = this.rect.col; col < this.rect.col + this.rect.cols; col++) setLine(this.sheet.columns, col, { hidden: wanted });
    this.book.redraw({ sheetId: this.sheet.id });
  }

  get Format(): RangeFormatObject {
    return new RangeFormatObject(this.host, this.sheet, [this.rect]);
  }
  get DataValidation(): DataValidationObject {
    return new DataValidationObject(this.host, this.sheet, [this.rect]);
  }
  get Sort(): RangeSortObject {
    return new RangeSortObject(this.host, this.sheet, this.rect);
  }

  Clear(applyTo: unknown = 'All'): void {
    const what = readWord(applyTo ?? 'All', ['All', 'Formats', 'Contents']);
    if (what !== 'Formats') demand(mayWrite(this.sheet, this.rect));
    if (what !== 'Contents') demand(allows(this.sheet, 'allowFormatCells'));
    if (what === 'Contents') clearContents(this.book, this.sheet, this.rect);
    else clearCells(this.book, this.sheet, { area: this.rect, keepContents: what === 'Formats' });
  }
  Insert(shift: unknown): RangeLike {
    const down = readWord(shift, ['Down', 'Right']) === 'Down';
    demand(allows(this.sheet, down ? 'allowInsertRows' : 'allowInsertColumns') && (!this.sheet.protection || this.whole(down)));
    insertCells(this.book, this.sheet, { area: this.rect, axis: down ? 'rows' : 'columns' });
    const changeType = this.whole(down) ? (down ? 'RowInserted' : 'ColumnInserted') : 'CellInserted';
    raiseChanged(this.book, { sheet: this.sheet, area: this.rect, changeType });
    return this.near(this.rect);
  }
  Delete(shift: unknown): void {
    const up = readWord(shift, ['Up', 'Left']) === 'Up';
    demand(allows(this.sheet, up ? 'allowDeleteRows' : 'allowDeleteColumns'));
    demand(!this.sheet.protection || (this.whole(up) && allUnlocked(this.sheet, this.rect)));
    deleteCells(this.book, this.sheet, { area: this.rect, axis: up ? 'rows' : 'columns' });
    const changeType = this.whole(up) ? (up ? 'RowDeleted' : 'ColumnDeleted') : 'CellDeleted';
    raiseChanged(this.book, { sheet: this.sheet, area: this.rect, changeType });
  }
  CopyFrom(source: unknown, copyType: unknown = 'All', skipBlanks: unknown = false, transpose: unknown = false): void {
    if (skipBlanks || transpose) throw new HostError('InvalidArgument', 'The simulated Excel copies neither transposed nor without blanks.');
    const what = readWord(copyType ?? 'All', ['All', 'Values']);
    const from = cellsOf(this.book, source, this.sheet);
    const area: Rect = { ...this.rect, rows: Math.max(this.rect.rows, from.rect.rows), cols: Math.max(this.rect.cols, from.rect.cols) };
    demand(mayWrite(this.sheet, area) && (what === 'Values' || !this.sheet.protection));
    const cells = cellsIn(from.sheet, from.rect);
    const tiled = Array.from({ length: area.rows }, (_, down) =>
      Array.from({ length: area.cols }, (__, right) => {
        const cell = cells[down % from.rect.rows]?.[right % from.rect.cols];
        const own = this.sheet.cell(area.row + down, area.col + right);
        if (what === 'All') return cell;
        const { content: _content, ...looks } = own ?? {};
        return cell?.content ? { ...looks, content: { value: cell.content.value } } : looks;
      }),
    );
    putCells(this.book, this.sheet, { area, cells: tiled });
  }
  GetCellProperties(wanted: unknown): Grid<object> {
    return this.grid((row, col) => readProperties(new RangeObject(this.host, this.sheet, rect(row, col)), wanted));
  }
  SetCellProperties(values: unknown): void {
    for (const [down, line] of this.gridFrom(values).entries()) {
      for (const [right, each] of line.entries()) {
        const cell = new RangeObject(this.host, this.sheet, rect(this.rect.row + down, this.rect.col + right));
        writeProperties(cell, each ?? {});
      }
    }
  }
  Select(): void {
    if (this.sheet.visibility !== 'Visible') throw new HostError('InvalidOperation');
    const from = this.book.active;
    this.book.active = this.sheet;
    this.sheet.selection = this.rect;
    if (from !== this.sheet) raiseActivated(this.book, from, this.sheet);
    raiseSelection(this.book, this.sheet);
  }
  /** Sent by office.js before it writes more than 1,500 cells in pieces. */
  _ValidateArraySize(rows: unknown, columns: unknown): void {
    if (rows !== this.rect.rows || columns !== this.rect.cols) throw new HostError('InvalidArgument');
  }

  private whole(byRows: boolean): boolean {
    return byRows ? isEntireRows(this.rect) : isEntireColumns(this.rect);
  }
  private grid<T>(read: (row: number, col: number) => T): Grid<T> {
    if (this.unbounded()) return null;
    return Array.from({ length: this.rect.rows }, (_, down) =>
      Array.from({ length: this.rect.cols }, (__, right) => read(this.rect.row + down, this.rect.col + right)),
    );
  }
  private write(values: unknown): void {
    const grid = this.gridFrom(values);
    demand(mayWrite(this.sheet, this.rect));
    writeValues(this.book, this.sheet, { area: this.rect, values: grid });
  }
  private gridFrom(sent: unknown): unknown[][] {
    if (this.unbounded() || sent === null || sent === undefined) throw new HostError('InvalidArgument');
    if (!Array.isArray(sent)) return Array.from({ length: this.rect.rows }, () => new Array(this.rect.cols).fill(sent));
    const fits = sent.length === this.rect.rows && sent.every((line) => Array.isArray(line) && line.length === this.rect.cols);
    if (!fits) throw new HostError('InvalidArgument');
    return sent;
  }
  private unbounded(): boolean {
    return isEntireRows(this.rect) || isEntireColumns(this.rect);
  }
}

function common(from: number, count: number, ask: (at: number) => boolean): boolean | null {
  const first = ask(from);
  for (let at = from + 1; at < from + count; at++) if (ask(at) !== first) return null;
  return first;
}
