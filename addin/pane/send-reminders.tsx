/** Writing to members now: whom it would reach is shown and asked before anything is sent. */
import type { RunResponse } from '#contract/reminder.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { memberName } from './names.ts';
import { Button, FailureNote, Question, Section } from './parts.tsx';
import { stagesInWords } from './stages.ts';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

type Decided = RunResponse['decided'];

/** The card with *Send reminders now*, its question and its outcome. */
export function SendReminders({ engine, view, onSent }: { engine: QuarterActions; view: QuarterView; onSent: () => void }) {
  const preview = useTask<RunResponse>();
  const sending = useTask<RunResponse>();
  const ask = async () => {
    sending.clear();
    await preview.run(() => engine.runReminders({ dryRun: true }));
  };
  const send = async () => {
    await sending.run(() => engine.runReminders({ dryRun: false }));
    preview.clear();
    onSent();
  };
  const decided = preview.result?.decided ?? [];
  return (
    <Section title={say('pane.reminders.send-title')}>
      <p class="hint">{say('pane.reminders.send-why')}</p>
      {decided.length > 0 ? (
        <WhomToWriteTo view={view} decided={decided} busy={sending.busy} onYes={() => void send()} onCancel={preview.clear} />
      ) : (
        <Button look="primary" busy={preview.busy} onClick={() => void ask()}>
          {say('pane.reminders.send')}
        </Button>
      )}
      <div role="status">
        {preview.result && decided.length === 0 ? <p class="note note-good">{say('pane.reminders.preview-none')}</p> : null}
        {sending.result ? (
          <p class={`note note-${sending.result.failed > 0 ? 'attention' : 'good'}`}>
            {say('pane.reminders.done', { sent: sending.result.sent, failed: sending.result.failed })}
          </p>
        ) : null}
      </div>
      <FailureNote failure={preview.failure ?? sending.failure} />
    </Section>
  );
}

/** The question: whom in one sentence, then the answers; which steps of the ladder these are can be unfolded. */
function WhomToWriteTo(props: { view: QuarterView; decided: Decided; busy: boolean; onYes: () => void; onCancel: () => void }) {
  const { view, decided } = props;
  const reached = decided.filter(({ recipients }) => recipients > 0);
  const unreached = decided.filter(({ recipients }) => recipients === 0);
  const count = reached.length;
  return (
    <Question
      title={count > 0 ? say('pane.reminders.preview-title', { count }) : say('pane.reminders.preview-nobody')}
      answers={
        count > 0 ? (
          <Button look="primary" busy={props.busy} onClick={props.onYes}>
            {say('pane.reminders.yes', { count })}
          </Button>
        ) : null
      }
      more={count > 0 ? <Steps view={view} decided={reached} /> : null}
      onCancel={props.onCancel}
    >
      {count > 0 ? <p>{reachedInWords(view, reached)}</p> : null}
      {unreached.length > 0 ? <p class="note note-attention">{say('pane.reminders.without-address', { members: namesOf(view, unreached) })}</p> : null}
    </Question>
  );
}

function Steps({ view, decided }: { view: QuarterView; decided: Decided }) {
  const kinds = [...new Set(decided.map(({ stages }) => stagesInWords(stages)))];
  return (
    <details>
      <summary>{say('pane.reminders.which')}</summary>
      {kinds.length === 1 ? (
        <p>{say('pane.reminders.same-for-all', { stages: kinds.join() })}</p>
      ) : (
        <ul class="list">
          {kinds.map((kind) => (
            <li key={kind}>
              <strong>
                {namesOf(
                  view,
                  decided.filter(({ stages }) => stagesInWords(stages) === kind),
                )}
              </strong>
              : {kind}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function reachedInWords(view: QuarterView, reached: Decided): string {
  const letters = reached.reduce((sum, { recipients }) => sum + recipients, 0);
  const params = { count: reached.length, letters, members: namesOf(view, reached) };
  return say(letters === reached.length ? 'pane.reminders.to-each' : 'pane.reminders.to-several', params);
}

const namesOf = (view: QuarterView, decided: Decided): string => decided.map(({ member }) => memberName(view, member)).join(', ');
