/** What concerns everybody: moving the period's dates, writing to members. */
import { useState } from 'preact/hooks';
import type { Overview } from '#contract/overview.ts';
import { Section } from '../pane/parts.tsx';
import { SendReminders } from '../pane/send-reminders.tsx';
import { say, shortDateInWords } from '../pane/strings.ts';
import { ActionForm, neededText } from './action-form.tsx';
import type { CycleActions } from './actions.ts';
import { DateField, TextField } from './fields.tsx';
import type { LiveView } from './live.ts';

/** The two cards. */
export function SecretariatTools(props: { view: LiveView; overview: Overview; actions: CycleActions; onDone: () => void }) {
  const { view, overview, actions, onDone } = props;
  return (
    <div class="overview-columns no-print">
      <SendReminders engine={actions} view={view} onSent={onDone} />
      <Section title={say('overview.dates.title', { period: overview.period })}>
        <p class="hint">{say('overview.dates.why', { dueOn: shortDateInWords(overview.dueOn), closesOn: shortDateInWords(overview.closesOn) })}</p>
        <MoveDates overview={overview} actions={actions} onDone={onDone} />
      </Section>
    </div>
  );
}

function MoveDates({ overview, actions, onDone }: { overview: Overview; actions: CycleActions; onDone: () => void }) {
  const [dueOn, setDueOn] = useState(overview.dueOn);
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      name={say('overview.dates.move')}
      title={say('overview.dates.move-title', { period: overview.period })}
      confirm={say('overview.dates.move')}
      missing={neededText(dueOn, say('overview.form.due')) ?? neededText(reason, say('overview.form.reason'))}
      send={() => actions.moveDates({ dueOn, reason })}
      onDone={onDone}
    >
      <DateField label={say('overview.form.due')} value={dueOn} onInput={setDueOn} />
      <TextField label={say('overview.form.reason')} value={reason} onInput={setReason} />
    </ActionForm>
  );
}
