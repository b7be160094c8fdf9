/** What the Secretariat does for one member: submit on behalf of it, answer what it asked for. */
import { useId, useState } from 'preact/hooks';
import type { MemberRequest } from '#contract/answer.ts';
import type { Statement } from '#contract/period.ts';
import { ApiProblem } from '../api/client.ts';
import type { QuarterActions } from '../sync/view.ts';
import { Button, FailureNote } from './parts.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';
import { WordsForm } from './words-form.tsx';

/** A submission on behalf: how it was heard, and which statement. Warnings of the row are said first, and need "submit anyway". */
export function OnBehalfForm({ engine, period, member }: { engine: QuarterActions; period: string; member: string }) {
  const id = useId();
  const [statement, setStatement] = useState<Statement>('updated');
  const [said, setSaid] = useState('');
  const [warned, setWarned] = useState(false);
  const send = async (reason: string) => {
    setSaid('');
    try {
      const made = await engine.submit({ period, member, statement, despiteWarnings: warned, ...(reason === '' ? {} : { reason }) });
      setWarned(false);
      setSaid(say('cycle.office.submitted', { number: made.number }));
    } catch (error) {
      setWarned(error instanceof ApiProblem && error.code === 'has-errors');
      throw error;
    }
  };
  return (
    <>
      <p class="hint">{say('cycle.office.on-behalf-why')}</p>
      <WordsForm label={say('cycle.office.heard')} button={say(warned ? 'pane.submit.despite' : 'cycle.office.on-behalf')} optional send={send}>
        <div class="field">
          <label for={id}>{say('cycle.office.statement')}</label>
          <select
            id={id}
            value={statement}
            onChange={(event) => {
              setWarned(false);
              setStatement(event.currentTarget.value as Statement);
            }}
          >
            {(['updated', 'nothing-to-report'] as const).map((each) => (
              <option key={each} value={each}>
                {say(each === 'updated' ? 'cycle.office.updated' : 'cycle.office.nothing')}
              </option>
            ))}
          </select>
        </div>
      </WordsForm>
      <p role="status">{said}</p>
    </>
  );
}

/** The answer to a request, also a second one: a grant can be taken back. */
export function AnswerForm({ engine, request }: { engine: QuarterActions; request: MemberRequest }) {
  const id = useId();
  const { period, number, kind, answer } = request;
  const [day, setDay] = useState(answer?.dueOn ?? request.dueOn ?? '');
  const refusal = useTask<void>();
  const reply = (granted: boolean, comment: string) =>
    engine.answerRequest({ period, number }, { granted, ...(granted && kind === 'extension' ? { dueOn: day } : {}), ...(comment === '' ? {} : { comment }) });
  return (
    <>
      <WordsForm
        label={say('cycle.office.answer-comment')}
        button={say('cycle.office.grant')}
        optional
        look="primary"
        disabled={kind === 'extension' && day === ''}
        send={(comment) => reply(true, comment)}
        more={(comment) => (
          <Button busy={refusal.busy} onClick={() => void refusal.run(() => reply(false, comment))}>
            {say(answer?.granted ? 'cycle.office.take-back' : 'cycle.office.refuse')}
          </Button>
        )}
      >
        {kind === 'extension' ? (
          <div class="field">
            <label for={id}>{say('cycle.ask.due')}</label>
            <input id={id} type="date" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
          </div>
        ) : null}
      </WordsForm>
      <FailureNote failure={refusal.failure} />
    </>
  );
}
