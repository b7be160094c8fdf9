// Excel.RangeFormat with its font, fill and protection. Reads give null where the cells differ (office-js reference). On a protected
// sheet formats need allowFormatCells, widths allowFormatColumns, heights allowFormatRows; the lock itself cannot be changed there
// (assumption A8).

import { HostError } from '../errors.ts';
import { autofitColumns, autofitRows, columnWidth, rowHeight, setLine } from '../format.ts';
import { allows, demand } from '../protection.ts';
import { AreasObject } from './areas.ts';
import { RangeBorderCollectionObject } from './borders.ts';
import { FormatProtectionObject, RangeFillObject, RangeFontObject } from './font-fill.ts';
import { readBoolean, readNumber, readWord } from './host-object.ts';

const HORIZONTAL = ['General', 'Left', 'Center', 'Right', 'Fill', 'Justify', 'CenterAcrossSelection', 'Distributed'] as const;
const VERTICAL = ['Top', 'Center', 'Bottom', 'Justify', 'Distributed'] as const;

/** Format of a range. */
export class RangeFormatObject extends AreasObject {
  readonly apiName = 'RangeFormat';

  get WrapText(): boolean | null {
    return this.shared('wrapText');
  }
  set WrapText(value: unknown) {
    this.apply({ wrapText: readBoolean(value) });
  }
  get HorizontalAlignment(): string | null {
    return this.shared('horizontalAlignment');
  }
  set HorizontalAlignment(value: unknown) {
    this.apply({ horizontalAlignment: readWord(value, HORIZONTAL) });
  }
  get VerticalAlignment(): string | null {
    return this.shared('verticalAlignment');
  }
  set VerticalAlignment(value: unknown) {
    this.apply({ verticalAlignment: readWord(value, VERTICAL) });
  }
  get IndentLevel(): number | null {
    return this.shared('indentLevel');
  }
  set IndentLevel(value: unknown) {
    this.apply({ indentLevel: readNumber(value, { min: 0, max: 250 }) });
  }
  get ShrinkToFit(): boolean | null {
    return this.shared('shrinkToFit');
  }
  set ShrinkToFit(value: unknown) {
    this.apply({ shrinkToFit: readBoolean(value) });
  }
  get TextOrientation(): number | null {
    return this.shared('textOrientation');
  }
  set TextOrientation(value: unknown) {
    this.apply({ textOrientation: readNumber(value, { min: -90, max: 180 }) });
  }
  get ColumnWidth(): number | null {
    return this.line('columns', (col) => columnWidth(this.sheet, col));
  }
  set ColumnWidth(value: unknown) {
    const size = readNumber(value, { min: 0, max: 255 * 5.25 + 5 });
    demand(allows(this.sheet, 'allowFormatColumns'));
    this.setLines('columns', size);
  }
  get RowHeight(): number | null {
    return this.line('rows', (row) => rowHeight(this.sheet, row));
  }
  set RowHeight(value: unknown) {
    const size = readNumber(value, { min: 0, max: 409.5 });
    demand(allows(this.sheet, 'allowFormatRows'));
    this.setLines('rows', size);
  }
  get Font(): RangeFontObject {
    return new RangeFontObject(this.host, this.sheet, this.areas);
  }
  get Fill(): RangeFillObject {
    return new RangeFillObject(this.host, this.sheet, this.areas);
  }
  get Protection(): FormatProtectionObject {
    return new FormatProtectionObject(this.host, this.sheet, this.areas);
  }
  get Borders(): RangeBorderCollectionObject {
    return new RangeBorderCollectionObject(this.host, this.sheet, this.areas);
  }

  AutofitRows(): void {
    demand(allows(this.sheet, 'allowFormatRows'));
    this.book.changing();
    for (const area of this.areas) autofitRows(this.sheet, area);
    this.book.redraw({ sheetId: this.sheet.id });
  }
  AutofitColumns(): void {
    demand(allows(this.sheet, 'allowFormatColumns'));
    this.book.changing();
    for (const area of this.areas) autofitColumns(this.sheet, area);
    this.book.redraw({ sheetId: this.sheet.id });
  }

  private line(axis: 'rows' | 'columns', sizeOf: (at: number) => number): number | null {
    const sizes = this.areas.flatMap((area) => {
      const [from, count] = axis === 'rows' ? [area.row, area.rows] : [area.col, area.cols];
      return Array.from({ length: count }, (_, n) => sizeOf(from + n));
    });
    const first = sizes[0] ?? 0;
    return sizes.every((size) => size === first) ? first : null;
  }
  private setLines(axis: 'rows' | 'columns', size: number): void {
    this.book.changing();
    for (const area of this.areas) {
      const [from, count] = axis === 'rows' ? [area.row, area.rows] : [area.col, area.cols];
      if (count > 20_000) throw new HostError('InvalidArgument', 'The simulated Excel does not size that many rows at once.');
      for (let at = from; at < from + count; at++) setLine(this.sheet[axis], at, { size, hidden: size === 0 });
    }
    this.book.redraw({ sheetId: this.sheet.id });
  }
}
