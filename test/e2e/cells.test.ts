/** What can be pasted and typed into cells, in the whole product: blocks, texts that can’t be kept, formulas and what only looks like one. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTitle } from '../support/browser.ts';
import { found, it, type People, stored } from '../support/e2e-demo.ts';
import { DEADLINE_MS, type Workbook } from '../support/e2e-workbook.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

describe.skipIf(found.from === 'nowhere')(`cells, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());
  const open = (people: People, as: string): Promise<Workbook> => people.open({ url: service.url, as });

  it('[P83] a block from the clipboard over two rows lands cell by cell, with its line breaks and quotes, and waits for the Secretariat’s reason', async ({
    people,
  }) => {
    const secretariat = await open(people, 'secretariat');
    await secretariat.choose('Austria', 'Decision making process');
    await secretariat.paste('"Cabinet\nParliament"\t"Law ""A"""\r\nGovernment\t"Plan 1\nPlan 2"\r\n');
    await secretariat.head('4 changes wait for your reason');
    await secretariat.says('4 changes wait for it.');
    await secretariat.picture('5 block waits for a reason');
    expect((await stored(service, 'austria'))['accomplished']).toEqual([]);
    await secretariat.giveReason('Received by telephone');
    await secretariat.head(/^Saved: version 1 → 2 \((Austria|Slovenia)\)$/);
    expect(await stored(service, 'austria')).toEqual({ decisionMaking: ['Cabinet', 'Parliament'], accomplished: ['Law "A"'], tasks: [], inProcess: [] });
    expect(await stored(service, 'slovenia')).toEqual({ decisionMaking: ['Government'], accomplished: ['Plan 1', 'Plan 2'], tasks: [], inProcess: [] });
    const [version] = (await service.as('observer').get('/grids/wbcti/rows/slovenia/versions')).json;
    expect(version).toMatchObject({ version: 2, route: 'addin', by: 'demo:secretariat', reason: 'Received by telephone' });
  });

  it('[P84] a cell that can’t be saved says why beside it and in the pane; jump, correct, saved', async ({ people }) => {
    const montenegro = await open(people, 'montenegro');
    await montenegro.choose('Montenegro', 'Tasks');
    await montenegro.paste('Plan \u202Eenod');
    await montenegro.head('1 cell not saved: it needs a correction');
    const reason = '“Tasks”, line 1, holds a character that can’t be kept (U+202E). Delete it or type the line again.';
    await montenegro.says('Not saved');
    await montenegro.says(reason);
    await montenegro.status('Montenegro', reason);
    await montenegro.picture('6 forbidden character');
    expect((await stored(service, 'montenegro'))['tasks']).toEqual([]);
    await montenegro.press('Submit for 2026-Q4');
    await montenegro.says('1 cell of your row is not saved. See the list below, then submit.');
    await montenegro.press('Cancel');
    await montenegro.choose('DG NEAR', 'Tasks');
    await montenegro.press('Go to Montenegro, Tasks');
    await montenegro.page.locator(`td.active[data-address="${await montenegro.address('Montenegro', 'Tasks')}"]`).waitFor();
    await montenegro.type('Montenegro', 'Tasks', 'Plan done');
    await montenegro.head('Saved: version 1 → 2');
    await montenegro.shows('Montenegro', 'Status 2026-Q4', 'Edited, not submitted – due 31 December 2026');
    expect((await stored(service, 'montenegro'))['tasks']).toEqual(['Plan done']);
  });

  it('[P84] what Excel itself does not take, a text over 32,767 characters, leaves the cell as it was; one character less is saved', async ({ people }) => {
    const italy = await open(people, 'italy');
    await italy.choose('Italy', 'Tasks');
    await italy.paste('x'.repeat(32_768));
    await italy.page.getByRole('dialog').getByText('A cell holds at most 32,767 characters').waitFor();
    await italy.page.keyboard.press('Enter');
    expect(await italy.text('Italy', 'Tasks')).toBe('');
    await italy.paste('x'.repeat(32_767));
    await italy.head('Saved: version 1 → 2');
    expect((await stored(service, 'italy'))['tasks']).toEqual(['x'.repeat(32_767)]);
  });

  it('[P85] a formula is refused; a text that begins like one is kept as it was typed', async ({ people }) => {
    const france = await open(people, 'france');
    await france.type('France', 'Tasks', '=1+1', '+ a line');
    await france.head('Saved: version 1 → 2');
    await france.type('France', 'Decision making process', "'=SUM(A1:A9)");
    await france.head('Saved: version 2 → 3');
    await france.shows('France', 'Decision making process', '=SUM(A1:A9)');
    expect(await stored(service, 'france')).toMatchObject({ tasks: ['=1+1', '+ a line'], decisionMaking: ['=SUM(A1:A9)'] });

    await france.page.getByRole('button', { name: 'Sheet1', exact: true }).click();
    await france.at('A1').click();
    await france.write('=1+2');
    await france.at('A1').click();
    await france.page.keyboard.press('Control+c');
    await france.page.getByRole('button', { name: 'Support Group', exact: true }).click();
    await france.choose('France', 'Accomplished Products');
    await france.page.keyboard.press('Control+v');
    await france.says(/“Accomplished Products” holds a formula\. Cells of the grid hold text/);
    await france.status('France', '“Accomplished Products” holds a formula.');
    await france.picture('6 formula');
    expect((await stored(service, 'france'))['accomplished']).toEqual([]);
    // What was pasted brought its lock; once the person is idle the add-in opens the cell again.
    const cell = await france.cell('France', 'Accomplished Products');
    await expect.poll(() => cell.getAttribute('aria-readonly'), { timeout: DEADLINE_MS }).toBe('false');
    await france.type('France', 'Accomplished Products', 'three');
    await france.head('Saved: version 3 → 4');
    expect((await stored(service, 'france'))['accomplished']).toEqual(['three']);
  });
});
