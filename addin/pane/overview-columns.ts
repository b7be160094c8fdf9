/** The columns of the members' table, in the pane and on the overview page: how each is called and how members are ordered by it. */
import type { OverviewMember } from '#contract/overview.ts';
import { say } from './strings.ts';

export type ColumnKey = 'no' | 'member' | 'state' | 'due' | 'daysLate' | 'activity' | 'conflicts' | 'waiting' | 'strip';

/** Which column orders, and whether the greatest comes first. */
export interface Sorting {
  by: ColumnKey;
  descending: boolean;
}

const STATES = ['missing', 'edited', 'returned', 'submitted', 'accepted', 'excused'] as const;

/** What a member is ordered by: numbers by size, texts by alphabet. */
const VALUES: Record<ColumnKey, (member: OverviewMember) => string | number> = {
  no: ({ no }) => no,
  member: ({ shortName }) => shortName,
  state: ({ state, overdue }) => STATES.indexOf(state) - (overdue ? 10 : 0),
  due: ({ dueOn }) => dueOn,
  daysLate: ({ daysLate }) => daysLate,
  activity: ({ lastActivityAt }) => Date.parse(lastActivityAt ?? '') || 0,
  conflicts: ({ conflicts }) => conflicts?.count ?? 0,
  waiting: (member) => waitingCount(member),
  strip: ({ strip }) => strip.filter(({ mark }) => mark === 'missing').length * 100 + strip.filter(({ mark }) => mark === 'late').length,
};

/** The columns that a reader sees, in their order. */
export const columnsFor = (secretariat: boolean): ColumnKey[] =>
  secretariat
    ? ['no', 'member', 'state', 'due', 'daysLate', 'activity', 'conflicts', 'waiting', 'strip']
    : ['no', 'member', 'state', 'due', 'daysLate', 'strip'];

/** How a column is called. */
export const columnName = (key: ColumnKey): string => say(`overview.table.${key}`);

/** How much of a member waits for the Secretariat. */
export function waitingCount({ requested, reviewWaiting }: OverviewMember): number {
  return (requested ? 1 : 0) + (reviewWaiting ? 1 : 0);
}

/** Members in order; of equals the one with the smaller number first. */
export function sorted(members: readonly OverviewMember[], { by, descending }: Sorting): OverviewMember[] {
  const value = VALUES[by];
  const sign = descending ? -1 : 1;
  return [...members].sort((a, b) => sign * compare(value(a), value(b)) || a.no - b.no);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, document.documentElement.lang || 'en');
  return Number(a) - Number(b);
}
