/** A member's file, opened in place: what it said, what it was answered, what it asks, the thread, how its last periods went, and what can be done. */
import type { Overview, OverviewMember } from '#contract/overview.ts';
import { FailureNote } from '../pane/parts.tsx';
import { say } from '../pane/strings.ts';
import { useLoaded } from '../pane/use-loaded.ts';
import type { CycleActions } from './actions.ts';
import { FileEntries } from './file-entries.tsx';
import { HeatList } from './heat-strip.tsx';
import { MemberActions } from './member-actions.tsx';

/** The panel below a member's line. It is fetched anew with each change of the grid. */
export function MemberDetails(props: { member: OverviewMember; overview: Overview; actions: CycleActions; onDone: () => void }) {
  const { member, overview, actions } = props;
  const file = useLoaded(`${member.member} ${overview.period} ${overview.cursor}`, () => actions.memberFile(member.member));
  const done = () => {
    file.again();
    props.onDone();
  };
  return (
    <section class="details" aria-label={say('overview.details.title', { member: member.shortName, period: overview.period })}>
      <h3>{member.name}</h3>
      {member.conflicts ? <p class="attention">{say('overview.details.conflicts', { count: member.conflicts.count })}</p> : null}
      <FailureNote failure={file.failure} />
      {file.value ? (
        <>
          <MemberActions member={member} overview={overview} file={file.value} actions={actions} onDone={done} />
          <FileEntries file={file.value} timeZone={overview.timeZone} />
        </>
      ) : file.failure ? null : (
        <p class="hint">{say('overview.page.loading')}</p>
      )}
      <h4>{say('overview.details.strip')}</h4>
      <HeatList cells={member.strip} />
    </section>
  );
}
