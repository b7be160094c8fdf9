/** What counts: withdrawals, submissions on behalf, reviews, excuses, and when a member last did something. */
import { describe, expect, test } from 'vitest';
import { periodReport, rowStatus, standingOf } from '../../../../service/domain/cycle.ts';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import { acknowledged, answer, excused, granted, Q4, requested, reviewed, withdrawn } from '../../../support/cycle-drafts.ts';
import { noon, saved, stateWith } from '../../../support/states.ts';

const TODAY = '2027-01-10';
const standing = (...drafts: EntryDraft[]) => standingOf(stateWith(drafts), { member: 'alpha', period: Q4, today: TODAY });
const status = (...drafts: EntryDraft[]) => {
  const state = stateWith(drafts);
  return rowStatus(state, { row: state.rows.get('alpha')!, period: Q4, today: TODAY });
};
const onBehalf = (number: number, date: string) => answer(date, { number, onBehalf: true, reason: 'a call' });

describe('withdrawals', () => {
  test('[C61] a withdrawn submission does not count', () => {
    expect(standing(answer('2026-12-20'), withdrawn(1, '2026-12-21'))).toMatchObject({ state: 'missing', received: false, overdue: true, daysLate: 10 });
  });

  test('[C61] the ones before it count again: content, statement and instant', () => {
    const drafts = [answer('2026-12-20', { statement: 'nothing-to-report' }), answer('2027-01-03', { number: 2 }), withdrawn(2, '2027-01-04')];
    expect(standing(...drafts)).toMatchObject({ onTime: true, last: { number: 1, statement: 'nothing-to-report' } });
  });

  test('[C61] withdrawing the first makes the second decide on time', () => {
    expect(standing(answer('2026-12-20'), answer('2027-01-03', { number: 2 }), withdrawn(1, '2027-01-04'))).toMatchObject({ onTime: false, daysLate: 3 });
  });

  test('[C61] the review of an earlier submission counts again with it', () => {
    const returned = reviewed(1, '2026-12-22', { verdict: 'returned', comment: 'x' });
    expect(standing(answer('2026-12-20'), returned, answer('2026-12-23', { number: 2 })).state).toBe('submitted');
    expect(standing(answer('2026-12-20'), returned, answer('2026-12-23', { number: 2 }), withdrawn(2, '2026-12-24')).state).toBe('returned');
  });
});

describe('on behalf', () => {
  test('[C60] it counts for nothing until the member acknowledges it', () => {
    expect(standing(onBehalf(1, '2026-12-20'))).toMatchObject({ state: 'missing', received: false, overdue: true, toAcknowledge: { number: 1 } });
    expect(status(onBehalf(1, '2026-12-20'))).toMatchObject({ onBehalf: 'to-acknowledge', state: 'missing' });
  });

  test('[C60] acknowledged it counts from its own instant, however late the acknowledgement', () => {
    expect(standing(onBehalf(1, '2026-12-20'), acknowledged(1, '2027-01-09'))).toMatchObject({ state: 'submitted', onTime: true, toAcknowledge: undefined });
    expect(status(onBehalf(1, '2026-12-20'), acknowledged(1, '2027-01-09'))).toMatchObject({ onBehalf: 'acknowledged', submittedOn: '2026-12-20' });
  });

  test('[C60] withdrawn it counts no more, and nothing is left to acknowledge', () => {
    expect(standing(onBehalf(1, '2026-12-20'), withdrawn(1, '2026-12-21'))).toMatchObject({ received: false, toAcknowledge: undefined });
  });

  test('[C60] the member’s own submission after it leaves nothing to acknowledge; one before it stands meanwhile', () => {
    expect(standing(onBehalf(1, '2026-12-20'), answer('2026-12-21', { number: 2 }))).toMatchObject({ received: true, toAcknowledge: undefined });
    expect(standing(answer('2026-12-20'), onBehalf(2, '2026-12-21'))).toMatchObject({ last: { number: 1 }, toAcknowledge: { number: 2 } });
  });
});

describe('reviews', () => {
  test('[C64] accepted or returned is the state of the submission that it answers; a newer one is pending again', () => {
    const returned = reviewed(1, '2026-12-21', { verdict: 'returned', comment: 'x' });
    expect(standing(answer('2026-12-20'), reviewed(1, '2026-12-21')).state).toBe('accepted');
    expect(standing(answer('2026-12-20'), returned)).toMatchObject({ state: 'returned', received: true, onTime: true, overdue: false });
    expect(standing(answer('2026-12-20'), returned, answer('2026-12-23', { number: 2 })).state).toBe('submitted');
  });

  test('[C64] the last of several reviews of one submission counts', () => {
    expect(standing(answer('2026-12-20'), reviewed(1, '2026-12-21', { verdict: 'returned', comment: 'x' }), reviewed(1, '2026-12-22')).state).toBe('accepted');
  });

  test('[C64] returned counts as received in the rates', () => {
    const state = stateWith([answer('2026-12-20'), reviewed(1, '2026-12-21', { verdict: 'returned', comment: 'x' })]);
    expect(periodReport(state, { period: Q4, today: TODAY })).toMatchObject({ received: 1, receivedOnTime: 1 });
  });
});

describe('excuses', () => {
  test('[C70] an excused member is not expected, neither late nor overdue, and shown apart', () => {
    expect(standing(...excused('2026-12-01'))).toMatchObject({ state: 'excused', overdue: false, daysLate: 0, received: false });
    const report = periodReport(stateWith(excused('2026-12-01')), { period: Q4, today: TODAY });
    expect(report).toMatchObject({ expected: 2, received: 0 });
    expect(report.members.map(({ state }) => state)).toEqual(['excused', 'missing', 'missing']);
  });

  test('[C70] what it submits all the same is kept and shown, and counts in no rate', () => {
    const state = stateWith([...excused('2026-12-01'), answer('2026-12-20')]);
    const report = periodReport(state, { period: Q4, today: TODAY });
    expect(report).toMatchObject({ expected: 2, received: 0, receivedOnTime: 0 });
    expect(report.members[0]).toMatchObject({ state: 'excused', submission: 1, statement: 'updated' });
  });

  test('[C68] an excuse that is taken back makes the member expected again, with its submission', () => {
    const back = granted(1, '2026-12-05', { kind: 'excuse', granted: false });
    expect(standing(...excused('2026-12-01'), back, answer('2026-12-20'))).toMatchObject({ state: 'submitted', received: true });
  });
});

test('[C67] a request that waits shows in the standing, the newest of two, and no more once it is answered', () => {
  const requestedIn = (...drafts: EntryDraft[]) => periodReport(stateWith(drafts), { period: Q4, today: TODAY }).members[0]?.requested;
  expect(requestedIn(requested(1, '2026-12-01'))).toBe('extension');
  expect(requestedIn(requested(1, '2026-12-01'), requested(2, '2026-12-02', { kind: 'excuse' }))).toBe('excuse');
  expect(requestedIn(requested(1, '2026-12-01'), granted(1, '2026-12-02'))).toBeUndefined();
});

test('[C81] last activity is an edit of the row or an act of the member’s people, never an answer of the Secretariat or a write of the service', () => {
  const lastOf = (...drafts: EntryDraft[]) => stateWith(drafts).activity.get('alpha');
  expect(lastOf()).toBeUndefined();
  expect(lastOf(saved('alpha', 2, { at: noon('2026-12-01') }))).toBe(noon('2026-12-01'));
  expect(lastOf(answer('2026-12-02'), withdrawn(1, '2026-12-03'))).toBe(noon('2026-12-03'));
  expect(lastOf(requested(1, '2026-12-04'), granted(1, '2026-12-05'))).toBe(noon('2026-12-04'));
  expect(lastOf(answer('2026-12-02'), reviewed(1, '2026-12-06'))).toBe(noon('2026-12-02'));
  expect(lastOf(onBehalf(1, '2026-12-07'))).toBeUndefined();
  const comment = (from: 'member' | 'secretariat', date: string): EntryDraft => ({
    ...{ at: noon(date), by: 'p-x', route: 'addin', kind: 'comment.added' },
    content: { number: 1, row: 'alpha', member: 'alpha', text: 'x', from },
  });
  expect(lastOf(comment('secretariat', '2026-12-08'))).toBeUndefined();
  expect(lastOf(comment('member', '2026-12-09'))).toBe(noon('2026-12-09'));
});
