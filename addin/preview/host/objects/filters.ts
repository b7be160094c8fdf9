// Excel.AutoFilter of a table: whether it filters, and taking the filters off. A sheet's own AutoFilter is not simulated.

import { allows, demand } from '../protection.ts';
import { filterTable, reapplyFilters } from '../sort.ts';
import { changeTable, type Table } from '../table.ts';
import { type Host, HostObject, type RangeLike, readNumber } from './host-object.ts';

/** The filters of a table. */
export class AutoFilterObject extends HostObject {
  readonly apiName = 'AutoFilter';
  readonly table: () => Table;

  constructor(host: Host, table: () => Table) {
    super(host);
    this.table = table;
  }

  get Enabled(): boolean {
    return this.table().showFilterButton;
  }
  get IsDataFiltered(): boolean {
    return this.table().filters.length > 0;
  }
  GetRangeOrNullObject(): RangeLike | null {
    return this.Enabled ? this.host.range(this.book.sheetOf(this.table()), this.table().rect) : null;
  }
  ClearCriteria(): void {
    demand(allows(this.book.sheetOf(this.table()), 'allowAutoFilter'));
    reapplyFilters(this.book, changeTable(this.book, this.table(), { filters: [] }));
  }
  ClearColumnCriteria(columnIndex: unknown): void {
    demand(allows(this.book.sheetOf(this.table()), 'allowAutoFilter'));
    const offset = readNumber(columnIndex, { min: 0, max: this.table().rect.cols - 1 });
    filterTable(this.book, this.table(), { offset, texts: null });
  }
  Reapply(): void {
    reapplyFilters(this.book, this.table());
  }
}
