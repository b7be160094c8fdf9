/** A few words to somebody: a label, a field, a button. What was written stays until it is sent. */
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Button, FailureNote } from './parts.tsx';
import { useTask } from './use-task.ts';

const MOST_CHARACTERS = 2_000;

/** `send` gets the text without blanks around it. With `optional` it may be sent empty. `children` are fields above it. */
export function WordsForm(props: {
  label: string;
  button: string;
  optional?: boolean;
  disabled?: boolean;
  look?: 'primary' | 'plain' | 'danger';
  children?: ComponentChildren;
  send: (text: string) => Promise<unknown>;
  /** More buttons beside the first. */
  more?: (text: string) => ComponentChildren;
}) {
  const id = useId();
  const [text, setText] = useState('');
  const task = useTask<true>();
  const words = text.trim();
  const send = async () => {
    const sent = await task.run(async () => {
      await props.send(words);
      return true;
    });
    if (sent) setText('');
  };
  return (
    <>
      {props.children}
      <div class="field">
        <label for={id}>{props.label}</label>
        <textarea id={id} rows={2} maxLength={MOST_CHARACTERS} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      <FailureNote failure={task.failure} />
      <div class="buttons">
        <Button
          look={props.look ?? 'plain'}
          busy={task.busy}
          disabled={props.disabled === true || (words === '' && !props.optional)}
          onClick={() => void send()}
        >
          {props.button}
        </Button>
        {props.more?.(words)}
      </div>
    </>
  );
}
