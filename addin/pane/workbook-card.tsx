/** What the pane offers while this workbook does not carry the grid. */
import type { Engine, EngineView } from '../sync/view.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** A card for the workbook without the grid, or with somebody else's; nothing when it carries ours. `newWorkbook`: where the page can offer one. */
export function WorkbookCard({ engine, view, newWorkbook }: { engine: Engine; view: EngineView; newWorkbook: (() => void) | undefined }) {
  const open = useTask<void>();
  if (view.workbook === 'looking') return <p class="hint">{say('pane.workbook.looking')}</p>;
  if (view.workbook === 'other') {
    return (
      <Section title={say('pane.workbook.other-title')} tone="attention">
        <p>{say('pane.workbook.other')}</p>
        {newWorkbook ? (
          <>
            <p>{say('pane.workbook.new-why')}</p>
            <Button look="primary" onClick={newWorkbook}>
              {say('pane.workbook.new')}
            </Button>
          </>
        ) : null}
      </Section>
    );
  }
  if (view.workbook === 'grid') return null;
  return (
    <Section title={say('pane.workbook.none-title')}>
      <p>{say('pane.workbook.none')}</p>
      <Button look="primary" busy={open.busy} disabled={view.grid === undefined} onClick={() => void open.run(() => engine.openGrid())}>
        {open.busy ? say('pane.working') : say('pane.workbook.open')}
      </Button>
      <FailureNote failure={open.failure} />
    </Section>
  );
}
