// @vitest-environment happy-dom
/** My row for the period and its submission. */
import { describe, expect, it } from 'vitest';
import type { Submission } from '#contract/period.ts';
import { ApiProblem } from '../../../../addin/api/client.ts';
import { ALBANIA, smallGrid, smallRow } from '../../../support/fake-engine.ts';
import { testPane } from '../../../support/pane-dom.ts';

const TAKEN: Submission = {
  number: 7,
  period: '2026-Q4',
  member: 'albania',
  statement: 'updated',
  submittedAt: '2026-11-25T23:30:00.000Z',
  rowVersions: { albania: 2 },
  cursor: 9,
  checkpoint: 'wbcti\n9\nhash',
};

const withStatus = (today: string, status: Partial<ReturnType<typeof smallRow>['status']>) => ({
  ...ALBANIA,
  grid: smallGrid({ today, rows: [smallRow('albania', { status: { ...smallRow('albania').status, ...status } })] }),
});

describe('[P35] the state of my row in words', () => {
  it.each([
    ['2026-11-25', { state: 'missing' as const }, 'Not submitted – due Thursday, 31 December 2026, in 36 days'],
    ['2026-12-30', { state: 'edited' as const }, 'Edited, not submitted – due Thursday, 31 December 2026, tomorrow'],
    ['2026-12-31', { state: 'missing' as const }, 'Not submitted – due Thursday, 31 December 2026, today'],
    ['2027-01-05', { state: 'missing' as const, overdue: true, daysLate: 5 }, 'OVERDUE by 5 days – was due Thursday, 31 December 2026'],
    ['2027-01-01', { state: 'edited' as const, overdue: true, daysLate: 1 }, 'Edited, not submitted – OVERDUE by 1 day'],
    ['2026-12-20', { state: 'submitted' as const, submittedOn: '2026-12-01' }, 'Submitted on Tuesday, 1 December 2026'],
  ])('%s %o', async (today, status, sentence) => {
    const pane = await testPane(withStatus(today, status));
    expect(pane.root.querySelector('.row-state')?.textContent).toBe(sentence);
  });
});

it('[A69] my row says how it is marked, and which of its lines are marked narrower', async () => {
  const tasks = [
    { itemId: '2.1', text: 'Open line' },
    { itemId: '2.2', text: 'Names of sources', marking: 'TLP:RED' as const },
    { itemId: '2.3', text: 'Wider in name only', marking: 'TLP:CLEAR' as const },
  ];
  const pane = await testPane({ ...ALBANIA, grid: smallGrid({ rows: [smallRow('albania', { marking: 'TLP:GREEN', cells: { tasks, inProcess: [] } })] }) });
  expect(pane.root.querySelector('.row-marking')?.textContent).toBe(
    'Marked TLP:GREENEvery member and observer reads it and may pass it on to colleagues in the field, but not publish it.TLP:RED: Names of sources',
  );
  const plain = await testPane(ALBANIA);
  expect(plain.root.querySelector('.row-marking')?.textContent).toMatch(/^Marked TLP:AMBEREvery member and observer reads it/);
});

it('[P198] outside the demo the one who saved my row is called by the name in the directory, by the id where it has none', async () => {
  const me = { person: 'p-elira', role: 'focal-point' as const, member: 'albania', auth: 'code' as const };
  const people = async () => [{ person: 'p-arta', member: 'albania', role: 'deputy' as const, name: 'Arta Leka', language: 'en' }];
  for (const [updatedBy, name] of [
    ['p-arta', 'Arta Leka'],
    ['p-gone', 'p-gone'],
  ] as const) {
    const pane = await testPane({ ...ALBANIA, me, grid: smallGrid({ rows: [smallRow('albania', { version: 3, updatedBy })] }) }, { people });
    expect(pane.text()).toContain(`by ${name}`);
  }
});

it('[P198] with another person at the pane the directory is asked again: each sees the names that it may read', async () => {
  const asElira = { person: 'p-elira', role: 'focal-point' as const, member: 'albania', auth: 'code' as const };
  const grid = smallGrid({ rows: [smallRow('albania', { version: 3, updatedBy: 'p-arta' })] });
  const person = (name: string) => ({ person: 'p-arta', member: 'albania', role: 'deputy' as const, name, language: 'en' });
  let names = [person('Arta Leka')];
  const pane = await testPane({ ...ALBANIA, me: asElira, grid }, { people: async () => names });
  expect(pane.text()).toContain('by Arta Leka');
  names = [];
  await pane.show({ me: { ...asElira, person: 'p-besa' } });
  expect(pane.text()).toContain('by p-arta');
});

describe('submitting', () => {
  it('[P36] nothing is submitted before the question is answered, and the question is in the pane', async () => {
    const pane = await testPane(ALBANIA, { submit: async () => TAKEN });
    await pane.press('Submit for 2026-Q4');
    expect(pane.engine.calls).toEqual([]);
    expect(pane.text()).toContain('Submit for 2026-Q4?');
    await pane.press('Cancel');
    expect(pane.engine.calls).toEqual([]);
    expect(pane.has('Submit for 2026-Q4')).toBe(true);
  });

  it('[P36] the answer is shown with its number, its instant in the grid’s time zone and its proof', async () => {
    const pane = await testPane(ALBANIA, { submit: async () => TAKEN });
    await pane.press('Submit for 2026-Q4');
    await pane.press('Yes, submit');
    expect(pane.engine.calls).toEqual([{ action: 'submit', args: [{ period: '2026-Q4', member: 'albania', statement: 'updated', despiteWarnings: false }] }]);
    // 23:30 in UTC is past midnight in Ljubljana.
    expect(pane.text()).toContain('Submitted for 2026-Q4: number 7, on 26 November 2026 at 00:30.');
    expect(pane.root.querySelector('pre')?.textContent).toBe(TAKEN.checkpoint);
  });

  it('[P36] “nothing to report” is another statement', async () => {
    const pane = await testPane(ALBANIA, { submit: async (input) => ({ ...TAKEN, statement: input.statement }) });
    await pane.press('Nothing to report');
    await pane.press('Yes, nothing to report');
    expect(pane.engine.calls[0]?.args).toEqual([{ period: '2026-Q4', member: 'albania', statement: 'nothing-to-report', despiteWarnings: false }]);
    expect(pane.text()).toContain('Nothing to report for 2026-Q4, confirmed: number 7');
  });

  it('[P37] warnings are said and need “submit anyway”', async () => {
    const pane = await testPane(ALBANIA, {
      submit: async ({ despiteWarnings }) => {
        if (!despiteWarnings) throw new ApiProblem({ code: 'has-errors', detail: 'The row can’t be submitted yet: 2 of its lines need a look.' });
        return TAKEN;
      },
    });
    await pane.press('Submit for 2026-Q4');
    await pane.press('Yes, submit');
    expect(pane.root.querySelector('[role=alert]')?.textContent).toContain('2 of its lines need a look');
    await pane.press('Submit anyway');
    expect(pane.engine.calls.map(({ args }) => (args[0] as { despiteWarnings: boolean }).despiteWarnings)).toEqual([false, true]);
    expect(pane.text()).toContain('number 7');
  });

  it.each([
    ['typing that waits', { pending: [{ row: 'albania', columns: ['tasks'], state: 'waiting' as const }] }, '1 change is not saved yet.'],
    [
      'a cell with an error',
      { problems: [{ id: '1', kind: 'error' as const, code: 'x', row: 'albania', sentence: 'too long' }] },
      '1 cell of your row is not saved.',
    ],
    ['a service that is away', { connection: { state: 'offline' as const, retryAtMs: 0 } }, 'The service can’t be reached now.'],
  ])('[P38] %s keeps the row from being submitted, with the reason', async (_, change, sentence) => {
    const pane = await testPane({ ...ALBANIA, ...change });
    await pane.press('Submit for 2026-Q4');
    expect(pane.text()).toContain(sentence);
    await pane.press('Yes, submit');
    expect(pane.engine.calls).toEqual([]);
  });

  it('[P38] another member’s troubles do not', async () => {
    const pane = await testPane({ ...ALBANIA, pending: [{ row: 'serbia', columns: ['tasks'], state: 'waiting' }] }, { submit: async () => TAKEN });
    await pane.press('Submit for 2026-Q4');
    await pane.press('Yes, submit');
    expect(pane.engine.calls).toHaveLength(1);
  });

  it('[P39] the ribbon’s Submit brings my work to the front and asks; once per press', async () => {
    const pane = await testPane(ALBANIA);
    await pane.press('People');
    await pane.settle(() => pane.mounted.askToSubmit());
    expect(pane.text()).toContain('Submit for 2026-Q4?');
    await pane.press('Cancel');
    await pane.press('People');
    await pane.press('My work');
    expect(pane.text()).not.toContain('Submit for 2026-Q4?');
  });
});

describe('the ribbon’s Submit of people without a row', () => {
  const as = (role: 'secretariat' | 'observer') => testPane({ ...ALBANIA, me: { person: 'p-1', auth: 'demo', role } });

  it('[P39] the Secretariat is led to the choice of a member, with the focus on it and the reason for it', async () => {
    const pane = await as('secretariat');
    await pane.press('People');
    await pane.settle(() => pane.mounted.askToSubmit());
    expect(pane.text()).toContain('You have no row of your own to submit. Choose the member for which you submit');
    expect(document.activeElement?.textContent).toContain('Choose a member');
  });

  it('[P39] an observer reads that there is none, and the press is not kept for the next person', async () => {
    const pane = await as('observer');
    await pane.settle(() => pane.mounted.askToSubmit());
    expect(pane.text()).toContain('you have no row to submit');
    await pane.show({ me: ALBANIA.me });
    expect(pane.text()).not.toContain('Submit for 2026-Q4?');
  });
});

describe('the workbook', () => {
  it('[P40] a workbook without the grid gets one button that puts it in', async () => {
    const pane = await testPane({ ...ALBANIA, workbook: 'none' });
    await pane.press('Put the grid into this workbook');
    expect(pane.engine.calls).toEqual([{ action: 'openGrid', args: [] }]);
  });

  it('[P40] a workbook with another grid is explained and not touched', async () => {
    const pane = await testPane({ ...ALBANIA, workbook: 'other' });
    expect(pane.text()).toContain('This workbook carries another grid');
    expect(pane.has('Put the grid into this workbook')).toBe(false);
    expect(pane.has('New workbook')).toBe(false);
  });

  it('[P97] where the page can, it offers a new workbook in the place of one with another grid', async () => {
    let asked = 0;
    const pane = await testPane({ ...ALBANIA, workbook: 'other' }, {}, { newWorkbook: () => asked++ });
    expect(pane.text()).toContain('before the service was set up anew');
    await pane.press('New workbook');
    expect(asked).toBe(1);
    await pane.show({ workbook: 'grid' });
    expect(pane.has('New workbook')).toBe(false);
  });

  it('[P41] a failure is said where it was caused, and the button works again', async () => {
    const pane = await testPane(
      { ...ALBANIA, workbook: 'none' },
      { openGrid: () => Promise.reject(new ApiProblem({ code: 'unavailable', detail: 'The store can’t be reached.' })) },
    );
    await pane.press('Put the grid into this workbook');
    expect(pane.root.querySelector('[role=alert]')?.textContent).toBe('The store can’t be reached.');
    await pane.press('Put the grid into this workbook');
    expect(pane.engine.calls).toHaveLength(2);
  });
});
