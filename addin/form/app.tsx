/** The web form with its script: where my words are, lines to decide, and the lists. */
import { useState } from 'preact/hooks';
import { ConflictCard } from '../pane/conflict-card.tsx';
import { personName } from '../pane/names.ts';
import { Button, FailureNote, Question, Section } from '../pane/parts.tsx';
import { instantInWords, say } from '../pane/strings.ts';
import type { RowActions } from '../sync/view.ts';
import { ListEditor } from './list-editor.tsx';
import { engineViewOf } from './row-actions.ts';
import { statusOf } from './status.ts';
import { useFormView } from './use-form-view.ts';
import { useHand } from './use-hand.ts';
import type { Form, FormView } from './view.ts';

/** The lists and what is said around them. */
export function FormApp({ form, actions }: { form: Form; actions: RowActions }) {
  const view = useFormView(form);
  const hand = useHand(form);
  if (!view.row) return <p class="hint">{say(view.link === 'down' ? 'form.live.away' : 'pane.working')}</p>;
  return (
    <>
      <Notes form={form} view={view} />
      <ToDecide view={view} actions={actions} />
      <p class="hint list-hint">{say('form.list-hint')}</p>
      {view.columns.map((column) => (
        <ListEditor key={column.key} view={view} column={column} hand={hand} />
      ))}
      <p class="hidden" role="status">
        {hand.said}
      </p>
      {hand.takenOut ? (
        <p class="note note-attention taken-out">
          {say('form.said-removed', { column: labelOf(view, hand.takenOut.place.column), text: hand.takenOut.item.text })}{' '}
          <Button onClick={() => hand.putBack()}>{say('form.undo-remove')}</Button>
        </p>
      ) : null}
      <Status view={view} />
    </>
  );
}

const labelOf = (view: FormView, column: string): string => view.columns.find(({ key }) => key === column)?.label ?? column;

/** What happened besides my typing: a draft that was found, somebody else's change, something new above. */
function Notes({ form, view }: { form: Form; view: FormView }) {
  const [asking, setAsking] = useState(false);
  const engineView = engineViewOf(view);
  const { other, news, draftFromMs, outdated } = view;
  return (
    <>
      {draftFromMs === undefined ? null : (
        <div class="note note-attention">
          <p>{say('form.draft-from', { at: instantInWords(draftFromMs, view.grid?.definition.timeZone ?? 'UTC') })}</p>
          {asking ? (
            <Question
              title={say('form.draft-drop-title')}
              answers={
                <Button
                  look="danger"
                  onClick={() => {
                    setAsking(false);
                    form.drop();
                  }}
                >
                  {say('form.draft-drop-yes')}
                </Button>
              }
              onCancel={() => setAsking(false)}
            >
              {null}
            </Question>
          ) : (
            <Button onClick={() => setAsking(true)}>{say('form.draft-drop')}</Button>
          )}
        </div>
      )}
      <div role="status">
        {other ? <p class="note note-attention">{say('form.other-changed', { by: personName(engineView, other.by), version: other.version })}</p> : null}
        {news?.said === 'taken' ? (
          <p class="note note-good">{say('form.other-taken', { by: personName(engineView, news.by), version: news.version })}</p>
        ) : null}
        {outdated ? (
          <p class="note note-attention">
            {say('form.other-status')} <a href={`/form?grid=${view.grid?.grid}&member=${view.row?.member}`}>{say('form.reload')}</a>
          </p>
        ) : null}
        {view.draftless ? <p class="note note-attention">{say('form.draft-full')}</p> : null}
      </div>
    </>
  );
}

function ToDecide({ view, actions }: { view: FormView; actions: RowActions }) {
  const engineView = engineViewOf(view);
  const count = engineView.conflicts.length;
  if (count === 0) return null;
  return (
    <Section title={say('pane.conflicts.title', { count })} tone="attention">
      <p class="hint">{say('form.conflict-why')}</p>
      {engineView.conflicts.map((conflict, at) => (
        <ConflictCard key={conflict.id} engine={actions} view={engineView} conflict={conflict} number={at + 1} />
      ))}
    </Section>
  );
}

/** Where my words are, right above the button that saves them. */
function Status({ view }: { view: FormView }) {
  const { tone, sentence } = statusOf(view);
  return (
    <div class="form-status" tabIndex={-1}>
      <p role="status" class={`status-line status-${tone}`}>
        {sentence}
      </p>
      {view.link === 'signed-out' ? (
        <p>
          <a class="button" href="/sign-in?to=%2Fform" target="_blank" rel="noopener">
            {say('form.sign-in-tab')}
          </a>
        </p>
      ) : null}
      <FailureNote failure={view.failure} />
    </div>
  );
}
