/** Filtering in one click: rows with the same text as a cell, or all rows again. Excel asks the protection, as for its own filter buttons. */
import { holds } from '../host/address.ts';
import type { Book } from '../host/book.ts';
import type { Outcome } from '../host/gestures/outcome.ts';
import type { Person } from '../host/person.ts';
import type { Spot } from './walk.ts';

/** Filters the table around a cell by that cell's text; takes all filters of the sheet's tables off if there are any. */
export function toggleFilter(book: Book, person: Person, { row, col }: Spot): Outcome {
  const sheet = book.active;
  const tables = book.tables.filter((table) => table.sheetId === sheet.id);
  const filtered = tables.flatMap((table) => table.filters.map(({ offset }) => ({ table, offset })));
  const headerOf = (table: (typeof tables)[number], offset: number) => sheet.textAt(table.rect.row, table.rect.col + offset);
  if (filtered.length > 0) {
    const outcomes = filtered.map(({ table, offset }) => person.filter(table.name, headerOf(table, offset), null));
    return outcomes.find(({ ok }) => !ok) ?? { ok: true };
  }
  const table = tables.find((each) => holds(each.rect, row, col) && row > each.rect.row);
  return table ? person.filter(table.name, headerOf(table, col - table.rect.col), [sheet.textAt(row, col)]) : { ok: true };
}
