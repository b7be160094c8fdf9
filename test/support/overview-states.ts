/** An overview of three members five days after the due date, for tests of pane and page. */

import type { HeatCell, Overview, OverviewMember } from '#contract/overview.ts';
import { overviewSentences } from '#contract/overview-words.ts';

const cell = (period: string, mark: HeatCell['mark'], daysLate = 0): HeatCell => ({ period, mark, daysLate, nothingToReport: mark === 'nil' });
const late = { received: false, onTime: false, overdue: true, dueOn: '2026-12-31', daysLate: 5, changedSince: false, kind: 'western-balkans' } as const;

const MEMBERS: OverviewMember[] = [
  {
    member: 'albania',
    no: 3,
    kind: 'western-balkans',
    name: 'Albania: Ministry',
    shortName: 'Albania',
    state: 'submitted',
    received: true,
    onTime: true,
    submission: 3,
    overdue: false,
    statement: 'updated',
    submittedAt: '2026-12-01T09:00:00.000Z',
    dueOn: '2026-12-31',
    daysLate: 0,
    rowVersion: 2,
    changedSince: true,
    reviewWaiting: true,
    lastActivityAt: '2026-12-01T09:00:00.000Z',
    strip: [cell('2026-Q3', 'nil'), cell('2026-Q4', 'on-time')],
  },
  {
    ...late,
    member: 'kosovo',
    no: 5,
    name: 'Kosovo*: Ministry',
    shortName: 'Kosovo*',
    state: 'edited',
    conflicts: { count: 2, people: 1, since: '2026-12-02T09:00:00.000Z' },
    strip: [cell('2026-Q3', 'late', 3), cell('2026-Q4', 'missing', 5)],
  },
  {
    ...late,
    member: 'serbia',
    no: 8,
    name: 'Serbia: Ministry',
    shortName: 'Serbia',
    state: 'missing',
    requested: 'extension',
    strip: [cell('2026-Q3', 'not-a-member'), cell('2026-Q4', 'missing', 5)],
  },
];

const rate = (part: number) => ({ part, expected: 3, value: part / 3 });

const FOLD: Omit<Overview, 'sentences'> = {
  grid: 'wbcti',
  period: '2026-Q4',
  opensOn: '2026-10-01',
  dueOn: '2026-12-31',
  closesOn: '2027-01-30',
  today: '2027-01-05',
  timeZone: 'Europe/Ljubljana',
  cursor: 4,
  reportingRate: rate(1),
  reportingRateOnTime: rate(1),
  punctuality: { received: 1, medianDays: -30, worstDays: -30 },
  counts: { members: 3, missing: 1, edited: 1, submitted: 1, returned: 0, accepted: 0, excused: 0, overdue: 2 },
  members: MEMBERS,
  periods: ['2026-Q3', '2026-Q4'].map((period) => ({ period, reportingRate: rate(1), reportingRateOnTime: rate(1), excused: 0 })),
  waiting: {
    requests: [{ number: 4, member: 'serbia', kind: 'extension', dueOn: '2027-01-15', at: '2026-12-20T09:00:00.000Z' }],
    reviews: [{ member: 'albania', submission: 3, at: '2026-12-01T09:00:00.000Z' }],
    failures: [{ reminder: 'r2', member: 'kosovo', code: 'nobody-to-write-to' }],
  },
};

/** As the Secretariat reads it. */
export const OVERVIEW: Overview = { ...FOLD, sentences: overviewSentences(FOLD) };
