/** What goes out tomorrow, letter by letter, as the service foresees it; each reminder can be skipped from here. */
import type { RemindersPreview } from '#contract/reminder.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { memberName } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { SkipReminder } from './skip-reminder.tsx';
import { dateInWords, say } from './strings.ts';
import { useTask } from './use-task.ts';

/** The card with *Preview tomorrow*. */
export function PreviewTomorrow({ engine, view, onSkipped }: { engine: QuarterActions; view: QuarterView; onSkipped: () => void }) {
  const task = useTask<RemindersPreview>();
  const show = () => void task.run(() => engine.previewReminders());
  const skipped = () => {
    show();
    onSkipped();
  };
  return (
    <Section title={say('pane.tomorrow.title')}>
      <p class="hint">{say('pane.tomorrow.why')}</p>
      <div class="buttons">
        <Button busy={task.busy} onClick={show}>
          {say('pane.tomorrow.show')}
        </Button>
      </div>
      <div role="status">{task.result ? <p>{headOf(task.result)}</p> : null}</div>
      {task.result ? <LettersToCome engine={engine} view={view} preview={task.result} onSkipped={skipped} /> : null}
      <FailureNote failure={task.failure} />
    </Section>
  );
}

function headOf({ on, letters }: RemindersPreview): string {
  const day = dateInWords(on);
  return letters.length === 0 ? say('pane.tomorrow.none', { on: day }) : say('pane.tomorrow.count', { count: letters.length, on: day });
}

function LettersToCome(props: { engine: QuarterActions; view: QuarterView; preview: RemindersPreview; onSkipped: () => void }) {
  const { engine, view, preview, onSkipped } = props;
  return (
    <>
      <ul class="list">
        {preview.letters.map((letter) => (
          <li key={letter.id}>
            <details>
              <summary>{say('pane.tomorrow.letter', { to: letter.to, subject: letter.subject })}</summary>
              <p class="letter">{letter.text}</p>
            </details>
            {letter.reminders.map((reminder) => (
              <SkipReminder key={reminder.id} engine={engine} view={view} reminder={reminder} onSkipped={onSkipped} />
            ))}
          </li>
        ))}
      </ul>
      {preview.withoutLetter.length > 0 ? (
        <p class="note note-attention">
          {say('pane.tomorrow.without', { members: preview.withoutLetter.map(({ member }) => memberName(view, member)).join(', ') })}
        </p>
      ) : null}
    </>
  );
}
