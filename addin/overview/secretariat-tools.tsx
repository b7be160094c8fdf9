/** What concerns everybody: writing to members, what goes out tomorrow, moving the period's dates. */
import type { Overview } from '#contract/overview.ts';
import { MoveDates } from '../pane/move-dates.tsx';
import { Section } from '../pane/parts.tsx';
import { PreviewTomorrow } from '../pane/preview-tomorrow.tsx';
import { SendReminders } from '../pane/send-reminders.tsx';
import { say } from '../pane/strings.ts';
import type { QuarterActions, QuarterView } from '../sync/view.ts';

/** The three cards. */
export function SecretariatTools(props: { view: QuarterView; overview: Overview; actions: QuarterActions; onSent: () => void }) {
  const { view, overview, actions } = props;
  return (
    <div class="overview-columns no-print">
      <SendReminders engine={actions} view={view} onSent={props.onSent} />
      <PreviewTomorrow engine={actions} view={view} onSkipped={props.onSent} />
      <Section title={say('overview.dates.title', { period: overview.period })}>
        <MoveDates engine={actions} period={overview.period} today={overview.today} />
      </Section>
    </div>
  );
}
