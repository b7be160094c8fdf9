/** The list of reminders with what became of each, and the letters that can be read on screen. */
import type { Letters, Reminders } from '#contract/reminder.ts';
import type { EngineView } from '../sync/view.ts';
import { memberName, timeZoneOf } from './names.ts';
import { stagesInWords } from './stages.ts';
import { dateInWords, instantInWords, say } from './strings.ts';

type Reminder = Reminders['items'][number];

/** Reminders, newest first as the service gives them, each with its letters. */
export function ReminderList({ view, reminders, letters }: { view: EngineView; reminders: Reminders; letters: Letters }) {
  const { items, next } = reminders;
  return (
    <>
      <p class="hint">
        {next
          ? say('pane.reminders.next', { stage: stagesInWords([next.stage]), period: next.period, on: dateInWords(next.on) })
          : say('pane.reminders.next-none')}
      </p>
      {items.length === 0 ? <p class="hint">{say('pane.reminders.none')}</p> : null}
      <ul class="list">
        {items.map((reminder) => (
          <li key={reminder.id}>
            <strong>{memberName(view, reminder.member)}</strong>,{' '}
            {say('pane.reminders.line', { stages: stagesInWords(reminder.stages), period: reminder.period })}
            <p class={`reminder-state reminder-${reminder.state}`}>{stateInWords(view, reminder)}</p>
            {letters.items
              .filter((letter) => letter.reminder === reminder.id)
              .map((letter) => (
                <details key={letter.id}>
                  <summary>{say('pane.reminders.letter', { to: letter.to })}</summary>
                  <p>
                    <strong>{say('pane.reminders.letter-subject', { subject: letter.subject })}</strong>
                  </p>
                  <p class="letter">{letter.text}</p>
                </details>
              ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function stateInWords(view: EngineView, reminder: Reminder): string {
  if (reminder.state === 'sent') return say('pane.reminders.state.sent', { at: instantInWords(reminder.sentAt ?? reminder.dueAt, timeZoneOf(view)) });
  if (reminder.state === 'suppressed') return say('pane.reminders.state.suppressed', { reason: suppressedInWords(reminder.suppressedBy ?? '') });
  if (reminder.state === 'failed' || reminder.failureCode) return say('pane.reminders.state.failed', { reason: failureInWords(reminder) });
  return say('pane.reminders.state.decided');
}

const suppressedInWords = (by: string): string => (by.startsWith('submission') ? say('pane.reminders.suppressed-submission') : by);

function failureInWords({ failureCode, attempts }: Reminder): string {
  if (failureCode === 'nobody-to-write-to') return say('pane.reminders.nobody');
  return [failureCode, say('pane.reminders.attempts', { count: attempts })].filter(Boolean).join(', ');
}
