/** Dates of a period that were moved or extended, for every quarter 2024 to 2040 against plain arithmetic; and who is a member of a period, by which name. */
import { describe, expect, test } from 'vitest';
import type { Calendar, GridDefinition, Member } from '#contract/grid.ts';
import { memberPeriod, periodReport, standingOf } from '../../../../service/domain/cycle.ts';
import { expectedMembers, memberDates, membersIn, periodDates, periodInWork } from '../../../../service/domain/period-dates.ts';
import { answer, excused, granted, moved, Q4, requested, reviewed } from '../../../support/cycle-drafts.ts';
import { definedBy, fold, noon, stateWith, submitted, THREE_MEMBERS, trialWith } from '../../../support/states.ts';

const DAY_MS = 86_400_000;
const addDays = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
const ENDS = ['', '03-31', '06-30', '09-30', '12-31'];
const QUARTERS = Array.from({ length: 17 * 4 }, (_, index) => ({ year: 2024 + Math.floor(index / 4), quarter: (index % 4) + 1 }));
const CALENDAR: Calendar = { ...THREE_MEMBERS.calendar, firstPeriod: '2024-Q1' };

describe('every quarter 2024 to 2040', () => {
  test.each(QUARTERS)(
    '[C69] [C71] $year-Q$quarter moved for everyone and extended for one: to the day, over leap days, daylight saving and year ends',
    (one) => {
      const period = `${one.year}-Q${one.quarter}`;
      const end = `${one.year}-${ENDS[one.quarter]}`;
      const about = { period, number: 1 };
      for (const [shift, more] of [
        [-20, 1],
        [0, 59],
        [7, 28],
        [31, 90],
      ] as const) {
        const everyone = { dueOn: addDays(end, shift), closesOn: addDays(end, shift + 30) };
        const dueOn = addDays(everyone.dueOn, more);
        const state = stateWith(
          [moved(everyone.dueOn, everyone.closesOn, { period, on: end }), requested(1, end, { ...about, dueOn }), granted(1, end, { ...about, dueOn })],
          trialWith({ calendar: CALENDAR }),
        );
        expect(periodDates(state, period)).toMatchObject(everyone);
        expect(memberDates(state, { period, member: 'beta' })).toMatchObject(everyone);
        expect(memberDates(state, { period, member: 'alpha' })).toMatchObject({ dueOn, closesOn: addDays(everyone.closesOn, more) });
        const on = (today: string) => standingOf(state, { period, member: 'alpha', today });
        expect(on(dueOn)).toMatchObject({ dueOn, overdue: false, daysLate: 0 });
        expect(on(addDays(dueOn, 1))).toMatchObject({ overdue: true, daysLate: 1 });
      }
    },
  );

  test('[C71] the period in work follows moved dates, also backwards when a closed one is opened again', () => {
    const state = stateWith([moved('2027-02-10', '2027-03-10')]);
    expect(['2027-01-31', '2027-03-10', '2027-03-11'].map((day) => periodInWork(state, day))).toEqual([Q4, Q4, '2027-Q1']);
    expect(periodInWork(stateWith([moved('2026-12-15', '2026-12-20')]), '2026-12-21')).toBe('2027-Q1');
  });
});

describe('more time', () => {
  const more = [requested(1, '2026-12-20'), granted(1, '2026-12-21')];

  test('[C69] moves the member’s own due and closing day along, and what is late with it', () => {
    const state = stateWith([...more, answer('2027-01-15')]);
    expect(memberDates(state, { period: Q4, member: 'alpha' })).toEqual({ period: Q4, opensOn: '2026-10-01', dueOn: '2027-01-15', closesOn: '2027-02-14' });
    expect(standingOf(state, { period: Q4, member: 'alpha', today: '2027-01-20' })).toMatchObject({ onTime: true, daysLate: 0 });
    const report = periodReport(state, { period: Q4, today: '2027-01-20' });
    expect(report.members[0]).toMatchObject({ dueOn: '2027-01-15', ordinaryDueOn: '2026-12-31' });
    expect(report.members[1]).not.toHaveProperty('ordinaryDueOn');
  });

  test('[C68] the last answer counts: a grant is taken back, given anew, or given for another day', () => {
    const dueOf = (...drafts: Parameters<typeof stateWith>[0] & object) => memberDates(stateWith(drafts), { period: Q4, member: 'alpha' }).dueOn;
    const refused = granted(1, '2026-12-22', { granted: false });
    expect(dueOf(...more, refused)).toBe('2026-12-31');
    expect(dueOf(...more, refused, granted(1, '2026-12-23', { dueOn: '2027-01-08' }))).toBe('2027-01-08');
    expect(dueOf(...more, requested(2, '2026-12-24'), granted(2, '2026-12-25', { granted: false }))).toBe('2027-01-15');
    expect(dueOf(requested(1, '2026-12-20'))).toBe('2026-12-31');
  });

  test('[C69] everyone’s date that is later than the member’s own counts for the member too', () => {
    const state = stateWith([...more, moved('2027-01-31', '2027-02-28')]);
    expect(memberDates(state, { period: Q4, member: 'alpha' })).toMatchObject({ dueOn: '2027-01-31', closesOn: '2027-02-28' });
  });

  test('[C72] a member with more time stays in the old period until it has answered or its time is over; a returned answer brings it back', () => {
    const on = (today: string, ...drafts: Parameters<typeof stateWith>[0] & object) =>
      memberPeriod(stateWith([...more, ...drafts]), { member: 'alpha', today });
    expect(['2027-01-30', '2027-01-31', '2027-02-14', '2027-02-15'].map((day) => on(day))).toEqual([Q4, Q4, Q4, '2027-Q1']);
    expect(on('2027-01-31', answer('2027-01-10'))).toBe('2027-Q1');
    expect(on('2027-01-31', answer('2027-01-10'), reviewed(1, '2027-01-11', { verdict: 'returned', comment: 'x' }))).toBe(Q4);
    expect(memberPeriod(stateWith(more), { member: 'beta', today: '2027-01-31' })).toBe('2027-Q1');
    expect(memberPeriod(stateWith(), { member: 'alpha', today: '2026-01-01' })).toBe(Q4);
  });
});

describe('members of a period', () => {
  const renamed = (members: Member[]): GridDefinition => trialWith({ title: 'Later', members });
  const [alpha, beta, gamma] = THREE_MEMBERS.members as [Member, Member, Member];
  const afterDefinition = (definition: GridDefinition, date: string) => fold(stateWith(), [definedBy(definition, noon(date))]);

  test('[C73] an old period keeps the old name, a later one has the new', () => {
    const state = afterDefinition(renamed([{ ...alpha, name: 'Agency of alpha', shortName: 'A' }, beta, gamma]), '2027-01-05');
    const names = (period: string) => membersIn(state, period).map(({ name, shortName }) => [name, shortName])[0];
    expect(names(Q4)).toEqual(['Ministry of alpha', 'alpha']);
    expect(names('2027-Q1')).toEqual(['Agency of alpha', 'A']);
    expect(periodReport(state, { period: Q4, today: '2027-01-06' }).members[0]).toMatchObject({ name: 'Ministry of alpha', shortName: 'alpha' });
  });

  test('[C73] a change before the end of a period names it anew; the last moment of its last day still does', () => {
    const change = (at: string) => fold(stateWith(), [definedBy(renamed([{ ...alpha, name: 'New' }, beta, gamma]), at)]);
    expect(membersIn(change('2026-12-31T22:59:59.999Z'), Q4)[0]?.name).toBe('New');
    expect(membersIn(change('2026-12-31T23:00:00.000Z'), Q4)[0]?.name).toBe('Ministry of alpha');
  });

  test('[C73] a member that the definition has dropped stays in the periods before, with what it answered', () => {
    const state = fold(stateWith([submitted({ period: Q4, member: 'gamma', rowVersions: {} }, noon('2026-12-01'))]), [
      definedBy(renamed([alpha, beta]), noon('2027-01-05')),
    ]);
    expect(membersIn(state, Q4).map(({ member }) => member)).toEqual(['alpha', 'beta', 'gamma']);
    expect(membersIn(state, '2027-Q1').map(({ member }) => member)).toEqual(['alpha', 'beta']);
    expect(periodReport(state, { period: Q4, today: '2027-01-06' })).toMatchObject({ expected: 3, received: 1 });
  });

  test('[C73] of several changes each period has the names of its own end', () => {
    let state = stateWith();
    for (const [name, date] of [
      ['Second', '2027-02-01'],
      ['Third', '2027-05-01'],
    ] as const)
      state = fold(state, [definedBy(renamed([{ ...alpha, name }, beta, gamma]), noon(date))]);
    expect([Q4, '2027-Q1', '2027-Q2'].map((period) => membersIn(state, period)[0]?.name)).toEqual(['Ministry of alpha', 'Second', 'Third']);
  });

  test('[C70] an excused member is not expected and stays a member of the period', () => {
    const state = stateWith(excused('2026-12-01'));
    expect(expectedMembers(state, Q4).map(({ member }) => member)).toEqual(['beta', 'gamma']);
    expect(membersIn(state, Q4)).toHaveLength(3);
    expect(expectedMembers(state, '2027-Q1')).toHaveLength(3);
  });
});
