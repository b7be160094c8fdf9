// @vitest-environment happy-dom
/** The Secretariat's tab of reminders beyond sending: what goes out tomorrow, one reminder now, skipping, pausing. */
import { expect, it } from 'vitest';
import { SECRETARIAT } from '../../../support/fake-engine.ts';
import { type TestPane, testPane } from '../../../support/pane-dom.ts';
import { PANE_STATES } from '../../../support/pane-states.ts';

const actions = PANE_STATES['reminders']?.actions;
const lines = (pane: TestPane, selector: string) => Array.from(pane.root.querySelectorAll(selector), (each) => each.textContent);
const asked = (pane: TestPane, action: string) => pane.engine.calls.filter((call) => call.action === action).map(({ args }) => args);
const openTab = async (more: Partial<NonNullable<typeof actions>> = {}) => {
  const pane = await testPane(SECRETARIAT, { ...actions, ...more });
  await pane.press('Reminders');
  return pane;
};

it('[O70] tomorrow’s letters are shown with reader, subject and text, and who is due without anybody to write to', async () => {
  const pane = await openTab();
  expect(asked(pane, 'previewReminders')).toEqual([]);
  await pane.press('Preview tomorrow');
  expect(pane.text()).toContain('1 letter goes out on Wednesday, 6 January 2027');
  expect(lines(pane, 'summary')).toContain('Jovan Example <jovan@example.org>: The update of Serbia was due');
  expect(lines(pane, '.letter')).toContain('Dear Jovan Example,');
  expect(pane.text()).toContain('Due, but without anybody to write to: Kosovo*.');
  expect(asked(pane, 'runReminders')).toEqual([]);
});

it('[O70] with nothing to come it says so', async () => {
  const pane = await openTab({ previewReminders: async () => ({ on: '2027-01-06', letters: [], withoutLetter: [] }) });
  await pane.press('Preview tomorrow');
  expect(pane.text()).toContain('Nothing goes out on Wednesday, 6 January 2027.');
});

it('[O71] a reminder is skipped once asked, with the reason that is given, and both lists are fetched anew', async () => {
  const pane = await openTab({ skipReminder: async ({ stage, ...rest }) => ({ ...rest, id: 'r9', stages: [stage] }) });
  await pane.press('Preview tomorrow');
  await pane.press('Skip the reminder to Serbia: second reminder after the due date');
  expect(asked(pane, 'skipReminder')).toEqual([]);
  await pane.fill('Reason (may stay empty)', ' spoken on the telephone ');
  await pane.press('Yes, skip');
  expect(asked(pane, 'skipReminder')).toEqual([[{ period: '2026-Q4', member: 'serbia', stage: 'overdue-2', reason: 'spoken on the telephone' }]]);
  expect(asked(pane, 'previewReminders')).toHaveLength(2);
  expect(asked(pane, 'reminders')).toHaveLength(2);
});

it('[O71] one that waits can be sent now; one that was sent, held or has nobody to write to cannot', async () => {
  const pane = await openTab();
  const buttons = Array.from(pane.root.querySelectorAll('button'), (each) => each.getAttribute('aria-label') ?? '').filter((label) =>
    label.startsWith('Send now'),
  );
  expect(buttons).toEqual(['Send now the reminder to Albania: second reminder after the due date']);
  await pane.press('Send now the reminder to Albania: second reminder after the due date');
  expect(asked(pane, 'sendReminder')).toEqual([['r4']]);
  expect(asked(pane, 'reminders')).toHaveLength(2);
});

it('[O71] each person’s letter is listed with what became of it', async () => {
  const pane = await openTab(PANE_STATES['people']?.actions);
  expect(lines(pane, 'details li')).toEqual([
    'Jovan Example: sent 1 January 2027 at 09:00',
    'p-3: away, waits for the return',
    'Arta Example: failed (greylisted)',
  ]);
  expect(lines(pane, 'details > p')[0]).toBe('Decided 1 January 2027 at 09:00');
});

it('[O72] a member is paused until a day, pauses are listed and ended', async () => {
  const pane = await openTab({ pauseReminders: async (member, { until }) => ({ member, until }) });
  expect(pane.text()).toContain('Kosovo*: until 20 January 2027');
  await pane.press('Pause');
  expect(asked(pane, 'pauseReminders')).toEqual([]);
  await pane.fill('Member', 'serbia');
  await pane.fill('Until and including', '2027-01-31');
  await pane.press('Pause');
  await pane.press('End the pause of Kosovo*');
  expect(asked(pane, 'pauseReminders')).toEqual([
    ['serbia', { until: '2027-01-31' }],
    ['kosovo', { until: null }],
  ]);
});

it('[O73] the days on which a person is away are shown, kept when the person is edited, and set', async () => {
  const people = PANE_STATES['people']?.actions;
  const pane = await testPane(SECRETARIAT, { ...people, putPerson: async (person, details) => ({ person, ...details }) });
  await pane.press('People');
  expect(pane.text()).toContain('away from 21 December 2026 to 3 January 2027: not written to');
  await pane.press('Edit Arta Example');
  await pane.press('Save');
  await pane.press('Edit Jovan Example');
  await pane.fill('Away until', '2027-02-01');
  await pane.press('Save');
  expect(asked(pane, 'putPerson').map(([, details]) => (details as { away?: unknown }).away)).toEqual([
    { from: '2026-12-21', to: '2027-01-03' },
    { from: '2027-02-01', to: '2027-02-01' },
  ]);
});
