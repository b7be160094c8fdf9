// @vitest-environment happy-dom
/** Ordering, filtering and the numbers of the picture, without a page. */
import { expect, it } from 'vitest';
import { KINDS, passes, STANDINGS } from '../../../../addin/overview/filters.ts';
import { progressSteps } from '../../../../addin/overview/progress-steps.ts';
import { type ColumnKey, columnsFor, sorted } from '../../../../addin/pane/overview-columns.ts';
import { OVERVIEW } from '../../../support/overview-states.ts';

const order = (by: ColumnKey, descending = false) => sorted(OVERVIEW.members, { by, descending }).map(({ member }) => member[0]);

it('[P143] every column orders, and equal members keep the order of their numbers either way', () => {
  const orders = Object.fromEntries(columnsFor(true).map((key) => [key, `${order(key).join('')} ${order(key, true).join('')}`]));
  expect(orders).toEqual({
    no: 'aks ska',
    member: 'aks ska',
    state: 'ska aks',
    due: 'aks aks',
    daysLate: 'aks ksa',
    activity: 'ksa aks',
    conflicts: 'ask kas',
    waiting: 'kas ask',
    strip: 'ask ksa',
  });
  expect(columnsFor(false)).not.toContain('waiting');
});

it('[P143] filters by standing, what waits and kind', () => {
  const count = (filters: Parameters<typeof passes>[1]) => OVERVIEW.members.filter((member) => passes(member, filters)).length;
  expect(STANDINGS.map((standing) => count({ standing, kind: 'all' }))).toEqual([3, 2, 2, 1, 1, 1, 0, 0, 0]);
  expect(KINDS.map((kind) => count({ standing: 'all', kind }))).toEqual([3, 3, 0, 0, 0]);
});

it('[P142] the steps of the picture add up to what was received, day by day in the grid’s time zone', () => {
  const [albania] = OVERVIEW.members;
  const received = { ...albania!, received: true };
  const members = [
    { ...received, onTime: false, submittedAt: '2026-12-31T23:30:00.000Z' },
    { ...received, submittedAt: '2026-12-31T22:30:00.000Z' },
    received,
    { ...received, submittedAt: '2026-12-01T22:00:00.000Z' },
    { ...received, received: false },
  ];
  expect(progressSteps({ members, timeZone: 'Europe/Ljubljana' })).toEqual([
    { date: '2026-12-01', received: 2, late: 0, total: 2 },
    { date: '2026-12-31', received: 1, late: 0, total: 3 },
    { date: '2027-01-01', received: 1, late: 1, total: 4 },
  ]);
});
