/** What the page of a row is drawn from. */
import type { MemberFile } from '#contract/answer.ts';
import type { Statement } from '#contract/period.ts';
import type { FormRow } from '../../../application/read-form.ts';
import type { PageSession } from '../page-session.ts';
import type { TypedRow } from './typed-row.ts';

/** A sentence above the row. */
export interface Note {
  tone: 'good' | 'attention' | 'error';
  text: string;
}

/** The row, who looks at it, and what is to be shown besides. */
export interface RowScene {
  row: FormRow;
  session: PageSession;
  nameOf: (person: string) => string;
  /** For the script: what it hears of later has ids alone. */
  names: ReadonlyMap<string, string>;
  /** For the member and the Secretariat. */
  file: MemberFile | undefined;
  notes: Note[];
  /** What stands in the fields instead of what is stored. */
  typed?: TypedRow & { comment?: string; requestOn?: string; requestReason?: string; withdrawal?: { number: string; reason: string } };
  /** The statement that was held back by warnings: offers to submit it anyway. */
  heldBack?: Statement;
}
