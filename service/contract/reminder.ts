/** Reminders on the wire. */
import * as z from 'zod/mini';
import { Remark } from './answer.ts';
import { Stage } from './grid.ts';
import { Instant, Key, LocalDate, Period, PersonId } from './ids.ts';

export const ReminderState = z.enum(['decided', 'sent', 'failed', 'suppressed']);

/** `waiting` is not tried yet, or being tried; `away` waits for the person's return. */
export const LetterProgress = z.enum(['waiting', 'away', 'sent', 'failed', 'suppressed']);
export type LetterProgress = z.infer<typeof LetterProgress>;

/** What became of a reminder's letter to one person. */
export const ReminderLetterState = z.object({
  person: PersonId,
  state: LetterProgress,
  attempts: z.int(),
  sentAt: z.optional(Instant),
  failureCode: z.optional(z.string()),
  nextAttemptAt: z.optional(Instant),
});
export type ReminderLetterState = z.infer<typeof ReminderLetterState>;

/**
 * One reminder of a member for a period, whatever stages it combines. Without `decidedAt` it is due and held, or was skipped before it was decided; `suppressedBy`
 * says by what. `sentAt` is when it was noted as handed to the mail server; `nextAttemptAt` when a failed letter is tried again.
 * `failureCode` is `nobody-to-write-to` while no person of the member has an address, else the mail server's code class.
 */
export const Reminder = z.object({
  id: z.string(),
  period: Period,
  member: Key,
  stages: z.array(z.string()),
  state: ReminderState,
  dueAt: Instant,
  decidedAt: z.optional(Instant),
  nextAttemptAt: z.optional(Instant),
  letters: z.array(ReminderLetterState),
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

/** A member that is not reminded up to and including a day. */
export const PausedMember = z.object({ member: Key, until: LocalDate });

export const Reminders = z.object({ items: z.array(Reminder), next: z.nullable(NextReminder), paused: z.array(PausedMember) });
export type Reminders = z.infer<typeof Reminders>;

export const RunRequest = z.strictObject({ dryRun: z.optional(z.boolean()) });

/** Who would be or was written to. `recipients` counts people with an address, `stages` are the ladder's steps combined in it. */
export const DecidedReminder = z.object({ id: z.string(), period: Period, member: Key, stages: z.array(z.string()), recipients: z.int() });
export type DecidedReminder = z.infer<typeof DecidedReminder>;

export const RunResponse = z.object({ dryRun: z.boolean(), decided: z.array(DecidedReminder), sent: z.int(), failed: z.int() });
export type RunResponse = z.infer<typeof RunResponse>;

/** A letter as it went out, where mails are kept as files (no mail server configured). */
export const Letter = z.object({ id: z.string(), reminder: z.string(), member: Key, to: z.string(), subject: z.string(), text: z.string() });
export type Letter = z.infer<typeof Letter>;
export const Letters = z.object({ items: z.array(Letter) });
export type Letters = z.infer<typeof Letters>;

/** `POST /reminders/skip`, Secretariat: the member is not written to about this stage of a period, nor about what lies before it. */
export const SkipRequest = z.strictObject({ period: Period, member: Key, stage: Stage.shape.stage, reason: z.optional(Remark) });
export type SkipRequest = z.infer<typeof SkipRequest>;

/** What was skipped; no stages if nothing was left to skip. */
export const Skipped = z.object({ id: z.string(), period: Period, member: Key, stages: z.array(z.string()) });
export type Skipped = z.infer<typeof Skipped>;

/** `PUT /members/{member}/pause`, Secretariat: no reminders up to and including `until`; null ends the pause. */
export const PauseRequest = z.strictObject({ until: z.nullable(LocalDate), reason: z.optional(Remark) });
export type PauseRequest = z.infer<typeof PauseRequest>;

export const Pause = z.object({ member: Key, until: z.nullable(LocalDate) });
export type Pause = z.infer<typeof Pause>;

/** A letter that will go out: to whom (`Name <address>`) and what it says, without the checkpoint that only the sending knows. */
export const LetterToCome = z.object({
  id: z.string(),
  kind: z.enum(['reminder', 'notice', 'summary']),
  /** The reminders that it combines; empty for a notice or a summary. */
  reminders: z.array(z.object({ id: z.string(), period: Period, member: Key, stages: z.array(z.string()) })),
  person: PersonId,
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});
export type LetterToCome = z.infer<typeof LetterToCome>;

/** `GET /reminders/preview?on=`: the letters of a day, given the state of today; `withoutLetter` are due and have nobody to write to. */
export const RemindersPreview = z.object({
  on: LocalDate,
  letters: z.array(LetterToCome),
  withoutLetter: z.array(z.object({ id: z.string(), period: Period, member: Key, stages: z.array(z.string()) })),
});
export type RemindersPreview = z.infer<typeof RemindersPreview>;
