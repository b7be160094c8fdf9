/** The reason that the Secretariat gives for its edits; nothing of them is sent before it is said. */
import { useId, useState } from 'preact/hooks';
import type { Engine, EngineView } from '../sync/view.ts';
import { changes } from './connection.ts';
import { Button, Section } from './parts.tsx';
import { say } from './strings.ts';

/** The card with the reason. */
export function Reason({ engine, view }: { engine: Engine; view: EngineView }) {
  const id = useId();
  const [text, setText] = useState(view.reason);
  const waiting = changes(view, 'reason-needed');
  const use = () => engine.setReason(text.trim());
  return (
    <Section title={say('pane.reason.title')} tone={waiting > 0 ? 'attention' : undefined}>
      <p class="hint">{say('pane.reason.why')}</p>
      {waiting > 0 ? (
        <p class="note note-attention" role="status">
          {say('pane.reason.needed', { count: waiting })}
        </p>
      ) : null}
      <div class="field">
        <label for={id}>{say('pane.reason.label')}</label>
        <input
          id={id}
          type="text"
          maxLength={1000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') use();
          }}
        />
      </div>
      <Button look={waiting > 0 ? 'primary' : 'plain'} disabled={text.trim() === '' || text.trim() === view.reason} onClick={use}>
        {say('pane.reason.use')}
      </Button>
      {view.reason === '' ? null : <p class="hint">{say('pane.reason.in-use', { reason: view.reason })}</p>}
    </Section>
  );
}
