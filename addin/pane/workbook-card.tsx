/** What the pane offers while this workbook does not carry the grid. */
import type { Engine, EngineView } from '../sync/view.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { say } from './strings.ts';
import { useTask } from './use-task.ts';

/** A card for the workbook without the grid, or with somebody else's; nothing when it carries ours. */
export function WorkbookCard({ engine, view }: { engine: Engine; view: EngineView }) {
  const open = useTask<void>();
  if (view.workbook === 'looking') return <p class="hint">{say('pane.workbook.looking')}</p>;
  if (view.workbook === 'other') {
    return (
      <Section title={say('pane.workbook.other-title')} tone="attention">
        <p>{say('pane.workbook.other')}</p>
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
