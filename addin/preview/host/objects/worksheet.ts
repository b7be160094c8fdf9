// Excel.Worksheet (office-js reference). Renaming, hiding, moving and deleting a sheet and copying it
// have no undo on Windows and Mac: they clear the person's undo
// (learn.microsoft.com/office/dev/add-ins/excel/excel-add-ins-undo-capabilities).

import { rect } from '../address.ts';
import { HostError } from '../errors.ts';
import { EVENT } from '../events.ts';
import type { Sheet } from '../sheet.ts';
import { activateSheet, copySheet, deleteSheet, moveSheet, renameSheet, showSheet } from '../sheets.ts';
import { FreezePanesObject } from './freeze-panes.ts';
import { cellsOf, type EventSource, type Host, HostObject, type RangeLike, readBoolean, readColour, readNumber, readText, readWord } from './host-object.ts';
import { NamedItemCollectionObject } from './names.ts';
import { PageLayoutObject } from './page-layout.ts';
import { RangeAreasObject } from './range-areas.ts';
import { WorksheetProtectionObject } from './sheet-protection.ts';
import { TableCollectionObject } from './tables.ts';

/** The events of a worksheet by the tail of their registering method. */
export const SHEET_EVENTS = {
  ActivatedEvent: EVENT.sheetActivated,
  DeactivatedEvent: EVENT.sheetDeactivated,
  DataChangedEvent: EVENT.sheetChanged,
  SelectionChangedEvent: EVENT.sheetSelection,
  RowSortedEvent: EVENT.rowSorted,
  RowHiddenChangedEvent: EVENT.rowHidden,
  ProtectionChangedEvent: EVENT.sheetProtection,
  EventNameChanged: EVENT.sheetRenamed,
  EventVisibilityChanged: EVENT.sheetVisibility,
} as const;

/** A worksheet. */
export class WorksheetObject extends HostObject {
  readonly apiName = 'Worksheet';
  readonly sheet: Sheet;

  constructor(host: Host, sheet: Sheet) {
    super(host);
    if (sheet.deleted) throw new HostError('ItemNotFound');
    this.sheet = sheet;
  }

  override eventSource(): EventSource {
    return { targetId: this.sheet.id, types: SHEET_EVENTS };
  }

  get Id(): string {
    return this.sheet.id;
  }
  get Name(): string {
    return this.sheet.name;
  }
  set Name(name: unknown) {
    renameSheet(this.book, this.sheet, readText(name));
    this.book.undo.clear();
  }
  get Position(): number {
    return this.book.sheets.indexOf(this.sheet);
  }
  set Position(position: unknown) {
    moveSheet(this.book, this.sheet, readNumber(position, { min: 0, max: this.book.sheets.length - 1 }));
    this.book.undo.clear();
  }
  get Visibility(): string {
    return this.sheet.visibility;
  }
  set Visibility(visibility: unknown) {
    showSheet(this.book, this.sheet, readWord(visibility, ['Visible', 'Hidden', 'VeryHidden']));
    this.book.undo.clear();
  }
  get TabColor(): string {
    return this.sheet.tabColor;
  }
  set TabColor(colour: unknown) {
    this.book.changing();
    this.sheet.tabColor = colour === '' ? '' : readColour(colour);
    this.book.redraw('everything');
  }
  get ShowGridlines(): boolean {
    return this.sheet.showGridlines;
  }
  get ShowHeadings(): boolean {
    return this.sheet.showHeadings;
  }
  /** office.js reads ShowGridlines, but writes under this name. */
  set Gridlines(shown: unknown) {
    this.book.changing();
    this.sheet.showGridlines = readBoolean(shown);
    this.book.redraw({ sheetId: this.sheet.id });
  }
  /** office.js reads ShowHeadings, but writes under this name. */
  set Headings(shown: unknown) {
    this.book.changing();
    this.sheet.showHeadings = readBoolean(shown);
    this.book.redraw({ sheetId: this.sheet.id });
  }
  get StandardWidth(): number {
    return this.sheet.standardWidth;
  }
  get StandardHeight(): number {
    return 15;
  }
  get Protection(): WorksheetProtectionObject {
    return new WorksheetProtectionObject(this.host, this.sheet);
  }
  get FreezePanes(): FreezePanesObject {
    return new FreezePanesObject(this.host, this.sheet);
  }
  get PageLayout(): PageLayoutObject {
    return new PageLayoutObject(this.host, this.sheet);
  }
  get Tables(): TableCollectionObject {
    return new TableCollectionObject(this.host, this.sheet);
  }
  get Names(): NamedItemCollectionObject {
    return new NamedItemCollectionObject(this.host, this.sheet);
  }

  GetRange(address: unknown): RangeLike {
    const { sheet, rect: area } = cellsOf(this.book, address, this.sheet);
    return this.host.range(sheet, area);
  }
  GetRanges(addresses: unknown): RangeAreasObject {
    const areas = readText(addresses)
      .split(',')
      .map((address) => cellsOf(this.book, address.trim(), this.sheet).rect);
    return new RangeAreasObject(this.host, this.sheet, areas);
  }
  GetRangeByIndexes(row: unknown, column: unknown, rows: unknown, columns: unknown): RangeLike {
    return this.host.range(this.sheet, rect(Number(row), Number(column), { rows: Number(rows), cols: Number(columns) }));
  }
  GetCell(row: unknown, column: unknown): RangeLike {
    return this.host.range(this.sheet, rect(Number(row), Number(column)));
  }
  GetUsedRange(valuesOnly: unknown = false): RangeLike {
    return this.GetUsedRangeOrNullObject(valuesOnly) ?? this.host.range(this.sheet, rect(0, 0));
  }
  GetUsedRangeOrNullObject(valuesOnly: unknown = false): RangeLike | null {
    const used = this.sheet.usedRect(valuesOnly ? 'contents' : 'contents and formats');
    return used && this.host.range(this.sheet, used);
  }
  Activate(): void {
    activateSheet(this.book, this.sheet);
  }
  Delete(): void {
    if (this.sheet.visibility === 'VeryHidden') throw new HostError('InvalidOperation');
    deleteSheet(this.book, this.sheet);
    this.book.undo.clear();
  }
  Copy(positionType: unknown = 'None', relativeTo: unknown = null): WorksheetObject {
    const place = readWord(positionType ?? 'None', ['None', 'End']);
    if (relativeTo !== null) throw new HostError('InvalidArgument', `The simulated Excel copies a sheet to the end only, not ${place}.`);
    const copy = copySheet(this.book, this.sheet);
    this.book.undo.clear();
    return new WorksheetObject(this.host, copy);
  }
  /** office.js finds a copied sheet again by this. */
  _GetAnotherWorksheetById(id: unknown): WorksheetObject {
    return new WorksheetObject(this.host, this.book.sheetWith(String(id)));
  }
  /** office.js finds a neighbouring sheet again by this. */
  _GetSheetById(id: unknown): WorksheetObject {
    return this._GetAnotherWorksheetById(id);
  }
}
