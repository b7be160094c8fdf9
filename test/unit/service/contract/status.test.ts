/** Which sentence says a row's status. */
import { describe, expect, test } from 'vitest';
import { say, sayShortDate } from '#contract/catalogue/say.ts';
import type { RowStatus } from '#contract/period.ts';
import { statusSentence } from '#contract/status.ts';

const STATUS: RowStatus = { period: '2026-Q4', state: 'missing', overdue: false, dueOn: '2026-12-31', daysLate: 0, changedSince: false };
const SUBMITTED: Partial<RowStatus> = { state: 'submitted', statement: 'updated', submittedOn: '2026-12-20' };

describe('the sentence', () => {
  test.each([
    [{}, 'status.missing', 'Not submitted – due 31 December 2026'],
    [{ overdue: true, daysLate: 1 }, 'status.overdue', 'OVERDUE by 1 day – was due 31 December 2026'],
    [{ overdue: true, daysLate: 10 }, 'status.overdue', 'OVERDUE by 10 days – was due 31 December 2026'],
    [{ state: 'edited' }, 'status.edited', 'Edited, not submitted – due 31 December 2026'],
    [{ state: 'edited', overdue: true, daysLate: 2 }, 'status.overdue-edited', 'Edited, not submitted – OVERDUE by 2 days'],
    [SUBMITTED, 'status.submitted', 'Submitted on 20 December 2026'],
    [{ ...SUBMITTED, statement: 'nothing-to-report' }, 'status.submitted-nothing', 'Nothing to report – confirmed on 20 December 2026'],
    [{ ...SUBMITTED, submittedOn: '2027-01-01', daysLate: 1 }, 'status.submitted-late', 'Submitted on 1 January 2027, 1 day late'],
    [
      { ...SUBMITTED, submittedOn: '2027-01-03', daysLate: 3, statement: 'nothing-to-report' },
      'status.submitted-nothing-late',
      'Nothing to report – confirmed on 3 January 2027, 3 days late',
    ],
    [{ ...SUBMITTED, changedSince: true }, 'status.submitted-changed', 'Submitted on 20 December 2026, changed since'],
    [{ state: 'returned' }, 'status.returned', 'Returned with a comment – read it, correct the row, submit again'],
    [{ state: 'returned', changedSince: true }, 'status.returned-changed', 'Returned with a comment, changed since – submit again'],
    [{ state: 'accepted', changedSince: true }, 'status.accepted-changed', 'Accepted, changed since'],
    [{ state: 'accepted' }, 'status.accepted', 'Accepted'],
    [{ state: 'excused', changedSince: true }, 'status.excused', 'Excused'],
  ] as [Partial<RowStatus>, string, string][])('[C16] of %j is %s', (changes, code, words) => {
    const sentence = statusSentence({ ...STATUS, ...changes });
    const { dueOn, submittedOn } = sentence.params;
    expect(sentence.code).toBe(code);
    expect(say(sentence.code, { ...sentence.params, dueOn: sayShortDate(dueOn), submittedOn: sayShortDate(submittedOn) })).toBe(words);
  });

  test('[C16] every state has one, overdue or not, changed or not', () => {
    for (const state of ['missing', 'edited', 'submitted', 'returned', 'accepted', 'excused'] as const)
      for (const overdue of [true, false])
        for (const changedSince of [true, false]) {
          const { code, params } = statusSentence({ ...STATUS, state, overdue, changedSince });
          expect(say(code, params)).not.toMatch(/\{|\}|undefined/);
        }
  });
});
