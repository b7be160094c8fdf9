/** What a person typed into the page's row: its texts by column, the version they started from, and what of them is new. */
import { createHash } from 'node:crypto';
import type { CellInput, Edit } from '#contract/edit.ts';
import type { Cell, Cells, Column } from '#contract/grid.ts';
import { numberIn } from '#contract/ids.ts';
import { textOfLines } from '#contract/text.ts';
import { type CellError, type CellWarning, cellError, cellWarnings, linesOfInput } from '#contract/validation.ts';
import type { FormRow } from '../../../application/read-form.ts';
import type { FormFields } from './form-fields.ts';

/** The row as typed. */
export interface TypedRow {
  base: number;
  /** By column key; only columns that people write. */
  texts: Record<string, string>;
  reason: string;
}

/** The name of a column's field. */
export const cellField = (column: string): string => `cell.${column}`;

/** Reads the row out of the fields. A column without a field stays as it is stored. */
export function typedRow(fields: FormFields, row: FormRow): TypedRow {
  const sent = new Set(fields.all.map(([name]) => name));
  const columns = row.columns.filter(({ key }) => sent.has(cellField(key)));
  return {
    base: numberIn(fields.get('base')),
    texts: Object.fromEntries(columns.map(({ key }) => [key, fields.get(cellField(key)).replaceAll('\r\n', '\n')])),
    reason: fields.get('reason').trim(),
  };
}

/** The period that the page was made for: what is pressed on it is meant for that one, also after the next has begun. */
export const pagePeriod = (fields: FormFields, { period }: Pick<FormRow, 'period'>): string => fields.get('period') || period;

/** The text of a stored cell as a text area shows it. */
export function storedText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : textOfLines(cell.map(({ text }) => text));
}

/** The columns whose typed text differs from the version that it started from, as an edit carries them. */
export function changedCells(columns: readonly Column[], { texts, cells }: { texts: Record<string, string>; cells: Cells }): Record<string, CellInput> {
  const changed = columns.filter((column) => {
    const text = texts[column.key];
    return text !== undefined && textOfLines(linesOfInput(column, text)) !== textOfLines(linesOfInput(column, storedText(cells[column.key])));
  });
  return Object.fromEntries(changed.map((column) => [column.key, texts[column.key] ?? '']));
}

/** The first reason of each column why its text can't be saved. */
export function errorsIn(columns: readonly Column[], texts: Record<string, string>): CellError[] {
  return columns.flatMap((column) => cellError(column, texts[column.key] ?? '') ?? []);
}

/** The wordings to look at, in the order of the columns. */
export function warningsIn({ columns, wordingRules }: Pick<FormRow, 'columns' | 'wordingRules'>, texts: Record<string, string>): CellWarning[] {
  return columns.flatMap((column) => cellWarnings(column, linesOfInput(column, texts[column.key] ?? ''), wordingRules));
}

/** The texts with one warning's proposal in its line; as they are if the line is not that any more. `place` is `column:line`. */
export function corrected(row: Pick<FormRow, 'columns' | 'wordingRules'>, texts: Record<string, string>, place: string): Record<string, string> {
  const warning = warningsIn(row, texts).find(({ column, line }) => `${column}:${line}` === place);
  const column = row.columns.find(({ key }) => key === warning?.column);
  if (!warning || !column) return texts;
  return { ...texts, [column.key]: textOfLines(linesOfInput(column, texts[column.key] ?? '').with(warning.line - 1, warning.proposal)) };
}

/**
 * The edit of a page. Its id is made of what it says, so that pressing twice saves once; another text from the same page is another edit.
 */
export function editOfPage({
  person,
  row,
  base,
  cells,
  reason,
}: {
  person: string;
  row: FormRow;
  base: number;
  cells: Record<string, CellInput>;
  reason: string;
}): Edit {
  const edit = { sheet: row.sheet.sheet, row: row.row.row, base, cells, ...(reason === '' ? {} : { reason: reason.slice(0, 1_000) }) };
  const hash = createHash('sha256')
    .update(JSON.stringify([row.grid, person, edit]))
    .digest('hex');
  // A UUID of version 8: custom bits (RFC 9562, section 5.8).
  const editId = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return { editId, ...edit };
}
