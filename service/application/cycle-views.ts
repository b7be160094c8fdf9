/** Submissions, reviews, requests and comments as the member and the Secretariat read them. */
import type { Comment, MemberRequest, Review, SubmissionOfMember } from '#contract/answer.ts';
import type { CommentAdded, RequestMade, ReviewGiven, SubmissionMade } from '../domain/cycle-state.ts';

/** A submission with what became of it. */
export function submissionView({ onBehalf, ...made }: SubmissionMade): SubmissionOfMember {
  const { at, ...rest } = made;
  return { ...rest, submittedAt: at, onBehalf: onBehalf === true };
}

/** A review. */
export const reviewView = (given: ReviewGiven): Review => ({ ...given });

/** A request with its answer. */
export const requestView = (made: RequestMade): MemberRequest => ({ ...made });

/** A comment of a thread. */
export const commentView = ({ member: _member, ...added }: CommentAdded): Comment => added;
