// Excel.RangeAreas, as far as it serves to format, clear or validate several rectangles of a sheet at once (office-js reference).

import { formatRect, quoteSheetName } from '../address.ts';
import { clearContents } from '../edit.ts';
import { demand, mayWrite } from '../protection.ts';
import { AreasObject } from './areas.ts';
import { DataValidationObject } from './data-validation.ts';
import { type HostObject, readWord } from './host-object.ts';
import { RangeFormatObject } from './range-format.ts';

/** Several rectangles of one sheet. */
export class RangeAreasObject extends AreasObject {
  readonly apiName = 'RangeAreas';
  /** The add-in's reference to it; areas keep their place, unlike ranges (assumption A16). */
  referenceId = '';

  _KeepReference(): null {
    return null;
  }
  get _ReferenceId(): string {
    return this.referenceId;
  }
  get Address(): string {
    return this.areas.map((area) => `${quoteSheetName(this.sheet.name)}!${formatRect(area)}`).join(',');
  }
  get AreaCount(): number {
    return this.areas.length;
  }
  get CellCount(): number {
    return this.areas.reduce((sum, area) => sum + area.rows * area.cols, 0);
  }
  get Format(): RangeFormatObject {
    return new RangeFormatObject(this.host, this.sheet, this.areas);
  }
  get DataValidation(): DataValidationObject {
    return new DataValidationObject(this.host, this.sheet, this.areas);
  }
  get Worksheet(): HostObject {
    return this.host.worksheet(this.sheet);
  }
  Clear(applyTo: unknown): void {
    readWord(applyTo, ['Contents']);
    for (const area of this.areas) demand(mayWrite(this.sheet, area));
    for (const area of this.areas) clearContents(this.book, this.sheet, area);
  }
}
