// @vitest-environment happy-dom
/** What needs a person: problems, conflicts, the Secretariat's reason, news. */
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../../addin/api/client.ts';
import type { SheetProblem } from '../../../../addin/sync/view.ts';
import { ALBANIA, SECRETARIAT } from '../../../support/fake-engine.ts';
import { testPane } from '../../../support/pane-dom.ts';
import { CONFLICT } from '../../../support/pane-states.ts';

const warning: SheetProblem = {
  id: 'p1',
  kind: 'warning',
  code: 'wording',
  row: 'kosovo',
  column: 'tasks',
  sentence: '“Tasks”, line 1: write “Kosovo*” instead of “Kosovo”.',
  proposal: { line: 1, text: 'With Kosovo*' },
};
const error: SheetProblem = {
  id: 'p2',
  kind: 'error',
  code: 'cell-too-long',
  row: 'kosovo',
  column: 'inProcess',
  sentence: 'Too long.',
  repair: 'restore-cell',
};
const stray: SheetProblem = {
  id: 'p3',
  kind: 'stray',
  code: 'sync.missing-row',
  row: 'serbia',
  sentence: 'The row of Serbia is missing.',
  repair: 'restore-row',
};

describe('problems', () => {
  it('[P43] each says where it is and jumps there; what is not saved comes first', async () => {
    const notMine: SheetProblem = { ...stray, code: 'sync.not-mine', repair: 'restore-cell' };
    const pane = await testPane({ ...ALBANIA, problems: [warning, notMine, error] });
    const kinds = Array.from(pane.root.querySelectorAll('.problem-kind'), (each) => each.textContent);
    expect(kinds).toEqual(['Not saved', 'Outside the grid', 'Saved, please check']);
    await pane.press('Go to Kosovo*, Products in process');
    await pane.press('Go to Serbia');
    expect(pane.engine.calls.map(({ args }) => args[0])).toEqual([{ row: 'kosovo', column: 'inProcess' }, { row: 'serbia' }]);
  });

  it('[P96] what the sheet lacks can’t be jumped to: a missing row is put back, and text on a line of no member has no place', async () => {
    const column: SheetProblem = { id: 'p4', kind: 'stray', code: 'sync.missing-column', row: '', column: 'tasks', sentence: 'The column “Tasks” is gone.' };
    const outside: SheetProblem = { id: 'p5', kind: 'stray', code: 'sync.text-outside', row: '', sentence: 'Line 30 holds text.' };
    const pane = await testPane({ ...ALBANIA, problems: [stray, column, outside] });
    const kinds = Array.from(pane.root.querySelectorAll('.problem-kind'), (each) => each.textContent);
    expect(kinds).toEqual(['Row not in this sheet', 'Column not in this sheet', 'Outside the grid']);
    expect(Array.from(pane.root.querySelectorAll('.problem button'), (each) => each.textContent)).toEqual(['Put the row back']);
  });

  it('[P44] one click corrects a wording, puts a cell back, puts a row back', async () => {
    const pane = await testPane({ ...ALBANIA, problems: [warning, error, stray] });
    await pane.press('Correct it to: With Kosovo*');
    await pane.press('Put the saved text back');
    await pane.press('Put the row back');
    expect(pane.engine.calls).toEqual([
      { action: 'correct', args: ['p1'] },
      { action: 'repair', args: ['p2'] },
      { action: 'repair', args: ['p3'] },
    ]);
  });
});

describe('conflicts', () => {
  it('[P45] a card shows what it was, mine and theirs with who and when, and marks the words that differ from what it was', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [CONFLICT] });
    const titles = Array.from(pane.root.querySelectorAll('.side h4'), (each) => each.textContent);
    expect(titles).toEqual(['It was', 'Yours', 'Theirs – Secretariat, 25 November 2026 at 10:12, version 3']);
    expect(Array.from(pane.root.querySelectorAll('mark'), (each) => each.textContent?.trim())).toEqual(['in Tirana', 'and customs']);
  });

  it.each([
    ['Keep mine', { keep: 'mine' }],
    ['Take theirs', { keep: 'theirs' }],
    ['Keep both', { keep: 'both' }],
  ])('[P46] %s', async (name, choice) => {
    const pane = await testPane({ ...ALBANIA, conflicts: [CONFLICT] });
    await pane.press(name);
    expect(pane.engine.calls).toEqual([{ action: 'settle', args: ['c1', choice] }]);
  });

  it('[P46] a new text begins with mine and is sent as it is written', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [CONFLICT] });
    await pane.press('Write a new text');
    expect(pane.root.querySelector('textarea')?.value).toBe(CONFLICT.ours?.text);
    await pane.fill('The text that shall stand', 'Both\nof them');
    await pane.press('Save this text');
    expect(pane.engine.calls).toEqual([{ action: 'settle', args: ['c1', { keep: 'text', text: 'Both\nof them' }] }]);
  });

  it('[P47] a side that took the text out says so, and “keep both” is offered only where both sides have a text', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [{ ...CONFLICT, ours: null }] });
    expect(pane.text()).toContain('(nothing: taken out)');
    expect(pane.has('Keep both')).toBe(false);
  });

  const LINE = { ...CONFLICT, itemId: '2.1', line: 2, ours: { text: 'Training in Tirana', column: 'tasks' }, base: { text: 'Training', column: 'tasks' } };
  const hints = (root: HTMLElement): (string | null)[] => Array.from(root.querySelectorAll('.conflict .hint'), (each) => each.textContent);

  it('[P101] the card of one line says column and line, and its buttons are a group under that name', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [LINE] });
    const title = pane.root.querySelector('.conflict h3');
    expect(title?.textContent).toBe('Conflict 1: Albania, Tasks, line 2');
    expect(pane.root.querySelector('.conflict [role=group]')?.getAttribute('aria-labelledby')).toBe(title?.id);
    expect(hints(pane.root)).toEqual([]);
  });

  it('[P102] a line moved to two columns: the card says where to, and offers mine and theirs only', async () => {
    const theirs = CONFLICT.theirs && { ...CONFLICT.theirs, column: 'inProcess' };
    const pane = await testPane({ ...ALBANIA, conflicts: [{ ...LINE, theirs, twoPlaces: true }] });
    expect(hints(pane.root)).toEqual(['Both of you moved this line: you to “Tasks”, they to “Products in process”. Choose where it shall stand.']);
    expect(['Keep mine', 'Take theirs', 'Keep both', 'Write a new text'].filter((name) => pane.has(name))).toEqual(['Keep mine', 'Take theirs']);
  });

  it('[P103] the card says what the sheet shows meanwhile: theirs where I took it out, mine where they did, the whole cell where the line is lost', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [{ ...LINE, ours: null }] });
    expect(hints(pane.root)).toEqual(['You took this line out; they changed it. The sheet shows theirs until you choose.']);
    await pane.show({ conflicts: [{ ...LINE, theirs: null }] });
    expect(hints(pane.root)).toEqual(['They took this line out; you changed it. It stays in your sheet until you choose.']);
    await pane.show({ conflicts: [{ ...LINE, lost: true }] });
    expect(hints(pane.root)[0]).toContain('can’t be found in your cell any more');
    await pane.show({ conflicts: [{ ...LINE, theirs: CONFLICT.theirs && { ...CONFLICT.theirs, column: 'inProcess' } }] });
    expect(hints(pane.root)).toEqual(['They also moved it to “Products in process”; it will stand there.']);
  });

  it('[P103] the card says where a line was moved that the other side took out', async () => {
    const moved = { text: 'Training', column: 'inProcess' };
    const pane = await testPane({ ...ALBANIA, conflicts: [{ ...LINE, ours: null, theirs: CONFLICT.theirs && { ...CONFLICT.theirs, ...moved } }] });
    expect(hints(pane.root)).toEqual(['You took this line out of “Tasks”; they moved it to “Products in process”. Theirs is shown until you choose.']);
    await pane.show({ conflicts: [{ ...LINE, ours: moved, theirs: null }] });
    expect(hints(pane.root)).toEqual(['You moved this line from “Tasks” to “Products in process”; they took it out. Yours is kept until you choose.']);
  });

  it('[P48] the tab counts the conflicts in words too', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [CONFLICT, { ...CONFLICT, id: 'c2' }] });
    expect(pane.root.querySelector('[role=tab]')?.textContent).toBe('My work22 conflicts');
    await pane.show({ conflicts: [] });
    expect(pane.root.querySelector('[role=tab]')?.textContent).toBe('My work');
  });

  it('[P49] after a choice the focus goes to what is left, not to nowhere', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [CONFLICT, { ...CONFLICT, id: 'c2', column: 'inProcess' }] });
    pane.button('Keep mine').focus();
    await pane.press('Keep mine');
    await pane.show({ conflicts: [{ ...CONFLICT, id: 'c2', column: 'inProcess' }] });
    expect(document.activeElement?.textContent).toBe('1 conflict to decide');
    pane.button('Keep mine').focus();
    await pane.press('Keep mine');
    await pane.show({ conflicts: [] });
    expect(document.activeElement).toBe(pane.root.querySelector('[role=tab]'));
  });

  it('[P49] what goes away by itself takes no focus from where it is', async () => {
    const pane = await testPane({ ...ALBANIA, conflicts: [CONFLICT] });
    pane.button('Sync now').focus();
    await pane.show({ conflicts: [] });
    expect(document.activeElement).toBe(pane.button('Sync now'));
  });

  it('[P49] so it does after a correction, and when a question is answered or called off', async () => {
    const pane = await testPane({ ...ALBANIA, problems: [warning, { ...warning, id: 'p2' }] });
    pane.root.querySelector<HTMLElement>('.problem button')?.focus();
    await pane.show({ problems: [{ ...warning, id: 'p2' }] });
    expect(document.activeElement?.textContent).toBe('To look at (1)');
    await pane.press('Nothing to report');
    await pane.press('Cancel');
    expect(document.activeElement?.textContent).toBe('My row for 2026-Q4');
  });

  it('[P41] a choice that fails keeps the card and says why', async () => {
    const pane = await testPane(
      { ...ALBANIA, conflicts: [CONFLICT] },
      { settle: () => Promise.reject(new ApiProblem({ code: 'unavailable', detail: 'Not now.' })) },
    );
    await pane.press('Keep mine');
    expect(pane.root.querySelector('.conflict [role=alert]')?.textContent).toBe('Not now.');
  });
});

describe('the Secretariat’s reason', () => {
  it('[P50] is asked for while edits wait for it, and used when said', async () => {
    const pane = await testPane({ ...SECRETARIAT, pending: [{ row: 'serbia', columns: ['tasks'], state: 'reason-needed' }] });
    expect(pane.text()).toContain('1 change waits for it.');
    await pane.press('Use this reason');
    const reasons = () => pane.engine.calls.filter(({ action }) => action === 'setReason').map(({ args }) => args);
    expect(reasons()).toEqual([]);
    await pane.fill('Reason', '  told by telephone ');
    await pane.press('Use this reason');
    expect(reasons()).toEqual([['told by telephone']]);
  });

  it('[P50] a focal point is not asked for one', async () => {
    expect((await testPane(ALBANIA)).has('Use this reason')).toBe(false);
  });
});

describe('news', () => {
  it('[P51] is read out politely from a region that is there before the first news', async () => {
    const pane = await testPane(ALBANIA);
    const region = pane.root.querySelector('[role=log]');
    expect(region?.getAttribute('aria-live')).toBe('polite');
    await pane.show({ announcements: [{ id: 1, atMs: Date.UTC(2026, 10, 25, 9, 30), sentence: 'Serbia changed “Tasks”.' }] });
    expect(pane.root.querySelector('[role=log]')).toBe(region);
    expect(region?.textContent).toBe('10:30 Serbia changed “Tasks”.');
  });

  it('[P51] the newest five are shown, and what came together with them: what arrives after an outage does not crowd out that it is over', async () => {
    const pane = await testPane(ALBANIA);
    const news = (count: number, everyMs: number) =>
      Array.from({ length: count }, (_, at) => ({ id: at, atMs: Date.UTC(2026, 10, 25, 9, 30) + at * everyMs, sentence: `News ${at}.` }));
    const shown = () => pane.root.querySelectorAll('[role=log] li').length;
    await pane.show({ announcements: news(9, 60_000) });
    expect(shown()).toBe(5);
    await pane.show({ announcements: news(9, 1_000) });
    expect(shown()).toBe(9);
  });
});
