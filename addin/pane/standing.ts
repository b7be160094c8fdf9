/** A member's standing as a sign and as words. */
import type { MemberStanding } from '#contract/period.ts';
import { dayInWords, say } from './strings.ts';

/** A sign for the eye; the words beside it say the same. */
export function stateSign({ state, overdue }: MemberStanding): string {
  if (overdue) return '!';
  return { missing: '○', edited: '◐', submitted: '✓', returned: '↩', accepted: '✔', excused: '–' }[state];
}

/** The state in words: `Edited, OVERDUE by 3 days`, `Submitted on 4 January 2027, 4 days late`. */
export function stateWords(standing: MemberStanding, timeZone: string): string {
  const nothing = standing.state === 'submitted' && standing.statement === 'nothing-to-report';
  const state = say(nothing ? 'pane.overview.state.nothing' : `pane.overview.state.${standing.state}`);
  const parts = [standing.submittedAt ? say('pane.overview.state-on', { state, at: dayInWords(standing.submittedAt, timeZone) }) : state];
  if (standing.overdue) parts.push(say('pane.overview.overdue', { count: standing.daysLate }));
  else if (standing.daysLate > 0) parts.push(say('pane.overview.late', { count: standing.daysLate }));
  if (standing.changedSince && standing.submittedAt) parts.push(say('pane.overview.changed-since'));
  return parts.join(', ');
}
