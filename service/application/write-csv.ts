/**
 * Writes .csv as RFC 4180 has it, for people who open it in a spreadsheet program: UTF-8 with a byte order mark, CRLF, every text quoted where it has to be.
 * A text that such a program would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"), since quotes alone do not stop it.
 */

/** The file of a header and rows; numbers stay numbers. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  return Buffer.from(`\uFEFF${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`, 'utf8');
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What begins a formula, or is skipped before one. */
const FORMULA = /^[=+\-@\t\r]/;
