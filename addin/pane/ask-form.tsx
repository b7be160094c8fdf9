/** Asking for more time or an excuse; what the Secretariat asks for on behalf of a member is granted at once. */
import { useId, useState } from 'preact/hooks';
import type { RequestKind } from '#contract/answer.ts';
import type { Engine } from '../sync/view.ts';
import { Disclosure } from './disclosure.tsx';
import { say } from './strings.ts';
import { WordsForm } from './words-form.tsx';

/** Two lines that open into a form each. */
export function AskForms(props: { engine: Engine; period: string; member: string; dueOn: string; grants: boolean }) {
  return (
    <>
      {(['extension', 'excuse'] as const).map((kind) => (
        <Disclosure key={kind} summary={say(props.grants ? `cycle.grant.${kind}` : `cycle.ask.${kind}`)}>
          {() => <AskForm {...props} kind={kind} />}
        </Disclosure>
      ))}
    </>
  );
}

function AskForm({
  engine,
  period,
  member,
  dueOn,
  grants,
  kind,
}: {
  engine: Engine;
  period: string;
  member: string;
  dueOn: string;
  grants: boolean;
  kind: RequestKind;
}) {
  const id = useId();
  const [day, setDay] = useState('');
  const [said, setSaid] = useState('');
  const send = async (reason: string) => {
    await engine.ask(period, { member, kind, reason, ...(kind === 'extension' ? { dueOn: day } : {}) });
    setSaid(say(grants ? 'cycle.grant.done' : 'cycle.ask.done'));
  };
  return (
    <>
      <WordsForm label={say('cycle.ask.reason')} button={say('cycle.send')} disabled={kind === 'extension' && day === ''} send={send}>
        {kind === 'extension' ? (
          <div class="field">
            <label for={id}>{say('cycle.ask.due')}</label>
            <input id={id} type="date" min={dueOn} value={day} onInput={(event) => setDay(event.currentTarget.value)} />
          </div>
        ) : null}
      </WordsForm>
      <p role="status">{said}</p>
    </>
  );
}
