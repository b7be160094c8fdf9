// Excel.WorksheetCollection (office-js reference).

import { EVENT, WORKBOOK_TARGET } from '../events.ts';
import type { Sheet } from '../sheet.ts';
import { addWorksheet } from '../sheets.ts';
import { type EventSource, HostCollection, readText } from './host-object.ts';
import { SHEET_EVENTS, WorksheetObject } from './worksheet.ts';

/** The worksheets of the workbook. */
export class WorksheetCollectionObject extends HostCollection<WorksheetObject> {
  readonly apiName = 'WorksheetCollection';

  override eventSource(): EventSource {
    const types = { ...SHEET_EVENTS, AddedEvent: EVENT.sheetAdded, DeletedEvent: EVENT.sheetDeleted, EventMoved: EVENT.sheetMoved };
    return { targetId: WORKBOOK_TARGET, types };
  }
  list(): WorksheetObject[] {
    return this.book.sheets.map((sheet) => new WorksheetObject(this.host, sheet));
  }
  find(nameOrId: string): WorksheetObject | null {
    const sheet = this.book.sheetNamed(nameOrId);
    return sheet ? new WorksheetObject(this.host, sheet) : null;
  }
  Add(name: unknown): WorksheetObject {
    const sheet = addWorksheet(this.book, name === undefined || name === null ? null : readText(name));
    return new WorksheetObject(this.host, sheet);
  }
  GetActiveWorksheet(): WorksheetObject {
    return new WorksheetObject(this.host, this.book.active);
  }
  override GetCount(visibleOnly: unknown = false): number {
    return this.sheets(visibleOnly).length;
  }
  GetFirst(visibleOnly: unknown = false): WorksheetObject {
    const [sheet = this.book.active] = this.sheets(visibleOnly);
    return new WorksheetObject(this.host, sheet);
  }
  GetLast(visibleOnly: unknown = false): WorksheetObject {
    const sheet = this.sheets(visibleOnly).at(-1) ?? this.book.active;
    return new WorksheetObject(this.host, sheet);
  }

  private sheets(visibleOnly: unknown): readonly Sheet[] {
    return visibleOnly ? this.book.sheets.filter((sheet) => sheet.visibility === 'Visible') : this.book.sheets;
  }
}
