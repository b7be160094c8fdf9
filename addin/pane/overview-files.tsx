/** The overview as a file, fetched with the person's token and handed over. */
import type { Overview } from '#contract/overview.ts';
import type { Engine } from '../sync/view.ts';
import { Button, FailureNote } from './parts.tsx';
import { saveFile } from './save-file.ts';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** The two buttons. */
export function OverviewFiles({ engine, overview }: { engine: Engine; overview: Overview }) {
  const task = useTask<string>();
  const take = (kind: 'xlsx' | 'csv') =>
    task.run(async () => {
      const file = await engine.overviewFile({ kind, period: overview.period });
      saveFile(file);
      return file.name;
    });
  return (
    <div>
      <div class="buttons">
        <Button busy={task.busy} onClick={() => void take('xlsx')}>
          {say('pane.overview.xlsx')}
        </Button>
        <Button busy={task.busy} onClick={() => void take('csv')}>
          {say('pane.overview.csv')}
        </Button>
      </div>
      <p role="status" class="hint">
        {task.result === undefined ? '' : say('overview.page.saved', { name: task.result })}
      </p>
      <FailureNote failure={task.failure} />
    </div>
  );
}
