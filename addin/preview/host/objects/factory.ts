// Makes the objects that refer to each other, so that their classes do not have to import each other.

import type { Rect } from '../address.ts';
import type { Book } from '../book.ts';
import type { Sheet } from '../sheet.ts';
import type { Host } from './host-object.ts';
import { RangeObject } from './range.ts';
import { WorkbookObject } from './workbook.ts';
import { WorksheetObject } from './worksheet.ts';

/** The root object over a workbook. */
export function workbookObject(book: Book): WorkbookObject {
  const host: Host = {
    book,
    range: (sheet: Sheet, rect: Rect) => new RangeObject(host, sheet, rect),
    worksheet: (sheet: Sheet) => new WorksheetObject(host, sheet),
  };
  return new WorkbookObject(host);
}
