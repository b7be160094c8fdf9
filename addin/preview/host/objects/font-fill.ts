// Excel.RangeFont, Excel.RangeFill and Excel.FormatProtection (office-js reference). The lock of cells cannot be changed on a protected
// sheet (assumption A8).

import { demand } from '../protection.ts';
import { AreasObject } from './areas.ts';
import { readBoolean, readColour, readNumber, readText, readWord } from './host-object.ts';

/** Font of a range. */
export class RangeFontObject extends AreasObject {
  readonly apiName = 'RangeFont';

  get Name(): string | null {
    return this.shared('fontName');
  }
  set Name(value: unknown) {
    this.apply({ fontName: readText(value) });
  }
  get Size(): number | null {
    return this.shared('fontSize');
  }
  set Size(value: unknown) {
    this.apply({ fontSize: readNumber(value, { min: 1, max: 409 }) });
  }
  get Color(): string | null {
    return this.shared('fontColor');
  }
  set Color(value: unknown) {
    this.apply({ fontColor: readColour(value) });
  }
  get Bold(): boolean | null {
    return this.shared('bold');
  }
  set Bold(value: unknown) {
    this.apply({ bold: readBoolean(value) });
  }
  get Italic(): boolean | null {
    return this.shared('italic');
  }
  set Italic(value: unknown) {
    this.apply({ italic: readBoolean(value) });
  }
  get Underline(): string | null {
    return this.shared('underline');
  }
  set Underline(value: unknown) {
    this.apply({ underline: readWord(value, ['None', 'Single', 'Double', 'SingleAccountant', 'DoubleAccountant']) });
  }
  get Strikethrough(): boolean | null {
    return this.shared('strikethrough');
  }
  set Strikethrough(value: unknown) {
    this.apply({ strikethrough: readBoolean(value) });
  }
}

/** Fill of a range. */
export class RangeFillObject extends AreasObject {
  readonly apiName = 'RangeFill';

  get Color(): string | null {
    const colour = this.shared('fillColor');
    return colour === '' ? '#FFFFFF' : colour;
  }
  set Color(value: unknown) {
    this.apply({ fillColor: value === '' ? '' : readColour(value) });
  }
  Clear(): void {
    this.apply({ fillColor: '' });
  }
}

/** Lock of the cells of a range; it counts once the sheet is protected. */
export class FormatProtectionObject extends AreasObject {
  readonly apiName = 'FormatProtection';

  get Locked(): boolean | null {
    return this.shared('locked');
  }
  set Locked(value: unknown) {
    demand(!this.sheet.protection);
    this.apply({ locked: readBoolean(value) });
  }
  get FormulaHidden(): boolean | null {
    return this.shared('formulaHidden');
  }
  set FormulaHidden(value: unknown) {
    demand(!this.sheet.protection);
    this.apply({ formulaHidden: readBoolean(value) });
  }
}
