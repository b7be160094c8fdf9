// Keeps the host's objects to Microsoft's: the compiler checks here that each member of each class exists in @types/office-js under the
// same name and with a type that takes what Office.js promises; a test checks the names against the running client (HOST_CLASSES).

import { RangeBorderCollectionObject, RangeBorderObject } from './objects/borders.ts';
import { DataValidationObject } from './objects/data-validation.ts';
import { AutoFilterObject } from './objects/filters.ts';
import { FormatProtectionObject, RangeFillObject, RangeFontObject } from './objects/font-fill.ts';
import { FreezePanesObject } from './objects/freeze-panes.ts';
import { NamedItemCollectionObject, NamedItemObject } from './objects/names.ts';
import { HeaderFooterGroupObject, HeaderFooterObject, PageLayoutObject } from './objects/page-layout.ts';
import { RangeObject } from './objects/range.ts';
import { RangeAreasObject } from './objects/range-areas.ts';
import { RangeFormatObject } from './objects/range-format.ts';
import { RangeSortObject, TableSortObject } from './objects/range-sort.ts';
import { WorksheetProtectionObject } from './objects/sheet-protection.ts';
import { FilterObject, TableColumnCollectionObject, TableColumnObject } from './objects/table-columns.ts';
import { TableCollectionObject, TableObject } from './objects/tables.ts';
import { ApplicationObject, DocumentPropertiesObject, RuntimeObject, SettingCollectionObject, SettingObject, WorkbookObject } from './objects/workbook.ts';
import { WorksheetObject } from './objects/worksheet.ts';
import { WorksheetCollectionObject } from './objects/worksheets.ts';

/** Every class of the host by its name in Office.js. */
export const HOST_CLASSES = {
  Application: ApplicationObject,
  AutoFilter: AutoFilterObject,
  DataValidation: DataValidationObject,
  DocumentProperties: DocumentPropertiesObject,
  Filter: FilterObject,
  FormatProtection: FormatProtectionObject,
  HeaderFooter: HeaderFooterObject,
  HeaderFooterGroup: HeaderFooterGroupObject,
  NamedItem: NamedItemObject,
  NamedItemCollection: NamedItemCollectionObject,
  PageLayout: PageLayoutObject,
  Range: RangeObject,
  RangeAreas: RangeAreasObject,
  RangeBorder: RangeBorderObject,
  RangeBorderCollection: RangeBorderCollectionObject,
  RangeFill: RangeFillObject,
  RangeFont: RangeFontObject,
  RangeFormat: RangeFormatObject,
  RangeSort: RangeSortObject,
  Runtime: RuntimeObject,
  Setting: SettingObject,
  SettingCollection: SettingCollectionObject,
  Table: TableObject,
  TableCollection: TableCollectionObject,
  TableColumn: TableColumnObject,
  TableColumnCollection: TableColumnCollectionObject,
  TableSort: TableSortObject,
  Workbook: WorkbookObject,
  Worksheet: WorksheetObject,
  WorksheetCollection: WorksheetCollectionObject,
  WorksheetFreezePanes: FreezePanesObject,
  WorksheetProtection: WorksheetProtectionObject,
} as const;

/** Members that office.js uses under a name of its own: it writes gridlines and headings so, and borders have their index as id. */
type OwnNames = 'gridlines' | 'headings' | 'id';

/** The public members of a host class under the names of Office.js. */
type Members<H> = {
  [K in keyof H & string as K extends `_${string}` ? never : K extends Capitalize<K> ? Uncapitalize<K> : never]: H[K];
};

/** The members of H that E does not have, or has with a type that H could not give. */
type Misfit<H, E, M = Members<H>> = {
  [K in keyof M]: K extends OwnNames ? never : K extends keyof E ? (Fits<E[K], M[K]> extends true ? never : K) : K;
}[keyof M];

/** Objects and methods fit by their name; a value fits when the host's type takes all that Office.js promises. */
type Fits<Promised, Given> = Promised extends OfficeExtension.ClientObject | ((...args: never[]) => unknown) ? true : [Promised] extends [Given] ? true : false;

type Instances = { [N in keyof typeof HOST_CLASSES]: InstanceType<(typeof HOST_CLASSES)[N]> };
type Misfits = { [N in keyof Instances]: `${N}.${Misfit<Instances[N], InstanceType<(typeof Excel)[N]>> & string}` }[keyof Instances];

/** Compiles only while nothing misfits; the error names the member. */
export const NO_MISFITS: [Misfits] extends [never] ? 'none' : Misfits = 'none';
