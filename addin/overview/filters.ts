/** Which members are shown. */
import type { OverviewMember } from '#contract/overview.ts';
import { waitingCount } from '../pane/overview-columns.ts';

/** By standing; `waiting` is what waits for the Secretariat. */
export const STANDINGS = ['all', 'overdue', 'waiting', 'missing', 'edited', 'submitted', 'returned', 'accepted', 'excused'] as const;
export type StandingFilter = (typeof STANDINGS)[number];

/** By kind of member. */
export const KINDS = ['all', 'western-balkans', 'eu', 'member-state', 'organisation'] as const;
export type KindFilter = (typeof KINDS)[number];

export interface Filters {
  standing: StandingFilter;
  kind: KindFilter;
}

/** Reports whether a member passes. */
export function passes(member: OverviewMember, { standing, kind }: Filters): boolean {
  if (kind !== 'all' && member.kind !== kind) return false;
  if (standing === 'all') return true;
  if (standing === 'overdue') return member.overdue;
  return standing === 'waiting' ? waitingCount(member) > 0 : member.state === standing;
}
