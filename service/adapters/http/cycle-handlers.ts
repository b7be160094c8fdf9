/** The endpoints of a quarter: periods, submissions, reviews, requests, dates and comments, as the add-in and the scripts of pages ask for them. */

import { receiptFileName } from '#contract/answer.ts';
import type { CYCLE_ROUTES } from '#contract/cycle-routes.ts';
import { addComment, listComments } from '../../application/comments.ts';
import { giveReview } from '../../application/give-review.ts';
import type { Grids } from '../../application/grids.ts';
import { routeOf } from '../../application/identities.ts';
import { acknowledgeSubmission, withdrawSubmission } from '../../application/mark-submission.ts';
import { moveDates } from '../../application/move-dates.ts';
import type { CheckpointSigner, Ledger } from '../../application/ports.ts';
import { readMemberFile } from '../../application/read-member-file.ts';
import { readReceipt } from '../../application/read-receipt.ts';
import { answerRequest, makeRequest } from '../../application/requests.ts';
import { listPeriods, readPeriod, submit } from '../../application/submit.ts';
import type { Handlers } from './endpoint.ts';

/** One function per endpoint of the cycle. */
export function openCycleHandlers(deps: { grids: Grids; ledger: Ledger; signer: CheckpointSigner }): Pick<Handlers, keyof typeof CYCLE_ROUTES> {
  return {
    listPeriods: ({ params }) => listPeriods(deps.grids, params.grid),
    readPeriod: ({ principal, params }) => readPeriod(deps.grids, principal, params),
    submit: ({ principal, params, body }) => submit(deps, principal, { ...params, request: body, route: routeOf(principal) }),
    withdrawSubmission: ({ principal, params, body }) => withdrawSubmission(deps, principal, { ...params, reason: body.reason, route: routeOf(principal) }),
    acknowledgeSubmission: ({ principal, params }) => acknowledgeSubmission(deps, principal, { ...params, route: routeOf(principal) }),
    giveReview: ({ principal, params, body }) => giveReview(deps, principal, { ...params, request: body, route: routeOf(principal) }),
    makeRequest: ({ principal, params, body }) => makeRequest(deps, principal, { ...params, request: body, route: routeOf(principal) }),
    answerRequest: ({ principal, params, body }) => answerRequest(deps, principal, { ...params, answer: body, route: routeOf(principal) }),
    moveDates: ({ principal, params, body }) => moveDates(deps, principal, { ...params, request: body, route: routeOf(principal) }),
    readMemberFile: ({ principal, params }) => readMemberFile(deps, principal, params),
    listComments: ({ principal, params }) => listComments(deps, principal, params),
    addComment: ({ principal, params, body }) => addComment(deps, principal, { ...params, request: body, route: routeOf(principal) }),

    readReceipt: async ({ principal, params, response }) => {
      const receipt = await readReceipt(deps, principal, params);
      response.setHeader('Content-Disposition', `attachment; filename="${receiptFileName(receipt)}"`);
      return receipt;
    },
  };
}
