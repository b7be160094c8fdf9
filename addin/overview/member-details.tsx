/** A member's file, opened in place: what can be done, what was said so far, how its last periods went. */
import type { Overview, OverviewMember } from '#contract/overview.ts';
import { HeatList } from '../pane/heat-strip.tsx';
import { MemberOffice } from '../pane/office.tsx';
import { FailureNote } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import { useLoaded } from '../pane/use-loaded.ts';
import { useActorName } from '../pane/use-person-name.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';
import { FileEntries } from './file-entries.tsx';

/** The panel below a member's line. It is fetched anew with each change of the grid. A member that the grid has dropped has a file and no row. */
export function MemberDetails(props: { member: OverviewMember; overview: Overview; view: QuarterView; actions: QuarterActions }) {
  const { member, overview, view, actions } = props;
  const { period, cursor, today } = overview;
  const file = useLoaded(`${member.member} ${period} ${cursor} ${today}`, () => actions.memberFile({ period, member: member.member }));
  const nameOf = useActorName(actions, view);
  const row = view.grid?.rows.find((each) => each.member === member.member);
  return (
    <section class="details" aria-label={say('overview.details.title', { member: member.shortName, period })}>
      <h3 tabIndex={-1}>{member.name}</h3>
      {member.conflicts ? <p class="attention">{say('overview.details.conflicts', { count: member.conflicts.count })}</p> : null}
      <FailureNote failure={file.failure} />
      {file.value ? (
        <div class="details-columns">
          {row ? (
            <div class="no-print">
              <h4>{say('overview.details.actions')}</h4>
              <p>
                <a href={`/form?grid=${encodeURIComponent(overview.grid)}&member=${encodeURIComponent(member.member)}`}>{say('overview.details.row')}</a>
              </p>
              <MemberOffice engine={actions} view={view} row={row} period={period} file={file.value} />
            </div>
          ) : null}
          <div>
            <h4>{say('overview.details.file')}</h4>
            <FileEntries file={file.value} timeZone={overview.timeZone} nameOf={nameOf} />
          </div>
        </div>
      ) : file.failure ? null : (
        <p class="hint">{say('overview.page.loading')}</p>
      )}
      <h4>{say('overview.details.strip')}</h4>
      <HeatList cells={member.strip} />
    </section>
  );
}
