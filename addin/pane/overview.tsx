/** All members in the period: how many are in, who is missing, who is late. Words and signs, never colour alone. */

import { useId, useState } from 'preact/hooks';
import type { MemberStanding, PeriodReport } from '#contract/period.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { memberName, timeZoneOf } from './names.ts';
import { Button, FailureNote, Section } from './parts.tsx';
import { Progress } from './progress.tsx';
import { stateSign, stateWords } from './standing.ts';
import { dateInWords, distanceInWords, say } from './strings.ts';
import { useLoaded } from './use-loaded.ts';
import { useTask } from './use-task.ts';

/** The overview of the grid's period. It is fetched anew with each entry of the ledger. */
export function Overview({ engine, view }: { engine: Engine; view: EngineView }) {
  const { grid } = view;
  const period = grid?.period ?? '';
  const { value: report, failure } = useLoaded(`${period} ${grid?.cursor} ${grid?.today}`, () => engine.period(period));
  return (
    <Section title={say('pane.overview.title', { period })}>
      <FailureNote failure={failure} />
      {report ? <Report engine={engine} view={view} report={report} /> : failure ? null : <p class="hint">{say('pane.working')}</p>}
    </Section>
  );
}

const FILTERS = {
  all: () => true,
  overdue: ({ overdue }: MemberStanding) => overdue,
  missing: ({ state }: MemberStanding) => state === 'missing',
  edited: ({ state }: MemberStanding) => state === 'edited',
  submitted: ({ state }: MemberStanding) => state === 'submitted' || state === 'accepted',
} as const;
type Filter = keyof typeof FILTERS;

function Report({ engine, view, report }: { engine: Engine; view: EngineView; report: PeriodReport }) {
  const id = useId();
  const [filter, setFilter] = useState<Filter>('all');
  const jump = useTask<void>();
  const shown = report.members.filter(FILTERS[filter]);
  const dates = { dueOn: dateInWords(report.dueOn), distance: distanceInWords(report.today, report.dueOn), closesOn: dateInWords(report.closesOn) };
  return (
    <>
      <p class="hint">{say('pane.overview.due', dates)}</p>
      <Progress report={report} />
      <div class="field field-row">
        <label for={id}>{say('pane.overview.filter')}</label>
        <select id={id} value={filter} onChange={(event) => setFilter(event.currentTarget.value as Filter)}>
          {(Object.keys(FILTERS) as Filter[]).map((key) => (
            <option key={key} value={key}>
              {say(`pane.overview.filter.${key}`, { count: report.members.filter(FILTERS[key]).length })}
            </option>
          ))}
        </select>
      </div>
      {shown.length === 0 ? <p class="hint">{say('pane.overview.nobody')}</p> : null}
      <table class="table" hidden={shown.length === 0}>
        <thead>
          <tr>
            <th scope="col">{say('pane.overview.column.member')}</th>
            <th scope="col">{say('pane.overview.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((standing) => (
            <tr key={standing.member} class={standing.overdue ? 'overdue' : undefined}>
              <th scope="row">
                <Button look="link" disabled={view.workbook !== 'grid'} onClick={() => void jump.run(() => engine.jumpTo({ row: standing.member }))}>
                  {memberName(view, standing.member)}
                </Button>
              </th>
              <td>
                <span class={`sign sign-${standing.overdue ? 'overdue' : standing.state}`} aria-hidden="true">
                  {stateSign(standing)}
                </span>
                {stateWords(standing, timeZoneOf(view))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <FailureNote failure={jump.failure} />
    </>
  );
}
