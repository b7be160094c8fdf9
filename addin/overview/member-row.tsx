/** One member in the table. */
import type { ComponentChildren } from 'preact';
import type { OverviewMember } from '#contract/overview.ts';
import { HeatStrip } from '../pane/heat-strip.tsx';
import type { ColumnKey } from '../pane/overview-columns.ts';
import { stateSign } from '../pane/standing.ts';
import { dayInWords, say, shortDateInWords } from '../pane/strings.ts';

/** The row; without `onOpen` the member's file is nobody's business. */
export function MemberRow(props: {
  member: OverviewMember;
  columns: readonly ColumnKey[];
  timeZone: string;
  opened: boolean;
  onOpen: (() => void) | undefined;
}) {
  const { member, columns, opened, onOpen } = props;
  const cells: Record<Exclude<ColumnKey, 'member'>, ComponentChildren> = {
    no: member.no,
    state: <StateCell member={member} />,
    due: <DueCell member={member} />,
    daysLate: member.daysLate === 0 ? '–' : say('overview.days-late', { count: member.daysLate }),
    activity: member.lastActivityAt ? dayInWords(member.lastActivityAt, props.timeZone) : '–',
    conflicts: member.conflicts ? say('overview.conflicts', { count: member.conflicts.count }) : '–',
    waiting: <WaitingCell member={member} />,
    strip: <HeatStrip cells={member.strip} />,
  };
  return (
    <tr class={member.overdue ? 'overdue' : undefined}>
      {columns.map((key) =>
        key === 'member' ? (
          <th key={key} scope="row" class="column-member">
            {onOpen ? (
              <button type="button" class="button button-link" aria-expanded={opened} onClick={onOpen}>
                {member.shortName}
              </button>
            ) : (
              member.shortName
            )}
            <span class="kind">{say(`overview.kind.${member.kind}`)}</span>
          </th>
        ) : (
          <td key={key} class={`column-${key}`}>
            {cells[key]}
          </td>
        ),
      )}
    </tr>
  );
}

function StateCell({ member }: { member: OverviewMember }) {
  const nil = member.received && member.statement === 'nothing-to-report';
  const words = [
    say(`overview.state.${member.state}`),
    ...(nil ? [say('overview.statement.nothing-to-report')] : []),
    ...(member.overdue ? [say('overview.overdue-by', { count: member.daysLate })] : []),
    ...(member.received && !member.onTime ? [say('overview.late-by', { count: member.daysLate })] : []),
    ...(member.changedSince && member.received ? [say('overview.changed-since')] : []),
  ];
  return (
    <span class={`state state-${member.overdue ? 'overdue' : member.state}`}>
      <span aria-hidden="true" class="state-sign">
        {stateSign(member)}
      </span>
      {words.join(', ')}
    </span>
  );
}

function DueCell({ member }: { member: OverviewMember }) {
  return (
    <>
      {shortDateInWords(member.dueOn)}
      {member.ordinaryDueOn ? <span class="kind">{say('overview.table.extended', { date: shortDateInWords(member.ordinaryDueOn) })}</span> : null}
    </>
  );
}

function WaitingCell({ member }: { member: OverviewMember }) {
  const words = [
    ...(member.requested ? [say(`overview.request.${member.requested}`)] : []),
    ...(member.reviewWaiting ? [say('overview.review-waiting')] : []),
    ...(member.onBehalf === 'to-acknowledge' ? [say('overview.to-acknowledge')] : []),
  ];
  if (words.length === 0) return <>–</>;
  return (
    <ul class="waiting-words">
      {words.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}
