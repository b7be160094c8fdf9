/**
 * What members and the Secretariat say to each other about a period, on the wire: submissions and their withdrawal, reviews, requests (more time, an excuse),
 * comments. Comments and reasons are for the member and the Secretariat alone.
 */
import * as z from 'zod/mini';
import { Cursor, Instant, ItemId, Key, LocalDate, Period, PersonId, Version } from './ids.ts';
import { MemberStanding, Statement, Submission } from './period.ts';

/** A text of a person to a person: at most 2,000 characters, not blank. */
export const Remark = z.string().check(z.maxLength(2_000), z.regex(/\S/));

/** A submission as the member and the Secretariat find it later. One made on behalf counts once `acknowledgedAt` is there; a withdrawn one never. */
export const SubmissionOfMember = z.object({
  ...z.omit(Submission, { checkpoint: true }).shape,
  by: PersonId,
  onBehalf: z.boolean(),
  reason: z.optional(z.string()),
  acknowledgedAt: z.optional(Instant),
  withdrawnAt: z.optional(Instant),
  withdrawnBy: z.optional(PersonId),
  withdrawalReason: z.optional(z.string()),
});
export type SubmissionOfMember = z.infer<typeof SubmissionOfMember>;

export const WithdrawalRequest = z.strictObject({ reason: z.optional(Remark) });
export type WithdrawalRequest = z.infer<typeof WithdrawalRequest>;

export const Verdict = z.enum(['accepted', 'returned']);
export type Verdict = z.infer<typeof Verdict>;

/** A remark of a review about one row or one item of it. */
export const ReviewRemark = z.strictObject({ row: Key, itemId: z.optional(ItemId), text: Remark });
export type ReviewRemark = z.infer<typeof ReviewRemark>;

/**
 * `POST /periods/{period}/reviews`: the Secretariat's answer to the member's last submission. `returned` needs a comment or a remark. With `submission` it is
 * refused if a newer one has come meanwhile.
 */
export const ReviewRequest = z.strictObject({
  member: Key,
  submission: z.optional(z.int()),
  verdict: Verdict,
  comment: z.optional(Remark),
  remarks: z.optional(z.array(ReviewRemark).check(z.maxLength(100))),
});
export type ReviewRequest = z.infer<typeof ReviewRequest>;

export const Review = z.object({
  period: Period,
  member: Key,
  /** The submission that it answers. */
  submission: z.int(),
  verdict: Verdict,
  comment: z.optional(z.string()),
  remarks: z.array(ReviewRemark),
  at: Instant,
  by: PersonId,
  cursor: Cursor,
});
export type Review = z.infer<typeof Review>;

/** `extension`: a later due date; `excuse`: not expected for this period. */
export const RequestKind = z.enum(['extension', 'excuse']);
export type RequestKind = z.infer<typeof RequestKind>;

/** `POST /periods/{period}/requests`. Made by the Secretariat it is granted at once. `dueOn` is required for an extension. */
export const RequestForPeriod = z
  .strictObject({ member: Key, kind: RequestKind, dueOn: z.optional(LocalDate), reason: Remark })
  .check(z.refine(({ kind, dueOn }) => (kind === 'extension') === (dueOn !== undefined), { path: ['dueOn'] }));
export type RequestForPeriod = z.infer<typeof RequestForPeriod>;

/** `POST /periods/{period}/requests/{number}/answer`, Secretariat. `dueOn` may grant another day than was asked for. The last answer counts. */
export const RequestAnswer = z
  .strictObject({ granted: z.boolean(), dueOn: z.optional(LocalDate), comment: z.optional(Remark) })
  .check(z.refine(({ granted, dueOn }) => granted || dueOn === undefined, { path: ['dueOn'] }));
export type RequestAnswer = z.infer<typeof RequestAnswer>;

/** A request and what became of it; without `answer` it is pending. `number` counts the grid's requests. */
export const MemberRequest = z.object({
  number: z.int(),
  period: Period,
  member: Key,
  kind: RequestKind,
  dueOn: z.optional(LocalDate),
  reason: z.string(),
  at: Instant,
  by: PersonId,
  answer: z.optional(z.object({ granted: z.boolean(), dueOn: z.optional(LocalDate), comment: z.optional(z.string()), at: Instant, by: PersonId })),
});
export type MemberRequest = z.infer<typeof MemberRequest>;

/** `POST /rows/{row}/comments`: the row's member or the Secretariat. */
export const CommentRequest = z.strictObject({ text: Remark, itemId: z.optional(ItemId) });
export type CommentRequest = z.infer<typeof CommentRequest>;

/** One comment of a row's thread, oldest first. `number` counts the row's comments. */
export const Comment = z.object({
  number: z.int(),
  row: Key,
  itemId: z.optional(ItemId),
  text: z.string(),
  at: Instant,
  by: PersonId,
  /** Who wrote it, as the thread shows it. */
  from: z.enum(['member', 'secretariat']),
});
export type Comment = z.infer<typeof Comment>;

/** `PUT /periods/{period}/dates`, Secretariat: everyone's date is moved. `closesOn` moves along by as many days if it is left out. */
export const MoveDates = z.strictObject({ dueOn: LocalDate, closesOn: z.optional(LocalDate), reason: Remark });
export type MoveDates = z.infer<typeof MoveDates>;

/** `GET /periods/{period}/members/{member}`: everything of one member and period, for the member and the Secretariat. Oldest first. */
export const MemberFile = z.object({
  standing: MemberStanding,
  submissions: z.array(SubmissionOfMember),
  reviews: z.array(Review),
  requests: z.array(MemberRequest),
  comments: z.array(Comment),
});
export type MemberFile = z.infer<typeof MemberFile>;

/**
 * A receipt as a file (`GET /periods/{period}/submissions/{number}/receipt`, JSON): all that it takes to check offline, with the service's public key, that this
 * submission stands in the ledger at its cursor: the entry with its salts, the hash before it, and the signed note whose hash it must give. `seal` is a signed
 * note over the rest of the file.
 */
export const Receipt = z.looseObject({
  receipt: z.literal(1),
  grid: Key,
  number: z.int(),
  member: Key,
  memberName: z.string(),
  period: Period,
  statement: Statement,
  rowVersions: z.record(z.string(), Version),
  submittedAt: Instant,
  previousHash: z.string(),
  entry: z.record(z.string(), z.unknown()),
  checkpoint: z.string(),
  seal: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;

/** `receipt-wbcti-2026-Q4-albania-7.json`: keys and periods hold no character that a file name may not. */
export const receiptFileName = ({ grid, period, member, number }: Pick<Receipt, 'grid' | 'period' | 'member' | 'number'>): string =>
  `receipt-${grid}-${period}-${member}-${number}.json`;
