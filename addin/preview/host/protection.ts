// Sheet protection: what it lets through. A guard rail of Excel's: everything on locked cells is refused, and of the rest what the
// options do not allow. Sources: Excel.WorksheetProtectionOptions (office-js reference); Protection.AllowSorting and AllowDeletingRows
// (learn.microsoft.com/office/vba/api: sorting and deleting need all cells unlocked); office-js issue 2135 (a table is not sorted on
// a protected sheet). What they leave open: assumptions A8 to A11.

import type { Rect } from './address.ts';
import { HostError } from './errors.ts';
import { eachCellIn, type Sheet } from './sheet.ts';

/** What may still be done on a protected sheet. */
export interface ProtectionOptions {
  readonly allowAutoFilter: boolean;
  readonly allowDeleteColumns: boolean;
  readonly allowDeleteRows: boolean;
  readonly allowEditObjects: boolean;
  readonly allowEditScenarios: boolean;
  readonly allowFormatCells: boolean;
  readonly allowFormatColumns: boolean;
  readonly allowFormatRows: boolean;
  readonly allowInsertColumns: boolean;
  readonly allowInsertHyperlinks: boolean;
  readonly allowInsertRows: boolean;
  readonly allowPivotTables: boolean;
  readonly allowSort: boolean;
  readonly selectionMode: 'Normal' | 'Unlocked' | 'None';
}

/** One of the switches of ProtectionOptions. */
export type Allowance = Exclude<keyof ProtectionOptions, 'selectionMode'>;

/** The protection of a sheet, when it has one. */
export interface Protection {
  readonly options: ProtectionOptions;
  readonly password: string;
}

const NOTHING_ALLOWED: ProtectionOptions = {
  allowAutoFilter: false,
  allowDeleteColumns: false,
  allowDeleteRows: false,
  allowEditObjects: false,
  allowEditScenarios: false,
  allowFormatCells: false,
  allowFormatColumns: false,
  allowFormatRows: false,
  allowInsertColumns: false,
  allowInsertHyperlinks: false,
  allowInsertRows: false,
  allowPivotTables: false,
  allowSort: false,
  selectionMode: 'Normal',
};

/** Completes the options that Office.js or a person gave: what is not named is not allowed. Fails with InvalidArgument on an unknown one. */
export function readOptions(sent: unknown): ProtectionOptions {
  const options = { ...NOTHING_ALLOWED, ...(sent ?? {}) } as ProtectionOptions;
  const known = Object.keys(options).every((key) => key in NOTHING_ALLOWED);
  if (!known || !['Normal', 'Unlocked', 'None'].includes(options.selectionMode)) throw new HostError('InvalidArgument');
  return options;
}

/** Reports whether the contents of these cells may be changed. */
export function mayWrite(sheet: Sheet, area: Rect): boolean {
  return !sheet.protection || allUnlocked(sheet, area);
}

/** Reports whether the sheet allows this, by having no protection or by its option. */
export function allows(sheet: Sheet, allowance: Allowance): boolean {
  return !sheet.protection || sheet.protection.options[allowance];
}

/** Reports whether no cell of the area is locked. */
export function allUnlocked(sheet: Sheet, area: Rect): boolean {
  return eachCellIn(sheet, area, (row, col) => !sheet.formatAt(row, col).locked);
}

/** Fails with AccessDenied unless the condition holds. */
export function demand(condition: boolean): void {
  if (!condition) throw new HostError('AccessDenied');
}
