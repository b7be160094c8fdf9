/** Entries of the ledger as clients see them: never salts, addresses or a mail server's words. */
import * as z from 'zod/mini';
import { Cursor, Instant, Key, PersonId, Version } from './ids.ts';

export const Route = z.enum(['addin', 'form', 'packet', 'import', 'system']);
export type Route = z.infer<typeof Route>;

export const EntryKind = z.enum([
  'grid.defined',
  'row.saved',
  'submission.made',
  'submission.withdrawn',
  'submission.acknowledged',
  'review.given',
  'request.made',
  'request.answered',
  'period.moved',
  'comment.added',
  'reminder.decided',
  'reminder.sent',
  'reminder.skipped',
  'reminders.paused',
  'summary.decided',
]);
export type EntryKind = z.infer<typeof EntryKind>;

export const PublicEntry = z.object({
  cursor: Cursor,
  at: Instant,
  by: PersonId,
  route: Route,
  kind: EntryKind,
  sheet: z.optional(Key),
  row: z.optional(Key),
  version: z.optional(Version),
  content: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type PublicEntry = z.infer<typeof PublicEntry>;

/** What happened after a cursor. `more` says that the answer was cut at the limit. */
export const Changes = z.object({ entries: z.array(PublicEntry), cursor: Cursor, more: z.boolean() });
export type Changes = z.infer<typeof Changes>;

/** The state of the chain: whole, or the first entry that does not fit. */
export const LedgerReport = z.union([
  z.object({ ok: z.literal(true), cursor: Cursor, hash: z.string(), checkpoint: z.string() }),
  z.object({ ok: z.literal(false), firstBad: Cursor }),
]);
export type LedgerReport = z.infer<typeof LedgerReport>;
