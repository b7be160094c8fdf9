/** The part of a grid's state that the cycle folds: what members said for a period, what the Secretariat answered, dates that were moved, reminders. */
import { Map as PersistentMap } from 'immutable';
import type { Statement } from '#contract/period.ts';
import type {
  CommentContent,
  Entry,
  PeriodMoved,
  ReminderContent,
  ReminderSkipped,
  RemindersPaused,
  RequestAnswered,
  RequestContent,
  ReviewContent,
  SubmissionMark,
} from './entry.ts';
import { type News, noteNews } from './news.ts';
import { SYSTEM_PERSON } from './principal.ts';

export interface SubmissionMade {
  number: number;
  period: string;
  member: string;
  statement: Statement;
  rowVersions: Record<string, number>;
  at: string;
  cursor: number;
  by: string;
  onBehalf?: true;
  reason?: string;
  acknowledgedAt?: string;
  withdrawnAt?: string;
  withdrawnBy?: string;
  withdrawalReason?: string;
}

/** A request with its last answer; without one it is pending. */
export interface RequestMade extends RequestContent {
  at: string;
  by: string;
  answer?: Pick<RequestAnswered, 'granted' | 'dueOn' | 'comment'> & { at: string; by: string };
}

export type ReviewGiven = ReviewContent & { at: string; by: string; cursor: number };
export type CommentAdded = CommentContent & { at: string; by: string };
/** A reminder that was decided, as the state holds it. */
export type ReminderDecided = ReminderContent & { at: string; cursor: number; sentAt?: string };
/** Everyone's dates as they were moved: `at` is the last move, `dueSetAt` that which set this due date. */
export type DatesMoved = Pick<PeriodMoved, 'dueOn' | 'closesOn'> & { at: string; dueSetAt: string };

export interface CycleState {
  /** `<period>/<member>` → submissions, oldest first; withdrawn ones stay. */
  submissions: PersistentMap<string, readonly SubmissionMade[]>;
  submissionCount: number;
  /** `<period>/<member>` → reviews, oldest first. */
  reviews: PersistentMap<string, readonly ReviewGiven[]>;
  /** `<period>/<member>` → requests, oldest first. */
  requests: PersistentMap<string, readonly RequestMade[]>;
  requestCount: number;
  /** Period → everyone's dates, where the Secretariat moved them. */
  movedDates: PersistentMap<string, DatesMoved>;
  /** Row → its thread, oldest first. */
  comments: PersistentMap<string, readonly CommentAdded[]>;
  /** By reminder id. */
  reminders: PersistentMap<string, ReminderDecided>;
  /** By reminder id. */
  skipped: PersistentMap<string, ReminderSkipped & { at: string }>;
  /** Member → the pause that was set last. */
  pauses: PersistentMap<string, Pick<RemindersPaused, 'until' | 'reason'>>;
  /** The day of the last summary to the Secretariat; '' before the first. */
  lastSummaryOn: string;
  /** Where the last summary stands in the ledger; 0 before the first. */
  lastSummaryCursor: number;
  /** Where the summary before the last one stands; 0 before the second. */
  summaryFromCursor: number;
  /** What members are told about, by the cursor of its entry; only what is not older than NEWS_DAYS is sure to be there. */
  news: PersistentMap<string, News>;
  /** Member → when its row was last edited, or one of its people last submitted, withdrew, acknowledged, asked or commented. */
  activity: PersistentMap<string, string>;
}

/** The cycle before the first entry. */
export function emptyCycle(): CycleState {
  return {
    submissions: PersistentMap(),
    submissionCount: 0,
    reviews: PersistentMap(),
    requests: PersistentMap(),
    requestCount: 0,
    movedDates: PersistentMap(),
    comments: PersistentMap(),
    reminders: PersistentMap(),
    skipped: PersistentMap(),
    pauses: PersistentMap(),
    lastSummaryOn: '',
    lastSummaryCursor: 0,
    summaryFromCursor: 0,
    news: PersistentMap(),
    activity: PersistentMap(),
  };
}

/** The key of what a member and the Secretariat said to each other for a period. */
export const answerKey = (period: string, member: string): string => `${period}/${member}`;

/** Notes that a person did something about a member. */
export function noteActivity(activity: CycleState['activity'], { member, by, at }: { member: string; by: string; at: string }): CycleState['activity'] {
  return by === SYSTEM_PERSON ? activity : activity.set(member, at);
}

/** What an entry changes of the cycle; nothing for entries of other kinds. */
export function applyToCycle(state: CycleState, entry: Entry): Partial<CycleState> {
  const news = noteNews(state.news, entry);
  return news === state.news ? changesOf(state, entry) : { ...changesOf(state, entry), news };
}

function changesOf(state: CycleState, entry: Entry): Partial<CycleState> {
  switch (entry.kind) {
    case 'submission.made': {
      const made: SubmissionMade = { ...entry.content, at: entry.at, cursor: entry.cursor, by: entry.by };
      const own = made.onBehalf ? {} : active(state, entry);
      return { submissions: appended(state.submissions, entry.content, made), submissionCount: made.number, ...own };
    }
    case 'submission.withdrawn':
      return { submissions: marked(state.submissions, entry.content, withdrawal(entry)), ...active(state, entry) };
    case 'submission.acknowledged':
      return { submissions: marked(state.submissions, entry.content, { acknowledgedAt: entry.at }), ...active(state, entry) };
    case 'review.given': {
      const given: ReviewGiven = { ...entry.content, at: entry.at, by: entry.by, cursor: entry.cursor };
      return { reviews: appended(state.reviews, entry.content, given) };
    }
    case 'request.made': {
      const made: RequestMade = { ...entry.content, at: entry.at, by: entry.by };
      return { requests: appended(state.requests, entry.content, made), requestCount: made.number, ...active(state, entry) };
    }
    case 'request.answered':
      return { requests: answered(state.requests, entry) };
    case 'period.moved': {
      const { period, dueOn, closesOn } = entry.content;
      const before = state.movedDates.get(period);
      const dueSetAt = before?.dueOn === dueOn ? before.dueSetAt : entry.at;
      return { movedDates: state.movedDates.set(period, { dueOn, closesOn, at: entry.at, dueSetAt }) };
    }
    case 'comment.added': {
      const { row, from } = entry.content;
      const thread = [...(state.comments.get(row) ?? []), { ...entry.content, at: entry.at, by: entry.by }];
      return { comments: state.comments.set(row, thread), ...(from === 'member' ? active(state, entry) : {}) };
    }
    case 'reminder.decided':
      return { reminders: state.reminders.set(entry.content.id, { ...entry.content, at: entry.at, cursor: entry.cursor }) };
    case 'reminder.sent': {
      const reminder = state.reminders.get(entry.content.id);
      return reminder ? { reminders: state.reminders.set(reminder.id, { ...reminder, sentAt: entry.at }) } : {};
    }
    case 'reminder.skipped':
      return { skipped: state.skipped.set(entry.content.id, { ...entry.content, at: entry.at }) };
    case 'reminders.paused': {
      const { member, ...pause } = entry.content;
      return { pauses: state.pauses.set(member, pause) };
    }
    case 'summary.decided':
      return { lastSummaryOn: entry.content.on, lastSummaryCursor: entry.cursor, summaryFromCursor: state.lastSummaryCursor };
    default:
      return {};
  }
}

function withdrawal({ at, by, content: { reason } }: Pick<Entry, 'at' | 'by'> & { content: SubmissionMark }): Partial<SubmissionMade> {
  return { withdrawnAt: at, withdrawnBy: by, ...(reason === undefined ? {} : { withdrawalReason: reason }) };
}

type ForMember = { period: string; member: string };

function active(state: CycleState, entry: Entry & { content: { member: string } }): Pick<CycleState, 'activity'> {
  return { activity: noteActivity(state.activity, { member: entry.content.member, by: entry.by, at: entry.at }) };
}

function appended<Each>(lists: PersistentMap<string, readonly Each[]>, { period, member }: ForMember, each: Each): PersistentMap<string, readonly Each[]> {
  const key = answerKey(period, member);
  return lists.set(key, [...(lists.get(key) ?? []), each]);
}

function marked(submissions: CycleState['submissions'], { period, member, number }: SubmissionMark, mark: Partial<SubmissionMade>): CycleState['submissions'] {
  const key = answerKey(period, member);
  return submissions.set(
    key,
    (submissions.get(key) ?? []).map((made) => (made.number === number ? { ...made, ...mark } : made)),
  );
}

function answered(requests: CycleState['requests'], entry: Entry & { kind: 'request.answered' }): CycleState['requests'] {
  const { number, period, member, kind: _kind, ...answer } = entry.content;
  const key = answerKey(period, member);
  const withAnswer = (request: RequestMade): RequestMade =>
    request.number === number ? { ...request, answer: { ...answer, at: entry.at, by: entry.by } } : request;
  return requests.set(key, (requests.get(key) ?? []).map(withAnswer));
}
