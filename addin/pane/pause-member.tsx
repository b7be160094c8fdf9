/** Pausing the reminders of a member that is away, and ending a pause. */
import { useId, useState } from 'preact/hooks';
import type { Reminders } from '#contract/reminder.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { Disclosure } from './disclosure.tsx';
import { memberName } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say, shortDateInWords } from './strings.ts';
import { useTask } from './use-task.ts';

interface Shown {
  engine: QuarterActions;
  view: QuarterView;
  paused: Reminders['paused'];
  onChanged: () => void;
}

/** The card with the pauses that are set, and the form for another. */
export function PauseMember({ paused, ...shown }: Shown) {
  const id = useId();
  const [member, setMember] = useState('');
  return (
    <Section title={say('pane.pause.title')}>
      <p class="hint">{say('pane.pause.why')}</p>
      {paused.length > 0 ? (
        <ul class="list">
          {paused.map((pause) => (
            <li key={pause.member}>
              <PauseLine {...shown} pause={pause} />
            </li>
          ))}
        </ul>
      ) : null}
      <div class="field">
        <label for={id}>{say('pane.pause.member')}</label>
        <select id={id} value={member} onChange={(event) => setMember(event.currentTarget.value)}>
          <option value="">{say('pane.pause.choose')}</option>
          {shown.view.grid?.definition.members.map((each) => (
            <option key={each.member} value={each.member}>
              {each.shortName}
            </option>
          ))}
        </select>
      </div>
      <PauseForm
        {...shown}
        member={member}
        onChanged={() => {
          setMember('');
          shown.onChanged();
        }}
      />
    </Section>
  );
}

/** The pause of one member, where its file is open: the one that is set, or the form. */
export function PauseOfMember({ paused, member, ...shown }: Shown & { member: string }) {
  const pause = paused.find((each) => each.member === member);
  if (pause) return <PauseLine {...shown} pause={pause} />;
  return (
    <Disclosure summary={say('pane.pause.one')}>
      {() => (
        <>
          <p class="hint">{say('pane.pause.why')}</p>
          <PauseForm {...shown} member={member} />
        </>
      )}
    </Disclosure>
  );
}

function PauseLine({ engine, view, pause: { member, until }, onChanged }: Omit<Shown, 'paused'> & { pause: Reminders['paused'][number] }) {
  const task = useTask<void>();
  const name = memberName(view, member);
  const end = () =>
    task.run(async () => {
      await engine.pauseReminders(member, { until: null });
      onChanged();
    });
  return (
    <>
      {say('pane.pause.paused', { member: name, until: shortDateInWords(until) })}{' '}
      <Button look="link" busy={task.busy} label={say('pane.pause.end-label', { member: name })} onClick={() => void end()}>
        {say('pane.pause.end')}
      </Button>
      <FailureNote failure={task.failure} />
    </>
  );
}

/** Until when and why. `member` is '' until one is chosen. */
function PauseForm({ engine, view, member, onChanged }: Omit<Shown, 'paused'> & { member: string }) {
  const id = useId();
  const task = useTask<void>();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const pause = () =>
    task.run(async () => {
      const words = reason.trim();
      await engine.pauseReminders(member, { until, ...(words === '' ? {} : { reason: words }) });
      setUntil('');
      setReason('');
      onChanged();
    });
  return (
    <>
      <div class="field">
        <label for={`${id}-until`}>{say('pane.pause.until')}</label>
        <input id={`${id}-until`} type="date" min={view.grid?.today} value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
      </div>
      <div class="field">
        <label for={`${id}-reason`}>{say('pane.pause.reason')}</label>
        <input id={`${id}-reason`} type="text" autocomplete="off" maxLength={2000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </div>
      <div class="buttons">
        <Button busy={task.busy} disabled={member === '' || until === ''} onClick={() => void pause()}>
          {say('pane.pause.set')}
        </Button>
      </div>
      <FailureNote failure={task.failure} />
    </>
  );
}
