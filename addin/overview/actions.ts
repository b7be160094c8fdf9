/** What the Secretariat may do about a member or a period. Each call may reject with ApiProblem, whose sentence is shown. */
import type { CommentRequest, MemberFile, MoveDates, RequestAnswer, RequestForPeriod, ReviewRequest } from '#contract/answer.ts';
import type { Overview } from '#contract/overview.ts';
import type { SubmissionRequest } from '#contract/period.ts';
import type { RunResponse } from '#contract/reminder.ts';
import type { Client } from '../api/client.ts';

export interface CycleActions {
  memberFile(member: string): Promise<MemberFile>;
  giveReview(review: ReviewRequest): Promise<void>;
  /** Made by the Secretariat, so granted at once. */
  makeRequest(request: RequestForPeriod): Promise<void>;
  answerRequest(number: number, answer: RequestAnswer): Promise<void>;
  /** Counts once the member has acknowledged it. */
  submitOnBehalf(submission: SubmissionRequest): Promise<void>;
  addComment(row: string, comment: CommentRequest): Promise<void>;
  moveDates(dates: MoveDates): Promise<void>;
  runReminders(options: { dryRun: boolean }): Promise<RunResponse>;
}

/** The actions on one period over the API. */
export function cycleActions(api: Client, { grid, period }: Pick<Overview, 'grid' | 'period'>): CycleActions {
  const inPeriod = { grid, period };
  return {
    memberFile: (member) => api.call('readMemberFile', { params: { ...inPeriod, member } }),
    async giveReview(body) {
      await api.call('giveReview', { params: inPeriod, body });
    },
    async makeRequest(body) {
      await api.call('makeRequest', { params: inPeriod, body });
    },
    async answerRequest(number, body) {
      await api.call('answerRequest', { params: { ...inPeriod, number: String(number) }, body });
    },
    async submitOnBehalf(body) {
      await api.call('submit', { params: inPeriod, body });
    },
    async addComment(row, body) {
      await api.call('addComment', { params: { grid, row }, body });
    },
    async moveDates(body) {
      await api.call('moveDates', { params: inPeriod, body });
    },
    runReminders: ({ dryRun }) => api.call('runReminders', { params: { grid }, body: { dryRun } }),
  };
}
