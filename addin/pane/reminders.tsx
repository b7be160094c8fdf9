/** Reminders: writing to members now, and what was decided, sent or failed so far. */
import type { Engine, EngineView } from '../sync/view.ts';
import { FailureNote, Section } from './parts.tsx';
import { PauseMember } from './pause-member.tsx';
import { PreviewTomorrow } from './preview-tomorrow.tsx';
import { ReminderList } from './reminder-list.tsx';
import { SendReminders } from './send-reminders.tsx';
import { say } from './strings.ts';
import { useReminders } from './use-reminders.ts';

/** The tab of the reminders. */
export function RemindersTab({ engine, view }: { engine: Engine; view: EngineView }) {
  const list = useReminders(engine, view);
  return (
    <>
      <SendReminders engine={engine} view={view} onSent={list.again} />
      <PreviewTomorrow engine={engine} view={view} onSkipped={list.again} />
      <Section title={say('pane.reminders.title')}>
        <FailureNote failure={list.failure} />
        {list.value ? <ReminderList engine={engine} view={view} reminders={list.value.reminders} letters={list.value.letters} onChanged={list.again} /> : null}
      </Section>
      {list.value ? <PauseMember engine={engine} view={view} paused={list.value.reminders.paused} onChanged={list.again} /> : null}
    </>
  );
}
