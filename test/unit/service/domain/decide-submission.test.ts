/** A submission: who, for which period, when, with which warnings, and what it covers. */
import { describe, expect, test } from 'vitest';
import type { Cells, GridDefinition } from '#contract/grid.ts';
import type { SubmissionRequest } from '#contract/period.ts';
import { decideSubmission, type SubmissionCommand } from '../../../../service/domain/decide-submission.ts';
import {
  deepFreeze,
  focalPoint,
  fold,
  items,
  noon,
  OBSERVER,
  SECRETARIAT,
  saved,
  stateWith,
  submitted,
  THREE_MEMBERS,
  trialWith,
} from '../../../support/states.ts';

const TODAY = '2026-12-10';
const AT = noon(TODAY);
const Q4 = '2026-Q4';

interface Options extends Partial<Omit<SubmissionCommand, 'request'>> {
  request?: Partial<SubmissionRequest>;
  cells?: Cells;
  definition?: GridDefinition;
}

function decide({ request = {}, cells, definition = THREE_MEMBERS, ...command }: Options = {}) {
  const state = deepFreeze(stateWith(cells ? [saved('alpha', 2, { cells })] : [], definition));
  const whole: SubmissionCommand = {
    principal: focalPoint('alpha'),
    period: Q4,
    route: 'addin',
    today: TODAY,
    ...command,
    request: { member: 'alpha', statement: 'updated', ...request },
  };
  return { state, ...decideSubmission(state, whole, AT) };
}

function codeOf(options: Options): string | undefined {
  const { entries, outcome } = decide(options);
  if (outcome.status === 'made') return undefined;
  expect(entries).toEqual([]);
  return outcome.refusal.code;
}

describe('what is made', () => {
  test('[C14] names its number, statement and the versions of the member’s rows', () => {
    const { entries, outcome, state } = decide({ cells: { remark: 'x' } });
    const submission = { number: 1, period: Q4, member: 'alpha', statement: 'updated', rowVersions: { alpha: 2 } };
    expect(entries).toEqual([{ at: AT, by: 'p-alpha', route: 'addin', kind: 'submission.made', content: submission }]);
    expect(outcome).toEqual({ status: 'made', submission });
    expect(fold(state, entries).submissions.get('2026-Q4/alpha')).toEqual([{ ...submission, at: AT, by: 'p-alpha', cursor: state.cursor + 1 }]);
  });

  test('[C14] numbers count the submissions of the grid, whoever makes them', () => {
    const others = ['beta', 'gamma'].map((member, index) => submitted({ number: index + 1, period: Q4, member, rowVersions: {} }, AT));
    const command: SubmissionCommand = {
      principal: SECRETARIAT,
      period: Q4,
      route: 'form',
      today: TODAY,
      request: { member: 'alpha', statement: 'nothing-to-report', reason: ' a call\n' },
    };
    expect(decideSubmission(stateWith(others), command, AT)).toMatchObject({
      entries: [{ by: 'p-secretariat', route: 'form' }],
      outcome: { status: 'made', submission: { number: 3, statement: 'nothing-to-report', onBehalf: true, reason: 'a call' } },
    });
  });

  test('[C14] it can be repeated while the period is open: all stay, and each covers its own versions', () => {
    let { state } = decide();
    const command: SubmissionCommand = {
      principal: focalPoint('alpha'),
      period: Q4,
      route: 'addin',
      today: TODAY,
      request: { member: 'alpha', statement: 'updated' },
    };
    state = fold(state, decideSubmission(state, command, AT).entries);
    state = fold(state, [saved('alpha', 2, { cells: { remark: 'x' } })]);
    state = fold(state, decideSubmission(state, command, AT).entries);
    expect(state.submissions.get('2026-Q4/alpha')?.map(({ number, rowVersions }) => [number, rowVersions])).toEqual([
      [1, { alpha: 1 }],
      [2, { alpha: 2 }],
    ]);
  });
});

describe('who and when', () => {
  test.each([
    ['the Secretariat, saying how it heard it', { principal: SECRETARIAT, request: { reason: 'a call' } }, undefined],
    ['the Secretariat without saying it', { principal: SECRETARIAT, request: { reason: ' \n' } }, undefined],
    ['a reason that can’t be kept', { request: { reason: 'a\u202Eb' } }, 'bad-characters'],
    ['an observer', { principal: OBSERVER }, 'forbidden'],
    ['another member', { principal: focalPoint('beta') }, 'not-yours'],
    ['a member that does not exist', { request: { member: 'delta' } }, 'unknown-member'],
    ['a period before the grid’s first', { period: '2026-Q3' }, 'unknown-period'],
    ['a period that has not begun', { period: '2027-Q1' }, 'unknown-period'],
  ] as [string, Options, string | undefined][])('[C13] %s: %s', (_, options, code) => {
    expect(codeOf(options)).toBe(code);
  });

  test.each([
    ['2026-09-30', 'period-closed'],
    ['2026-10-01', undefined],
    ['2026-12-31', undefined],
    ['2027-01-30', undefined],
    ['2027-01-31', 'period-closed'],
    ['2029-01-01', 'period-closed'],
  ])('[C13] on %s: %s', (today, code) => {
    expect(codeOf({ today })).toBe(code);
  });

  test('[C13] a closed period says when it was open', () => {
    expect(decide({ today: '2027-01-31' }).outcome).toMatchObject({ refusal: { params: { period: Q4, opensOn: '2026-10-01', closesOn: '2027-01-30' } } });
  });

  test('[C13] a member that is not expected for the period can’t submit for it', () => {
    const members = THREE_MEMBERS.members.map((one) => ({ ...one, to: '2026-11-30' }));
    expect(codeOf({ definition: trialWith({ members }) })).toBe('unknown-member');
  });

  test('[C13] the order: period, member, access, dates, warnings', () => {
    const cells = { remark: 'Kosovo' };
    const principal = focalPoint('beta');
    const closed = '2027-02-01';
    expect(codeOf({ cells, principal, today: closed, period: '2030-Q1', request: { member: 'delta' } })).toBe('unknown-period');
    expect(codeOf({ cells, principal, today: closed, request: { member: 'delta' } })).toBe('unknown-member');
    expect(codeOf({ cells, principal, today: closed })).toBe('not-yours');
    expect(codeOf({ cells, today: closed })).toBe('period-closed');
    expect(codeOf({ cells })).toBe('has-errors');
  });
});

describe('warnings', () => {
  const cells: Cells = { done: items(2, 'for Kosovo', 'fine', 'Kosovo and Kosovo'), remark: 'Kosovo too' };

  test('[C15] an update is refused while lines need a look, with their number', () => {
    expect(decide({ cells }).outcome).toEqual({ status: 'refused', refusal: { code: 'has-errors', params: { count: 3 } } });
  });

  test.each([
    ['submitted despite them', { request: { despiteWarnings: true } }],
    ['nothing to report', { request: { statement: 'nothing-to-report' } }],
    ['a grid without wording rules', { definition: trialWith({ wordingRules: [] }) }],
  ] as [string, Options][])('[C15] they do not hold back: %s', (_, options) => {
    expect(codeOf({ cells, ...options })).toBeUndefined();
  });

  test('[C15] another member’s warnings do not matter', () => {
    expect(codeOf({ cells, principal: focalPoint('beta'), request: { member: 'beta' } })).toBeUndefined();
  });
});
