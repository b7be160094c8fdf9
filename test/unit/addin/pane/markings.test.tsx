// @vitest-environment happy-dom
/** Changing a marking in the pane: what is offered to whom, what is asked of the engine, what is said afterwards. */
import { describe, expect, it } from 'vitest';
import type { MarkingResult } from '#contract/entry.ts';
import type { Marking } from '#contract/grid.ts';
import { ApiProblem } from '../../../../addin/api/client.ts';
import { ALBANIA, SECRETARIAT, smallGrid, smallRow } from '../../../support/fake-engine.ts';
import { HISTORY_ACTIONS } from '../../../support/history-states.ts';
import { type TestPane, testPane } from '../../../support/pane-dom.ts';

const tasks = [
  { itemId: '2.1', text: 'Open line' },
  { itemId: '2.2', text: 'Names of sources', marking: 'TLP:AMBER+STRICT' as const },
];
const rowOf = (marking?: Marking) => smallRow('albania', { cells: { tasks, inProcess: [] }, ...(marking ? { marking } : {}) });
const member = (marking?: Marking) => ({ ...ALBANIA, grid: smallGrid({ rows: [rowOf(marking), smallRow('serbia')] }) });
const secretariat = (marking?: Marking) => ({ ...SECRETARIAT, grid: smallGrid({ rows: [rowOf(marking), smallRow('serbia')] }) });
const DONE: MarkingResult = { cursor: 5, status: 'changed', row: 'albania', version: 2, marking: 'TLP:AMBER', cells: {} };

async function opened(view: typeof ALBANIA, answer: () => Promise<MarkingResult> = async () => DONE): Promise<TestPane> {
  const pane = await testPane(view, { changeMarking: answer });
  if (view.me?.role === 'secretariat') await pane.press('My work');
  await pane.press('Change who may read it');
  return pane;
}
const radios = (pane: TestPane): HTMLInputElement[] => Array.from(pane.root.querySelectorAll('.choices input'));
const offered = (pane: TestPane): string[] => radios(pane).map(({ value, checked }) => `${value}${checked ? ' *' : ''}`);
const choose = (pane: TestPane, marking: Marking) =>
  pane.settle(() =>
    radios(pane)
      .find(({ value }) => value === marking)
      ?.click(),
  );
const blocked = (pane: TestPane): boolean => pane.button('Change the marking').getAttribute('aria-disabled') === 'true';
const asked = (pane: TestPane) => pane.engine.calls.filter(({ action }) => action === 'changeMarking').map(({ args }) => args);

describe('a focal point', () => {
  it('[A70] is offered its row’s marking and those for fewer readers, each with what it means, and where to ask for more', async () => {
    const pane = await opened(member());
    expect(offered(pane)).toEqual(['TLP:AMBER *', 'TLP:AMBER+STRICT', 'TLP:RED']);
    expect(radios(pane).map((radio) => radio.closest('label')?.textContent)).toEqual([
      'TLP:AMBER: Every member and observer reads it and may pass it on inside their organisation, to those who need it.',
      'TLP:AMBER+STRICT: Only Albania and the Secretariat read it, and it stays inside their organisations. Others see that something is withheld.',
      'TLP:RED: Only Albania and the Secretariat read it, and nobody passes it on. Others see that something is withheld.',
    ]);
    expect(pane.text()).toContain('To let more people read, ask the Secretariat.');
    expect(pane.root.querySelector('fieldset.question')?.textContent).not.toContain('Reason');
    expect(blocked(pane)).toBe(true);
    await choose(pane, 'TLP:RED');
    await pane.press('Change the marking');
    expect(asked(pane)).toEqual([['albania', { marking: 'TLP:RED' }]]);
  });

  it('[A70] marks one line, which starts from its own marking', async () => {
    const pane = await opened(member());
    await pane.fill('What is marked', '2.2');
    expect(offered(pane)).toEqual(['TLP:AMBER+STRICT *', 'TLP:RED']);
    await choose(pane, 'TLP:RED');
    await pane.fill('What is marked', '2.1');
    // What was chosen for one line is not kept for another.
    expect(offered(pane)).toEqual(['TLP:AMBER *', 'TLP:AMBER+STRICT', 'TLP:RED']);
    expect(blocked(pane)).toBe(true);
    await choose(pane, 'TLP:AMBER+STRICT');
    await pane.press('Change the marking');
    expect(asked(pane)).toEqual([['albania', { marking: 'TLP:AMBER+STRICT', items: ['2.1'] }]]);
  });

  it('[A70] is told that it can’t be narrower, that history is hidden too, and that a line has gone meanwhile', async () => {
    const pane = await opened(member('TLP:RED'));
    expect(offered(pane)).toEqual(['TLP:RED *']);
    expect(pane.text()).toContain('Nobody but you and the Secretariat reads it already.');
    expect(pane.text()).toContain('It holds for older versions as well.');
    await pane.fill('What is marked', '2.1');
    await pane.show({ grid: smallGrid({ rows: [smallRow('albania', { cells: { tasks: [], inProcess: [] } })] }) });
    expect(pane.text()).toContain('That line is not in the row any more.');
    expect(blocked(pane)).toBe(true);
  });
});

describe('the Secretariat', () => {
  it('[A71] lets more people read any row only with a reason, and fewer without', async () => {
    const pane = await opened(secretariat('TLP:RED'));
    expect(offered(pane)).toEqual(['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED *']);
    await choose(pane, 'TLP:AMBER');
    expect(pane.text()).toContain('More people will read it: say why.');
    await pane.fill('Reason (all who may read the whole row see it)', '   ');
    expect(blocked(pane)).toBe(true);
    await pane.fill('Reason (all who may read the whole row see it)', ' published yesterday ');
    await pane.press('Change the marking');
    expect(asked(pane)).toEqual([['albania', { marking: 'TLP:AMBER', reason: 'published yesterday' }]]);

    await pane.fill('Row of', 'serbia');
    await pane.press('Change who may read it');
    await choose(pane, 'TLP:RED');
    await pane.press('Change the marking');
    expect(asked(pane)[1]).toEqual(['serbia', { marking: 'TLP:RED' }]);
  });

  it('[A71] is told where the row’s own marking is narrower than the one of a line', async () => {
    const pane = await opened(secretariat('TLP:RED'));
    await pane.fill('What is marked', '2.1');
    await choose(pane, 'TLP:GREEN');
    expect(pane.text()).toContain('The whole row is marked TLP:RED; none of its lines is read by more people than that.');
  });
});

it('[A72] what holds now is said with its meaning and takes the focus; a refusal is said in the question, which stays', async () => {
  let refuse = true;
  const pane = await opened(member(), async () => {
    if (refuse) throw new ApiProblem({ code: 'forbidden', detail: 'You may not do this.' });
    return DONE;
  });
  await choose(pane, 'TLP:RED');
  await pane.press('Change the marking');
  expect(pane.root.querySelector('fieldset.question [role=alert]')?.textContent).toBe('You may not do this.');
  refuse = false;
  await pane.press('Change the marking');
  expect(document.activeElement?.textContent).toBe(
    'The row of Albania is marked TLP:RED now. Only Albania and the Secretariat read it, and nobody passes it on. Others see that something is withheld.',
  );
  expect(document.activeElement?.getAttribute('role')).toBe('status');
  expect(pane.has('Change who may read it')).toBe(true);
});

it('[A73] the history is fetched anew when a marking of its row changes', async () => {
  const pane = await testPane(member(), HISTORY_ACTIONS);
  await pane.press('History');
  const fetched = (): number => pane.engine.calls.filter(({ action }) => action === 'versions').length;
  const before = fetched();
  await pane.show({ grid: smallGrid({ cursor: 5, rows: [rowOf(), smallRow('serbia')] }) });
  expect(fetched()).toBe(before);
  await pane.show({ grid: smallGrid({ cursor: 6, rows: [rowOf('TLP:RED'), smallRow('serbia')] }) });
  expect(fetched()).toBeGreaterThan(before);
});
