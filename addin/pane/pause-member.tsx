/** Pausing the reminders of a member that is away, and ending a pause. */
import { useId, useState } from 'preact/hooks';
import type { Reminders } from '#contract/reminder.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { memberName } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say, shortDateInWords } from './strings.ts';
import { useTask } from './use-task.ts';

/** The card with the pauses that are set, and the form for another. */
export function PauseMember(props: { engine: Engine; view: EngineView; paused: Reminders['paused']; onChanged: () => void }) {
  const { engine, view, paused, onChanged } = props;
  const id = useId();
  const task = useTask<void>();
  const [fields, setFields] = useState({ member: '', until: '', reason: '' });
  const set = (change: Partial<typeof fields>) => setFields((old) => ({ ...old, ...change }));
  const change = (member: string, until: string | null, reason?: string) =>
    task.run(async () => {
      await engine.pauseReminders(member, { until, ...(reason ? { reason } : {}) });
      setFields({ member: '', until: '', reason: '' });
      onChanged();
    });
  return (
    <Section title={say('pane.pause.title')}>
      <p class="hint">{say('pane.pause.why')}</p>
      {paused.length > 0 ? (
        <ul class="list">
          {paused.map(({ member, until }) => (
            <li key={member}>
              {say('pane.pause.paused', { member: memberName(view, member), until: shortDateInWords(until) })}{' '}
              <Button
                look="link"
                busy={task.busy}
                label={say('pane.pause.end-label', { member: memberName(view, member) })}
                onClick={() => void change(member, null)}
              >
                {say('pane.pause.end')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div class="field">
        <label for={`${id}-member`}>{say('pane.pause.member')}</label>
        <select id={`${id}-member`} value={fields.member} onChange={(event) => set({ member: event.currentTarget.value })}>
          <option value="">{say('pane.pause.choose')}</option>
          {view.grid?.definition.members.map((member) => (
            <option key={member.member} value={member.member}>
              {member.shortName}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-until`}>{say('pane.pause.until')}</label>
        <input id={`${id}-until`} type="date" min={view.grid?.today} value={fields.until} onInput={(event) => set({ until: event.currentTarget.value })} />
      </div>
      <div class="field">
        <label for={`${id}-reason`}>{say('pane.pause.reason')}</label>
        <input
          id={`${id}-reason`}
          type="text"
          autocomplete="off"
          maxLength={2000}
          value={fields.reason}
          onInput={(event) => set({ reason: event.currentTarget.value })}
        />
      </div>
      <Button
        busy={task.busy}
        disabled={fields.member === '' || fields.until === ''}
        onClick={() => void change(fields.member, fields.until, fields.reason.trim())}
      >
        {say('pane.pause.set')}
      </Button>
      <FailureNote failure={task.failure} />
    </Section>
  );
}
