/** What else a person does on the row's page: withdraws, acknowledges, asks for more time, comments. Text typed in the row meanwhile stays on the page, not saved. */
import { RequestForPeriod } from '#contract/answer.ts';
import { type SentenceKey, say } from '#contract/catalogue/say.ts';
import { AppError } from '../../../application/app-error.ts';
import { addComment } from '../../../application/comments.ts';
import { acknowledgeSubmission, withdrawSubmission } from '../../../application/mark-submission.ts';
import { problemOf } from '../../../application/problem-of.ts';
import { type FormRow, readFormRow } from '../../../application/read-form.ts';
import { makeRequest } from '../../../application/requests.ts';
import { leadTo } from '../sign-in-pages.ts';
import type { FormDeps, FormPost } from './form-deps.ts';
import { rowPath, sendRowPage } from './row-page.ts';
import type { RowScene } from './row-view.ts';
import { changesOf, readTyped } from './save-row.ts';
import { withdrawalField } from './talk-view.ts';
import { pagePeriod } from './typed-row.ts';

/** `POST /form/withdraw`. */
export function postWithdrawal(deps: FormDeps, post: FormPost): Promise<void> {
  const number = post.fields.get('number');
  const reason = textOf(post.fields.get(withdrawalField(number))).trim();
  return act(deps, post, {
    asked: { withdrawal: { number, reason } },
    done: { said: 'withdrawn', key: 'form.withdrawn', number: Number(number) },
    work: ({ grid, period }) => withdrawSubmission(deps, post.session.principal, { grid, period, number, reason: reason || undefined, route: 'form' }),
  });
}

/** `POST /form/acknowledge`. */
export function postAcknowledgement(deps: FormDeps, post: FormPost): Promise<void> {
  const number = post.fields.get('number');
  return act(deps, post, {
    done: { said: 'acknowledged', key: 'form.acknowledged', number: Number(number) },
    work: ({ grid, period }) => acknowledgeSubmission(deps, post.session.principal, { grid, period, number, route: 'form' }),
  });
}

/** `POST /form/request`: more time, or with the other button to be excused. */
export function postRequest(deps: FormDeps, post: FormPost): Promise<void> {
  const { fields, session } = post;
  const isExcuse = fields.get('kind') === 'excuse';
  const request = RequestForPeriod.safeParse({
    member: post.member,
    ...(isExcuse ? { kind: 'excuse' } : { kind: 'extension', dueOn: fields.get('requestOn') }),
    reason: textOf(fields.get('requestReason')),
  });
  return act(deps, post, {
    done: isExcuse ? { said: 'excuse-requested', key: 'form.excuse-requested', number: 0 } : { said: 'requested', key: 'form.requested', number: 0 },
    missing: request.success ? undefined : isExcuse ? 'form.excuse-missing' : 'form.request-missing',
    work: async ({ grid, period }) => {
      if (request.success) await makeRequest(deps, session.principal, { grid, period, request: request.data, route: 'form' });
    },
  });
}

/** `POST /form/comment`. */
export function postComment(deps: FormDeps, post: FormPost): Promise<void> {
  const text = textOf(post.fields.get('comment'));
  return act(deps, post, {
    done: { said: 'commented', key: 'form.commented', number: 0 },
    missing: text.trim() === '' ? 'form.comment-missing' : undefined,
    work: ({ grid, row }) => addComment(deps, post.session.principal, { grid, row: row.row, request: { text }, route: 'form' }),
  });
}

const textOf = (sent: string): string => sent.replaceAll('\r\n', '\n');

interface Act {
  /** What was typed for this alone, for the page that says why it was refused. */
  asked?: Pick<NonNullable<RowScene['typed']>, 'withdrawal'>;
  done: { said: string; key: SentenceKey; number: number };
  missing?: SentenceKey | undefined;
  work: (row: FormRow) => Promise<unknown>;
}

async function act(deps: FormDeps, post: FormPost, { asked: own = {}, done, missing, work }: Act): Promise<void> {
  const { session, fields, response } = post;
  const { language } = session;
  const row = readFormRow(deps.grids, session.principal, post);
  const typed = readTyped(deps, post);
  const asked = { comment: textOf(fields.get('comment')), requestOn: fields.get('requestOn'), requestReason: textOf(fields.get('requestReason')) };
  const show = (status: number, notes: RowScene['notes'], kept: Partial<typeof asked> & NonNullable<Act['asked']>): Promise<void> =>
    sendRowPage(deps, post, { status, notes, typed: { ...typed, ...kept } });
  if (missing !== undefined) return show(422, [{ tone: 'error', text: say(missing, {}, language) }], asked);
  try {
    await work({ ...row, period: pagePeriod(fields, row) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status, detail } = problemOf({ code: error.code, params: error.params });
    if (status >= 500) throw error;
    return show(status, [{ tone: 'error', text: detail }], { ...asked, ...own });
  }
  const isTyped = Object.keys(await changesOf(deps, post, typed)).length > 0;
  if (!isTyped) return leadTo(response, rowPath(post, { said: done.said, n: done.number }));
  // What is done is done once; what was typed besides can't travel with a redirect, so it is shown here.
  const notes: RowScene['notes'] = [
    { tone: 'good', text: say(done.key, { number: done.number }, language) },
    { tone: 'attention', text: say('form.still-typed', {}, language) },
  ];
  const others = {
    comment: done.said === 'commented' ? '' : asked.comment,
    ...(done.said.endsWith('requested') ? {} : { requestOn: asked.requestOn, requestReason: asked.requestReason }),
  };
  return show(200, notes, others);
}
