/** What a member has to know of its quarter at once: a submission made for it, a review, what became of what it asked for, a row that has changed since. */
import { useRef, useState } from 'preact/hooks';
import type { MemberFile, MemberRequest, Review, ReviewRemark } from '#contract/answer.ts';
import type { Row } from '#contract/grid.ts';
import type { Engine, EngineView, QuarterView } from '../sync/view.ts';
import { timeZoneOf } from './names.ts';
import { Button, FailureNote } from './parts.tsx';
import { dateInWords, dayInWords, instantInWords, say } from './strings.ts';
import { Withdrawal } from './submissions.tsx';
import { useFocusHome } from './use-focus-home.ts';
import { useTask } from './use-task.ts';

interface Shown {
  engine: Engine;
  view: EngineView;
  row: Row;
  file: MemberFile;
}

/** These notices, in the order of their weight. */
export function QuarterNotices(shown: Shown) {
  const { view, row, file } = shown;
  const { standing } = file;
  const review = file.reviews.findLast(({ submission }) => submission === standing.submission);
  return (
    <>
      {standing.onBehalf === 'to-acknowledge' ? <ToAcknowledge {...shown} /> : null}
      {review ? <ReviewNotice {...shown} review={review} /> : null}
      {standing.changedSince && standing.state !== 'returned' ? (
        <p class="note note-attention">{say('cycle.changed-since', { period: row.status.period })}</p>
      ) : null}
      <Requests view={view} requests={newestOfEachKind(file.requests)} />
    </>
  );
}

function ToAcknowledge({ engine, view, file }: Shown) {
  const task = useTask<void>();
  const [wrong, setWrong] = useState(false);
  const note = useRef<HTMLDivElement>(null);
  useFocusHome(note);
  const made = file.submissions.findLast(({ onBehalf, acknowledgedAt, withdrawnAt }) => onBehalf && !acknowledgedAt && !withdrawnAt);
  if (!made) return null;
  const { period, number, statement } = made;
  const at = instantInWords(made.submittedAt, timeZoneOf(view));
  return (
    <div class="note note-attention" ref={note}>
      <h3>{say('cycle.on-behalf.title')}</h3>
      <p>{say('cycle.on-behalf.text', { at, period, statement: say(`cycle.statement.${statement}`) })}</p>
      {made.reason ? <p class="said">{say('cycle.on-behalf.heard', { reason: made.reason })}</p> : null}
      <div class="buttons">
        <Button look="primary" busy={task.busy} onClick={() => void task.run(() => engine.acknowledge({ period, number }))}>
          {say('cycle.on-behalf.acknowledge')}
        </Button>
        {wrong ? null : <Button onClick={() => setWrong(true)}>{say('cycle.on-behalf.wrong')}</Button>}
      </div>
      <FailureNote failure={task.failure} />
      {wrong ? <Withdrawal engine={engine} view={view} made={made} onCancel={() => setWrong(false)} /> : null}
    </div>
  );
}

function ReviewNotice({ engine, view, row, review }: Shown & { review: Review }) {
  const returned = review.verdict === 'returned';
  const params = { number: review.submission, at: dayInWords(review.at, timeZoneOf(view)) };
  return (
    <div class={returned ? 'note note-attention' : 'note note-good'}>
      {returned ? <h3>{say('cycle.review.returned-title')}</h3> : null}
      <p>{say(returned ? 'cycle.review.returned' : 'cycle.review.accepted', params)}</p>
      {review.comment ? <p class="said">{review.comment}</p> : null}
      {review.remarks.length === 0 ? null : (
        <ul class="list">
          {review.remarks.map((remark, index) => (
            <RemarkLine key={index} engine={engine} row={row} remark={remark} />
          ))}
        </ul>
      )}
    </div>
  );
}

function RemarkLine({ engine, row, remark }: { engine: Engine; row: Row; remark: ReviewRemark }) {
  const jump = useTask<void>();
  const place = placeOf(row, remark);
  return (
    <li>
      {place ? (
        <Button look="link" busy={jump.busy} onClick={() => void jump.run(() => engine.jumpTo({ row: row.row, column: place.column }))}>
          {say('cycle.review.go', { text: place.text })}
        </Button>
      ) : (
        <p class="hint">{say(remark.itemId === undefined ? 'cycle.review.of-row' : 'cycle.review.gone')}</p>
      )}
      <p class="said">{remark.text}</p>
      <FailureNote failure={jump.failure} />
    </li>
  );
}

/** Where the item of a remark stands now; it may have moved to another column since. */
function placeOf({ cells }: Row, { itemId }: ReviewRemark): { column: string; text: string } | undefined {
  for (const [column, cell] of Object.entries(cells)) {
    const item = typeof cell === 'string' ? undefined : cell.find((each) => 'itemId' in each && each.itemId === itemId);
    if (item && 'text' in item) return { column, text: item.text };
  }
  return undefined;
}

/** What was asked for and what became of it, newest first; the Secretariat's words with it. */
export function Requests({ view, requests }: { view: QuarterView; requests: readonly MemberRequest[] }) {
  return (
    <>
      {requests.toReversed().map((request) => (
        <div key={request.number} class={request.answer ? 'note' : 'note note-attention'}>
          <p>{requestInWords(request)}</p>
          <p class="hint">{say('cycle.reason', { reason: request.reason })}</p>
          <p>{answerInWords(request, timeZoneOf(view))}</p>
          {request.answer?.comment ? <p class="said">{say('cycle.request.answer', { comment: request.answer.comment })}</p> : null}
        </div>
      ))}
    </>
  );
}

/** In their order; what became of older ones does not matter any more. */
export const newestOfEachKind = (requests: readonly MemberRequest[]): MemberRequest[] =>
  requests.filter(({ kind }, at) => !requests.slice(at + 1).some((later) => later.kind === kind));

function requestInWords({ kind, dueOn, period }: MemberRequest): string {
  return kind === 'extension' ? say('cycle.request.extension', { dueOn: dateInWords(dueOn ?? '') }) : say('cycle.request.excuse', { period });
}

function answerInWords({ answer, at }: MemberRequest, timeZone: string): string {
  if (!answer) return say('cycle.request.waiting', { at: dayInWords(at, timeZone) });
  const when = dayInWords(answer.at, timeZone);
  if (!answer.granted) return say('cycle.request.refused', { at: when });
  return answer.dueOn === undefined
    ? say('cycle.request.granted', { at: when })
    : say('cycle.request.granted-until', { at: when, dueOn: dateInWords(answer.dueOn) });
}
