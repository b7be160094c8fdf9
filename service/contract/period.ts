/** Periods, submissions and reporting rates on the wire. */
import * as z from 'zod/mini';
import { Cursor, Instant, Key, LocalDate, Period, Version } from './ids.ts';

export const MemberState = z.enum(['missing', 'edited', 'submitted', 'returned', 'accepted', 'excused']);
export type MemberState = z.infer<typeof MemberState>;

export const Statement = z.enum(['updated', 'nothing-to-report']);
export type Statement = z.infer<typeof Statement>;

/** The state of one row's member for a period: what the status column, the pane and the API say in their own ways. */
export const RowStatus = z.object({
  period: Period,
  state: MemberState,
  overdue: z.boolean(),
  dueOn: LocalDate,
  /** Whole calendar days after `dueOn`; 0 if not late. */
  daysLate: z.int(),
  statement: z.optional(Statement),
  submittedOn: z.optional(LocalDate),
  /** Reports whether the row has a newer version than the one the last submission covers. */
  changedSince: z.boolean(),
});
export type RowStatus = z.infer<typeof RowStatus>;

/** A line of `GET /periods`. */
export const PeriodDates = z.object({ period: Period, opensOn: LocalDate, dueOn: LocalDate, closesOn: LocalDate });
export type PeriodDates = z.infer<typeof PeriodDates>;

/** One member's standing in a period. */
export const MemberStanding = z.object({
  member: Key,
  state: MemberState,
  overdue: z.boolean(),
  statement: z.optional(Statement),
  submittedAt: z.optional(Instant),
  dueOn: LocalDate,
  daysLate: z.int(),
  rowVersion: z.optional(Version),
  changedSince: z.boolean(),
});
export type MemberStanding = z.infer<typeof MemberStanding>;

/** A period with its members. Rates run from 0 to 1 and are null if none is expected (DHIS2's definitions). */
export const PeriodReport = z.object({
  ...PeriodDates.shape,
  today: LocalDate,
  expected: z.int(),
  received: z.int(),
  receivedOnTime: z.int(),
  reportingRate: z.nullable(z.number()),
  reportingRateOnTime: z.nullable(z.number()),
  members: z.array(MemberStanding),
});
export type PeriodReport = z.infer<typeof PeriodReport>;

export const SubmissionRequest = z.strictObject({
  member: Key,
  statement: Statement,
  /** Submits although the row has warnings. */
  despiteWarnings: z.optional(z.boolean()),
});
export type SubmissionRequest = z.infer<typeof SubmissionRequest>;

/** A submission that was taken. `number` counts the grid's submissions; `checkpoint` is a signed note of the ledger at `cursor`. */
export const Submission = z.object({
  number: z.int(),
  period: Period,
  member: Key,
  statement: Statement,
  submittedAt: Instant,
  rowVersions: z.record(z.string(), Version),
  cursor: Cursor,
  checkpoint: z.string(),
});
export type Submission = z.infer<typeof Submission>;
