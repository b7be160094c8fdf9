/** Periods, submissions and reporting rates on the wire. */
import * as z from 'zod/mini';
import { Cursor, Instant, Key, LocalDate, Period, Version } from './ids.ts';

export const MemberState = z.enum(['missing', 'edited', 'submitted', 'returned', 'accepted', 'excused']);
export type MemberState = z.infer<typeof MemberState>;

export const Statement = z.enum(['updated', 'nothing-to-report']);
export type Statement = z.infer<typeof Statement>;

/** A submission made by the Secretariat on behalf of a member counts once the member has acknowledged it. */
export const OnBehalf = z.enum(['to-acknowledge', 'acknowledged']);

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
  onBehalf: z.optional(OnBehalf),
});
export type RowStatus = z.infer<typeof RowStatus>;

/** A line of `GET /periods`. */
export const PeriodDates = z.object({ period: Period, opensOn: LocalDate, dueOn: LocalDate, closesOn: LocalDate });
export type PeriodDates = z.infer<typeof PeriodDates>;

/**
 * One member's standing in a period. `name` and `shortName` are those of the period, also after a member was renamed. Received and on time are what the rates
 * count. `ordinaryDueOn` is everyone's date where this member has been given another one.
 */
export const MemberStanding = z.object({
  member: Key,
  name: z.string(),
  shortName: z.string(),
  state: MemberState,
  received: z.boolean(),
  onTime: z.boolean(),
  overdue: z.boolean(),
  statement: z.optional(Statement),
  submittedAt: z.optional(Instant),
  dueOn: LocalDate,
  daysLate: z.int(),
  rowVersion: z.optional(Version),
  changedSince: z.boolean(),
  ordinaryDueOn: z.optional(LocalDate),
  /** The number of the submission that counts (the last one not withdrawn). */
  submission: z.optional(z.int()),
  onBehalf: z.optional(OnBehalf),
  /** A request (more time, an excuse) that waits for the Secretariat's answer. */
  requested: z.optional(z.enum(['extension', 'excuse'])),
  /** When somebody last edited the member's row, or one of its people last submitted, withdrew, acknowledged, asked or commented. */
  lastActivityAt: z.optional(Instant),
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
  /** How the Secretariat heard it, when it submits on behalf of a member (a call, a meeting). */
  reason: z.optional(z.string().check(z.maxLength(2_000))),
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
  /** Made by the Secretariat: it counts once the member has acknowledged it. */
  onBehalf: z.optional(z.boolean()),
  checkpoint: z.string(),
});
export type Submission = z.infer<typeof Submission>;
