/** One thing the Secretariat does: a button that opens its few fields, the sending, and why it was refused. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button, FailureNote, Question } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import { useTask } from '../pane/use-task.ts';

/** Asks in place before anything is sent. `missing` is what still has to be filled in, in words. */
export function ActionForm(props: {
  name: string;
  look?: 'primary' | 'plain';
  title: string;
  confirm: string;
  missing?: string | undefined;
  send: () => Promise<void>;
  onDone: () => void;
  children?: ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const task = useTask<boolean>();
  const close = () => {
    setOpen(false);
    setAsked(false);
    task.clear();
  };
  const send = async () => {
    setAsked(true);
    if (props.missing !== undefined) return;
    const sent = await task.run(async () => {
      await props.send();
      return true;
    });
    if (!sent) return;
    close();
    props.onDone();
  };
  if (!open) {
    return (
      <Button look={props.look ?? 'plain'} onClick={() => setOpen(true)}>
        {props.name}
      </Button>
    );
  }
  return (
    <Question
      title={props.title}
      answers={
        <Button look="primary" busy={task.busy} onClick={() => void send()}>
          {props.confirm}
        </Button>
      }
      onCancel={close}
    >
      {props.children}
      {asked && props.missing !== undefined ? (
        <p class="note note-error" role="alert">
          {props.missing}
        </p>
      ) : null}
      <FailureNote failure={task.failure} />
    </Question>
  );
}

/** The sentence that something has to be filled in, or nothing. */
export const neededText = (text: string, name: string): string | undefined => (text.trim() === '' ? say('overview.form.needed', { name }) : undefined);
