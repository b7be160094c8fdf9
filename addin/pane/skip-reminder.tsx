/** Skipping one reminder: asked with what it means, and with a reason that may be given. */
import { useId, useState } from 'preact/hooks';
import { Stage } from '#contract/grid.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { memberName } from './names.ts';
import { Button, FailureNote, Question } from './parts.tsx';
import { stagesInWords } from './stages.ts';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** What is skipped: the stages of a reminder, as the list or the preview names it. */
export interface Skippable {
  period: string;
  member: string;
  stages: string[];
}

/** The button, and once it is pressed the question. */
export function SkipReminder({ engine, view, reminder, onSkipped }: { engine: QuarterActions; view: QuarterView; reminder: Skippable; onSkipped: () => void }) {
  const id = useId();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const task = useTask<void>();
  const member = memberName(view, reminder.member);
  const stages = stagesInWords(reminder.stages);
  const stage = Stage.shape.stage.safeParse(reminder.stages.at(-1));
  if (!stage.success) return null;
  const skip = () =>
    task.run(async () => {
      const { period, member: key } = reminder;
      await engine.skipReminder({ period, member: key, stage: stage.data, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
      setAsking(false);
      onSkipped();
    });
  if (!asking) {
    return (
      <Button look="link" label={say('pane.reminders.skip-label', { member, stages })} onClick={() => setAsking(true)}>
        {say('pane.reminders.skip')}
      </Button>
    );
  }
  return (
    <Question
      title={say('pane.reminders.skip-title', { member })}
      answers={
        <Button look="primary" busy={task.busy} onClick={() => void skip()}>
          {say('pane.reminders.skip-yes')}
        </Button>
      }
      onCancel={() => setAsking(false)}
    >
      <p>{say('pane.reminders.skip-why', { stages, period: reminder.period })}</p>
      <div class="field">
        <label for={id}>{say('pane.reminders.skip-reason')}</label>
        <input id={id} type="text" autocomplete="off" maxLength={2000} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </div>
      <FailureNote failure={task.failure} />
    </Question>
  );
}
