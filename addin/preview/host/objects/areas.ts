// What the format objects share: they read and set formats of areas of one sheet.

import type { Rect } from '../address.ts';
import type { Format } from '../cells.ts';
import { commonFormat, setFormat } from '../format.ts';
import { allows, demand } from '../protection.ts';
import type { Sheet } from '../sheet.ts';
import { type Host, HostObject } from './host-object.ts';

/** An object that reads and sets formats of areas of one sheet. */
export abstract class AreasObject extends HostObject {
  readonly sheet: Sheet;
  readonly areas: readonly Rect[];

  constructor(host: Host, sheet: Sheet, areas: readonly Rect[]) {
    super(host);
    this.sheet = sheet;
    this.areas = areas;
  }

  /** The value that all cells share, or null. */
  shared<K extends keyof Format>(key: K): Format[K] | null {
    const values = this.areas.map((area) => commonFormat(this.sheet, area, key));
    const first = values[0] ?? null;
    return values.every((value) => value === first) ? first : null;
  }

  /** Sets parts of the format of all cells. Fails with AccessDenied when protection forbids it. */
  apply(patch: Partial<Format>): void {
    demand(allows(this.sheet, 'allowFormatCells'));
    this.book.changing();
    for (const area of this.areas) setFormat(this.sheet, area, patch);
    this.book.redraw({ sheetId: this.sheet.id });
  }
}
