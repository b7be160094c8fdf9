/** The Secretariat's two ways to all members' rows: into this workbook, and as a file. */
import type { Engine, EngineView } from '../sync/view.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { saveFile } from './save-file.ts';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** The card with *Consolidate* and *Download .xlsx*. */
export function Consolidate({ engine, view, mayDraw }: { engine: Engine; view: EngineView; mayDraw: boolean }) {
  const draw = useTask<number>();
  const download = useTask<string>();
  const consolidate = async () => {
    await engine.openGrid();
    return engine.view().grid?.rows.length ?? 0;
  };
  const take = async () => {
    const file = await engine.download();
    saveFile(file);
    return file.name;
  };
  return (
    <Section title={say('pane.consolidate.title')}>
      {mayDraw ? <p class="hint">{say('pane.consolidate.why')}</p> : null}
      <div class="buttons">
        {mayDraw ? (
          <Button look="primary" busy={draw.busy} disabled={!view.grid || view.workbook === 'other'} onClick={() => void draw.run(consolidate)}>
            {draw.busy ? say('pane.working') : say('pane.consolidate.button')}
          </Button>
        ) : null}
        <Button busy={download.busy} onClick={() => void download.run(take)}>
          {say('pane.download.button')}
        </Button>
      </div>
      <div role="status">
        {draw.result === undefined ? null : <p class="note note-good">{say('pane.consolidate.done', { count: draw.result })}</p>}
        {download.result === undefined ? null : <p class="note note-good">{say('pane.download.done', { name: download.result })}</p>}
      </div>
      <FailureNote failure={draw.failure ?? download.failure} />
    </Section>
  );
}
