/** What member and Secretariat say to each other on the row's page: the review, an answer on behalf to acknowledge, submissions, more time, comments. */
import type { MemberFile, MemberRequest, Review, SubmissionOfMember } from '#contract/answer.ts';
import { say, sayDate } from '#contract/catalogue/say.ts';
import { findItem } from '#contract/row-changes.ts';
import { sayInstant } from '#contract/status-words.ts';
import { type Html, html } from '../html.ts';
import type { RowScene } from './row-view.ts';

/** The name of the field for the reason of withdrawing a submission. */
export const withdrawalField = (number: number | string): string => `withdraw-reason-${number}`;

type WithFile = RowScene & { file: MemberFile };

const hasFile = (scene: RowScene): scene is WithFile => scene.file !== undefined;
const inWords = ({ row, session }: RowScene, at: string): string => sayInstant(at, { timeZone: row.timeZone, language: session.language });

/** The newest review, if it answers the submission that counts. */
export function reviewView(scene: RowScene): Html | undefined {
  if (!hasFile(scene)) return undefined;
  const { file, session } = scene;
  const review = file.reviews.findLast(({ submission }) => submission === file.standing.submission);
  if (!review) return undefined;
  const { language } = session;
  const at = inWords(scene, review.at);
  if (review.verdict === 'accepted') {
    const comment =
      review.comment === undefined ? undefined : html`<p>${say('form.accepted-comment', {}, language)}</p><blockquote>${review.comment}</blockquote>`;
    return html`<section class="note note-good" aria-label="${say('form.accepted', { at }, language)}"><p>${say('form.accepted', { at }, language)}</p>${comment}</section>`;
  }
  return html`<section class="card card-attention" aria-labelledby="returned-title"><h2 id="returned-title">${say('form.returned', {}, language)}</h2>
<p class="hint">${say('form.returned-at', { at }, language)}</p>
${review.comment === undefined ? undefined : html`<blockquote>${review.comment}</blockquote>`}
${remarksView(scene, review)}</section>`;
}

function remarksView({ row, session }: RowScene, { remarks }: Review): Html | undefined {
  if (remarks.length === 0) return undefined;
  return html`<ul class="remarks">${remarks.map(({ itemId, text }) => {
    const item = itemId === undefined ? undefined : findItem(row.row.cells, itemId);
    return html`<li>${item ? html`<p class="hint">${say('form.remark-on', { text: item.text }, session.language)}</p>` : undefined}<blockquote>${text}</blockquote></li>`;
  })}</ul>`;
}

/** An answer that the Secretariat gave for the member and that waits for being acknowledged. */
export function answersView(scene: RowScene): Html | undefined {
  if (!hasFile(scene) || scene.file.standing.onBehalf !== 'to-acknowledge') return undefined;
  const { file, row, session } = scene;
  const waiting = file.submissions.findLast(isWaiting);
  if (!waiting) return undefined;
  const { language } = session;
  const params = { at: inWords(scene, waiting.submittedAt), version: waiting.rowVersions[row.row.row] ?? row.row.version };
  const own = session.principal.member === row.member.member;
  return html`<section class="card card-attention" aria-labelledby="acknowledge-title"><h2 id="acknowledge-title">${say('form.acknowledge-title', {}, language)}</h2>
<p>${say(waiting.statement === 'updated' ? 'form.acknowledge-updated' : 'form.acknowledge-nothing', params, language)}</p>
${waiting.reason === undefined ? undefined : html`<p>${say('form.acknowledge-reason', { reason: waiting.reason }, language)}</p>`}
<p class="hint">${say('form.acknowledge-why', {}, language)}</p>
${own ? html`<p class="buttons"><button type="submit" class="button button-primary" formaction="/form/acknowledge" name="number" value="${waiting.number}">${say('form.acknowledge', {}, language)}</button></p>` : undefined}</section>`;
}

/** Submissions, more time and comments; nothing for who may not see them. */
export function talkView(scene: RowScene): Html | undefined {
  if (!hasFile(scene) || !scene.row.mayEdit) return undefined;
  return html`${submissionsView(scene)}${requestsView(scene)}${commentsView(scene)}`;
}

function submissionsView(scene: WithFile): Html | undefined {
  const { file, row, session } = scene;
  const { language } = session;
  if (file.submissions.length === 0) return undefined;
  const address = (number: number): string =>
    `/form/receipt?grid=${encodeURIComponent(row.grid)}&member=${row.member.member}&period=${row.period}&number=${number}`;
  return html`<section class="card" aria-labelledby="submissions-title"><h2 id="submissions-title">${say('form.submissions', { period: row.period }, language)}</h2>
<ul class="list">${file.submissions.toReversed().map(
    (
      made,
    ) => html`<li><p>${say('form.submission', { number: made.number, at: inWords(scene, made.submittedAt), by: scene.nameOf(made.by), statement: say(`form.statement.${made.statement}`, {}, language) }, language)}${stateOf(scene, made)}</p>
<p class="buttons"><a class="button" href="${address(made.number)}">${say('form.receipt-link', { number: made.number }, language)}</a>
</p>
${made.withdrawalReason === undefined ? undefined : html`<p class="hint comment-text">${say('form.withdrawal-reason', { reason: made.withdrawalReason }, language)}</p>`}
${made.withdrawnAt === undefined ? withdrawalView(scene, made) : undefined}</li>`,
  )}</ul></section>`;
}

/** The question whether to withdraw: a line that opens, so that one tap undoes no answer, with and without a script. */
function withdrawalView({ row, session, typed }: WithFile, { number }: SubmissionOfMember): Html {
  const { language } = session;
  const field = withdrawalField(number);
  const refused = typed?.withdrawal?.number === String(number) ? typed.withdrawal : undefined;
  return html`<details class="withdrawal"${refused && html` open`}><summary class="button">${say('form.withdraw', { number }, language)}</summary>
<p>${say('form.withdraw-why', {}, language)}</p>
<div class="field"><label for="${field}">${say(row.needsReason ? 'form.withdraw-reason-needed' : 'form.withdraw-reason', {}, language)}</label><textarea id="${field}" name="${field}" rows="2" maxlength="2000">
${refused?.reason ?? ''}</textarea></div>
<p class="buttons"><button type="submit" class="button" formaction="/form/withdraw" name="number" value="${number}">${say('form.withdraw-yes', { number }, language)}</button></p></details>`;
}

const isWaiting = ({ onBehalf, acknowledgedAt, withdrawnAt }: SubmissionOfMember): boolean =>
  onBehalf && acknowledgedAt === undefined && withdrawnAt === undefined;

function stateOf(scene: WithFile, made: SubmissionOfMember): string {
  const { language } = scene.session;
  if (made.withdrawnAt !== undefined) {
    const by = scene.nameOf(made.withdrawnBy ?? made.by);
    return ` – ${say('form.submission-withdrawn', { at: inWords(scene, made.withdrawnAt), by }, language)}`;
  }
  return isWaiting(made) ? ` – ${say('form.submission-waits', {}, language)}` : '';
}

function requestsView(scene: WithFile): Html | undefined {
  const { file, row, session, typed } = scene;
  const { language } = session;
  const { dueOn } = row.dates;
  const last = file.requests.at(-1);
  const pending = last !== undefined && last.answer === undefined;
  // Who has answered needs no time; what was asked before stays to be read.
  if (file.standing.received && !last) return undefined;
  return html`<section class="card" aria-labelledby="request-title"><h2 id="request-title">${say('form.request-title', {}, language)}</h2>
${last ? requestView(scene, last) : undefined}
${
  pending || file.standing.received
    ? undefined
    : html`<p class="hint">${say('form.request-why', { dueOn: sayDate(dueOn, language) }, language)}</p>
<div class="field"><label for="request-on">${say('form.request-on', {}, language)}</label><input id="request-on" name="requestOn" type="date" value="${typed?.requestOn ?? ''}"></div>
<div class="field"><label for="request-reason">${say('form.request-reason', {}, language)}</label><textarea id="request-reason" name="requestReason" rows="2" maxlength="2000">
${typed?.requestReason ?? ''}</textarea></div>
<p class="buttons"><button type="submit" class="button" formaction="/form/request">${say('form.request', {}, language)}</button>
<button type="submit" class="button" formaction="/form/request" name="kind" value="excuse">${say('form.request-excuse', {}, language)}</button></p>`
}</section>`;
}

function requestView(scene: WithFile, { kind, at, dueOn, answer }: MemberRequest): Html {
  const { language } = scene.session;
  const until = sayDate(answer?.dueOn ?? dueOn ?? scene.row.dates.dueOn, language);
  if (!answer) {
    const params = { at: inWords(scene, at), dueOn: until };
    return html`<p class="note note-attention">${say(kind === 'extension' ? 'form.request-pending' : 'form.request-pending-excuse', params, language)}</p>`;
  }
  const key =
    kind === 'excuse' ? (answer.granted ? 'form.excuse-granted' : 'form.excuse-refused') : answer.granted ? 'form.request-granted' : 'form.request-refused';
  const said = say(key, { dueOn: until }, language);
  const comment = answer.comment === undefined ? '' : say('form.request-comment', { comment: answer.comment }, language);
  return html`<p class="request-answer">${said} ${comment}</p>`;
}

function commentsView(scene: WithFile): Html {
  const { file, row, session, typed } = scene;
  const { language } = session;
  const member = row.member.shortName;
  return html`<section class="card" aria-labelledby="comments-title"><h2 id="comments-title">${say('form.comments', {}, language)}</h2>
<p class="hint">${say('form.comments-why', { member }, language)}</p>
${
  file.comments.length === 0
    ? html`<p>${say('form.comments-none', {}, language)}</p>`
    : html`<ol class="list comments">${file.comments.map(({ from, at, text, itemId }) => {
        const item = itemId === undefined ? undefined : findItem(row.row.cells, itemId);
        return html`<li><p class="hint">${say('form.comment-by', { from: say(`form.comment-from.${from}`, { member }, language), at: inWords(scene, at) }, language)}</p>
${item ? html`<p class="hint">${say('form.remark-on', { text: item.text }, language)}</p>` : undefined}<p class="comment-text">${text}</p></li>`;
      })}</ol>`
}
<div class="field"><label for="comment">${say('form.comment-label', {}, language)}</label><textarea id="comment" name="comment" rows="3" maxlength="2000">
${typed?.comment ?? ''}</textarea></div>
<p class="buttons"><button type="submit" class="button" formaction="/form/comment">${say('form.comment', {}, language)}</button></p></section>`;
}
