/** Entries of the ledger as clients see them: never salts, addresses or a mail server's words. */
import * as z from 'zod/mini';
import { Cells, Marking } from './grid.ts';
import { Cursor, Instant, ItemId, Key, PersonId, Version } from './ids.ts';

export const Route = z.enum(['addin', 'form', 'packet', 'import', 'system']);
export type Route = z.infer<typeof Route>;

export const EntryKind = z.enum([
  'grid.defined',
  'row.saved',
  'marking.changed',
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

/** The marking that a row, or the named items of it, are to have. A reason is needed to let more people read. */
export const MarkingRequest = z.strictObject({
  marking: Marking,
  items: z.optional(z.array(ItemId).check(z.minLength(1), z.maxLength(500))),
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
});
export type MarkingRequest = z.infer<typeof MarkingRequest>;

/** The row as it stands after that; its version is the one before. */
export const MarkingResult = z.object({
  cursor: Cursor,
  status: z.enum(['changed', 'unchanged']),
  row: Key,
  version: Version,
  marking: Marking,
  cells: Cells,
});
export type MarkingResult = z.infer<typeof MarkingResult>;

/** A record that is not what was written: a person, or a letter with its attempts; `entry` is the way by which entries are looked up, which no chain covers. */
const DamagedRecord = z.object({ kind: z.enum(['person', 'letter', 'attempt', 'outcome', 'entry']), id: z.string() });

/** The state of the chain and of what lies beside it: whole, or the first entry that does not fit, and the records that do not fit their sums. `publicKey` (a C2SP verifier key) checks checkpoints and receipts. */
export const LedgerReport = z.union([
  z.object({ ok: z.literal(true), cursor: Cursor, hash: z.string(), checkpoint: z.string(), publicKey: z.string() }),
  z.object({ ok: z.literal(false), firstBad: z.optional(Cursor), damaged: z.optional(z.array(DamagedRecord)) }),
]);
export type LedgerReport = z.infer<typeof LedgerReport>;
