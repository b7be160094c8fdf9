// @vitest-environment happy-dom
/** The Secretariat's tabs: overview, consolidating, reminders, people, import; and what other roles don't get of them. */
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '#contract/import.ts';
import { ApiProblem } from '../../../../addin/api/client.ts';
import { ALBANIA, SECRETARIAT, smallGrid } from '../../../support/fake-engine.ts';
import { OVERVIEW } from '../../../support/overview-states.ts';
import { type TestPane, testPane } from '../../../support/pane-dom.ts';
import { PANE_STATES } from '../../../support/pane-states.ts';

const tabs = (pane: TestPane) => Array.from(pane.root.querySelectorAll('[role=tab]'), (each) => each.textContent);
const lines = (pane: TestPane, selector: string) => Array.from(pane.root.querySelectorAll(selector), (each) => each.textContent);
const asked = (pane: TestPane, action: string) => pane.engine.calls.filter((call) => call.action === action).map(({ args }) => args);

/** Chooses a file in the file input, as a browser's dialog would. */
async function choose(pane: TestPane, file: File): Promise<void> {
  const input = pane.root.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('No file input');
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  await pane.settle(() => input.dispatchEvent(new Event('change', { bubbles: true })));
  await pane.settle();
}

describe('[P52] each role has its tabs', () => {
  it.each([
    ['focal-point' as const, ['My work', 'History', 'People']],
    ['deputy' as const, ['My work', 'History', 'People']],
    ['secretariat' as const, ['Overview', 'My work', 'History', 'Reminders', 'People', 'Import']],
    ['observer' as const, ['My work', 'Overview', 'History']],
    ['operator' as const, []],
  ])('%s', async (role, names) => {
    const { member: _none, ...me } = ALBANIA.me ?? { person: 'p', auth: 'demo' as const };
    const pane = await testPane({ ...ALBANIA, me: { ...me, role, ...(role === 'focal-point' || role === 'deputy' ? { member: 'albania' } : {}) } });
    expect(tabs(pane)).toEqual(names);
  });

  it('arrow keys move between them', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    await pane.settle(() => pane.button('Overview').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true })));
    expect(pane.button('My work').getAttribute('aria-selected')).toBe('true');
    expect(document.activeElement).toBe(pane.button('My work'));
  });
});

describe('[P98] the Secretariat’s pane opens on the overview', () => {
  it('with consolidating above the members, and without the reason while no edit wants one', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    expect(lines(pane, 'h2')).toEqual(['The grid of all members', 'Members in 2026-Q4', 'One member in 2026-Q4', 'News']);
    await pane.press('My work');
    expect(lines(pane, 'h2')).toEqual(['Reason for your edits', 'Markings', 'News']);
  });

  it('with the reason first while edits wait for it, and as the one in use afterwards', async () => {
    const pane = await testPane({ ...SECRETARIAT, pending: [{ row: 'serbia', columns: ['tasks'], state: 'reason-needed' }] }, PANE_STATES['overview']?.actions);
    expect(lines(pane, 'h2')[0]).toBe('Reason for your edits');
    await pane.fill('Reason', 'Telephone call');
    await pane.press('Use this reason');
    expect(asked(pane, 'setReason')).toEqual([['Telephone call']]);
    await pane.show({ pending: [], reason: 'Telephone call' });
    expect(pane.text()).toContain('In use: “Telephone call”');
  });

  it('and stays on the tab that was chosen when somebody else takes over', async () => {
    const pane = await testPane(ALBANIA);
    await pane.press('People');
    await pane.show({ me: SECRETARIAT.me });
    expect(pane.button('People').getAttribute('aria-selected')).toBe('true');
  });
});

describe('overview', () => {
  it('[P53] each member’s state in words with a sign, and overdue in words', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    await pane.press('Overview');
    expect(lines(pane, 'tbody tr')).toEqual([
      'Albania✓Submitted on 1 December 2026, changed sincewaits for your review, last active on 1 December 2026N2026-Q3: Nothing to report, on time✓2026-Q4: On time',
      'Kosovo*!Edited, OVERDUE by 5 days2 open conflictsL2026-Q3: 3 days late!2026-Q4: Missing, overdue by 5 days',
      'Serbia!Missing, OVERDUE by 5 daysasks for more time–2026-Q3: Not a member then!2026-Q4: Missing, overdue by 5 days',
    ]);
    await pane.press('What the signs mean');
    expect(pane.text()).toContain('E excused');
  });

  it('[P54] progress of received and of on time, both against what is expected', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    await pane.press('Overview');
    expect(lines(pane, '.bar label')).toEqual([
      'Reporting rate: 1 received ÷ 3 expected = 33.3%',
      'Reporting rate on time: 1 received on time ÷ 3 expected = 33.3%',
    ]);
    expect(Array.from(pane.root.querySelectorAll('progress'), ({ value, max }) => [value, max])).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });

  it('[P55] filters the overdue ones and says how many there are', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    await pane.press('Overview');
    expect(pane.text()).toContain('Overdue (2)');
    await pane.fill('Show', 'overdue');
    expect(lines(pane, 'tbody th')).toEqual(['Kosovo*', 'Serbia']);
  });

  it('[P140] says what waits, filters it, and leads to the page', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    await pane.press('Overview');
    expect(pane.text()).toContain('Waits for you: 1 request, 1 review, 1 reminder that failed, 2 open conflicts.');
    await pane.fill('Show', 'waiting');
    expect(lines(pane, 'tbody th')).toEqual(['Albania', 'Serbia']);
    const link = Array.from(pane.root.querySelectorAll('a')).find((each) => each.textContent === 'Open the overview page');
    expect([link?.getAttribute('href'), link?.target]).toEqual(['/overview?grid=wbcti', '_blank']);
  });

  it('[P140] orders the members, and hands the overview over as files', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    await pane.press('Overview');
    expect(lines(pane, 'tbody th')).toEqual(['Albania', 'Kosovo*', 'Serbia']);
    await pane.fill('Order by', 'conflicts');
    expect(lines(pane, 'tbody th')).toEqual(['Kosovo*', 'Albania', 'Serbia']);
    await pane.fill('Order by', 'state');
    expect(lines(pane, 'tbody th')[2]).toBe('Albania');
    await pane.press('Overview as .xlsx');
    expect(pane.text()).toContain('overview.xlsx');
    await pane.press('Overview as .csv');
    expect(asked(pane, 'overviewFile')).toEqual([[{ kind: 'xlsx', period: '2026-Q4' }], [{ kind: 'csv', period: '2026-Q4' }]]);
  });

  it('[P140] has nothing of what waits for an observer', async () => {
    const { waiting: _waiting, ...rest } = OVERVIEW;
    const pane = await testPane({ ...SECRETARIAT, me: { person: 'demo:observer', role: 'observer', auth: 'demo' } }, { overview: async () => rest });
    await pane.press('Overview');
    expect(pane.text()).not.toMatch(/Waits for you|Waiting for you/);
  });

  it('[P55] is fetched anew when the grid has moved on', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['overview']?.actions);
    await pane.press('Overview');
    await pane.show({ grid: smallGrid({ cursor: 5 }) });
    expect(asked(pane, 'overview')).toHaveLength(2);
  });
});

describe('consolidating', () => {
  it('[P56] writes all rows into this workbook, and hands the file over', async () => {
    const pane = await testPane(SECRETARIAT, { download: async () => ({ name: 'WBCTi.xlsx', bytes: new Blob(['x']) }) });
    await pane.press('Consolidate');
    await pane.press('Download .xlsx');
    expect(pane.engine.calls.map(({ action }) => action)).toEqual(['overview', 'openGrid', 'download']);
    expect(pane.text()).toContain('All 3 rows are as they stand in the service.');
    expect(pane.text()).toContain('Saved as WBCTi.xlsx.');
  });
});

describe('reminders', () => {
  it('[P57] nobody is written to before the list of whom was seen and confirmed', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['reminders']?.actions);
    await pane.press('Reminders');
    await pane.press('Send reminders now');
    expect(asked(pane, 'runReminders')).toEqual([[{ dryRun: true }]]);
    expect(lines(pane, '.question h3')).toEqual(['1 member would be written to now']);
    expect(lines(pane, '.question > p')).toEqual(['1 member, one letter: Serbia', 'No e-mail address, so no letter: Kosovo*. Add one under People.']);
    expect(lines(pane, '.question details p')).toEqual(['The same for all of them: second reminder after the due date.']);
    await pane.press('Yes, write to 1 member');
    expect(asked(pane, 'runReminders')).toEqual([[{ dryRun: true }], [{ dryRun: false }]]);
    expect(asked(pane, 'reminders')).toHaveLength(2);
  });

  it('[P57] the list is one sentence with its answers below it; the steps are named once where they are the same', async () => {
    const decided = ['albania', 'kosovo', 'serbia'].map((member) => ({ id: member, period: '2026-Q4', member, stages: ['due-soon'], recipients: 1 }));
    const other = { ...decided[0]!, stages: ['due-soon', 'overdue-1'], recipients: 2 };
    const answers = [decided, [other, ...decided.slice(1)], [{ ...other, recipients: 0 }]];
    const pane = await testPane(SECRETARIAT, { runReminders: async () => ({ dryRun: true, decided: answers.shift() ?? [], sent: 0, failed: 0 }) });
    await pane.press('Reminders');
    await pane.press('Send reminders now');
    expect(lines(pane, '.question > p')).toEqual(['3 members, one letter each: Albania, Kosovo*, Serbia']);
    expect(Array.from(pane.root.querySelector('.question')?.children ?? [], ({ localName }) => localName)).toEqual(['h3', 'p', 'div', 'details']);
    expect(lines(pane, '.question details p')).toEqual(['The same for all of them: reminder shortly before the due date.']);
    await pane.press('Cancel');
    await pane.press('Send reminders now');
    expect(lines(pane, '.question > p')).toEqual(['3 members, 4 letters: Albania, Kosovo*, Serbia']);
    expect(lines(pane, '.question li')).toEqual([
      'Albania: reminder shortly before the due date, first reminder after the due date',
      'Kosovo*, Serbia: reminder shortly before the due date',
    ]);
    await pane.press('Cancel');
    await pane.press('Send reminders now');
    expect(lines(pane, '.question h3')).toEqual(['There is nobody to write to']);
    expect(lines(pane, '.question button')).toEqual(['Cancel']);
  });

  it('[P58] the next step of the ladder is named, whoever starts the sending', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['reminders']?.actions);
    await pane.press('Reminders');
    expect(pane.text()).toContain('Next step of the ladder: second reminder after the due date (2026-Q4), on Thursday, 7 January 2027.');
  });

  it('[P57] with nobody to write to it says so and asks nothing', async () => {
    const none = { dryRun: true, decided: [], sent: 0, failed: 0 };
    const pane = await testPane(SECRETARIAT, { runReminders: async () => none });
    await pane.press('Reminders');
    await pane.press('Send reminders now');
    expect(pane.text()).toContain('Nobody is to be written to now');
    expect(pane.root.querySelector('.question')).toBeNull();
  });

  it('[P58] lists what became of each, and letters can be read on screen', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['reminders']?.actions);
    await pane.press('Reminders');
    expect(lines(pane, '.reminder-state')).toEqual([
      'Sent 1 January 2027 at 09:00. Due on 1 January 2027.',
      'Failed (nobody to write to). Due on 1 January 2027.',
      'Not sent: submitted before. Due on 1 January 2027.',
      'Failed (greylisted, 2 attempts, next attempt 1 January 2027 at 10:00). Due on 1 January 2027.',
    ]);
    expect(pane.root.querySelector('.letter')?.textContent).toContain('the row of Serbia is overdue by 1 day');
  });
});

describe('people', () => {
  it('[P59] adding gives an opaque id that holds nothing of the name; editing keeps the id', async () => {
    const pane = await testPane(SECRETARIAT, { ...PANE_STATES['people']?.actions, putPerson: async (person, details) => ({ person, ...details }) });
    await pane.press('People');
    await pane.press('Add a person');
    await pane.fill('Name', 'Mira Example');
    await pane.fill('E-mail address', 'mira@example.org');
    await pane.press('Save');
    await pane.press('Edit Jovan Example');
    await pane.fill('E-mail address', 'jovan@example.org');
    await pane.press('Save');
    const [added, edited] = asked(pane, 'putPerson');
    expect(added?.[0]).toMatch(/^p-[0-9a-f]{8}$/);
    expect(added?.[1]).toEqual({ name: 'Mira Example', email: 'mira@example.org', role: 'focal-point', language: 'en' });
    expect(edited).toEqual(['p-2', { name: 'Jovan Example', email: 'jovan@example.org', role: 'deputy', member: 'serbia', language: 'en' }]);
    expect(pane.text()).toContain('Jovan Example is saved.');
  });

  it('[P59] removing asks first', async () => {
    const pane = await testPane(SECRETARIAT, PANE_STATES['people']?.actions);
    await pane.press('People');
    await pane.press('Remove Arta Example');
    expect(asked(pane, 'removePerson')).toEqual([]);
    await pane.press('Yes, remove');
    expect(asked(pane, 'removePerson')).toEqual([['p-1']]);
  });

  it('[P60] a focal point reads the people of its member and changes nothing', async () => {
    const pane = await testPane(ALBANIA, PANE_STATES['people']?.actions);
    await pane.press('People');
    expect(pane.text()).toContain('Arta Example');
    expect(pane.has('Add a person')).toBe(false);
    expect(pane.has('Edit Arta Example')).toBe(false);
    expect(pane.root.querySelector('input')).toBeNull();
  });

  it('[P61] a .csv shows what it would take and which lines it can’t, before it is applied', async () => {
    const pane = await testPane(SECRETARIAT, {
      importPeople: async (_csv, { apply }) => ({ applied: apply, accepted: 2, rejected: [{ line: 4, reason: '“x@” is not an e-mail address' }] }),
    });
    await pane.press('People');
    await choose(pane, new File(['person,member\n'], 'people.csv'));
    expect(pane.text()).toContain('2 people can be taken.');
    expect(pane.text()).toContain('Line 4: “x@” is not an e-mail address');
    await pane.press('Take 2 people');
    expect(asked(pane, 'importPeople')).toEqual([
      ['person,member\n', { apply: false }],
      ['person,member\n', { apply: true }],
    ]);
    expect(pane.text()).toContain('2 people were taken.');
  });
});

describe('import', () => {
  const report: ImportReport = {
    applied: false,
    format: 'docx',
    rows: [
      { row: 'serbia', member: 'serbia', name: 'Serbia', matchedBy: 'name-and-number', status: 'unchanged', cells: [] },
      {
        row: 'albania',
        member: 'albania',
        name: 'Albania',
        matchedBy: 'number',
        status: 'would-change',
        cells: [{ column: 'tasks', before: ['old', 'stays'], after: ['stays', 'new'] }],
      },
    ],
    unmatched: [{ line: 9, text: 'Atlantis' }],
    missing: ['kosovo'],
  };

  it('[P62] says what each row would get, what fits nobody and who is missing; applies only then', async () => {
    const applied: ImportReport = {
      ...report,
      applied: true,
      rows: report.rows.map((row) => (row.status === 'would-change' ? { ...row, status: 'saved', version: 2 } : row)),
    };
    const pane = await testPane(SECRETARIAT, { importFile: async (_file, { apply }) => (apply ? applied : report) });
    await pane.press('Import');
    await choose(pane, new File(['x'], 'grid.docx'));
    expect(lines(pane, 'summary')).toEqual(['Albania – would change', 'Serbia – unchanged']);
    expect(lines(pane, 'ins')).toEqual(['new']);
    expect(lines(pane, 'del')).toEqual(['old']);
    expect(pane.text()).toContain('recognised by its number only: please check');
    expect(pane.text()).toContain('Row 9: Atlantis');
    expect(pane.text()).toContain('Not in the file: Kosovo*');
    await pane.press('Apply to 1 row');
    expect(asked(pane, 'importFile').map(([, options]) => options)).toEqual([{ apply: false }, { apply: true }]);
    expect(pane.text()).toContain('1 row was written.');
    expect(lines(pane, 'summary')[0]).toBe('Albania – saved as version 2');
  });

  it('[P62] another file chosen while one is read: what is shown is what is applied; an applying that fails can be tried again', async () => {
    const waiting: (() => void)[] = [];
    let away = true;
    const pane = await testPane(SECRETARIAT, {
      importFile(file, { apply }) {
        if (apply) return away ? Promise.reject(new ApiProblem({ code: 'unavailable', detail: 'Not now.' })) : Promise.resolve({ ...report, applied: true });
        return new Promise((resolve) => waiting.push(() => resolve({ ...report, missing: [], unmatched: [{ line: 1, text: (file as File).name }] })));
      },
    });
    await pane.press('Import');
    await choose(pane, new File(['x'], 'first.docx'));
    await choose(pane, new File(['x'], 'second.docx'));
    await pane.settle(waiting[0]);
    expect(pane.has('Apply to 1 row')).toBe(false);
    await pane.settle(waiting[1]);
    expect(pane.text()).toContain('Row 1: second.docx');
    await pane.press('Apply to 1 row');
    expect(pane.text()).toContain('Not now.');
    away = false;
    await pane.press('Apply to 1 row');
    expect(asked(pane, 'importFile').map(([file, options]) => [(file as File).name, options])).toEqual([
      ['first.docx', { apply: false }],
      ['second.docx', { apply: false }],
      ['second.docx', { apply: true }],
      ['second.docx', { apply: true }],
    ]);
    expect(pane.text()).not.toContain('Not now.');
  });
});
