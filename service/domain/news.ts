/**
 * What members are told by mail as soon as it is decided: a receipt, a submission made for them, a returned update, an answer to a request, a moved date. The fold
 * keeps a reference to each such entry for a week, so a notice that a dying process did not come to write is written by the next run, and a service that
 * starts on an old ledger writes none of the old ones.
 */
import type { Map as PersistentMap } from 'immutable';
import type { SubmissionMade } from './cycle-state.ts';
import type { Entry } from './entry.ts';
import { answerKey, type ForMember } from './for-member.ts';
import type { DefinedState } from './state.ts';

export type NewsKind = 'receipt' | 'acknowledge' | 'returned' | 'answered' | 'moved';

/** A reference to what was decided. `member` is absent for what concerns all; `number` is the submission's or the request's. */
export interface News {
  kind: NewsKind;
  cursor: number;
  at: string;
  period: string;
  member?: string;
  number?: number;
}

/** News older than so many days are written to nobody. */
export const NEWS_DAYS = 7;

const WEEK_MS = NEWS_DAYS * 24 * 3_600_000;

/** Old news are cleared away once there are so many. */
const CLEAR_FROM = 100;

/** The news with those of an entry; what has grown old is cleared away now and then, so their number follows a week's work and not the ledger's length. */
export function noteNews(news: PersistentMap<string, News>, entry: Entry): PersistentMap<string, News> {
  const fresh = newsOf(entry);
  if (!fresh) return news;
  const since = Date.parse(entry.at) - WEEK_MS;
  const kept = news.size < CLEAR_FROM ? news : news.filter(({ at }) => Date.parse(at) >= since);
  return kept.set(String(entry.cursor), { ...fresh, cursor: entry.cursor, at: entry.at });
}

/** The news that are to be told at an instant: not older than a week, and still so. In the order of the ledger. */
export function newsToTell(state: DefinedState, nowMs: number): News[] {
  return [...state.news.values()].filter((news) => isToBeTold(state, news, nowMs)).sort((a, b) => a.cursor - b.cursor);
}

/** Reports whether news are still to be told: a week later, or once they have been overtaken, they are not. */
export function isToBeTold(state: DefinedState, news: News, nowMs: number): boolean {
  return Date.parse(news.at) > nowMs - WEEK_MS && isStillSo(state, news);
}

function newsOf(entry: Entry): Omit<News, 'cursor' | 'at'> | undefined {
  switch (entry.kind) {
    case 'submission.made':
      return { kind: entry.content.onBehalf ? 'acknowledge' : 'receipt', ...about(entry.content), number: entry.content.number };
    case 'submission.acknowledged':
      return { kind: 'receipt', ...about(entry.content), number: entry.content.number };
    case 'review.given':
      return entry.content.verdict === 'returned' ? { kind: 'returned', ...about(entry.content), number: entry.content.submission } : undefined;
    case 'request.answered':
      return { kind: 'answered', ...about(entry.content), number: entry.content.number };
    case 'period.moved':
      return { kind: 'moved', period: entry.content.period };
    default:
      return undefined;
  }
}

function isStillSo(state: DefinedState, { kind, cursor, at, period, member, number }: News): boolean {
  if (kind === 'moved') return state.movedDates.get(period)?.at === at;
  const key = answerKey(period, member ?? '');
  const submission = state.submissions.get(key)?.find((made) => made.number === number);
  if (kind === 'receipt') return submission !== undefined && submission.withdrawnAt === undefined;
  if (kind === 'acknowledge') return submission !== undefined && waitsForMember(submission);
  if (kind === 'returned') return state.reviews.get(key)?.findLast((review) => review.submission === number)?.cursor === cursor;
  return state.requests.get(key)?.find((request) => request.number === number)?.answer?.at === at;
}

const waitsForMember = ({ acknowledgedAt, withdrawnAt }: SubmissionMade): boolean => acknowledgedAt === undefined && withdrawnAt === undefined;

const about = ({ period, member }: ForMember): ForMember => ({ period, member });
