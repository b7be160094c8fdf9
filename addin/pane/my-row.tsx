/** My row for the period: its state and due date in words, when it was saved, and the way to submit it. */
import type { Row } from '#contract/grid.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { ChangeMarking } from './change-marking.tsx';
import { firstEditable, timeZoneOf } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { Quarter } from './quarter.tsx';
import { RowMarking } from './row-marking.tsx';
import { instantInWords, say, statusInWords } from './strings.ts';
import { Submission, type SubmitCalls } from './submission.tsx';
import { useActorName } from './use-person-name.ts';
import { useTask } from './use-task.ts';

/** The card of the person's own row. */
export function MyRow({ engine, view, calls }: { engine: Engine; view: EngineView; calls: SubmitCalls }) {
  const jump = useTask<void>();
  const { grid, me } = view;
  if (!grid || !me?.member) return null;
  const row = grid.rows.find((each) => each.member === me.member);
  if (!row) {
    return (
      <Section title={say('pane.row.title', { period: grid.period })} tone="attention">
        <p>{say('pane.row.gone')}</p>
      </Section>
    );
  }
  const { status } = row;
  const column = firstEditable(view);
  const place = column === undefined ? { row: row.row } : { row: row.row, column };
  return (
    <Section title={say('pane.row.title', { period: status.period })} tone={status.overdue ? 'attention' : undefined}>
      <p class={`row-state row-state-${status.overdue ? 'overdue' : status.state}`}>{statusInWords(status, grid.today)}</p>
      <p class="hint">{row.version === 1 ? say('pane.row.empty') : <Saved engine={engine} view={view} row={row} />}</p>
      <RowMarking grid={grid} row={row} />
      <ChangeMarking engine={engine} view={view} grid={grid} row={row} />
      {view.workbook === 'grid' ? (
        <Button look="link" busy={jump.busy} onClick={() => void jump.run(() => engine.jumpTo(place))}>
          {say('pane.row.show')}
        </Button>
      ) : null}
      <FailureNote failure={jump.failure} />
      <Quarter engine={engine} view={view} row={row}>
        <Submission engine={engine} view={view} row={row} calls={calls} />
      </Quarter>
    </Section>
  );
}

function Saved({ engine, view, row }: { engine: Engine; view: EngineView; row: Row }) {
  const nameOf = useActorName(engine, view);
  return <>{say('pane.row.version', { version: row.version, at: instantInWords(row.updatedAt, timeZoneOf(view)), by: nameOf(row.updatedBy) })}</>;
}
