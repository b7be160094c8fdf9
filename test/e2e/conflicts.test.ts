/** Two people change the same line while one of them is cut off, in the whole product: nobody’s words are lost, and nothing of the other’s is in a cell without a choice. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTitle } from '../support/browser.ts';
import { found, it, type People, stored } from '../support/e2e-demo.ts';
import { FAILED_CONNECTION, holdEdits } from '../support/e2e-network.ts';
import { DEADLINE_MS, type Workbook } from '../support/e2e-workbook.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const MINE = 'Border plan 2027, with Kosovo*';
const THEIRS = 'Border plan 2028';
const COLUMN = 'Products in process';

describe.skipIf(found.from === 'nowhere')(`conflicts, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  /** Both have the line “Border plan”; the second one’s change is saved, the first one’s comes later. */
  async function collide(
    people: People,
    { member, name, other }: { member: string; name: string; other: string },
  ): Promise<{ first: Workbook; second: Workbook }> {
    people.allow(FAILED_CONNECTION);
    const [first, second] = await Promise.all([people.open({ url: service.url, as: member }), people.open({ url: service.url, as: other })]);
    if (other === 'secretariat') {
      await second.tab('My work');
      await second.giveReason('Agreed by telephone');
    }
    await first.type(name, COLUMN, 'Border plan', 'Training');
    await first.head('Saved: version 1 → 2');
    await second.shows(name, COLUMN, 'Border plan\nTraining');
    const held = await holdEdits(first.context);
    await first.type(name, COLUMN, MINE, 'Training');
    await first.head(/1 change (waiting|typed)/);
    await second.type(name, COLUMN, THEIRS, 'Training');
    await second.head(/^Saved: version 2 → 3/);
    await held.release();
    await first.head('1 conflict to decide');
    await first.pane.getByRole('article').waitFor();
    expect(await first.text(name, COLUMN)).toBe(`${MINE}\nTraining`);
    expect((await stored(service, member))['inProcess']).toEqual([THEIRS, 'Training']);
    return { first, second };
  }

  const sides = async (person: Workbook): Promise<string[]> => {
    const texts = await person.pane.locator('.side').allTextContents();
    return texts.map((text) => text.replace(/\s+/g, ' '));
  };
  const versions = async (member: string): Promise<string[][]> => {
    const { json } = await service.as('observer').get(`/grids/wbcti/rows/${member}/versions`);
    return json.map(({ cells }: { cells: { inProcess: { text: string }[] } }) => cells.inProcess.map(({ text }) => text));
  };

  it.concurrent('[P86] keep mine: the card shows what it was, mine and theirs with who and when; the history has both', async ({ people, expect }) => {
    const { first, second } = await collide(people, { member: 'albania', name: 'Albania', other: 'albania' });
    const [base, mine, theirs] = await sides(first);
    expect(base).toContain('Border plan');
    expect(mine).toContain(MINE);
    expect(theirs).toMatch(/^Theirs – Albania, 25 November 2026.*version 3.*Border plan 2028/);
    expect(await first.pane.locator('mark').allTextContents()).not.toEqual([]);
    await first.status('Albania', `“${COLUMN}”: somebody else changed a line of this cell too. Choose in the pane which text is to stay.`);
    expect(await first.pane.getByRole('tab', { name: /1 conflict/ }).count()).toBe(1);
    await first.picture('4 conflict');
    await first.press('Submit for 2026-Q4');
    await first.says('1 conflict is to be decided first. See above.');
    await first.press('Keep mine');
    await first.head('Saved: version 3 → 4');
    await second.shows('Albania', COLUMN, `${MINE}\nTraining`);
    await expect.poll(() => first.pane.getByRole('article').count(), { timeout: DEADLINE_MS }).toBe(0);
    expect(await versions('albania')).toEqual([[MINE, 'Training'], [THEIRS, 'Training'], ['Border plan', 'Training'], []]);
  });

  it.concurrent('[P86] take theirs: the Secretariat’s text stands, mine is gone from the cell by my own choice', async ({ people, expect }) => {
    const { first } = await collide(people, { member: 'serbia', name: 'Serbia', other: 'secretariat' });
    expect((await sides(first))[2]).toMatch(/^Theirs – Secretariat, .*version 3/);
    await first.press('Take theirs');
    await first.shows('Serbia', COLUMN, `${THEIRS}\nTraining`);
    await first.status('Serbia', /^Edited, not submitted – due 31 December 2026$/);
    expect(await versions('serbia')).toEqual([[THEIRS, 'Training'], ['Border plan', 'Training'], []]);
  });

  it.concurrent('[P86] keep both: the two lines stand in the cell', async ({ people, expect }) => {
    const { first, second } = await collide(people, { member: 'austria', name: 'Austria', other: 'austria' });
    await first.press('Keep both');
    await first.head('Saved: version 3 → 4');
    expect((await stored(service, 'austria'))['inProcess']?.toSorted()).toEqual([MINE, THEIRS, 'Training'].sort());
    await second.shows('Austria', COLUMN, (await first.text('Austria', COLUMN)) || 'nothing');
  });

  it.concurrent('[P86] write a new text: it takes the place of both, also after the workbook was closed and opened in between', async ({ people, expect }) => {
    const { first } = await collide(people, { member: 'kosovo', name: 'Kosovo*', other: 'kosovo' });
    await first.reopen();
    await first.pane.getByRole('article').waitFor();
    expect(await first.text('Kosovo*', COLUMN)).toBe(`${MINE}\nTraining`);
    await first.press('Write a new text');
    await first.pane.getByLabel('The text that shall stand').fill('Border plan 2027–2028');
    await first.picture('4 new text');
    await first.press('Save this text');
    await first.head('Saved: version 3 → 4');
    await first.shows('Kosovo*', COLUMN, 'Border plan 2027–2028\nTraining');
    expect((await stored(service, 'kosovo'))['inProcess']).toEqual(['Border plan 2027–2028', 'Training']);
  });
});
