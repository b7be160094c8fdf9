// Excel.RangeSort and Excel.TableSort: sorting by Office.js. On a protected sheet sorting needs allowSort and unlocked cells
// (learn.microsoft.com/office/vba/api/excel.protection.allowsorting); a table is not sorted there at all (office-js issue 2135).

import type { Rect } from '../address.ts';
import { HostError } from '../errors.ts';
import { allows, allUnlocked, demand } from '../protection.ts';
import type { Sheet } from '../sheet.ts';
import { type SortField, sortRows, sortTable } from '../sort.ts';
import { changeTable, type Table } from '../table.ts';
import { type Host, HostObject } from './host-object.ts';

/** Sorts the rows of a range. */
export class RangeSortObject extends HostObject {
  readonly apiName = 'RangeSort';
  readonly sheet: Sheet;
  readonly rect: Rect;

  constructor(host: Host, sheet: Sheet, area: Rect) {
    super(host);
    this.sheet = sheet;
    this.rect = area;
  }

  Apply(fields: unknown, matchCase: unknown = false, hasHeaders: unknown = false, orientation: unknown = 'Rows'): void {
    if ((orientation ?? 'Rows') !== 'Rows') throw new HostError('InvalidArgument', 'The simulated Excel sorts rows only.');
    const area = hasHeaders ? { ...this.rect, row: this.rect.row + 1, rows: this.rect.rows - 1 } : this.rect;
    demand(allows(this.sheet, 'allowSort') && (!this.sheet.protection || allUnlocked(this.sheet, area)));
    sortRows(this.book, this.sheet, { area, fields: readFields(fields, area), matchCase: matchCase === true });
  }
}

/** Sorts the rows of a table. */
export class TableSortObject extends HostObject {
  readonly apiName = 'TableSort';
  readonly table: () => Table;

  constructor(host: Host, table: () => Table) {
    super(host);
    this.table = table;
  }

  get Fields(): object[] {
    return [...this.table().sortFields];
  }
  Apply(fields: unknown, matchCase: unknown = false): void {
    const table = this.table();
    demand(!this.book.sheetOf(table).protection);
    sortTable(this.book, table, { fields: readFields(fields, table.rect), matchCase: matchCase === true });
  }
  Clear(): void {
    changeTable(this.book, this.table(), { sortFields: [] });
  }
  Reapply(): void {
    this.Apply(this.table().sortFields);
  }
}

function readFields(sent: unknown, area: Rect): SortField[] {
  if (!Array.isArray(sent) || sent.length === 0) throw new HostError('InvalidArgument');
  return sent.map(({ key, ascending, sortOn }) => {
    if (!(Number.isInteger(key) && key >= 0 && key < area.cols)) throw new HostError('InvalidArgument');
    if ((sortOn ?? 'Value') !== 'Value') throw new HostError('InvalidArgument', 'The simulated Excel sorts by values only.');
    return { key, ascending: ascending !== false };
  });
}
