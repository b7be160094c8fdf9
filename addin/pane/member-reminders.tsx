/** The reminders of one member, where its file is open: what was sent or failed, sending and skipping each, and its pause. */
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { FailureNote } from './parts.tsx';
import { PauseOfMember } from './pause-member.tsx';
import { ReminderLines } from './reminder-list.tsx';
import { say } from './strings.ts';
import { useReminders } from './use-reminders.ts';

/** The part of the file. */
export function MemberReminders({ engine, view, member }: { engine: QuarterActions; view: QuarterView; member: string }) {
  const { value, failure, again } = useReminders(engine, view);
  if (!value) return failure ? <FailureNote failure={failure} /> : <p class="hint">{say('pane.working')}</p>;
  const shown = { engine, view, onChanged: again };
  return (
    <>
      <FailureNote failure={failure} />
      <ReminderLines {...shown} items={value.reminders.items.filter((each) => each.member === member)} letters={value.letters} />
      <PauseOfMember {...shown} member={member} paused={value.reminders.paused} />
    </>
  );
}
