/** Clumsy hands at an unprotected sheet, in the whole product: sorted, rows put in and taken out, text in the wrong row. Nothing is lost or lands elsewhere. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTitle } from '../support/browser.ts';
import { found, it, stored } from '../support/e2e-demo.ts';
import { DEADLINE_MS, type Workbook } from '../support/e2e-workbook.ts';
import { editOf, save } from '../support/scenario.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const FILLED = { serbia: 'Serbian task', 'dg-near': 'Near task', giz: 'GIZ task', austria: 'Austrian task' };

describe.skipIf(found.from === 'nowhere')(`clumsy hands, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
    for (const [row, text] of Object.entries(FILLED)) await save(service.as(row), editOf(row, 1, { tasks: [text] }));
  });
  afterAll(() => service?.close());

  it('[P91] sorted by another column, a row put in, one taken out, then typed: everything finds its member, and the lost row is put back by one click', async ({
    people,
  }) => {
    const albania = await people.open({ url: service.url, as: 'albania' });
    await albania.ribbon('Unprotect');
    await albania.choose('Albania', 'Tasks');
    await albania.ribbon('Sort Z–A');
    await expect.poll(() => columnOf(albania, 'Support Group Members'), { timeout: DEADLINE_MS }).not.toMatch(/^DG NEAR/);
    await albania.choose('Kosovo*', 'Tasks');
    await albania.ribbon('Insert row');
    await albania.choose('Serbia', 'Tasks');
    await albania.ribbon('Delete row');
    await albania.says('The row of Serbia is no longer in this sheet. Nothing was deleted in the grid; you can put the row back.');
    await albania.type('Albania', 'Products in process', 'Typed after all that');
    await albania.head('Saved: version 1 → 2');
    await albania.picture('7 row missing');
    expect(await stored(service, 'albania')).toEqual({ tasks: [], decisionMaking: [], accomplished: [], inProcess: ['Typed after all that'] });
    await expectUntouched();

    await albania.press('Put the row back');
    await albania.shows('Serbia', 'Tasks', 'Serbian task');
    await save(service.as('serbia'), editOf('serbia', 2, { inProcess: ['Serbian plan'] }));
    await albania.shows('Serbia', 'Products in process', 'Serbian plan');
    await expect.poll(() => albania.pane.getByText(/no longer in this sheet/).count(), { timeout: DEADLINE_MS }).toBe(0);
    for (const [name, text] of [
      ['DG NEAR', 'Near task'],
      ['GIZ', 'GIZ task'],
      ['Austria', 'Austrian task'],
    ] as const) {
      expect(await albania.text(name, 'Tasks')).toBe(text);
    }
    await albania.picture('7 row put back');
    await expectUntouched();
  });

  it('[P92] text in another member’s row is said and not sent; one click puts the old text back', async ({ people }) => {
    const italy = await people.open({ url: service.url, as: 'italy' });
    await italy.choose('Austria', 'Tasks');
    await italy.page.keyboard.type('x');
    await italy.page.getByRole('dialog').getByText('is on a protected sheet').waitFor();
    await italy.page.keyboard.press('Enter');
    await italy.ribbon('Unprotect');
    await italy.type('Austria', 'Tasks', 'Typed by Italy');
    const sentence = '“Tasks”: this row belongs to another member, so your text was not sent. Put the old text back, or copy yours into your own row.';
    await italy.says(sentence);
    await italy.says('Outside the grid');
    await italy.picture('7 not my row');
    await italy.type('Italy', 'Tasks', 'Italian task');
    await italy.head('Saved: version 1 → 2');
    expect((await stored(service, 'austria'))['tasks']).toEqual(['Austrian task']);
    expect(await italy.text('Austria', 'Tasks')).toBe('Typed by Italy');
    await italy.press('Put the saved text back');
    await italy.shows('Austria', 'Tasks', 'Austrian task');
    await expect.poll(() => italy.pane.getByText(sentence).count(), { timeout: DEADLINE_MS }).toBe(0);
  });

  /** Every member but those that the test lets write has what it had, in the service. */
  async function expectUntouched(): Promise<void> {
    const { rows } = (await service.as('observer').get('/grids/wbcti')).json;
    const tasks = Object.fromEntries(
      rows
        .filter(({ cells }: { cells: { tasks: unknown[] } }) => cells.tasks.length > 0)
        .map(({ row, cells }: { row: string; cells: { tasks: { text: string }[] } }) => [row, cells.tasks.map(({ text }) => text).join('\n')]),
    );
    expect(tasks).toEqual(FILLED);
  }
});

/** What stands in a column from top to bottom, below its header. */
async function columnOf(person: Workbook, header: string): Promise<string> {
  const texts = await person.page
    .locator('#scroller tr')
    .evaluateAll((lines) => lines.map((line) => Array.from(line.children, (cell) => cell.textContent ?? '')));
  const at = texts.find((cells) => cells.includes(header))?.indexOf(header) ?? -1;
  return texts
    .slice(texts.findIndex((cells) => cells.includes(header)) + 1)
    .map((cells) => cells[at] ?? '')
    .join('\n');
}
