/** Reminders: who would be written to now, the sending of it after a question, and what was decided, sent or failed so far. */
import type { RunResponse } from '#contract/reminder.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { memberName } from './names.ts';
import { Button, FailureNote, Question, Section } from './parts.tsx';
import { ReminderList } from './reminder-list.tsx';
import { stagesInWords } from './stages.ts';
import { say } from './strings.ts';
import { useLoaded } from './use-loaded.ts';
import { useTask } from './use-task.ts';

/** The tab of the reminders. */
export function RemindersTab({ engine, view }: { engine: Engine; view: EngineView }) {
  const list = useLoaded(`${view.grid?.cursor}`, async () => {
    const [reminders, letters] = await Promise.all([engine.reminders(), engine.letters()]);
    return { reminders, letters };
  });
  return (
    <>
      <SendNow engine={engine} view={view} onSent={list.again} />
      <Section title={say('pane.reminders.title')}>
        <FailureNote failure={list.failure} />
        {list.value ? <ReminderList view={view} reminders={list.value.reminders} letters={list.value.letters} /> : null}
      </Section>
    </>
  );
}

function SendNow({ engine, view, onSent }: { engine: Engine; view: EngineView; onSent: () => void }) {
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
        <Question
          title={say('pane.reminders.preview-title', { count: decided.length })}
          answers={
            <Button look="primary" busy={sending.busy} onClick={() => void send()}>
              {say('pane.reminders.yes', { count: decided.length })}
            </Button>
          }
          onCancel={preview.clear}
        >
          <ul class="list">
            {decided.map((reminder) => (
              <li key={reminder.id}>
                <strong>{memberName(view, reminder.member)}</strong>: {recipientsInWords(reminder)}
              </li>
            ))}
          </ul>
        </Question>
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

function recipientsInWords({ stages, recipients }: RunResponse['decided'][number]): string {
  const words = stagesInWords(stages);
  return recipients === 0 ? say('pane.reminders.to-nobody', { stages: words }) : say('pane.reminders.to', { stages: words, count: recipients });
}
