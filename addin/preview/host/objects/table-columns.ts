// Excel.TableColumnCollection, Excel.TableColumn and Excel.Filter (values only): the columns of a table, which are its header cells.
// Adding and deleting columns is not simulated.

import { HostError } from '../errors.ts';
import { allows, demand } from '../protection.ts';
import { filterTable } from '../sort.ts';
import { bodyRect, headerRect, type Table } from '../table.ts';
import { type Host, HostCollection, HostObject, type RangeLike } from './host-object.ts';

/** The columns of a table. */
export class TableColumnCollectionObject extends HostCollection<TableColumnObject> {
  readonly apiName = 'TableColumnCollection';
  readonly table: () => Table;

  constructor(host: Host, table: () => Table) {
    super(host);
    this.table = table;
  }

  list(): TableColumnObject[] {
    return Array.from({ length: this.table().rect.cols }, (_, offset) => new TableColumnObject(this.host, this.table, offset));
  }
  /** By id (a number from 1) or name. */
  find(nameOrId: string): TableColumnObject | null {
    return this.list().find((column) => column.Name.toLowerCase() === nameOrId.toLowerCase() || String(column.Id) === nameOrId) ?? null;
  }
  get Count(): number {
    return this.table().rect.cols;
  }
  GetItemAt(index: unknown): TableColumnObject {
    return this.itemAt(index);
  }
}

/** One column. */
export class TableColumnObject extends HostObject {
  readonly apiName = 'TableColumn';
  readonly table: () => Table;
  readonly offset: number;

  constructor(host: Host, table: () => Table, offset: number) {
    super(host);
    this.table = table;
    this.offset = offset;
  }

  get Id(): number {
    return this.offset + 1;
  }
  get Index(): number {
    return this.offset;
  }
  get Name(): string {
    const { row, col } = headerRect(this.table());
    return this.book.sheetOf(this.table()).textAt(row, col + this.offset);
  }
  get Filter(): FilterObject {
    return new FilterObject(this.host, this.table, this.offset);
  }
  GetRange(): RangeLike {
    return this.part(this.table().rect);
  }
  GetHeaderRowRange(): RangeLike {
    return this.part(headerRect(this.table()));
  }
  GetDataBodyRange(): RangeLike {
    return this.part(bodyRect(this.table()));
  }

  private part(area: { row: number; col: number; rows: number; cols: number }): RangeLike {
    return this.host.range(this.book.sheetOf(this.table()), { ...area, col: area.col + this.offset, cols: 1 });
  }
}

/** The filter of a column. */
export class FilterObject extends HostObject {
  readonly apiName = 'Filter';
  readonly table: () => Table;
  readonly offset: number;

  constructor(host: Host, table: () => Table, offset: number) {
    super(host);
    this.table = table;
    this.offset = offset;
  }

  ApplyValuesFilter(values: unknown): void {
    if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) throw new HostError('InvalidArgument');
    this.set(values);
  }
  Clear(): void {
    this.set(null);
  }

  private set(texts: readonly string[] | null): void {
    demand(allows(this.book.sheetOf(this.table()), 'allowAutoFilter'));
    filterTable(this.book, this.table(), { offset: this.offset, texts });
  }
}
