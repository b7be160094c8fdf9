// Excel.WorksheetProtection: "Protects a worksheet. Fails if the worksheet has already been protected." (office-js reference). Taking the
// protection from a sheet that has none fails too, as office-js issue 6784 reports (assumption A8).

import type { Sheet } from '../sheet.ts';
import { protectSheet, unprotectSheet } from '../sheets.ts';
import { type Host, HostObject, readText } from './host-object.ts';

/** The protection of a sheet. */
export class WorksheetProtectionObject extends HostObject {
  readonly apiName = 'WorksheetProtection';
  readonly sheet: Sheet;

  constructor(host: Host, sheet: Sheet) {
    super(host);
    this.sheet = sheet;
  }

  get Protected(): boolean {
    return this.sheet.protection !== null;
  }
  get Options(): object | null {
    return this.sheet.protection?.options ?? null;
  }
  Protect(options: unknown = null, password: unknown = ''): void {
    protectSheet(this.book, this.sheet, { options, password: readText(password ?? '') });
  }
  Unprotect(password: unknown = ''): void {
    unprotectSheet(this.book, this.sheet, readText(password ?? ''));
  }
}
