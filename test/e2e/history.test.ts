/** History in the whole product: what changed, the life of a line, an older version restored, the grid as it stood in a second sheet. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTitle } from '../support/browser.ts';
import { found, it, stored } from '../support/e2e-demo.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const COLUMN = 'Products in process';

describe.skipIf(found.from === 'nowhere')(`history, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  it('[P125] Albania restores its first text: the sheet shows it, the Secretariat sees it, the history has all of it', async ({ people }) => {
    const [albania, secretariat] = await Promise.all([people.open({ url: service.url, as: 'albania' }), people.open({ url: service.url, as: 'secretariat' })]);
    await albania.type('Albania', COLUMN, 'Integrated border plan 2027', 'Training of trainers');
    await albania.head('Saved: version 1 → 2');
    await albania.type('Albania', COLUMN, 'Integrated border plan 2027–2029');
    await albania.head('Saved: version 2 → 3');

    await albania.tab('History');
    await albania.says('Version 3, as it stands now');
    const newest = albania.pane.locator('.version').first();
    expect((await newest.locator('.change').allTextContents()).map((text) => text.replace(/\s*Life of this line.*/s, ''))).toEqual([
      'Removed: Training of trainers',
      expect.stringContaining('Reworded: Integrated border plan'),
    ]);
    expect([await newest.locator('del').count(), await newest.locator('ins').count()].every((count) => count > 0)).toBe(true);
    await newest.getByText('Life of this line', { exact: false }).last().click();
    await albania.says('Added to “Products in process”');
    await albania.picture('5 history');

    await albania.press('Restore this version (2)');
    await albania.says('Restore version 2?');
    await albania.press('Yes, restore');
    await albania.says('Version 2 stands again, as version 4.');
    const text = 'Integrated border plan 2027\nTraining of trainers';
    await Promise.all([albania.shows('Albania', COLUMN, text), secretariat.shows('Albania', COLUMN, text)]);
    expect((await stored(service, 'albania'))['inProcess']).toEqual(text.split('\n'));
    await albania.says('Version 4, as it stands now');

    await secretariat.tab('History');
    await secretariat.pane.getByLabel('Member', { exact: true }).selectOption('albania');
    await secretariat.says('Version 4, as it stands now');
    expect(await secretariat.pane.locator('.version').count()).toBe(4);
    await secretariat.picture('5 history of the Secretariat');
  });

  it('[P126] the grid as it stood is a second sheet that says so and takes no typing; the grid goes on beside it', async ({ people }) => {
    const serbia = await people.open({ url: service.url, as: 'serbia' });
    await serbia.type('Serbia', 'Tasks', 'as it stood');
    await serbia.head('Saved: version 1 → 2');
    await serbia.tab('History');
    const drawn = await serbia.fewestSyncs(3, async () => {
      await serbia.press('Show the grid as it stood on 25 November 2026');
      await serbia.says('The grid as it stood on 25 November 2026 is in the sheet “Support Group 2026-11-25”.');
    });
    expect(drawn).toBeLessThanOrEqual(3);
    await serbia.at('A1').getByText('as it stood on 25 November 2026, not the current grid').waitFor();
    await serbia.shows('Serbia', 'Tasks', 'as it stood');
    await serbia.picture('5 as it stood');
    await serbia.choose('Serbia', 'Tasks');
    await serbia.page.keyboard.type('x');
    await serbia.page
      .getByText(/protected sheet/)
      .first()
      .waitFor();
  });
});
