/** The overview of a period: where each member stands, the rates with what they are made of, what waits for the Secretariat, and how the periods before went. */
import * as z from 'zod/mini';
import { RequestKind } from './answer.ts';
import { Instant, Key, LocalDate, Period } from './ids.ts';
import { MemberStanding, PeriodDates } from './period.ts';

/**
 * How a member's period went. `on-time` and `nil` (nothing to report) came in time, `late` after the date, `missing` is past its date, `open` not yet there;
 * `excused` was not expected, `not-a-member` does not belong to the period.
 */
export const HeatMark = z.enum(['on-time', 'nil', 'late', 'missing', 'open', 'excused', 'not-a-member']);
export type HeatMark = z.infer<typeof HeatMark>;

/** One member in one period. `name` is there if the member was called otherwise then. */
export const HeatCell = z.object({
  period: Period,
  mark: HeatMark,
  daysLate: z.int(),
  nothingToReport: z.boolean(),
  name: z.optional(z.string()),
});
export type HeatCell = z.infer<typeof HeatCell>;

/** `value` is `part` ÷ `expected`, from 0 to 1; null if none is expected. */
export const Rate = z.object({ part: z.int(), expected: z.int(), value: z.nullable(z.number()) });
export type Rate = z.infer<typeof Rate>;

/** A period's rates (DHIS2's definitions); excused members are not among the expected. */
export const PeriodRates = z.object({ period: Period, reportingRate: Rate, reportingRateOnTime: Rate, excused: z.int() });
export type PeriodRates = z.infer<typeof PeriodRates>;

/** Days from the due date to the first submission of those who answered; negative before it. Null if nobody has answered. */
export const Punctuality = z.object({ received: z.int(), medianDays: z.nullable(z.number()), worstDays: z.nullable(z.int()) });
export type Punctuality = z.infer<typeof Punctuality>;

/** How many members are in which state; `overdue` cuts across the states. */
export const OverviewCounts = z.object({
  members: z.int(),
  missing: z.int(),
  edited: z.int(),
  submitted: z.int(),
  returned: z.int(),
  accepted: z.int(),
  excused: z.int(),
  overdue: z.int(),
});
export type OverviewCounts = z.infer<typeof OverviewCounts>;

/** Questions that edits of the member's rows left open and that, as far as the service knows, nobody has settled. */
export const OpenConflicts = z.object({ count: z.int(), people: z.int(), since: Instant });
export type OpenConflicts = z.infer<typeof OpenConflicts>;

/**
 * One line of the overview. What is between the member and the Secretariat alone (`requested`, `reviewWaiting`, `onBehalf`, `conflicts`, `lastActivityAt`) is
 * left out for everybody else.
 */
export const OverviewMember = z.object({
  ...MemberStanding.shape,
  no: z.int(),
  kind: z.enum(['eu', 'western-balkans', 'member-state', 'organisation']),
  /** Oldest period first, as `periods`. */
  strip: z.array(HeatCell),
  reviewWaiting: z.optional(z.boolean()),
  conflicts: z.optional(OpenConflicts),
});
export type OverviewMember = z.infer<typeof OverviewMember>;

/** What waits for the Secretariat in this period. */
export const Waiting = z.object({
  requests: z.array(z.object({ number: z.int(), member: Key, kind: RequestKind, dueOn: z.optional(LocalDate), at: Instant })),
  reviews: z.array(z.object({ member: Key, submission: z.int(), at: Instant })),
  /** Reminders that could not be delivered. */
  failures: z.array(z.object({ reminder: z.string(), member: Key, code: z.string() })),
});
export type Waiting = z.infer<typeof Waiting>;

/** `GET /overview?period=`. `sentences` say dates and rates in words, with the numbers they are made of. */
export const Overview = z.object({
  ...PeriodDates.shape,
  grid: Key,
  today: LocalDate,
  timeZone: z.string(),
  cursor: z.int(),
  sentences: z.object({
    dates: z.string(),
    reportingRate: z.string(),
    reportingRateOnTime: z.string(),
    excused: z.string(),
    punctuality: z.string(),
  }),
  reportingRate: Rate,
  reportingRateOnTime: Rate,
  punctuality: Punctuality,
  counts: OverviewCounts,
  members: z.array(OverviewMember),
  /** The last eight periods up to this one, oldest first. */
  periods: z.array(PeriodRates),
  /** For the Secretariat alone. */
  waiting: z.optional(Waiting),
});
export type Overview = z.infer<typeof Overview>;
