/**
 * What of a review may stand in the mail to its member: the Secretariat's own words. No mail holds content of cells, so a review that repeats words of the row is read
 * beside the row alone; and so is each review of a row that not the whole Support Group reads.
 */
import { findItem } from '#contract/row-changes.ts';
import { readsWhole } from '../domain/audience.ts';
import type { ReviewGiven } from '../domain/cycle-state.ts';
import type { DefinedState, RowHead } from '../domain/state.ts';

/** A comment on the whole, and remarks with the label of the column whose line they are about. */
export interface MailedReview {
  comment?: string | undefined;
  remarks: { text: string; column?: string | undefined }[];
}

/** So many words of a line, one after the other, are a quotation of it; a shorter line is one as a whole. */
const QUOTED_WORDS = 4;

/** The review as its mail may tell it; undefined where it is to be read beside the row. */
export function reviewInMail(state: DefinedState, { member, comment, remarks }: ReviewGiven): MailedReview | undefined {
  const heads = [...state.rows.values()].filter((head) => head.member === member);
  if (!heads.every((head) => readsWhole({ role: 'focal-point' }, head, state.definition))) return undefined;
  const said = [...(comment === undefined ? [] : [comment]), ...remarks.map(({ text }) => text)];
  const lines = heads.flatMap(linesOf);
  if (said.some((text) => lines.some((line) => quotes(text, line)))) return undefined;
  return { comment, remarks: remarks.map(({ row, itemId, text }) => ({ text, column: labelOf(state, { head: state.rows.get(row), itemId }) })) };
}

/** Reports whether a text repeats a line, or a part of it that can be told. */
export function quotes(text: string, line: string): boolean {
  const words = wordsOf(line);
  if (words.length === 0) return false;
  const said = ` ${wordsOf(text).join(' ')} `;
  const length = Math.min(QUOTED_WORDS, words.length);
  return words.some((_, at) => at + length <= words.length && said.includes(` ${words.slice(at, at + length).join(' ')} `));
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function linesOf({ cells }: RowHead): string[] {
  return Object.values(cells).flatMap((cell) => (typeof cell === 'string' ? cell.split('\n') : cell.map(({ text }) => text)));
}

function labelOf({ definition }: DefinedState, { head, itemId }: { head: RowHead | undefined; itemId: string | undefined }): string | undefined {
  const found = head && itemId !== undefined ? findItem(head.cells, itemId) : undefined;
  const sheet = definition.sheets.find((each) => each.sheet === head?.sheet);
  return found && sheet?.columns.find(({ key }) => key === found.column)?.label;
}
