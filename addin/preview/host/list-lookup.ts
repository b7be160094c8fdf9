// The texts of the cells that a validation list names.

import { parseRect, splitAddress } from './address.ts';
import type { Book } from './book.ts';
import type { Sheet } from './sheet.ts';
import type { ListLookup } from './validation.ts';

/** Looks up "Lists!$A$1:$A$3" from a sheet; null when it names no cells. */
export function listLookup(book: Book, from: Sheet): ListLookup {
  return (source) => {
    const { sheetName, cells } = splitAddress(source);
    const sheet = sheetName === null ? from : book.sheetNamed(sheetName);
    const area = parseRect(cells);
    if (!sheet || !area) return null;
    return Array.from({ length: area.rows * area.cols }, (_, n) => sheet.textAt(area.row + Math.floor(n / area.cols), area.col + (n % area.cols)));
  };
}
