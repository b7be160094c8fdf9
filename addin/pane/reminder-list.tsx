/** The list of reminders with what became of each letter, the letters that can be read on screen, and what the Secretariat may do about one. */
import type { Letters, Reminder, Reminders } from '#contract/reminder.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { memberName, timeZoneOf } from './names.ts';
import { Button, FailureNote } from './parts.tsx';
import { SkipReminder } from './skip-reminder.tsx';
import { stagesInWords } from './stages.ts';
import { dateInWords, instantInWords, say } from './strings.ts';
import { usePersonName } from './use-person-name.ts';
import { useTask } from './use-task.ts';

interface Shown {
  engine: QuarterActions;
  view: QuarterView;
  letters: Letters;
  onChanged: () => void;
}

/** All reminders of the grid, as the service gives them, below the next step of the ladder. */
export function ReminderList({ reminders: { items, next }, ...shown }: Shown & { reminders: Reminders }) {
  return (
    <>
      <p class="hint">
        {next
          ? say('pane.reminders.next', { stage: stagesInWords([next.stage]), period: next.period, on: dateInWords(next.on) })
          : say('pane.reminders.next-none')}
      </p>
      <ReminderLines {...shown} items={items} />
    </>
  );
}

/** Some reminders, each with its letters. */
export function ReminderLines({ items, ...shown }: Shown & { items: readonly Reminder[] }) {
  const nameOf = usePersonName(shown.engine, shown.view);
  if (items.length === 0) return <p class="hint">{say('pane.reminders.none')}</p>;
  return (
    <ul class="list">
      {items.map((reminder) => (
        <ReminderLine key={reminder.id} {...shown} reminder={reminder} nameOf={nameOf} />
      ))}
    </ul>
  );
}

interface LineProps extends Shown {
  reminder: Reminder;
  nameOf: (person: string) => string;
}

function ReminderLine({ engine, view, letters, reminder, onChanged, nameOf }: LineProps) {
  const task = useTask<void>();
  const member = memberName(view, reminder.member);
  const stages = stagesInWords(reminder.stages);
  const isOpen = reminder.decidedAt !== undefined && (reminder.state === 'decided' || reminder.state === 'failed');
  const send = () =>
    task.run(async () => {
      await engine.sendReminder(reminder.id);
      onChanged();
    });
  return (
    <li>
      <strong>{member}</strong>, {say('pane.reminders.line', { stages, period: reminder.period })}
      <p class={`reminder-state reminder-${reminder.state}`}>{stateInWords(view, reminder)}</p>
      <LetterStates view={view} reminder={reminder} nameOf={nameOf} />
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
      {isOpen ? (
        <div class="buttons">
          {reminder.recipients > 0 ? (
            <Button look="link" busy={task.busy} label={say('pane.reminders.send-one-label', { member, stages })} onClick={() => void send()}>
              {say('pane.reminders.send-one')}
            </Button>
          ) : null}
          <SkipReminder engine={engine} view={view} reminder={reminder} onSkipped={onChanged} />
        </div>
      ) : null}
      <FailureNote failure={task.failure} />
    </li>
  );
}

/** When it was decided, and what became of each person's letter. */
function LetterStates({ view, reminder, nameOf }: Pick<LineProps, 'view' | 'reminder' | 'nameOf'>) {
  if (reminder.decidedAt === undefined) return null;
  return (
    <details>
      <summary>{say('pane.reminders.letters', { count: reminder.letters.length })}</summary>
      <p>{say('pane.reminders.decided', { at: instantInWords(reminder.decidedAt, timeZoneOf(view)) })}</p>
      <ul>
        {reminder.letters.map((letter) => (
          <li key={letter.person}>{say('pane.reminders.person', { name: nameOf(letter.person), state: letterInWords(view, letter) })}</li>
        ))}
      </ul>
    </details>
  );
}

function letterInWords(view: QuarterView, { state, sentAt, failureCode = '' }: Reminder['letters'][number]): string {
  return say(`pane.reminders.person.${state}`, { at: sentAt ? instantInWords(sentAt, timeZoneOf(view)) : '', code: failureCode });
}

function stateInWords(view: QuarterView, reminder: Reminder): string {
  if (reminder.state === 'sent') return say('pane.reminders.state.sent', { at: instantInWords(reminder.sentAt ?? reminder.dueAt, timeZoneOf(view)) });
  if (reminder.state === 'suppressed') return say('pane.reminders.state.suppressed', { reason: suppressedInWords(reminder.suppressedBy ?? '') });
  if (reminder.state === 'failed' || reminder.failureCode) return say('pane.reminders.state.failed', { reason: failureInWords(view, reminder) });
  return say('pane.reminders.state.decided');
}

const SUPPRESSED = [
  'submitted',
  'excused',
  'superseded',
  'skipped',
  'date-moved',
  'period-closed',
  'not-expected',
  'to-acknowledge',
  'requested',
  'paused',
] as const;

function suppressedInWords(by: string): string {
  const known = SUPPRESSED.find((code) => code === by);
  return known ? say(`pane.reminders.not-sent.${known}`) : by;
}

function failureInWords(view: QuarterView, { failureCode, attempts, nextAttemptAt }: Reminder): string {
  if (failureCode === 'nobody-to-write-to') return say('pane.reminders.nobody');
  const next = nextAttemptAt && say('pane.reminders.next-attempt', { at: instantInWords(nextAttemptAt, timeZoneOf(view)) });
  return [failureCode, say('pane.reminders.attempts', { count: attempts }), next].filter(Boolean).join(', ');
}
