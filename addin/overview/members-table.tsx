/** The table of members: filtered, ordered by any column, each member opened in place. */
import { Fragment } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Overview } from '#contract/overview.ts';
import { HeatLegend } from '../pane/heat-strip.tsx';
import { type ColumnKey, columnName, columnsFor, type Sorting, sorted } from '../pane/overview-columns.ts';
import { Section } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { type Filters, KINDS, passes, STANDINGS } from './filters.ts';
import { MemberDetails } from './member-details.tsx';
import { MemberRow } from './member-row.tsx';

/** The table. `opened` is the member whose file is shown. */
export function MembersTable(props: {
  overview: Overview;
  secretariat: boolean;
  view: QuarterView;
  actions: QuarterActions;
  opened: string | undefined;
  onOpen: (member: string | undefined) => void;
}) {
  const { overview, secretariat, opened } = props;
  const [filters, setFilters] = useState<Filters>({ standing: 'all', kind: 'all' });
  const [sorting, setSorting] = useState<Sorting>({ by: 'no', descending: false });
  const columns = columnsFor(secretariat);
  const shown = sorted(
    overview.members.filter((member) => member.member === opened || passes(member, filters)),
    sorting,
  );
  const headingId = useId();
  return (
    <Section title={say('overview.table.title')}>
      <FilterFields overview={overview} secretariat={secretariat} filters={filters} onChange={setFilters} />
      <p role="status" class="hint" id={headingId}>
        {say('overview.table.shown', { count: shown.length, all: overview.members.length })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard */}
      <section class="table-scroll" tabIndex={0} aria-label={say('overview.table.region')}>
        <table class="members" aria-describedby={headingId}>
          <thead>
            <tr>
              {columns.map((key) => (
                <Heading key={key} column={key} sorting={sorting} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((member) => (
              <Fragment key={member.member}>
                <MemberRow
                  member={member}
                  columns={columns}
                  timeZone={overview.timeZone}
                  opened={opened === member.member}
                  onOpen={secretariat ? () => props.onOpen(opened === member.member ? undefined : member.member) : undefined}
                />
                {opened === member.member && secretariat ? (
                  <tr class="details-row">
                    <td colSpan={columns.length}>
                      <MemberDetails member={member} overview={overview} view={props.view} actions={props.actions} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
      <HeatLegend />
    </Section>
  );
}

function Heading({ column, sorting, onSort }: { column: ColumnKey; sorting: Sorting; onSort: (sorting: Sorting) => void }) {
  const own = sorting.by === column;
  const order = own ? (sorting.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" aria-sort={order} class={`column-${column}`}>
      <button type="button" class="sort" onClick={() => onSort({ by: column, descending: own && !sorting.descending })}>
        {columnName(column)}
        <span aria-hidden="true" class="sort-sign">
          {own ? (sorting.descending ? '▼' : '▲') : '↕'}
        </span>
      </button>
    </th>
  );
}

function FilterFields({
  overview,
  secretariat,
  filters,
  onChange,
}: {
  overview: Overview;
  secretariat: boolean;
  filters: Filters;
  onChange: (filters: Filters) => void;
}) {
  const id = useId();
  const standings = STANDINGS.filter((standing) => secretariat || standing !== 'waiting');
  const count = (change: Partial<Filters>): number => overview.members.filter((member) => passes(member, { ...filters, ...change })).length;
  return (
    <div class="filters no-print">
      <div class="field field-row">
        <label for={`${id}-s`}>{say('overview.filter.standing')}</label>
        <select
          id={`${id}-s`}
          value={filters.standing}
          onChange={(event) => onChange({ ...filters, standing: event.currentTarget.value as Filters['standing'] })}
        >
          {standings.map((standing) => (
            <option key={standing} value={standing}>
              {say('overview.filter.option', { name: say(`overview.filter.${standing}`), count: count({ standing }) })}
            </option>
          ))}
        </select>
      </div>
      <div class="field field-row">
        <label for={`${id}-k`}>{say('overview.filter.kind')}</label>
        <select id={`${id}-k`} value={filters.kind} onChange={(event) => onChange({ ...filters, kind: event.currentTarget.value as Filters['kind'] })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say('overview.filter.option', { name: say(kind === 'all' ? 'overview.filter.all-kinds' : `overview.kind.${kind}`), count: count({ kind }) })}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
