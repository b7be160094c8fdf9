/** Ids and dates as they stand on the wire. All are at most 256 characters; none holds a blank. A form that people write by hand names its sentence of the catalogue. */
import * as z from 'zod/mini';

/** `wbcti`, `support-group`, `bosnia-herzegovina`, `inProcess`: what definition files and addresses use. */
export const Key = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'check.form-key'));

/** A person's opaque id: `p-7f3a` in a directory, `demo:albania` for a demo identity, `system` for the service itself. */
export const PersonId = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$/));

/** Chosen by the sender of an edit; a repeat with the same id gets its first answer. */
export const EditId = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'check.form-uuid'));

/** `<version>.<n>`: unique in its row, given when the item first appears. */
export const ItemId = z.string().check(z.regex(/^[1-9][0-9]{0,8}\.[1-9][0-9]{0,8}$/));

/** `2026-12-31`, in the grid's time zone. */
export const LocalDate = z
  .string()
  .check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'check.form-date'), z.refine(isDay, { abort: true, error: 'check.form-date' }));

/** RFC 3339 in UTC: `2026-11-25T09:00:00.000Z`. */
export const Instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, 'check.form-instant'));

/** A calendar quarter: `2026-Q4`. */
export const Period = z.string().check(z.regex(/^\d{4}-Q[1-4]$/, 'check.form-period'));
export type Period = z.infer<typeof Period>;

/** A position in a grid's ledger: 1, 2, 3 … without holes; 0 is before the first entry. */
export const Cursor = z.int().check(z.nonnegative());

/** The number of a row's version: 1, 2, 3 … */
export const Version = z.int().check(z.positive());

/** The number that stands in an address or a field (1, 2, 3 …); 0, which nothing has, if it is none. */
export const numberIn = (text: string): number => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0);

/** The version in which an item first stood, which its id names; 0 if the text is no item's id. */
export const firstVersionOf = (itemId: string): number => (ItemId.safeParse(itemId).success ? Number(itemId.split('.')[0]) : 0);

/** Reports whether a text of that form is a day of the calendar: 30 February is none. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
