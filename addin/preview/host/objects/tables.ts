// Excel.TableCollection and Excel.Table (office-js reference). Tables are neither made nor changed in size on a protected sheet
// (assumption A11). The rows of a table are reached through its ranges; TableRowCollection is not simulated.

import { clearContents } from '../edit.ts';
import { HostError } from '../errors.ts';
import { EVENT, type EventType, WORKBOOK_TARGET } from '../events.ts';
import { allows, demand } from '../protection.ts';
import { raiseTableAdded, raiseTableDeleted } from '../raise.ts';
import type { Sheet } from '../sheet.ts';
import { reapplyFilters } from '../sort.ts';
import { addTable, bodyRect, changeTable, headerRect, removeTable, renameTable, resizeTable, type Table } from '../table.ts';
import { AutoFilterObject } from './filters.ts';
import { cellsOf, type EventSource, type Host, HostCollection, HostObject, type RangeLike, readBoolean, readText } from './host-object.ts';
import { TableSortObject } from './range-sort.ts';
import { TableColumnCollectionObject } from './table-columns.ts';

/** The tables of a sheet or of the workbook. */
export class TableCollectionObject extends HostCollection<TableObject> {
  readonly apiName = 'TableCollection';
  readonly sheet: Sheet | null;

  constructor(host: Host, sheet: Sheet | null) {
    super(host);
    this.sheet = sheet;
  }

  override eventSource(): EventSource {
    const types: Record<string, EventType> = {
      AddedEvent: EVENT.tableAdded,
      DeletedEvent: EVENT.tableDeleted,
      DataChangedEvent: EVENT.tableChanged,
    };
    return { targetId: this.sheet?.id ?? WORKBOOK_TARGET, types };
  }
  list(): TableObject[] {
    const tables = this.book.tables.filter((table) => !this.sheet || table.sheetId === this.sheet.id);
    return tables.map((table) => new TableObject(this.host, table));
  }
  find(nameOrId: string): TableObject | null {
    const table = this.book.tableNamed(nameOrId);
    return table && (!this.sheet || table.sheetId === this.sheet.id) ? new TableObject(this.host, table) : null;
  }
  get Count(): number {
    return this.list().length;
  }
  GetItemAt(index: unknown): TableObject {
    return this.itemAt(index);
  }
  Add(address: unknown, hasHeaders: unknown): TableObject {
    const { sheet, rect } = cellsOf(this.book, address, this.sheet ?? this.book.active);
    demand(!sheet.protection);
    const table = addTable(this.book, sheet, { area: rect, hasHeaders: readBoolean(hasHeaders) });
    raiseTableAdded(this.book, table);
    return new TableObject(this.host, table);
  }
}

/** A table. */
export class TableObject extends HostObject {
  readonly apiName = 'Table';
  readonly id: string;

  constructor(host: Host, table: Table) {
    super(host);
    this.id = table.id;
  }

  /** The table as it is now. Fails with ItemNotFound when it is gone. */
  table(): Table {
    const table = this.book.tables.find((each) => each.id === this.id);
    if (!table) throw new HostError('ItemNotFound');
    return table;
  }
  override eventSource(): EventSource {
    return { targetId: this.id, types: { DataChangedEvent: EVENT.tableChanged, SelectionChangedEvent: EVENT.tableSelection } };
  }

  get Id(): string {
    return this.table().id;
  }
  get Name(): string {
    return this.table().name;
  }
  set Name(name: unknown) {
    renameTable(this.book, this.table(), readText(name));
  }
  get Style(): string {
    return this.table().style;
  }
  set Style(style: unknown) {
    const name = readText(style);
    if (!/^TableStyle(Light([1-9]|1\d|2[01])|Medium([1-9]|1\d|2[0-8])|Dark([1-9]|1[01]))$/.test(name)) throw new HostError('InvalidArgument');
    this.change({ style: name });
  }
  get ShowHeaders(): boolean {
    return this.table().showHeaders;
  }
  get ShowTotals(): boolean {
    return false;
  }
  get ShowBandedRows(): boolean {
    return this.table().showBandedRows;
  }
  set ShowBandedRows(value: unknown) {
    this.change({ showBandedRows: readBoolean(value) });
  }
  get ShowBandedColumns(): boolean {
    return this.table().showBandedColumns;
  }
  set ShowBandedColumns(value: unknown) {
    this.change({ showBandedColumns: readBoolean(value) });
  }
  get ShowFilterButton(): boolean {
    return this.table().showFilterButton;
  }
  set ShowFilterButton(value: unknown) {
    this.change({ showFilterButton: readBoolean(value) });
  }
  get HighlightFirstColumn(): boolean {
    return this.table().highlightFirstColumn;
  }
  set HighlightFirstColumn(value: unknown) {
    this.change({ highlightFirstColumn: readBoolean(value) });
  }
  get HighlightLastColumn(): boolean {
    return this.table().highlightLastColumn;
  }
  set HighlightLastColumn(value: unknown) {
    this.change({ highlightLastColumn: readBoolean(value) });
  }
  get Worksheet(): HostObject {
    return this.host.worksheet(this.sheet());
  }
  get Columns(): TableColumnCollectionObject {
    return new TableColumnCollectionObject(this.host, () => this.table());
  }
  get Sort(): TableSortObject {
    return new TableSortObject(this.host, () => this.table());
  }
  get AutoFilter(): AutoFilterObject {
    return new AutoFilterObject(this.host, () => this.table());
  }

  GetRange(): RangeLike {
    return this.host.range(this.sheet(), this.table().rect);
  }
  GetHeaderRowRange(): RangeLike {
    return this.host.range(this.sheet(), headerRect(this.table()));
  }
  GetDataBodyRange(): RangeLike {
    return this.host.range(this.sheet(), bodyRect(this.table()));
  }
  Resize(newRange: unknown): void {
    const { sheet, rect } = cellsOf(this.book, newRange, this.sheet());
    if (sheet !== this.sheet()) throw new HostError('InvalidArgument');
    demand(!sheet.protection);
    resizeTable(this.book, this.table(), rect);
    this.book.redraw({ sheetId: sheet.id });
  }
  ConvertToRange(): RangeLike {
    const range = this.GetRange();
    this.remove();
    return range;
  }
  Delete(): void {
    const { rect } = this.table();
    const sheet = this.sheet();
    this.remove();
    clearContents(this.book, sheet, rect);
  }
  ClearFilters(): void {
    demand(allows(this.sheet(), 'allowAutoFilter'));
    reapplyFilters(this.book, changeTable(this.book, this.table(), { filters: [] }));
  }
  ReapplyFilters(): void {
    reapplyFilters(this.book, this.table());
  }

  private sheet(): Sheet {
    return this.book.sheetOf(this.table());
  }
  private change(change: Partial<Table>): void {
    demand(!this.sheet().protection);
    changeTable(this.book, this.table(), change);
    this.book.redraw({ sheetId: this.sheet().id });
  }
  private remove(): void {
    demand(!this.sheet().protection);
    const table = this.table();
    removeTable(this.book, table);
    raiseTableDeleted(this.book, table);
  }
}
