/**
 * Entries of the ledger: one thing decided in a grid. A draft is what `decide` returns (it knows neither cursor nor hash);
 * the committer seals it: cursor, salts, commitments and the hash that chains it to the entry before.
 */

import type { RequestKind, ReviewRemark, Verdict } from '#contract/answer.ts';
import type { Route } from '#contract/entry.ts';
import type { Cells, GridDefinition, Marking } from '#contract/grid.ts';
import type { Statement } from '#contract/period.ts';

/** What a row.saved entry holds: the row's whole content at that version, and how it came about. */
export interface RowContent {
  cells: Cells;
  reason?: string;
  /** The version the edit started from; absent for version 1. */
  base?: number;
  /** `merged` if somebody else's version lay between base and this one. */
  outcome?: 'saved' | 'merged';
  /** SHA-256 (hex) of the edit as sent, so that a reused editId is told from a repeated one. */
  fingerprint?: string;
}

/** What a marking.changed entry holds: of the row, or of the named items of it. `from` is the narrowest of what they were marked with before. */
export interface MarkingContent {
  row: string;
  items?: string[];
  from: Marking;
  to: Marking;
  reason?: string;
}

export interface SubmissionContent {
  number: number;
  period: string;
  member: string;
  statement: Statement;
  /** Row key → version: what the submission covers. */
  rowVersions: Record<string, number>;
  /** Made by the Secretariat; it counts once the member has acknowledged it. */
  onBehalf?: true;
  reason?: string;
}

/** Which submission is withdrawn or acknowledged. */
export interface SubmissionMark {
  number: number;
  period: string;
  member: string;
  reason?: string;
}

export interface ReviewContent {
  period: string;
  member: string;
  /** The number of the submission that it answers. */
  submission: number;
  verdict: Verdict;
  comment?: string;
  remarks: ReviewRemark[];
}

/** A member's request for a period; one that the Secretariat made is answered in the same append. */
export interface RequestContent {
  number: number;
  period: string;
  member: string;
  kind: RequestKind;
  dueOn?: string;
  reason: string;
}

export interface RequestAnswered {
  number: number;
  period: string;
  member: string;
  kind: RequestKind;
  granted: boolean;
  /** The date that is granted; for an extension only. */
  dueOn?: string;
  comment?: string;
}

/** Everyone's dates of a period, moved by the Secretariat. */
export interface PeriodMoved {
  period: string;
  dueOn: string;
  closesOn: string;
  reason: string;
}

export interface CommentContent {
  /** Counts the comments of the row. */
  number: number;
  row: string;
  /** Whose row it is. */
  member: string;
  itemId?: string;
  text: string;
  from: 'member' | 'secretariat';
}

/** A reminder: one member, one period, all stages that were due. Its id is `<grid>.<period>.<member>.<last stage>`, once more with `.<due date>` for another due date. */
export interface ReminderContent {
  id: string;
  period: string;
  member: string;
  stages: string[];
  dueOn: string;
}

/** Stages that are not to be written about, because the Secretariat said so. They count as covered. */
export interface ReminderSkipped {
  /** As the reminder would have been called: `<grid>.<period>.<member>.<last stage>`. */
  id: string;
  period: string;
  member: string;
  stages: string[];
  /** The due date whose stages they are; absent in old entries: whatever it is. */
  dueOn?: string;
  reason?: string;
}

/** No reminders to a member up to and including a day; null: from now on again. */
export interface RemindersPaused {
  member: string;
  until: string | null;
  reason?: string;
}

/** The Secretariat's summary mail of a day. Its id is `<grid>.summary.<day>`. */
export interface SummaryContent {
  id: string;
  on: string;
}

interface Header {
  /** RFC 3339, UTC; never decreases along the ledger. */
  at: string;
  /** Opaque person id. */
  by: string;
  route: Route;
}

export type EntryDraft =
  | (Header & { kind: 'grid.defined'; content: { definition: GridDefinition; definitionHash: string } })
  | (Header & { kind: 'row.saved'; sheet: string; row: string; version: number; editId?: string; content: RowContent })
  | (Header & { kind: 'marking.changed'; content: MarkingContent })
  | (Header & { kind: 'submission.made'; content: SubmissionContent })
  | (Header & { kind: 'reminder.decided'; content: ReminderContent })
  | (Header & { kind: 'submission.withdrawn' | 'submission.acknowledged'; content: SubmissionMark })
  | (Header & { kind: 'review.given'; content: ReviewContent })
  | (Header & { kind: 'request.made'; content: RequestContent })
  | (Header & { kind: 'request.answered'; content: RequestAnswered })
  | (Header & { kind: 'period.moved'; content: PeriodMoved })
  | (Header & { kind: 'comment.added'; content: CommentContent })
  | (Header & { kind: 'reminder.sent'; content: { id: string; member: string; period: string } })
  | (Header & { kind: 'reminder.skipped'; content: ReminderSkipped })
  | (Header & { kind: 'reminders.paused'; content: RemindersPaused })
  | (Header & { kind: 'summary.decided'; content: SummaryContent });

/**
 * A sealed entry. `salts` and `commitments` are per part of the content (`cells.tasks`, `reason`, …):
 * commitment = SHA-256(salt ‖ canonical JSON of the part). `hash` = SHA-256("sgg1" ‖ previous hash ‖ canonical JSON of the header with the commitments).
 */
export type Entry = EntryDraft & {
  cursor: number;
  salts: Record<string, string>;
  commitments: Record<string, string>;
  hash: string;
};

/** The hash before the first entry: 32 zero bytes, hex. */
export const FIRST_HASH = '0'.repeat(64);

/** Narrows an entry to one kind. */
export type EntryOf<K extends EntryDraft['kind']> = Entry & Extract<EntryDraft, { kind: K }>;
