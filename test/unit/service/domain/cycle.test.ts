/** Who is expected, who answered, who is late: DHIS2's definitions at their edges. */
import { describe, expect, test } from 'vitest';
import type { Member } from '#contract/grid.ts';
import { periodReport, rowStatus, standingOf } from '../../../../service/domain/cycle.ts';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import { expectedMembers, periodExists } from '../../../../service/domain/period-dates.ts';
import { noon, saved, stateWith, submitted, THREE_MEMBERS, trialWith } from '../../../support/states.ts';

const Q4 = '2026-Q4';
const memberOf = (member: string, changes: Partial<Member> = {}): Member => ({ ...THREE_MEMBERS.members[0]!, member, ...changes });
const calendarWith = (changes: object) => trialWith({ calendar: { ...THREE_MEMBERS.calendar, ...changes } });
const standing = (drafts: EntryDraft[], today: string, definition = THREE_MEMBERS) =>
  standingOf(stateWith(drafts, definition), { member: 'alpha', period: Q4, today });
const answer = (date: string, more = {}) => submitted({ period: Q4, member: 'alpha', rowVersions: { alpha: 1 }, ...more }, noon(date));

describe('who is expected', () => {
  test.each([
    ['a member since the first day', { from: '2026-10-01' }, true],
    ['one that joins on the last day', { from: '2026-12-31' }, true],
    ['one that joins the day after', { from: '2027-01-01' }, false],
    ['one that leaves on the last day', { from: '2026-10-01', to: '2026-12-31' }, true],
    ['one that leaves the day before', { from: '2026-10-01', to: '2026-12-30' }, false],
    ['one that is a member for that day alone', { from: '2026-12-31', to: '2026-12-31' }, true],
  ])('[C6] the last day of the quarter decides: %s', (_, dates, expected) => {
    const members = [memberOf('alpha', dates)];
    expect(expectedMembers(stateWith([], trialWith({ members })), Q4).length === 1).toBe(expected);
  });

  test('[C6] who left is not expected any more, and was before; who joined is from then on', () => {
    const members = [memberOf('stayed'), memberOf('left', { to: '2027-02-01' }), memberOf('joined', { from: '2027-01-15' })];
    const expectedIn = (period: string) => expectedMembers(stateWith([], trialWith({ members })), period).map(({ member }) => member);
    expect(expectedIn('2026-Q4')).toEqual(['stayed', 'left']);
    expect(expectedIn('2027-Q1')).toEqual(['stayed', 'joined']);
  });

  test('[C12] the row of a member that is not expected is excused: neither overdue nor late, on whatever day', () => {
    const state = stateWith([], trialWith({ members: [memberOf('alpha', { to: '2026-11-01' })] }));
    const status = rowStatus(state, { row: state.rows.get('alpha')!, period: Q4, today: '2027-01-20' });
    expect(status).toMatchObject({ state: 'excused', overdue: false, daysLate: 0 });
  });

  test('[C5] a period exists from the grid’s first to the one of today', () => {
    expect(['2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2'].map((period) => periodExists(stateWith(), period, '2027-01-01'))).toEqual([false, true, true, false]);
    expect(periodExists(stateWith(), Q4, '2026-01-01')).toBe(true);
  });
});

describe('rates', () => {
  test('[C7] the late one counts as received and not as on time; both are divided by those expected', () => {
    const state = stateWith([
      submitted({ period: Q4, member: 'alpha', rowVersions: {} }, noon('2026-12-31')),
      submitted({ period: Q4, member: 'beta', rowVersions: {} }, noon('2027-01-01')),
    ]);
    expect(periodReport(state, { period: Q4, today: '2027-01-05' })).toMatchObject({
      period: Q4,
      opensOn: '2026-10-01',
      dueOn: '2026-12-31',
      closesOn: '2027-01-30',
      today: '2027-01-05',
      expected: 3,
      received: 2,
      receivedOnTime: 1,
      reportingRate: 2 / 3,
      reportingRateOnTime: 1 / 3,
    });
  });

  test('[C7] nineteen expected, seventeen received, fourteen on time: 89.5 % and 73.7 %', () => {
    const names = Array.from({ length: 19 }, (_, index) => `m${index}`);
    const drafts = names
      .slice(0, 17)
      .map((member, index) => submitted({ period: Q4, member, rowVersions: {} }, noon(index < 14 ? '2026-12-20' : '2027-01-02')));
    const report = periodReport(stateWith(drafts, trialWith({ members: names.map((member) => memberOf(member)) })), { period: Q4, today: '2027-01-05' });
    expect([report.reportingRate, report.reportingRateOnTime].map((rate) => ((rate ?? 0) * 100).toFixed(1))).toEqual(['89.5', '73.7']);
  });

  test('[C7] the answer of a member that is not expected counts nowhere', () => {
    const members = [memberOf('alpha'), memberOf('beta', { to: '2026-11-01' })];
    const state = stateWith([submitted({ period: Q4, member: 'beta', rowVersions: {} }, noon('2026-10-20'))], trialWith({ members }));
    expect(periodReport(state, { period: Q4, today: '2026-12-01' })).toMatchObject({ expected: 1, received: 0, receivedOnTime: 0, reportingRate: 0 });
  });

  test('[C7] rates are null if nobody is expected', () => {
    const state = stateWith([], trialWith({ members: [memberOf('alpha', { from: '2027-02-01' })] }));
    expect(periodReport(state, { period: Q4, today: '2026-12-01' })).toMatchObject({
      expected: 0,
      reportingRate: null,
      reportingRateOnTime: null,
      members: [],
    });
  });

  test('[C7] the report lists who is expected in the order of the definition, with the standing of each', () => {
    const state = stateWith([answer('2026-12-01', { member: 'beta', statement: 'nothing-to-report', rowVersions: { beta: 1 } })]);
    const missing = { state: 'missing', received: false, onTime: false, overdue: true, dueOn: '2026-12-31', daysLate: 2, rowVersion: 1, changedSince: false };
    expect(periodReport(state, { period: Q4, today: '2027-01-02' }).members).toEqual([
      { member: 'alpha', name: 'Ministry of alpha', shortName: 'alpha', ...missing },
      {
        member: 'beta',
        name: 'Ministry of beta',
        shortName: 'beta',
        state: 'submitted',
        received: true,
        onTime: true,
        overdue: false,
        dueOn: '2026-12-31',
        daysLate: 0,
        rowVersion: 1,
        changedSince: false,
        statement: 'nothing-to-report',
        submission: 1,
        submittedAt: noon('2026-12-01'),
        lastActivityAt: noon('2026-12-01'),
      },
      { member: 'gamma', name: 'Ministry of gamma', shortName: 'gamma', ...missing },
    ]);
  });
});

describe('late and overdue', () => {
  test.each([
    ['2026-12-30', false, 0],
    ['2026-12-31', false, 0],
    ['2027-01-01', true, 1],
    ['2027-01-31', true, 31],
    ['2027-03-29', true, 88],
  ])('[C8] without an answer on %s: overdue %s, %i days late', (today, overdue, daysLate) => {
    expect(standing([], today)).toMatchObject({ state: 'missing', overdue, daysLate, onTime: false, dueOn: '2026-12-31' });
  });

  test.each([
    ['2026-12-31T22:59:59.999Z', true, 0],
    ['2026-12-31T23:00:00.000Z', false, 1],
  ])('[C8] the due day ends with the grid’s midnight: an answer of %s is on time: %s', (at, onTime, daysLate) => {
    const drafts = [submitted({ period: Q4, member: 'alpha', rowVersions: {} }, at)];
    expect(standing(drafts, '2027-01-20')).toMatchObject({ state: 'submitted', onTime, daysLate, overdue: false });
  });

  test('[C8] the due day moves with the calendar of the grid', () => {
    const definition = calendarWith({ dueDaysAfterEnd: 15 });
    expect(standing([], '2027-01-15', definition)).toMatchObject({ dueOn: '2027-01-15', overdue: false });
    expect(standing([], '2027-01-16', definition)).toMatchObject({ overdue: true, daysLate: 1 });
  });

  test('[C8] who has answered late stays as late as on that day and is not overdue', () => {
    expect(standing([answer('2027-01-04')], '2027-01-30')).toMatchObject({ overdue: false, daysLate: 4, onTime: false });
  });
});

describe('which submission counts', () => {
  const twice = [
    answer('2026-12-20', { statement: 'nothing-to-report' }),
    saved('alpha', 2, { at: noon('2027-01-03') }),
    answer('2027-01-04', { rowVersions: { alpha: 2 } }),
  ];

  test('[C9] the first decides on time, the last what it says and covers', () => {
    const state = stateWith(twice);
    expect(standingOf(state, { member: 'alpha', period: Q4, today: '2027-01-05' })).toMatchObject({
      onTime: true,
      daysLate: 0,
      changedSince: false,
      first: { at: noon('2026-12-20') },
      last: { statement: 'updated', rowVersions: { alpha: 2 } },
    });
    expect(rowStatus(state, { row: state.rows.get('alpha')!, period: Q4, today: '2027-01-05' })).toMatchObject({
      statement: 'updated',
      submittedOn: '2026-12-20',
    });
    expect(periodReport(state, { period: Q4, today: '2027-01-05' })).toMatchObject({ received: 1, receivedOnTime: 1 });
  });

  test('[C9] an answer counts for its own period and member only', () => {
    const drafts = [answer('2026-12-20'), answer('2027-02-01', { period: '2027-Q1', member: 'beta' })];
    const state = stateWith(drafts);
    expect(standingOf(state, { member: 'alpha', period: '2027-Q1', today: '2027-02-02' }).first).toBeUndefined();
    expect(standingOf(state, { member: 'beta', period: Q4, today: '2027-02-02' }).first).toBeUndefined();
  });

  test('[C10] a newer version than the last submission covers is changed since; an older submission does not matter', () => {
    expect(standing([answer('2026-12-01')], '2026-12-05').changedSince).toBe(false);
    expect(standing([answer('2026-12-01'), saved('alpha', 2, { at: noon('2026-12-02') })], '2026-12-05').changedSince).toBe(true);
    expect(standing(twice, '2027-01-05').changedSince).toBe(false);
    expect(standing([], '2026-12-05').changedSince).toBe(false);
  });

  test('[C10] a row that the submission does not name was changed since', () => {
    expect(standing([answer('2026-12-01', { rowVersions: {} })], '2026-12-05').changedSince).toBe(true);
  });
});

describe('edited or missing', () => {
  const editedOn = (date: string, by = 'p-alpha') => saved('alpha', 2, { at: noon(date), by });

  test.each([
    ['nothing', [], 'missing'],
    ['an edit on the first day', [editedOn('2026-10-01')], 'edited'],
    ['an edit on the last day', [editedOn('2026-12-31')], 'edited'],
    ['an edit after the end, on the day it closes', [editedOn('2027-01-30')], 'edited'],
    ['an edit after it closed', [editedOn('2027-01-31')], 'missing'],
    ['an edit before it opened', [editedOn('2026-09-30')], 'missing'],
    ['a version that the service itself made', [editedOn('2026-11-11', 'system')], 'missing'],
    ['another member’s edit', [saved('beta', 2, { at: noon('2026-11-11') })], 'missing'],
    ['an edit and an answer', [editedOn('2026-11-11'), answer('2026-11-12')], 'submitted'],
  ] as [string, EntryDraft[], string][])('[C11] %s', (_, drafts, expected) => {
    expect(standing(drafts, '2027-02-15').state).toBe(expected);
  });

  test('[C11] an edit shortly before the grid’s midnight belongs to the old quarter, one shortly after to the new one', () => {
    const definition = calendarWith({ closesDaysAfterDue: 0 });
    expect(standing([saved('alpha', 2, { at: '2026-12-31T22:59:59.000Z' })], '2027-01-05', definition).state).toBe('edited');
    expect(standing([saved('alpha', 2, { at: '2026-12-31T23:00:00.000Z' })], '2027-01-05', definition).state).toBe('missing');
  });

  test('[C11] the first edit after the end decides, not the last', () => {
    expect(standing([editedOn('2027-01-10'), saved('alpha', 3, { at: noon('2027-03-01') })], '2027-03-02').state).toBe('edited');
  });

  test('[C11] a period that closes in the second quarter after it: an edit of the quarter between is work on it', () => {
    const definition = calendarWith({ dueDaysAfterEnd: 30, closesDaysAfterDue: 80 });
    expect(standing([editedOn('2027-02-10')], '2027-04-15', definition).state).toBe('edited');
    expect(standing([editedOn('2027-04-20')], '2027-04-21', definition).state).toBe('edited');
    expect(standing([editedOn('2027-04-21')], '2027-04-21', definition).state).toBe('missing');
  });

  test('[C11] an edit in January is work on the old quarter and on the new one', () => {
    const state = stateWith([editedOn('2027-01-10')]);
    const states = ['2026-Q4', '2027-Q1'].map((period) => standingOf(state, { member: 'alpha', period, today: '2027-01-11' }).state);
    expect(states).toEqual(['edited', 'edited']);
  });
});
