/** The submissions of a member for a period: what each said, what became of it, its receipt, and the way to withdraw it. */
import { useState } from 'preact/hooks';
import type { SubmissionOfMember } from '#contract/answer.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { timeZoneOf } from './names.ts';
import { Button, FailureNote } from './parts.tsx';
import { saveFile } from './save-file.ts';
import { instantInWords, say } from './strings.ts';
import { useTask } from './use-task.ts';
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
  const receipt = useTask<{ name: string }>();
  const at = (instant: string) => instantInWords(instant, timeZoneOf(view));
  const { number, period } = made;
  const download = async () => {
    const file = await engine.receipt({ period, number });
    saveFile(file);
    return file;
  };
  return (
    <li>
      <p>{say('cycle.submission', { number, at: at(made.submittedAt), statement: say(`cycle.statement.${made.statement}`) })}</p>
      {made.reason ? <p class="hint">{say('cycle.on-behalf.heard', { reason: made.reason })}</p> : null}
      <Fate made={made} at={at} />
      <div class="buttons">
        <Button busy={receipt.busy} onClick={() => void receipt.run(download)}>
          {say('cycle.receipt', { number })}
        </Button>
        {made.withdrawnAt || asking ? null : <Button onClick={() => setAsking(true)}>{say('cycle.withdraw', { number })}</Button>}
      </div>
      <FailureNote failure={receipt.failure} />
      <p role="status">{receipt.result ? say('cycle.receipt.saved', { name: receipt.result.name }) : ''}</p>
      {asking && !made.withdrawnAt ? <Withdrawal engine={engine} view={view} made={made} onCancel={() => setAsking(false)} /> : null}
    </li>
  );
}

function Fate({ made, at }: { made: SubmissionOfMember; at: (instant: string) => string }) {
  if (made.withdrawnAt) return <p class="hint">{say('cycle.submission.withdrawn', { at: at(made.withdrawnAt) })}</p>;
  if (!made.onBehalf) return null;
  return <p class="hint">{made.acknowledgedAt ? say('cycle.submission.acknowledged', { at: at(made.acknowledgedAt) }) : say('cycle.submission.waits')}</p>;
}

/** The question whether to withdraw, with its reason: the Secretariat has to give one. */
export function Withdrawal(props: { engine: QuarterActions; view: QuarterView; made: Pick<SubmissionOfMember, 'period' | 'number'>; onCancel: () => void }) {
  const { period, number } = props.made;
  return (
    <fieldset class="question" aria-label={say('cycle.withdraw.title', { number })}>
      <h3>{say('cycle.withdraw.title', { number })}</h3>
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
    </fieldset>
  );
}
