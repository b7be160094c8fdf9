/** Withdrawing, acknowledging, reviewing, asking, answering, moving dates, commenting: who may, when, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { RequestAnswer, RequestForPeriod, ReviewRequest } from '#contract/answer.ts';
import { decideComment } from '../../../../service/domain/decide-comment.ts';
import { decideDates } from '../../../../service/domain/decide-dates.ts';
import { decideAnswer, decideRequest } from '../../../../service/domain/decide-request.ts';
import { decideReview } from '../../../../service/domain/decide-review.ts';
import { decideAcknowledgement, decideWithdrawal, type MarkCommand } from '../../../../service/domain/decide-submission-mark.ts';
import type { EntryDraft } from '../../../../service/domain/entry.ts';
import type { Decision, Refusal } from '../../../../service/domain/refusal.ts';
import { acknowledged, answer, excused, granted, moved, Q4, requested, reviewed, withdrawn } from '../../../support/cycle-drafts.ts';
import { deepFreeze, focalPoint, items, noon, OBSERVER, SECRETARIAT, saved, stateWith } from '../../../support/states.ts';

const TODAY = '2026-12-10';
const ALPHA = focalPoint('alpha');
const BETA = focalPoint('beta');
const common = { period: Q4, route: 'addin', today: TODAY } as const;
const BAD = 'a\u202Eb';

/** The code of a refusal, which leaves no entry; or the kinds of the entries. */
function said(decision: Decision<{ status: string } | { status: 'refused'; refusal: Refusal }>): string {
  if ('refusal' in decision.outcome) {
    expect(decision.entries).toEqual([]);
    return decision.outcome.refusal.code;
  }
  return decision.entries.map(({ kind }) => kind).join(' ') || decision.outcome.status;
}

const state = (...drafts: EntryDraft[]) => deepFreeze(stateWith(drafts));
const MADE = answer('2026-12-01');
const MADE_FOR = answer('2026-12-01', { onBehalf: true, reason: 'a call' });

describe('withdrawing', () => {
  const decide = (drafts: EntryDraft[], command: Partial<MarkCommand> = {}) =>
    said(decideWithdrawal(state(...drafts), { ...common, principal: ALPHA, number: 1, ...command }, noon(TODAY)));

  test.each([
    ['the member', {}, 'submission.withdrawn'],
    ['the Secretariat with a reason', { principal: SECRETARIAT, reason: 'by mistake' }, 'submission.withdrawn'],
    ['the Secretariat without one', { principal: SECRETARIAT }, 'reason-required'],
    ['another member', { principal: BETA }, 'not-yours'],
    ['an observer', { principal: OBSERVER }, 'forbidden'],
    ['a number that nobody has', { number: 2 }, 'not-found'],
    ['an unknown period', { period: '2031-Q1' }, 'unknown-period'],
    ['on the closing day', { today: '2027-01-30' }, 'submission.withdrawn'],
    ['after closing', { today: '2027-01-31' }, 'period-closed'],
    ['a reason that can’t be kept', { reason: BAD }, 'bad-characters'],
  ] as [string, Partial<MarkCommand>, string][])('[C62] %s', (_, command, expected) => {
    expect(decide([MADE], command)).toBe(expected);
  });

  test('[C62] again changes nothing, whoever asks and whenever', () => {
    expect(decide([MADE, withdrawn(1, '2026-12-02')], { today: '2027-03-01' })).toBe('unchanged');
  });

  test('[C62] a member with more time may still withdraw after the others can’t', () => {
    expect(decide([MADE, requested(1, '2026-12-02'), granted(1, '2026-12-03')], { today: '2027-02-14' })).toBe('submission.withdrawn');
  });
});

describe('acknowledging', () => {
  const decide = (drafts: EntryDraft[], command: Partial<MarkCommand> = {}) =>
    said(decideAcknowledgement(state(...drafts), { ...common, principal: ALPHA, number: 1, ...command }, noon(TODAY)));

  test.each([
    ['what was made on its behalf', [MADE_FOR], {}, 'submission.acknowledged'],
    ['again', [MADE_FOR, acknowledged(1, '2026-12-02')], {}, 'unchanged'],
    ['its own', [MADE], {}, 'nothing-to-acknowledge'],
    ['a withdrawn one', [MADE_FOR, withdrawn(1, '2026-12-02')], {}, 'nothing-to-acknowledge'],
    ['by the Secretariat itself', [MADE_FOR], { principal: SECRETARIAT }, 'forbidden'],
    ['by another member', [MADE_FOR], { principal: BETA }, 'not-yours'],
    ['by an observer', [MADE_FOR], { principal: OBSERVER }, 'forbidden'],
    ['after closing', [MADE_FOR], { today: '2027-01-31' }, 'period-closed'],
  ] as [string, EntryDraft[], Partial<MarkCommand>, string][])('[C63] %s', (_, drafts, command, expected) => {
    expect(decide(drafts, command)).toBe(expected);
  });
});

describe('reviewing', () => {
  const row = saved('alpha', 2, { cells: { done: items(2, 'a law') } });
  const decide = (request: Partial<ReviewRequest> = {}, drafts: EntryDraft[] = [row, MADE], principal = SECRETARIAT, today = TODAY) =>
    decideReview(state(...drafts), { ...common, principal, today, request: { member: 'alpha', verdict: 'accepted', ...request } }, noon(TODAY));

  test.each([
    ['accepted', {}, 'review.given'],
    ['returned with a comment', { verdict: 'returned', comment: 'Please add dates' }, 'review.given'],
    ['returned with a remark on the row', { verdict: 'returned', remarks: [{ row: 'alpha', text: 'x' }] }, 'review.given'],
    ['returned with a remark on an item', { verdict: 'returned', remarks: [{ row: 'alpha', itemId: '2.1', text: 'x' }] }, 'review.given'],
    ['returned without a word', { verdict: 'returned', comment: ' \n ', remarks: [] }, 'reason-required'],
    ['a remark on another member’s row', { remarks: [{ row: 'beta', text: 'x' }] }, 'unknown-row'],
    ['a remark on an item that is not there', { remarks: [{ row: 'alpha', itemId: '9.9', text: 'x' }] }, 'not-found'],
    ['a remark that can’t be kept', { remarks: [{ row: 'alpha', text: BAD }] }, 'bad-characters'],
    ['a comment that can’t be kept', { comment: BAD }, 'bad-characters'],
    ['the submission that it was read on', { submission: 1 }, 'review.given'],
    ['a submission that is not the last any more', { submission: 7 }, 'newer-submission'],
    ['a member that is none', { member: 'delta' }, 'unknown-member'],
  ] as [string, Partial<ReviewRequest>, string][])('[C65] %s', (_, request, expected) => {
    expect(said(decide(request))).toBe(expected);
  });

  test('[C65] the Secretariat alone, also after closing', () => {
    expect([ALPHA, BETA, OBSERVER].map((who) => said(decide({}, [MADE], who)))).toEqual(['forbidden', 'forbidden', 'forbidden']);
    expect(said(decide({}, [MADE], SECRETARIAT, '2027-05-05'))).toBe('review.given');
  });

  test('[C65] nothing, a withdrawn one or one on behalf that waits is nothing to review', () => {
    for (const drafts of [[], [MADE, withdrawn(1, '2026-12-02')], [MADE_FOR]]) expect(said(decide({}, drafts))).toBe('nothing-submitted');
    expect(said(decide({}, [MADE_FOR, acknowledged(1, '2026-12-02')]))).toBe('review.given');
  });

  test('[C75] texts are kept in their normal form', () => {
    const { entries } = decide({ verdict: 'returned', comment: 'one\r\ntwo  \n\n', remarks: [{ row: 'alpha', text: ' e\u0301 ' }] });
    expect(entries[0]?.content).toMatchObject({ submission: 1, comment: 'one\ntwo', remarks: [{ row: 'alpha', text: 'é' }] });
  });
});

describe('asking', () => {
  const decide = (
    request: Partial<RequestForPeriod> = {},
    options: { drafts?: EntryDraft[]; principal?: typeof ALPHA; today?: string; period?: string } = {},
  ) => {
    const { drafts = [], principal = ALPHA, ...rest } = options;
    const whole = { member: 'alpha', kind: 'extension', dueOn: '2027-01-15', reason: 'ill', ...request } as RequestForPeriod;
    return decideRequest(state(...drafts), { ...common, ...rest, principal, request: whole }, noon(TODAY));
  };

  test.each([
    ['the day after the due day', { dueOn: '2027-01-01' }, {}, 'request.made'],
    ['the due day itself', { dueOn: '2026-12-31' }, {}, 'date-out-of-range'],
    ['ninety days after closing', { dueOn: '2027-04-30' }, {}, 'request.made'],
    ['a day more', { dueOn: '2027-05-01' }, {}, 'date-out-of-range'],
    ['tomorrow, when it is overdue', { dueOn: '2027-01-21' }, { today: '2027-01-20' }, 'request.made'],
    ['today, when it is overdue', { dueOn: '2027-01-20' }, { today: '2027-01-20' }, 'date-out-of-range'],
    ['not beyond the time it has already', {}, { drafts: [requested(1, TODAY), granted(1, TODAY)] }, 'date-out-of-range'],
    ['beyond the time it has already', { dueOn: '2027-01-16' }, { drafts: [requested(1, TODAY), granted(1, TODAY)] }, 'request.made'],
    ['while another waits', {}, { drafts: [requested(1, TODAY)] }, 'request-pending'],
    ['while one of the other kind waits', {}, { drafts: [requested(1, TODAY, { kind: 'excuse' })] }, 'request.made'],
    ['after closing', { dueOn: '2027-02-15' }, { today: '2027-01-31' }, 'period-closed'],
    ['by another member', {}, { principal: BETA }, 'not-yours'],
    ['by an observer', {}, { principal: OBSERVER }, 'forbidden'],
    ['for an unknown period', {}, { period: '2026-Q3' }, 'unknown-period'],
    ['for an unknown member', { member: 'delta' }, {}, 'unknown-member'],
    ['with a reason that can’t be kept', { reason: BAD }, {}, 'bad-characters'],
    ['by the Secretariat: granted at once', {}, { principal: SECRETARIAT }, 'request.made request.answered'],
    ['by the Secretariat after closing', { dueOn: '2027-02-15' }, { principal: SECRETARIAT, today: '2027-02-10' }, 'request.made request.answered'],
    ['by the Secretariat too late', { dueOn: '2027-05-15' }, { principal: SECRETARIAT, today: '2027-05-01' }, 'period-closed'],
    ['to be excused', { kind: 'excuse', dueOn: undefined }, {}, 'request.made'],
  ] as [string, Partial<RequestForPeriod>, Parameters<typeof decide>[1], string][])('[C67] %s', (_, request, options, expected) => {
    expect(said(decide(request, options))).toBe(expected);
  });

  test('[C67] requests are numbered without holes', () => {
    expect(decide({}, { drafts: [requested(1, TODAY, { kind: 'excuse' })] }).outcome).toEqual({ status: 'made', number: 2 });
  });
});

describe('answering', () => {
  const decide = (
    reply: Partial<RequestAnswer> = {},
    { principal = SECRETARIAT, today = TODAY, number = 1, drafts = [requested(1, TODAY)] as EntryDraft[] } = {},
  ) => decideAnswer(state(...drafts), { ...common, principal, today, number, answer: { granted: true, ...reply } }, noon(TODAY));

  test.each([
    ['granted as asked', {}, {}, { granted: true, dueOn: '2027-01-15' }],
    ['granted for another day', { dueOn: '2027-01-10' }, {}, { granted: true, dueOn: '2027-01-10' }],
    ['refused, with a comment', { granted: false, comment: 'no time ' }, {}, { granted: false, comment: 'no time' }],
    ['answered anew', { granted: false }, { drafts: [requested(1, TODAY), granted(1, TODAY)] }, { granted: false }],
    ['after closing', {}, { today: '2027-01-15' }, { granted: true }],
    ['refused after the day asked for', { granted: false }, { today: '2027-02-20' }, { granted: false }],
    ['an excuse', {}, { drafts: excused(TODAY) }, { granted: true, kind: 'excuse' }],
  ] as [string, Partial<RequestAnswer>, Parameters<typeof decide>[1], object][])('[C68] %s', (_, reply, options, content) => {
    const { entries } = decide(reply, options);
    expect(entries[0]?.content).toMatchObject({ number: 1, period: Q4, member: 'alpha', ...content });
    if ('kind' in content) expect(entries[0]?.content).not.toHaveProperty('dueOn');
  });

  test.each([
    ['a day that has passed', {}, { today: '2027-01-16' }, 'date-out-of-range'],
    ['the ordinary due day', { dueOn: '2026-12-31' }, {}, 'date-out-of-range'],
    ['a day too far away', { dueOn: '2027-05-01' }, {}, 'date-out-of-range'],
    ['too late', { granted: false }, { today: '2027-05-01' }, 'period-closed'],
    ['by the member', {}, { principal: ALPHA }, 'forbidden'],
    ['a number that nobody has', {}, { number: 5 }, 'not-found'],
    ['a comment that can’t be kept', { comment: BAD }, {}, 'bad-characters'],
  ] as [string, Partial<RequestAnswer>, Parameters<typeof decide>[1], string][])('[C68] refused: %s', (_, reply, options, code) => {
    expect(said(decide(reply, options))).toBe(code);
  });
});

describe('moving dates', () => {
  const decide = (
    dueOn: string,
    closesOn?: string,
    { principal = SECRETARIAT, today = TODAY, drafts = [] as EntryDraft[], period = Q4, reason = 'holidays' } = {},
  ) => decideDates(state(...drafts), { ...common, principal, today, period, request: { dueOn, reason, ...(closesOn ? { closesOn } : {}) } }, noon(TODAY));

  test('[C71] closing moves along by as many days unless it is named', () => {
    expect(decide('2027-01-10').entries[0]?.content).toEqual({ period: Q4, dueOn: '2027-01-10', closesOn: '2027-02-09', reason: 'holidays' });
    expect(decide('2027-01-10', '2027-01-10').entries[0]?.content).toMatchObject({ closesOn: '2027-01-10' });
  });

  test.each([
    ['to today', [TODAY], {}, 'period.moved'],
    ['into the past', ['2026-12-09'], {}, 'date-out-of-range'],
    ['closing before it is due', ['2027-01-10', '2027-01-09'], {}, 'date-out-of-range'],
    ['closing alone, when due has passed', ['2026-12-31', '2027-02-05'], { today: '2027-01-20' }, 'period.moved'],
    ['closing in the past', ['2026-12-31', '2027-01-19'], { today: '2027-01-20' }, 'date-out-of-range'],
    ['ninety days further', ['2027-03-31'], {}, 'period.moved'],
    ['ninety-one', ['2027-04-01'], {}, 'date-out-of-range'],
    ['due late with a closing day of its own', ['2027-04-30', '2027-04-30'], {}, 'period.moved'],
    ['closing too late', ['2027-01-10', '2027-05-01'], {}, 'date-out-of-range'],
    ['to where they are', ['2026-12-31'], {}, 'unchanged'],
    ['once more to the same', ['2027-01-10', '2027-02-01'], { drafts: [moved('2027-01-10', '2027-02-01')] }, 'unchanged'],
    ['of a closed period, which opens it again', ['2027-02-15'], { today: '2027-02-10' }, 'period.moved'],
    ['by a member', ['2027-01-10'], { principal: ALPHA }, 'forbidden'],
    ['of an unknown period', ['2027-01-10'], { period: '2027-Q1' }, 'unknown-period'],
    ['with a reason that can’t be kept', ['2027-01-10'], { reason: BAD }, 'bad-characters'],
  ] as [string, [string, string?], Parameters<typeof decide>[2], string][])('[C71] %s', (_, [dueOn, closesOn], options, expected) => {
    expect(said(decide(dueOn, closesOn, options))).toBe(expected);
  });

  test('[C71] limits count from the calendar, not from dates that were moved before', () => {
    expect(said(decide('2027-04-30', undefined, { drafts: [moved('2027-03-31', '2027-04-30')] }))).toBe('date-out-of-range');
  });
});

describe('commenting', () => {
  const row = saved('alpha', 2, { cells: { done: items(2, 'a law') } });
  const decide = (request: object = {}, principal = ALPHA, place = 'alpha') =>
    decideComment(state(row, reviewed(1, TODAY)), { principal, row: place, route: 'addin', request: { text: ' hello ', ...request } }, noon(TODAY));

  test('[C74] the member and the Secretariat write, and the thread shows which of them', () => {
    expect(decide().entries[0]?.content).toEqual({ number: 1, row: 'alpha', member: 'alpha', text: 'hello', from: 'member' });
    expect(decide({ itemId: '2.1' }, SECRETARIAT).entries[0]?.content).toMatchObject({ itemId: '2.1', from: 'secretariat' });
  });

  test.each([
    ['another member', [{}, BETA], 'not-yours'],
    ['an observer', [{}, OBSERVER], 'forbidden'],
    ['a row that is none', [{}, ALPHA, 'delta'], 'unknown-row'],
    ['an item that does not stand there', [{ itemId: '9.9' }], 'not-found'],
    ['a text that can’t be kept', [{ text: BAD }], 'bad-characters'],
  ] as [string, Parameters<typeof decide>, string][])('[C74] %s: refused', (_, given, code) => {
    expect(said(decide(...given))).toBe(code);
  });
});
