// @vitest-environment happy-dom
/** The history in the pane: versions with what changed in words, the life of a line, restoring, the grid as it stood. */
import { describe, expect, it } from 'vitest';
import type { RowVersion } from '#contract/edit.ts';
import { ApiProblem } from '../../../../addin/api/client.ts';
import { joined, missingPage } from '../../../../addin/pane/use-versions.ts';
import { wordChanges } from '../../../../addin/pane/word-changes.tsx';
import { ALBANIA, SECRETARIAT, smallGrid, smallRow } from '../../../support/fake-engine.ts';
import { HISTORY_ACTIONS, VERSIONS } from '../../../support/history-states.ts';
import { type TestPane, testPane } from '../../../support/pane-dom.ts';

const ROW = smallRow('albania', { version: 4 });
const VIEW = { ...ALBANIA, grid: smallGrid({ rows: [ROW, smallRow('serbia')] }) };
const opened = async (view = VIEW, actions = {}): Promise<TestPane> => {
  const pane = await testPane(view, { ...HISTORY_ACTIONS, ...actions });
  await pane.press('History');
  await pane.settle();
  return pane;
};
const spaced = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const cards = (pane: TestPane): Element[] => Array.from(pane.root.querySelectorAll('.version'));
const asked = (pane: TestPane, action: string) => pane.engine.calls.filter((call) => call.action === action).map(({ args }) => args);
const numbers = (from: number, to: number): RowVersion[] =>
  Array.from({ length: from - to + 1 }, (_, at) => ({ ...VERSIONS[0]!, version: from - at, cells: { tasks: [{ itemId: '1.1', text: `text ${from - at}` }] } }));

describe('versions', () => {
  it('[P110] stand newest first with who, when in the grid’s time zone, by which route and why', async () => {
    const pane = await opened();
    expect(cards(pane).map((card) => spaced(card.querySelector('h3')))).toEqual(['Version 4, as it stands now', 'Version 3', 'Version 2', 'Version 1']);
    // 23:30 in UTC is past midnight in Ljubljana; the directory knows one of the people, the demo another.
    expect(cards(pane).map((card) => spaced(card.querySelector('.hint')))).toEqual([
      'Secretariat, 26 November 2026 at 00:30, in Excel',
      'Arta Example, 25 November 2026 at 10:05, in the web form',
      'Albania, 20 November 2026 at 09:00, by import of a file',
      'the service, 1 October 2026 at 09:00, by itself',
    ]);
    expect(spaced(cards(pane)[0])).toContain('Reason: agreed by telephone');
  });

  it('[P111] say what changed item by item in words, with ins and del beside them', async () => {
    const [newest, third, second, first] = cards(await opened());
    const lines = (card: Element | undefined) =>
      Array.from(card?.querySelectorAll('.change') ?? [], (line) => spaced(line).replace(/ ?Life of this line:.*/, ''));
    expect(lines(newest)).toEqual(['Moved from “Products in process” to “Tasks”: Action plan']);
    expect(lines(third)).toEqual([
      'Removed: Old line',
      'Reworded: Border police training removed: 2026 added: 2027–2029',
      'Added: Newer plan',
      'Put into another order.',
    ]);
    expect(lines(second)).toEqual(['Added: Border police training 2026', 'Added: Old line', 'Added: Action plan', 'Added: Seminar']);
    expect(spaced(first)).toContain('The row was set up, still empty.');
    expect(Array.from(third?.querySelectorAll('ins, del') ?? [], ({ tagName, className }) => `${tagName} ${className}`)).toEqual([
      'DEL went change-text',
      'DEL went',
      'INS came',
      'INS came change-text',
    ]);
  });

  it('[P112] are fetched twenty at a time, each once, and new ones come in front', async () => {
    const all = numbers(50, 1);
    const versions = async (_row: string, { before = Number.POSITIVE_INFINITY, limit }: { before?: number | undefined; limit: number }) =>
      all.filter(({ version }) => version < before).slice(0, limit);
    const pane = await opened({ ...VIEW, grid: smallGrid({ rows: [smallRow('albania', { version: 50 })] }) }, { versions });
    expect([cards(pane).length, asked(pane, 'versions')]).toEqual([20, [['albania', { limit: 21 }]]]);
    expect(pane.text()).toContain('20 of 50 versions are shown.');
    await pane.press('Show 20 older versions');
    await pane.press('Show 10 older versions');
    expect([cards(pane).length, spaced(cards(pane)[49]?.querySelector('h3'))]).toEqual([50, 'Version 1']);
    expect(pane.has('Show 0 older versions')).toBe(false);
    expect(asked(pane, 'versions').slice(1)).toEqual([
      ['albania', { before: 30, limit: 20 }],
      ['albania', { before: 10, limit: 9 }],
    ]);
    all.unshift(...numbers(51, 51));
    await pane.show({ grid: smallGrid({ rows: [smallRow('albania', { version: 51 })] }) });
    expect(spaced(cards(pane)[0]?.querySelector('h3'))).toBe('Version 51, as it stands now');
    expect(asked(pane, 'versions')).toHaveLength(4);
  });

  it('[P112] a page that brings nothing new is not asked for again, and what lies beyond a hole is', () => {
    const known = numbers(30, 10);
    expect(joined(known, numbers(30, 20))).toBe(known);
    expect(joined(known, numbers(55, 35)).map(({ version }) => version)).toEqual(numbers(55, 35).map(({ version }) => version));
    expect(missingPage([], { newest: 3, oldest: 1 })).toEqual({ limit: 21 });
    expect(missingPage(known, { newest: 31, oldest: 11 })).toEqual({ limit: 21 });
    expect(missingPage(known, { newest: 30, oldest: 1 })).toEqual({ before: 10, limit: 9 });
    expect(missingPage(known, { newest: 30, oldest: 10 })).toBeUndefined();
  });

  it('[P113] a failure is said, and what was there stays', async () => {
    const pane = await opened(VIEW, { versions: () => Promise.reject(new ApiProblem({ code: 'unavailable', detail: 'The store can’t be reached.' })) });
    expect(pane.root.querySelector('[role=alert]')?.textContent).toBe('The store can’t be reached.');
  });

  it('[P114] a member sees its own row; the Secretariat and an observer choose one', async () => {
    const own = await opened();
    expect(own.text()).toContain('History of Albania');
    expect(own.root.textContent).not.toContain('Member');
    for (const role of ['secretariat', 'observer'] as const) {
      const pane = await opened({ ...VIEW, me: { ...SECRETARIAT.me!, role } });
      expect(pane.text()).toContain('History of Albania');
      await pane.fill('Member', 'serbia');
      expect(pane.text()).toContain('History of Serbia');
      expect(asked(pane, 'versions').at(-1)?.[0]).toBe('serbia');
    }
  });
});

describe('words that changed', () => {
  it.each([
    ['a b c', 'a x c', ['same a ', 'removed b', 'added x', 'same  c']],
    ['', 'new', ['added new']],
    ['old', '', ['removed old']],
    ['same', 'same', ['same same']],
    ['one two', 'one and two', ['same one ', 'added and ', 'same two']],
    ['b a', 'a b', ['removed b ', 'same a', 'added  b']],
  ])('[P115] “%s” → “%s”', (before, after, line) => {
    const changes = wordChanges(before, after);
    expect(changes.map(({ change, text }) => `${change} ${text}`)).toEqual(line);
    const side = (gone: string) =>
      changes
        .filter(({ change }) => change !== gone)
        .map(({ text }) => text)
        .join('');
    expect([side('added'), side('removed')]).toEqual([before, after]);
  });
});

describe('the life of a line', () => {
  it('[P116] opens with its dates, versions and columns, and is asked for only then', async () => {
    const pane = await opened();
    expect(asked(pane, 'itemLife')).toEqual([]);
    await pane.press('Life of this line: Action plan');
    expect(asked(pane, 'itemLife')).toEqual([['albania', '2.3']]);
    const steps = Array.from(pane.root.querySelectorAll('.steps > li'), spaced);
    expect(steps).toEqual([
      'Added to “Products in process”20 November 2026 at 09:00, version 2, Albania, by import of a fileAction plan',
      'Moved from “Products in process” to “Tasks”26 November 2026 at 00:30, version 4, Secretariat, in Excel',
    ]);
  });

  it('[P116] the whole row of a version opens, with the life of each of its lines', async () => {
    const pane = await opened();
    await pane.press('The whole row in version 2');
    expect(pane.text()).toContain('Old line');
    expect(cards(pane)[2]?.querySelectorAll('.disclosure-small').length).toBe(8);
  });
});

describe('restoring', () => {
  it('[P117] asks first, then says what became of it and takes the focus there', async () => {
    const pane = await opened();
    expect(pane.has('Restore this version (4)')).toBe(false);
    await pane.press('Restore this version (2)');
    expect(asked(pane, 'restore')).toEqual([]);
    await pane.press('Cancel');
    await pane.press('Restore this version (2)');
    await pane.press('Yes, restore');
    expect(asked(pane, 'restore')).toEqual([[{ row: 'albania', version: 2 }]]);
    expect(document.activeElement?.textContent).toBe('Version 2 stands again, as version 5.');
    expect(pane.text()).not.toContain('Restore version 2?');
  });

  it.each([
    ['unchanged' as const, 'The row already has the text of version 2.'],
    ['waiting' as const, 'is in your sheet but not all of it is saved yet'],
  ])('[P117] %s is said', async (outcome, sentence) => {
    const pane = await opened(VIEW, { restore: async () => ({ outcome, version: 4 }) });
    await pane.press('Restore this version (2)');
    await pane.press('Yes, restore');
    expect(pane.text()).toContain(sentence);
  });

  it('[P118] the Secretariat says why, and nothing is restored before', async () => {
    const pane = await opened({ ...VIEW, me: SECRETARIAT.me });
    await pane.press('Restore this version (3)');
    await pane.press('Yes, restore');
    expect(asked(pane, 'restore')).toEqual([]);
    await pane.fill('Reason of the Secretariat', ' asked for ');
    await pane.press('Yes, restore');
    expect([asked(pane, 'setReason'), asked(pane, 'restore')]).toEqual([[['asked for']], [[{ row: 'albania', version: 3 }]]]);
  });

  it('[P118] a refusal is said in the question, which stays', async () => {
    const refuse = () => Promise.reject(new ApiProblem({ code: 'not-yours', detail: 'This row belongs to another member.' }));
    const pane = await opened(VIEW, { restore: refuse });
    await pane.press('Restore this version (2)');
    await pane.press('Yes, restore');
    expect(pane.root.querySelector('.question [role=alert]')?.textContent).toBe('This row belongs to another member.');
  });

  it('[P119] who may not edit the row is not offered it, nor anybody without the grid in the workbook', async () => {
    const observer = await opened({ ...VIEW, me: { ...SECRETARIAT.me!, role: 'observer' } });
    expect(observer.text()).not.toContain('Restore this version');
    const none = await opened({ ...VIEW, workbook: 'none' });
    await none.press('Restore this version (2)');
    expect(none.text()).not.toContain('Restore version 2?');
    expect(none.text()).toContain('first put the grid into this workbook');
  });
});

describe('the grid as it stood', () => {
  const later = { ...VIEW, grid: smallGrid({ today: '2027-04-05', rows: [ROW] }) };

  it('[P120] offers the quarters that are over, newest first, and a day up to today', async () => {
    const pane = await opened(later);
    const options = Array.from(pane.root.querySelectorAll('.card:last-of-type option'), ({ textContent }) => textContent);
    expect(options).toEqual(['End of 2027-Q1, 31 March 2027', 'End of 2026-Q4, 31 December 2026', 'A date']);
    await pane.press('Show the grid as it stood on 31 March 2027');
    await pane.fill('Time', '2026-Q4');
    await pane.press('Show the grid as it stood on 31 December 2026');
    await pane.fill('Time', '');
    expect(pane.root.querySelector<HTMLInputElement>('input[type=date]')?.max).toBe('2027-04-05');
    await pane.fill('Date', '2027-02-01');
    await pane.press('Show the grid as it stood on 1 February 2027');
    expect(asked(pane, 'showAsOf')).toEqual([['2027-Q1'], ['2026-Q4'], ['2027-02-01']]);
    expect(pane.text()).toContain('The grid as it stood on 1 February 2027 is in the sheet “Support Group 2026-Q4 end”.');
  });

  it('[P120] without a quarter that is over there is a day, and without a day nothing is asked', async () => {
    const pane = await opened();
    await pane.fill('Date', '');
    await pane.press('Show the grid as it stood');
    expect(asked(pane, 'showAsOf')).toEqual([]);
    await pane.fill('Date', '2026-11-20');
    await pane.press('Show the grid as it stood on 20 November 2026');
    expect(asked(pane, 'showAsOf')).toEqual([['2026-11-20']]);
  });
});
