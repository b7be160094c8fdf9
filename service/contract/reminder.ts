/** Reminders on the wire. */
import * as z from 'zod/mini';
import { Instant, Key, LocalDate, Period } from './ids.ts';

export const ReminderState = z.enum(['decided', 'sent', 'failed', 'suppressed']);

/**
 * One reminder of a member for a period, whatever stages it combines.
 * `failureCode` is `nobody-to-write-to` while no person of the member has an address, else the mail server's code class.
 */
export const Reminder = z.object({
  id: z.string(),
  period: Period,
  member: Key,
  stages: z.array(z.string()),
  state: ReminderState,
  dueAt: Instant,
  sentAt: z.optional(Instant),
  attempts: z.int(),
  failureCode: z.optional(z.string()),
  suppressedBy: z.optional(z.string()),
  /** People of the member with an address. */
  recipients: z.int(),
});
export type Reminder = z.infer<typeof Reminder>;

/** The next stage that will be reached, if any. */
export const NextReminder = z.object({ period: Period, stage: z.string(), on: LocalDate });

export const Reminders = z.object({ items: z.array(Reminder), next: z.nullable(NextReminder) });
export type Reminders = z.infer<typeof Reminders>;

export const RunRequest = z.strictObject({ dryRun: z.optional(z.boolean()) });

/** Who would be or was written to. `to` counts people with an address, `stages` are the ladder's steps combined in it. */
export const DecidedReminder = z.object({ id: z.string(), period: Period, member: Key, stages: z.array(z.string()), recipients: z.int() });
export type DecidedReminder = z.infer<typeof DecidedReminder>;

export const RunResponse = z.object({ dryRun: z.boolean(), decided: z.array(DecidedReminder), sent: z.int(), failed: z.int() });
export type RunResponse = z.infer<typeof RunResponse>;

/** A letter as it went out, where mails are kept as files (no mail server configured). */
export const Letter = z.object({ id: z.string(), reminder: z.string(), member: Key, to: z.string(), subject: z.string(), text: z.string() });
export type Letter = z.infer<typeof Letter>;
export const Letters = z.object({ items: z.array(Letter) });
export type Letters = z.infer<typeof Letters>;
