/** The overview's fold: counts, rates, punctuality, strip, what waits, who sees what, and which conflicts are open. */
import { describe, expect, it } from 'vitest';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import { openConflicts } from '../../../../service/domain/open-conflicts.ts';
import { overviewFor, overviewOf } from '../../../../service/domain/overview.ts';
import type { DefinedState } from '../../../../service/domain/state.ts';
import { definedBy, focalPoint, fold, noon, OBSERVER, SECRETARIAT, saved, stateWith, submitted, THREE_MEMBERS, trialWith } from '../../../support/states.ts';

const PERIOD = '2027-Q1';
const look = (state: DefinedState, today: string, period = PERIOD, conflicts = new Map()) => overviewOf(state, { period, today, conflicts });
const marks = (overview: ReturnType<typeof look>) => Object.fromEntries(overview.members.map(({ member, strip }) => [member, strip.map(({ mark }) => mark)]));

const secretary = { by: 'p-secretariat', route: 'form' } as const;
let numbers = 0;
const answer = (period: string, member: string, at: string, statement: 'updated' | 'nothing-to-report' = 'updated'): EntryDraft =>
  submitted({ period, member, statement, rowVersions: { [member]: 1 }, number: ++numbers }, noon(at));
const asks = (kind: 'extension' | 'excuse', period: string, member: string, at: string, dueOn?: string): EntryDraft => ({
  at: noon(at),
  by: `p-${member}`,
  route: 'form',
  kind: 'request.made',
  content: { number: ++numbers, period, member, kind, reason: 'r', ...(dueOn === undefined ? {} : { dueOn }) },
});
const grants = (request: EntryDraft, at: string): EntryDraft => {
  const { number, period, member, kind, dueOn } = (request as EntryDraft & { kind: 'request.made' }).content;
  return {
    at: noon(at),
    ...secretary,
    kind: 'request.answered',
    content: { number, period, member, kind, granted: true, ...(dueOn === undefined ? {} : { dueOn }) },
  };
};

describe('rates and counts', () => {
  it('[C50] received and on time count against the expected; an excused member is not among them and shown apart', () => {
    const excuse = asks('excuse', PERIOD, 'gamma', '2027-03-01');
    const state = stateWith([excuse, grants(excuse, '2027-03-02'), answer(PERIOD, 'alpha', '2027-03-20'), answer(PERIOD, 'beta', '2027-04-04')]);
    const overview = look(state, '2027-04-10');
    expect(overview.reportingRate).toEqual({ part: 2, expected: 2, value: 1 });
    expect(overview.reportingRateOnTime).toEqual({ part: 1, expected: 2, value: 0.5 });
    expect(overview.counts).toMatchObject({ members: 3, submitted: 2, excused: 1, overdue: 0 });
    expect(look(stateWith([], trialWith({ members: [] })), '2027-04-10').reportingRate.value).toBeNull();
  });

  it('[C52] punctuality is counted from each member’s own due date, early ones negative', () => {
    const more = asks('extension', PERIOD, 'gamma', '2027-03-01', '2027-04-10');
    const received = [answer(PERIOD, 'alpha', '2027-03-21'), answer(PERIOD, 'beta', '2027-04-04'), answer(PERIOD, 'gamma', '2027-04-10')];
    const state = stateWith([more, grants(more, '2027-03-02'), ...received]);
    expect(look(state, '2027-04-10').punctuality).toEqual({ received: 3, medianDays: 0, worstDays: 4 });
    expect(look(stateWith(received.slice(0, 2)), '2027-04-10').punctuality).toEqual({ received: 2, medianDays: -3, worstDays: 4 });
    expect(look(stateWith(), '2027-04-10').punctuality).toEqual({ received: 0, medianDays: null, worstDays: null });
  });
});

describe('[C51] the strip', () => {
  it('says on time, nil, late, missing, not yet, excused of each period', () => {
    const excuse = asks('excuse', '2027-Q1', 'beta', '2027-03-01');
    const state = stateWith([
      answer('2026-Q4', 'alpha', '2026-12-20'),
      answer('2026-Q4', 'beta', '2027-01-03', 'nothing-to-report'),
      excuse,
      grants(excuse, '2027-03-02'),
      answer('2027-Q1', 'alpha', '2027-03-20', 'nothing-to-report'),
    ]);
    const overview = look(state, '2027-04-05', '2027-Q2');
    expect(overview.periods.map(({ period }) => period)).toEqual(['2026-Q4', '2027-Q1', '2027-Q2']);
    expect(marks(overview)).toEqual({ alpha: ['on-time', 'nil', 'open'], beta: ['late', 'excused', 'open'], gamma: ['missing', 'missing', 'open'] });
    expect(overview.members[1]?.strip[0]).toMatchObject({ daysLate: 3, nothingToReport: true });
    expect(overview.periods.map(({ reportingRate, excused }) => [reportingRate.part, reportingRate.expected, excused])).toEqual([
      [2, 3, 0],
      [1, 2, 1],
      [0, 3, 0],
    ]);
  });

  it('reaches back eight periods at most', () => {
    expect(look(stateWith(), '2029-12-01', '2029-Q4').periods.map(({ period }) => period)).toEqual([
      '2028-Q1',
      '2028-Q2',
      '2028-Q3',
      '2028-Q4',
      '2029-Q1',
      '2029-Q2',
      '2029-Q3',
      '2029-Q4',
    ]);
  });

  it('knows who was not a member then, and the name of then', () => {
    const members = THREE_MEMBERS.members.map((member) => ({
      ...member,
      ...(member.member === 'alpha' ? { shortName: 'alpha and friends', name: 'New ministry' } : {}),
      ...(member.member === 'gamma' ? { from: '2027-01-15' } : {}),
    }));
    const state = fold(stateWith(), [definedBy(trialWith({ members }), noon('2027-02-01'))]);
    const overview = look({ ...state, definition: trialWith({ members }) }, '2027-03-01');
    expect(marks(overview)).toMatchObject({ alpha: ['missing', 'open'], gamma: ['not-a-member', 'open'] });
    expect(overview.members[0]).toMatchObject({ shortName: 'alpha and friends', strip: [{ name: 'alpha' }, { period: '2027-Q1' }] });
    expect(overview.members[0]?.strip[1]).not.toHaveProperty('name');
    expect(overview.periods[0]?.reportingRate.expected).toBe(2);
  });
});

describe('what waits', () => {
  const request = asks('extension', PERIOD, 'gamma', '2027-03-21', '2027-04-10');
  const state = stateWith([answer(PERIOD, 'alpha', '2027-03-20'), answer(PERIOD, 'beta', '2027-03-20'), request]);
  const reviewed = fold(state, [
    {
      at: noon('2027-03-22'),
      ...secretary,
      kind: 'review.given',
      content: { period: PERIOD, member: 'beta', submission: state.submissions.get(`${PERIOD}/beta`)?.[0]?.number ?? 0, verdict: 'accepted', remarks: [] },
    },
  ]);

  it('[C54] submissions without review and requests without answer; answered ones no more', () => {
    const { waiting } = look(state, '2027-03-23');
    expect(waiting?.reviews.map(({ member }) => member)).toEqual(['alpha', 'beta']);
    expect(waiting?.requests).toMatchObject([{ member: 'gamma', kind: 'extension', dueOn: '2027-04-10' }]);
    expect(look(reviewed, '2027-03-23').waiting?.reviews.map(({ member }) => member)).toEqual(['alpha']);
    expect(look(fold(reviewed, [grants(request, '2027-03-24')]), '2027-03-24').waiting?.requests).toEqual([]);
    const again = look(fold(reviewed, [answer(PERIOD, 'beta', '2027-03-25')]), '2027-03-25').waiting?.reviews;
    expect(again?.map(({ member }) => member)).toEqual(['alpha', 'beta']);
    expect(again?.[1]).toMatchObject({ submission: numbers, at: noon('2027-03-25') });
  });

  it('[C53] the Secretariat sees all of it, a focal point its own member’s part, an observer none', () => {
    const conflicts = new Map([['gamma', { count: 2, people: 1, since: noon('2027-03-20') }]]);
    const whole = look(state, '2027-03-23', PERIOD, conflicts);
    const privately = (who: typeof OBSERVER) =>
      overviewFor(whole, who).members.map(({ requested, reviewWaiting, conflicts: open }) => [requested, reviewWaiting, open?.count]);
    expect(overviewFor(whole, SECRETARIAT)).toEqual(whole);
    expect(privately(focalPoint('gamma'))).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
      ['extension', undefined, 2],
    ]);
    expect(privately(OBSERVER).flat().filter(Boolean)).toEqual([]);
    for (const who of [focalPoint('gamma'), OBSERVER]) {
      expect(overviewFor(whole, who)).not.toHaveProperty('waiting');
      expect(overviewFor(whole, who)).toMatchObject({ reportingRate: whole.reportingRate, counts: whole.counts, periods: whole.periods });
    }
    expect(overviewFor(whole, OBSERVER).members.some((member) => 'lastActivityAt' in member)).toBe(false);
  });
});

describe('[C55] a noted conflict', () => {
  const note = (row: string, person: string, at: string, count = 1) => ({ row, person, count, at: noon(at) });
  const state = stateWith([saved('alpha', 2, { at: noon('2027-02-10') }), answer(PERIOD, 'beta', '2027-02-10')]);
  const open = (...notes: ReturnType<typeof note>[]) => [...openConflicts(state, { notes, period: PERIOD })];

  it('counts for the member of its row, everybody’s together', () => {
    expect(open(note('gamma', 'p-gamma', '2027-02-03', 2), note('gamma', 'p-other', '2027-02-01'))).toEqual([
      ['gamma', { count: 3, people: 2, since: noon('2027-02-01') }],
    ]);
  });

  it('is settled by a later version or submission of the same person, and by nobody else’s', () => {
    expect(open(note('alpha', 'p-alpha', '2027-02-01'), note('beta', 'p-beta', '2027-02-01'))).toEqual([]);
    expect(
      open(note('alpha', 'p-alpha', '2027-02-10'), note('beta', 'p-other', '2027-02-01'), note('nowhere', 'p-x', '2027-02-01')).map(([member]) => member),
    ).toEqual(['alpha', 'beta']);
  });
});
