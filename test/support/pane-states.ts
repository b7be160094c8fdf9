/** The pane in each state that a person can meet, for the checks of its pages: what the engine shows, what it answers, what is clicked. */
import type { MemberFile } from '#contract/answer.ts';
import type { Surroundings } from '../../addin/pane/mount.tsx';
import type { EngineActions, EngineView, OpenConflict } from '../../addin/sync/view.ts';
import { ALBANIA, SECRETARIAT, smallGrid, smallRow } from './fake-engine.ts';
import { HISTORY_ACTIONS } from './history-states.ts';
import { OVERVIEW } from './overview-states.ts';

export interface PaneState {
  view: EngineView;
  actions?: Partial<EngineActions>;
  surroundings?: Surroundings;
  /** Names of buttons or tabs that are pressed one after the other. */
  press?: string[];
  /** A field by its label and the value that is chosen in it, before anything is pressed. */
  choose?: [label: string, value: string];
}

const overdueRow = smallRow('albania', {
  status: { period: '2026-Q4', state: 'edited', overdue: true, dueOn: '2026-12-31', daysLate: 5, changedSince: false },
});

/** One cell changed by Albania and by the Secretariat. */
export const CONFLICT: OpenConflict = {
  id: 'c1',
  row: 'albania',
  version: 3,
  column: 'tasks',
  base: { text: 'Border police training\nAction plan', column: 'tasks' },
  ours: { text: 'Border police training in Tirana\nAction plan', column: 'tasks' },
  theirs: { text: 'Border police and customs training\nAction plan', column: 'tasks', version: 3, by: 'demo:secretariat', at: '2026-11-25T09:12:00.000Z' },
};

const overview: EngineActions['overview'] = async () => OVERVIEW;

const decidedAt = '2027-01-01T08:00:00.000Z';
const reminder = { period: '2026-Q4', dueAt: decidedAt };
const reminders: Partial<EngineActions> = {
  reminders: async () => ({
    items: [
      {
        ...{ ...reminder, id: 'r1', member: 'serbia', stages: ['overdue-1'], state: 'sent', decidedAt, sentAt: decidedAt, attempts: 1, recipients: 2 },
        letters: [
          { person: 'p-2', state: 'sent', attempts: 1, sentAt: decidedAt },
          { person: 'p-3', state: 'away', attempts: 0 },
        ],
      },
      {
        ...reminder,
        id: 'r2',
        member: 'kosovo',
        stages: ['due-soon', 'overdue-1'],
        state: 'failed',
        attempts: 3,
        failureCode: 'nobody-to-write-to',
        recipients: 0,
        decidedAt,
        letters: [],
      },
      {
        ...reminder,
        id: 'r3',
        member: 'albania',
        stages: ['overdue-1'],
        state: 'suppressed',
        suppressedBy: 'submitted',
        attempts: 0,
        recipients: 1,
        letters: [],
      },
      {
        ...{
          ...reminder,
          id: 'r4',
          member: 'albania',
          stages: ['overdue-2'],
          state: 'failed',
          decidedAt,
          failureCode: 'greylisted',
          attempts: 2,
          recipients: 1,
        },
        nextAttemptAt: '2027-01-01T09:00:00.000Z',
        letters: [{ person: 'p-1', state: 'failed', attempts: 2, failureCode: 'greylisted', nextAttemptAt: '2027-01-01T09:00:00.000Z' }],
      },
    ],
    paused: [{ member: 'kosovo', until: '2027-01-20' }],
    next: { period: '2026-Q4', stage: 'overdue-2', on: '2027-01-07' },
  }),
  previewReminders: async () => ({
    on: '2027-01-06',
    letters: [
      {
        ...{
          id: 'r9',
          kind: 'reminder',
          person: 'p-2',
          to: 'Jovan Example <jovan@example.org>',
          subject: 'The update of Serbia was due',
          text: 'Dear Jovan Example,',
        },
        reminders: [{ id: 'r9', period: '2026-Q4', member: 'serbia', stages: ['overdue-2'] }],
      },
    ],
    withoutLetter: [{ id: 'r8', period: '2026-Q4', member: 'kosovo', stages: ['overdue-2'] }],
  }),
  letters: async () => ({
    items: [
      {
        id: 'l1',
        reminder: 'r1',
        member: 'serbia',
        to: 'serbia@example.org',
        subject: 'WBCTi Support Group: 2026-Q4 is overdue',
        text: 'Dear colleague,\n\nthe row of Serbia is overdue by 1 day.',
      },
    ],
  }),
  runReminders: async ({ dryRun }) => ({
    dryRun,
    decided: [
      { id: 'r4', period: '2026-Q4', member: 'serbia', stages: ['overdue-2'], recipients: 1 },
      { id: 'r5', period: '2026-Q4', member: 'kosovo', stages: ['overdue-1', 'overdue-2'], recipients: 0 },
    ],
    sent: 0,
    failed: 0,
  }),
};

const people: Partial<EngineActions> = {
  people: async () => [
    {
      ...{ person: 'p-1', member: 'albania', role: 'focal-point', name: 'Arta Example', email: 'arta@example.org', language: 'sq' },
      away: { from: '2026-12-21', to: '2027-01-03' },
    },
    { person: 'p-2', member: 'serbia', role: 'deputy', name: 'Jovan Example', language: 'en' },
  ],
};

/** Albania's row in its fourth version. */
const FOURTH_VERSION: EngineView = { ...ALBANIA, grid: smallGrid({ rows: [smallRow('albania', { version: 4 }), smallRow('serbia')] }) };

/** Albania's quarter with everything in it: on behalf, returned, asked for, commented. */
const SUBMISSION = { period: '2026-Q4', member: 'albania', rowVersions: { albania: 2 }, cursor: 9 } as const;
export const QUARTER: MemberFile = {
  standing: {
    onTime: false,
    dueOn: '2026-12-31',
    member: 'albania',
    name: 'Albania: Ministry',
    shortName: 'Albania',
    state: 'returned',
    received: true,
    overdue: false,
    daysLate: 0,
    submission: 1,
    changedSince: false,
    onBehalf: 'to-acknowledge',
    requested: 'extension',
  },
  submissions: [
    { ...SUBMISSION, number: 1, statement: 'updated', submittedAt: '2026-11-20T09:00:00.000Z', by: 'demo:albania', onBehalf: false },
    {
      ...SUBMISSION,
      number: 2,
      statement: 'nothing-to-report',
      submittedAt: '2026-11-24T09:00:00.000Z',
      by: 'demo:secretariat',
      onBehalf: true,
      reason: 'A call',
    },
    {
      ...SUBMISSION,
      number: 3,
      statement: 'updated',
      submittedAt: '2026-11-24T10:00:00.000Z',
      by: 'demo:albania',
      onBehalf: false,
      withdrawnAt: '2026-11-24T11:00:00.000Z',
    },
  ],
  reviews: [
    {
      period: '2026-Q4',
      member: 'albania',
      submission: 1,
      verdict: 'returned',
      comment: 'Please add the years.',
      remarks: [
        { row: 'albania', itemId: '2.1', text: 'Which year?' },
        { row: 'albania', itemId: '1.9', text: 'This one too.' },
      ],
      at: '2026-11-21T09:00:00.000Z',
      by: 'demo:secretariat',
      cursor: 10,
    },
  ],
  requests: [
    {
      ...{ number: 1, period: '2026-Q4', member: 'albania', kind: 'excuse', reason: 'Elections', at: '2026-11-01T09:00:00.000Z', by: 'demo:albania' },
      answer: { granted: false, comment: 'A short answer will do.', at: '2026-11-02T09:00:00.000Z', by: 'demo:secretariat' },
    },
    {
      number: 2,
      period: '2026-Q4',
      member: 'albania',
      kind: 'extension',
      dueOn: '2027-01-15',
      reason: 'Holidays',
      at: '2026-11-22T09:00:00.000Z',
      by: 'demo:albania',
    },
  ],
  comments: [
    { number: 1, row: 'albania', text: 'May we add the law?', at: '2026-11-23T09:00:00.000Z', by: 'demo:albania', from: 'member' },
    { number: 2, row: 'albania', text: 'Please do.', at: '2026-11-23T10:00:00.000Z', by: 'demo:secretariat', from: 'secretariat' },
  ],
};
const quarter: Partial<EngineActions> = { overview, memberFile: async () => QUARTER };

/** States by name. */
export const PANE_STATES: Record<string, PaneState> = {
  starting: { view: { ...ALBANIA, connection: { state: 'starting' }, me: undefined, grid: undefined, workbook: 'looking' } },
  'signed-out': { view: { ...ALBANIA, connection: { state: 'signed-out' }, me: undefined } },
  'no-grid': { view: { ...ALBANIA, workbook: 'none' } },
  'other-grid': { view: { ...ALBANIA, workbook: 'other' }, surroundings: { newWorkbook: () => {} } },
  'my-row': {
    view: {
      ...ALBANIA,
      lastSaved: { row: 'albania', before: 1, version: 2, atMs: 0 },
      announcements: [{ id: 1, atMs: Date.UTC(2026, 10, 25, 9, 30), sentence: 'Serbia changed “Tasks”.' }],
    },
  },
  'change-marking': {
    view: { ...ALBANIA, grid: smallGrid({ rows: [smallRow('albania', { marking: 'TLP:AMBER+STRICT' })] }) },
    press: ['Change who may read it'],
  },
  'change-marking-secretariat': { view: SECRETARIAT, actions: { overview }, press: ['My work', 'Change who may read it'] },
  confirm: { view: ALBANIA, press: ['Submit for 2026-Q4'] },
  submitted: {
    view: ALBANIA,
    actions: {
      submit: async ({ statement, member, period: of }) => ({
        number: 7,
        period: of,
        member,
        statement,
        submittedAt: '2026-11-25T10:05:00.000Z',
        rowVersions: { albania: 2 },
        cursor: 9,
        checkpoint: 'support-group-grid/wbcti\n9\nm2FkZ2VzdA==\n\n— demo 8Qabc==',
      }),
    },
    press: ['Nothing to report', 'Yes, nothing to report'],
  },
  troubled: {
    view: {
      ...ALBANIA,
      connection: { state: 'offline', retryAtMs: 0 },
      grid: smallGrid({ today: '2027-01-05', rows: [overdueRow] }),
      pending: [{ row: 'albania', columns: ['tasks', 'inProcess'], state: 'waiting' }],
      conflicts: [
        CONFLICT,
        { ...CONFLICT, id: 'c2', column: 'inProcess', ours: null, base: null },
        { ...CONFLICT, id: 'c3', itemId: '2.1', line: 2, twoPlaces: true, theirs: CONFLICT.theirs && { ...CONFLICT.theirs, column: 'inProcess' } },
        { ...CONFLICT, id: 'c4', itemId: '2.2', lost: true },
      ],
      problems: [
        {
          id: 'p1',
          kind: 'warning',
          code: 'wording',
          row: 'albania',
          column: 'tasks',
          sentence: '“Tasks”, line 1: write “Kosovo*” instead of “Kosovo”.',
          proposal: { line: 1, text: 'With Kosovo*' },
        },
        {
          id: 'p2',
          kind: 'error',
          code: 'cell-too-long',
          row: 'albania',
          column: 'inProcess',
          sentence: '“Products in process” has 40,000 characters; at most 32,767 fit.',
          repair: 'restore-cell',
        },
        { id: 'p3', kind: 'stray', code: 'sync.missing-row', row: 'serbia', sentence: 'The row of Serbia is missing in this sheet.', repair: 'restore-row' },
      ],
    },
    press: ['Write a new text'],
  },
  quarter: { view: ALBANIA, actions: quarter, press: ['That is not right', 'Comments (2)'] },
  'quarter-more': { view: ALBANIA, actions: quarter, press: ['More for 2026-Q4', 'Ask for more time', 'Ask to be excused', 'Withdraw number 1'] },
  'office-member': {
    view: SECRETARIAT,
    actions: quarter,
    choose: ['Member', 'albania'],
    press: ['Review submission 1', 'Answer the request', 'Submissions', 'Submit on behalf', 'Give more time', 'Comments (2)', 'Move everyone’s date'],
  },
  'office-reminders': {
    view: SECRETARIAT,
    actions: { ...quarter, ...reminders },
    choose: ['Member', 'albania'],
    press: ['Reminders to this member', 'Pause the reminders of this member', '1 letter'],
  },
  observer: { view: { ...ALBANIA, me: { person: 'demo:observer', role: 'observer', auth: 'demo' } } },
  secretariat: { view: { ...SECRETARIAT, pending: [{ row: 'serbia', columns: ['tasks'], state: 'reason-needed' }] }, actions: { overview } },
  'secretariat-work': { view: SECRETARIAT, actions: { overview }, press: ['My work'] },
  overview: { view: SECRETARIAT, actions: { overview } },
  reminders: { view: SECRETARIAT, actions: reminders, press: ['Reminders', 'Send reminders now', 'Which steps of the ladder these letters are'] },
  'reminders-skip': {
    view: SECRETARIAT,
    actions: reminders,
    press: ['Reminders', 'Preview tomorrow', 'Skip the reminder to Serbia: second reminder after the due date', '2 letters'],
  },
  people: { view: SECRETARIAT, actions: people, press: ['People', 'Add a person'] },
  'people-remove': { view: SECRETARIAT, actions: people, press: ['People', 'Remove Arta Example'] },
  'people-mine': { view: ALBANIA, actions: people, press: ['People'] },
  import: { view: SECRETARIAT, press: ['Import'] },
  history: { view: FOURTH_VERSION, actions: HISTORY_ACTIONS, press: ['History', 'The whole row in version 2'] },
  'history-life': { view: FOURTH_VERSION, actions: HISTORY_ACTIONS, press: ['History', 'Life of this line: Action plan'] },
  'history-restore': {
    view: { ...FOURTH_VERSION, me: SECRETARIAT.me },
    actions: HISTORY_ACTIONS,
    press: ['History', 'Restore this version (3)'],
  },
  'history-restored': { view: FOURTH_VERSION, actions: HISTORY_ACTIONS, press: ['History', 'Restore this version (3)', 'Yes, restore'] },
  'history-as-of': {
    view: { ...FOURTH_VERSION, grid: smallGrid({ today: '2027-04-05', rows: [smallRow('albania', { version: 4 })] }) },
    actions: HISTORY_ACTIONS,
    press: ['History', 'Show the grid as it stood on 31 March 2027'],
  },
};
