/** Texts of cells: the form in which sheet, base and service are compared, and the way from a cell to its text and back. */
import type { CellInput } from '#contract/edit.ts';
import { textOrGap } from '#contract/gap.ts';
import type { Cell, Column, Member } from '#contract/grid.ts';
import { linesOfText, plainText, textOfLines } from '#contract/text.ts';

/** The text of a cell as the sheet shows it. A gap is shown as its words, which the checks of a cell never let out of the sheet again. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return typeof cell === 'string' ? cell : textOfLines(cell.map(textOrGap));
}

/** The text without what is not content: equal forms are equal cells. */
export function contentOf(column: Pick<Column, 'kind'>, text: string): string {
  return column.kind === 'items' ? textOfLines(linesOfText(text)) : plainText(text);
}

/** A cell's text as an edit carries it. */
export function inputOf(column: Pick<Column, 'kind'>, text: string): CellInput {
  return column.kind === 'items' ? linesOfText(text) : plainText(text);
}

/** The columns that members write. */
export const editableColumns = (columns: readonly Column[]): Column[] => columns.filter(({ source }) => source === 'edit');

/** Texts by column key. */
export type Texts = Record<string, string>;

/** The contents of a row's cells by column key, those from the definition too. */
export function textsOf(columns: readonly Column[], { cells, member }: { cells: Record<string, Cell>; member: Member | undefined }): Texts {
  return Object.fromEntries(columns.map((column) => [column.key, contentOf(column, sourceText(column, { cells, member }))]));
}

function sourceText(column: Column, { cells, member }: { cells: Record<string, Cell>; member: Member | undefined }): string {
  if (column.source === 'member-number') return member ? String(member.no) : '';
  if (column.source === 'member-name') return member?.name ?? '';
  return cellText(cells[column.key]);
}
