// @vitest-environment happy-dom
/** A member's quarter in the pane, and the Secretariat's view of one member: what is shown at once, what is behind a line, and what each button asks for. */
import { describe, expect, test } from 'vitest';
import type { MemberFile } from '#contract/answer.ts';
import { ApiProblem } from '../../../../addin/api/client.ts';
import { ALBANIA, SECRETARIAT, smallGrid } from '../../../support/fake-engine.ts';
import { testPane } from '../../../support/pane-dom.ts';
import { PANE_STATES, QUARTER } from '../../../support/pane-states.ts';

const member = (file: Partial<MemberFile> = {}) => testPane(ALBANIA, { memberFile: async () => ({ ...QUARTER, ...file }) });
const callsOf = (pane: Awaited<ReturnType<typeof testPane>>, action: string) =>
  pane.engine.calls.filter((call) => call.action === action).map(({ args }) => args);

describe('my quarter', () => {
  test('[C90] a submission on behalf is a banner with what it says and how it was heard; one button acknowledges it', async () => {
    const pane = await member();
    expect(pane.text()).toContain('The Secretariat has submitted for you');
    expect(pane.text()).toContain('nothing to report. It counts once you acknowledge it.');
    expect(pane.text()).toContain('How it was heard: A call');
    await pane.press('Acknowledge it');
    expect(callsOf(pane, 'acknowledge')).toEqual([[{ period: '2026-Q4', number: 2 }]]);
    await pane.press('That is not right');
    await pane.fill('Why (for the other side to read)', ' never said ');
    await pane.press('Yes, withdraw');
    expect(callsOf(pane, 'withdraw')).toEqual([[{ period: '2026-Q4', number: 2, reason: 'never said' }]]);
  });

  test('[C91] a returned submission shows the comment and each remark, with the way to its cell', async () => {
    const pane = await member();
    expect(pane.text()).toContain('Returned: please correct and submit again');
    expect(pane.text()).toContain('Please add the years.');
    await pane.press('Go to “Border police training”');
    expect(callsOf(pane, 'jumpTo')).toEqual([[{ row: 'albania', column: 'tasks' }]]);
    expect(pane.text()).toContain('About a line that is not there any more');
  });

  test('[C91] the review of an older submission is not shown with a newer one', async () => {
    const pane = await member({ standing: { ...QUARTER.standing, submission: 3, state: 'submitted' } });
    expect(pane.text()).not.toContain('Please add the years.');
  });

  test('[C92] a row that has changed since it was submitted says so, but not twice when it was returned', async () => {
    const changed = { ...QUARTER.standing, changedSince: true };
    expect((await member({ standing: { ...changed, state: 'submitted' } })).text()).toContain('The row has changed since it was submitted.');
    expect((await member({ standing: changed })).text()).not.toContain('The row has changed since it was submitted.');
  });

  test('[C92] the quarter is fetched when the row is shown, and anew with each entry and each day', async () => {
    const pane = await member();
    expect(pane.engine.fetched).toEqual([{ action: 'memberFile', args: [{ period: '2026-Q4', member: 'albania' }] }]);
    await pane.settle(() => pane.engine.show({ grid: smallGrid({ cursor: 5 }) }));
    await pane.settle(() => pane.engine.show({ grid: smallGrid({ cursor: 5, today: '2026-11-26' }) }));
    await pane.settle(() => pane.engine.show({ reason: 'x' }));
    expect(pane.engine.fetched).toHaveLength(3);
  });

  test('[C93] what was asked for is shown with its day in words and its answer; asking needs a reason and a day', async () => {
    const pane = await member();
    expect(pane.text()).toMatch(/More time until Friday,? 15 January 2027/);
    expect(pane.text()).toContain('the Secretariat has not answered yet');
    expect(pane.text()).toContain('Refused on 2 November 2026.Answer: A short answer will do.');
    await pane.press('More for 2026-Q4');
    await pane.press('Ask for more time');
    await pane.press('Send');
    expect(callsOf(pane, 'ask')).toEqual([]);
    await pane.fill('Reason', 'holidays');
    await pane.fill('Until when', '2027-01-10');
    await pane.press('Send');
    expect(callsOf(pane, 'ask')).toEqual([['2026-Q4', { member: 'albania', kind: 'extension', dueOn: '2027-01-10', reason: 'holidays' }]]);
    expect(pane.text()).toContain('Sent. You see the answer here.');
  });

  test('[C94] each submission has its number, instant and receipt; a withdrawn one can’t be withdrawn again', async () => {
    const pane = await testPane(ALBANIA, {
      memberFile: async () => QUARTER,
      receipt: async () => ({ name: 'receipt-wbcti-2026-Q4-albania-1.json', bytes: new Blob(['{}']) }),
    });
    await pane.press('More for 2026-Q4');
    expect(pane.text()).toContain('Number 1, 20 November 2026 at 10:00 by Albania: the row is up to date');
    expect([pane.has('Withdraw number 1'), pane.has('Withdraw number 3')]).toEqual([true, false]);
    await pane.press('Receipt of number 1');
    expect(callsOf(pane, 'receipt')).toEqual([[{ period: '2026-Q4', number: 1 }]]);
    expect(pane.text()).toContain('Saved as receipt-wbcti-2026-Q4-albania-1.json.');
  });

  test('[C95] the thread opens from a line with its count, and a comment is sent from there', async () => {
    const pane = await member();
    expect(pane.text()).not.toContain('May we add the law?');
    await pane.press('Comments (2)');
    expect(pane.text()).toContain('Albania, 23 November 2026 at 10:00May we add the law?');
    await pane.fill('Write a comment', 'Thank you');
    await pane.press('Send');
    expect(callsOf(pane, 'comment')).toEqual([['albania', { text: 'Thank you' }]]);
  });

  test('[C96] without its file the row can be submitted all the same, and nothing is said of it', async () => {
    const pane = await testPane(ALBANIA);
    expect(pane.has('Submit for 2026-Q4')).toBe(true);
    expect(pane.has('More for 2026-Q4')).toBe(false);
  });

  test('[C96] everything but what has to be known at once is behind one line', async () => {
    const pane = await member({
      ...{ reviews: [], requests: [], comments: [] },
      standing: { ...QUARTER.standing, state: 'submitted', onBehalf: 'acknowledged' },
    });
    expect(pane.root.querySelectorAll('.note')).toHaveLength(0);
    expect(pane.has('Receipt of number 1')).toBe(false);
  });
});

describe('the Secretariat’s view of a member', () => {
  const office = async () => {
    const pane = await testPane(SECRETARIAT, {
      memberFile: async () => QUARTER,
      submit: async (input) => ({ ...QUARTER.submissions[1]!, statement: input.statement, number: 4, checkpoint: 'x' }),
      moveDates: async (period, { dueOn }) => ({ period, opensOn: '2026-10-01', dueOn, closesOn: '2027-02-09' }),
    });
    await pane.fill('Member', 'albania');
    return pane;
  };

  test('[C97] submits on behalf with how it was heard, or without', async () => {
    const pane = await office();
    const details = pane.button('Submit on behalf');
    await pane.settle(() => details.click());
    await pane.fill('What the member says', 'nothing-to-report');
    await pane.fill('How you heard it (a call, a meeting)', 'a meeting');
    const send = Array.from(pane.root.querySelectorAll('button')).find((each) => each.textContent === 'Submit on behalf');
    await pane.settle(() => send?.click());
    const sent = { period: '2026-Q4', member: 'albania', statement: 'nothing-to-report', despiteWarnings: false };
    expect(callsOf(pane, 'submit')).toEqual([[{ ...sent, reason: 'a meeting' }]]);
    await pane.settle(() => send?.click());
    expect(callsOf(pane, 'submit')).toEqual([[{ ...sent, reason: 'a meeting' }], [sent]]);
    expect(pane.text()).toContain('Submitted on behalf: number 4.');
  });

  test('[C97] warnings of the row are said before anything is submitted on behalf, and need “submit anyway”', async () => {
    const warning = 'The row can’t be submitted yet: 1 of its lines needs a look.';
    const pane = await testPane(SECRETARIAT, {
      memberFile: async () => QUARTER,
      async submit({ despiteWarnings }) {
        if (!despiteWarnings) throw new ApiProblem({ code: 'has-errors', detail: warning });
        return { ...QUARTER.submissions[1]!, number: 4, checkpoint: 'x' };
      },
    });
    await pane.fill('Member', 'albania');
    await pane.press('Submit on behalf');
    await pane.fill('How you heard it (a call, a meeting)', 'a call');
    const send = Array.from(pane.root.querySelectorAll('button')).find((each) => each.textContent === 'Submit on behalf');
    await pane.settle(() => send?.click());
    expect(pane.text()).toContain(warning);
    await pane.press('Submit anyway');
    expect(callsOf(pane, 'submit').map(([input]) => (input as { despiteWarnings: boolean }).despiteWarnings)).toEqual([false, true]);
    expect(pane.text()).toContain('Submitted on behalf: number 4.');
    expect(pane.has('Submit anyway')).toBe(false);
  });

  test('[O71] the reminders of the member alone are in its file, each sent or skipped from there, and it is paused there', async () => {
    const { actions = {} } = PANE_STATES['reminders'] ?? {};
    const pane = await testPane(SECRETARIAT, { ...actions, memberFile: async () => QUARTER });
    await pane.fill('Member', 'albania');
    await pane.press('Reminders to this member');
    expect(pane.text()).toContain('Failed (greylisted');
    expect(pane.text()).not.toContain('nobody to write to');
    await pane.press('Send now the reminder to Albania: second reminder after the due date');
    expect(callsOf(pane, 'sendReminder')).toEqual([['r4']]);
    await pane.press('Pause the reminders of this member');
    await pane.fill('Until and including', '2027-01-20');
    await pane.press('Pause');
    expect(callsOf(pane, 'pauseReminders')).toEqual([['albania', { until: '2027-01-20' }]]);
    await pane.fill('Member', 'kosovo');
    await pane.press('Reminders to this member');
    await pane.press('End the pause of Kosovo*');
    expect(callsOf(pane, 'pauseReminders').at(-1)).toEqual(['kosovo', { until: null }]);
  });

  test('[C98] reviews with a comment and remarks by item; returning needs words', async () => {
    const pane = await office();
    await pane.press('Review submission 1');
    expect(pane.button('Return').getAttribute('aria-disabled')).toBe('true');
    await pane.fill('About', '2.1');
    await pane.fill('Comment', 'Which year?');
    await pane.press('Add as a remark');
    await pane.fill('Comment', 'Nearly there.');
    await pane.press('Return');
    const review = {
      member: 'albania',
      submission: 1,
      verdict: 'returned',
      comment: 'Nearly there.',
      remarks: [{ row: 'albania', itemId: '2.1', text: 'Which year?' }],
    };
    expect(callsOf(pane, 'review')).toEqual([['2026-Q4', review]]);
    expect(pane.text()).toContain('Noted; the member sees it at once.');
  });

  test('[C99] grants for another day, refuses with a comment, and moves everyone’s date', async () => {
    const pane = await office();
    await pane.press('Answer the request');
    await pane.fill('Until when', '2027-01-10');
    await pane.press('Grant');
    await pane.fill('Comment on the answer', 'no');
    await pane.press('Refuse');
    expect(callsOf(pane, 'answerRequest')).toEqual([
      [
        { period: '2026-Q4', number: 2 },
        { granted: true, dueOn: '2027-01-10' },
      ],
      [
        { period: '2026-Q4', number: 2 },
        { granted: false, comment: 'no' },
      ],
    ]);
    const other = await office();
    await other.press('Move everyone’s date');
    await other.fill('Until when', '2027-01-10');
    await other.fill('Reason', 'holidays');
    const move = Array.from(other.root.querySelectorAll('button')).find((each) => each.textContent === 'Move everyone’s date');
    await other.settle(() => move?.click());
    expect(callsOf(other, 'moveDates')).toEqual([['2026-Q4', { dueOn: '2027-01-10', reason: 'holidays' }]]);
    expect(other.text()).toMatch(/2026-Q4 is due Sunday,? 10 January 2027/);
  });
});
