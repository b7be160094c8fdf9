/** All members in the period, in the narrow pane: how many are in, who is missing, who is late, what waits. Words and signs, never colour alone. */

import { useId, useState } from 'preact/hooks';
import type { Overview as OverviewAnswer, OverviewMember } from '#contract/overview.ts';
import type { Engine, EngineView } from '../sync/view.ts';
import { Disclosure } from './disclosure.tsx';
import { HeatLegend, HeatStrip } from './heat-strip.tsx';
import { timeZoneOf } from './names.ts';
import { type ColumnKey, columnName, columnsFor, sorted } from './overview-columns.ts';
import { OverviewFiles } from './overview-files.tsx';
import { Button, FailureNote, Section } from './parts.tsx';
import { Progress } from './progress.tsx';
import { stateSign, stateWords } from './standing.ts';
import { dayInWords, say } from './strings.ts';
import { useLoaded } from './use-loaded.ts';
import { useTask } from './use-task.ts';

/** The overview of the grid's period. It is fetched anew with each entry of the ledger. */
export function Overview({ engine, view }: { engine: Engine; view: EngineView }) {
  const { grid } = view;
  const period = grid?.period ?? '';
  const { value: overview, failure } = useLoaded(`${period} ${grid?.cursor} ${grid?.today}`, () => engine.overview(period));
  return (
    <Section title={say('pane.overview.title', { period })}>
      <FailureNote failure={failure} />
      {overview ? <Report engine={engine} view={view} overview={overview} /> : failure ? null : <p class="hint">{say('pane.working')}</p>}
    </Section>
  );
}

const FILTERS = {
  all: () => true,
  overdue: ({ overdue }: OverviewMember) => overdue,
  waiting: ({ requested, reviewWaiting }: OverviewMember) => requested !== undefined || reviewWaiting === true,
  missing: ({ state }: OverviewMember) => state === 'missing',
  edited: ({ state }: OverviewMember) => state === 'edited',
  submitted: ({ state }: OverviewMember) => state === 'submitted' || state === 'accepted',
  returned: ({ state }: OverviewMember) => state === 'returned',
  excused: ({ state }: OverviewMember) => state === 'excused',
} as const;
type Filter = keyof typeof FILTERS;

/** By these the greatest comes first: the latest, the most recent, the most. */
const GREATEST_FIRST: ReadonlySet<ColumnKey> = new Set(['daysLate', 'activity', 'conflicts', 'waiting']);

function Report({ engine, view, overview }: { engine: Engine; view: EngineView; overview: OverviewAnswer }) {
  const id = useId();
  const [filter, setFilter] = useState<Filter>('all');
  const [by, setBy] = useState<ColumnKey>('no');
  const jump = useTask<void>();
  const shown = sorted(overview.members.filter(FILTERS[filter]), { by, descending: GREATEST_FIRST.has(by) });
  const filters = (Object.keys(FILTERS) as Filter[]).filter((key) => key !== 'waiting' || overview.waiting !== undefined);
  return (
    <>
      <p class="hint">{overview.sentences.dates}</p>
      <Progress overview={overview} />
      <Waiting overview={overview} />
      <p>
        <a href={`/overview?grid=${overview.grid}`} target="_blank" rel="noreferrer">
          {say('pane.overview.page')}
        </a>
      </p>
      <div class="field field-row">
        <label for={id}>{say('pane.overview.filter')}</label>
        <select id={id} value={filter} onChange={(event) => setFilter(event.currentTarget.value as Filter)}>
          {filters.map((key) => (
            <option key={key} value={key}>
              {say(`pane.overview.filter.${key}`, { count: overview.members.filter(FILTERS[key]).length })}
            </option>
          ))}
        </select>
      </div>
      <div class="field field-row">
        <label for={`${id}-order`}>{say('pane.overview.order')}</label>
        <select id={`${id}-order`} value={by} onChange={(event) => setBy(event.currentTarget.value as ColumnKey)}>
          {columnsFor(overview.waiting !== undefined).map((key) => (
            <option key={key} value={key}>
              {columnName(key)}
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
          {shown.map((member) => (
            <tr key={member.member} class={member.overdue ? 'overdue' : undefined}>
              <th scope="row">
                <Button look="link" disabled={view.workbook !== 'grid'} onClick={() => void jump.run(() => engine.jumpTo({ row: member.member }))}>
                  {member.shortName}
                </Button>
              </th>
              <td>
                <span class={`sign sign-${member.overdue ? 'overdue' : member.state}`} aria-hidden="true">
                  {stateSign(member)}
                </span>
                {stateWords(member, timeZoneOf(view))}
                <Besides member={member} timeZone={timeZoneOf(view)} />
                {hasPast(member) ? <HeatStrip cells={member.strip} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <FailureNote failure={jump.failure} />
      <OverviewFiles
        labels={{ xlsx: say('pane.overview.xlsx'), csv: say('pane.overview.csv') }}
        take={(kind) => engine.overviewFile({ kind, period: overview.period })}
      />
      {overview.members.some(hasPast) ? <Disclosure summary={say('overview.heat.legend')}>{() => <HeatLegend />}</Disclosure> : null}
    </>
  );
}

/** Reports whether there was a period before this one, of which the state says nothing. */
const hasPast = ({ strip }: OverviewMember): boolean => strip.length > 1;

/** How much waits for the Secretariat; nothing for others. */
function Waiting({ overview: { waiting, members } }: { overview: OverviewAnswer }) {
  if (!waiting) return null;
  const conflicts = members.reduce((sum, { conflicts: open }) => sum + (open?.count ?? 0), 0);
  const words = [
    ...(waiting.requests.length > 0 ? [say('pane.overview.requests', { count: waiting.requests.length })] : []),
    ...(waiting.reviews.length > 0 ? [say('pane.overview.reviews', { count: waiting.reviews.length })] : []),
    ...(waiting.failures.length > 0 ? [say('pane.overview.failures', { count: waiting.failures.length })] : []),
    ...(conflicts > 0 ? [say('overview.conflicts', { count: conflicts })] : []),
  ];
  return (
    <p class={words.length > 0 ? 'attention' : 'hint'}>
      {words.length > 0 ? say('pane.overview.waits', { what: words.join(', ') }) : say('pane.overview.waits-nothing')}
    </p>
  );
}

function Besides({ member, timeZone }: { member: OverviewMember; timeZone: string }) {
  const { requested, reviewWaiting, onBehalf, conflicts, lastActivityAt } = member;
  const words = [
    ...(requested ? [say(`overview.request.${requested}`)] : []),
    ...(reviewWaiting ? [say('overview.review-waiting')] : []),
    ...(onBehalf === 'to-acknowledge' ? [say('overview.to-acknowledge')] : []),
    ...(conflicts ? [say('overview.conflicts', { count: conflicts.count })] : []),
    ...(lastActivityAt ? [say('pane.overview.activity', { at: dayInWords(lastActivityAt, timeZone) })] : []),
  ];
  return words.length > 0 ? <span class="besides">{words.join(', ')}</span> : null;
}
