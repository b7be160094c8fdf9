/** The submissions of a member for a period: what each said, what became of it, its receipt, and the way to withdraw it. */
import { useState } from 'preact/hooks';
import type { SubmissionOfMember } from '#contract/answer.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { timeZoneOf } from './names.ts';
import { Button, QuestionFrame } from './parts.tsx';
import { ReceiptButton } from './receipt-button.tsx';
import { instantInWords, say } from './strings.ts';
import { useActorName } from './use-person-name.ts';
import { WordsForm } from './words-form.tsx';

/** Newest first. */
export function Submissions({ engine, view, submissions }: { engine: QuarterActions; view: QuarterView; submissions: readonly SubmissionOfMember[] }) {
  if (submissions.length === 0) return <p class="hint">{say('cycle.submissions.none')}</p>;
  return (
    <ul class="list">
      {submissions.toReversed().map((made) => (
        <Line key={made.number} engine={engine} view={view} made={made} />
      ))}
    </ul>
  );
}

function Line({ engine, view, made }: { engine: QuarterActions; view: QuarterView; made: SubmissionOfMember }) {
  const [asking, setAsking] = useState(false);
  const at = (instant: string) => instantInWords(instant, timeZoneOf(view));
  const nameOf = useActorName(engine, view);
  const { number, period } = made;
  return (
    <li>
      <p>{say('cycle.submission', { number, at: at(made.submittedAt), by: nameOf(made.by), statement: say(`cycle.statement.${made.statement}`) })}</p>
      {made.reason ? <p class="hint">{say('cycle.on-behalf.heard', { reason: made.reason })}</p> : null}
      <Fate made={made} at={at} nameOf={nameOf} />
      <ReceiptButton engine={engine} period={period} number={number}>
        {made.withdrawnAt || asking ? null : <Button onClick={() => setAsking(true)}>{say('cycle.withdraw', { number })}</Button>}
      </ReceiptButton>
      {asking && !made.withdrawnAt ? <Withdrawal engine={engine} view={view} made={made} onCancel={() => setAsking(false)} /> : null}
    </li>
  );
}

function Fate({ made, at, nameOf }: { made: SubmissionOfMember; at: (instant: string) => string; nameOf: (person: string) => string }) {
  if (made.withdrawnAt) {
    const reason = made.withdrawalReason;
    return (
      <>
        <p class="hint">{say('cycle.submission.withdrawn', { at: at(made.withdrawnAt), by: nameOf(made.withdrawnBy ?? made.by) })}</p>
        {reason ? <p class="hint said">{say('cycle.submission.withdrawn-why', { reason })}</p> : null}
      </>
    );
  }
  if (!made.onBehalf) return null;
  return <p class="hint">{made.acknowledgedAt ? say('cycle.submission.acknowledged', { at: at(made.acknowledgedAt) }) : say('cycle.submission.waits')}</p>;
}

/** The question whether to withdraw, with its reason: the Secretariat has to give one. */
export function Withdrawal(props: { engine: QuarterActions; view: QuarterView; made: Pick<SubmissionOfMember, 'period' | 'number'>; onCancel: () => void }) {
  const { period, number } = props.made;
  return (
    <QuestionFrame title={say('cycle.withdraw.title', { number })} onCancel={props.onCancel}>
      <p>{say('cycle.withdraw.why')}</p>
      <WordsForm
        label={say('cycle.withdraw.reason')}
        button={say('cycle.withdraw.yes')}
        look="danger"
        optional={props.view.me?.role !== 'secretariat'}
        send={async (reason) => {
          await props.engine.withdraw({ period, number, ...(reason === '' ? {} : { reason }) });
          props.onCancel();
        }}
        more={() => <Button onClick={props.onCancel}>{say('pane.cancel')}</Button>}
      />
    </QuestionFrame>
  );
}
