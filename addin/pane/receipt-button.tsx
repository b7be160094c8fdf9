/** The button that saves the receipt of a submission as a file. */
import type { ComponentChildren } from 'preact';
import type { Engine } from '../sync/view.ts';
import { Button, FailureNote } from './parts.tsx';
import { saveFile } from './save-file.ts';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** The button with those beside it (the children), and below them the name under which the file was saved. */
export function ReceiptButton(props: { engine: Pick<Engine, 'receipt'>; period: string; number: number; children?: ComponentChildren }) {
  const { engine, period, number } = props;
  const task = useTask<{ name: string }>();
  const download = async () => {
    const file = await engine.receipt({ period, number });
    saveFile(file);
    return file;
  };
  return (
    <>
      <div class="buttons">
        <Button busy={task.busy} onClick={() => void task.run(download)}>
          {say('cycle.receipt', { number })}
        </Button>
        {props.children}
      </div>
      <FailureNote failure={task.failure} />
      <p role="status">{task.result ? say('cycle.receipt.saved', { name: task.result.name }) : ''}</p>
    </>
  );
}
