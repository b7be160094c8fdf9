/** The overview as a file, fetched with the person's token and handed over; in the pane and on the overview page. */
import type { ComponentChildren } from 'preact';
import { Button, FailureNote } from './parts.tsx';
import { saveFile } from './save-file.ts';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** The buttons, `children` beside them. `take` fetches the file. */
export function OverviewFiles(props: {
  labels: { xlsx: string; csv: string };
  take: (kind: 'xlsx' | 'csv') => Promise<{ name: string; bytes: Blob }>;
  children?: ComponentChildren;
}) {
  const task = useTask<string>();
  const save = (kind: 'xlsx' | 'csv') =>
    task.run(async () => {
      const file = await props.take(kind);
      saveFile(file);
      return file.name;
    });
  return (
    <div>
      <div class="buttons">
        <Button busy={task.busy} onClick={() => void save('xlsx')}>
          {props.labels.xlsx}
        </Button>
        <Button busy={task.busy} onClick={() => void save('csv')}>
          {props.labels.csv}
        </Button>
        {props.children}
      </div>
      <p role="status" class="hint">
        {task.result === undefined ? '' : say('overview.page.saved', { name: task.result })}
      </p>
      <FailureNote failure={task.failure} />
    </div>
  );
}
