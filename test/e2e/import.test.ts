/** The first fill: the Word table of today’s grid through the Import tab, seen at once by the members who have their workbooks open. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTitle } from '../support/browser.ts';
import { found, it, stored } from '../support/e2e-demo.ts';
import { startTestService, type TestService } from '../support/start-service.ts';

const WORD_FILE = fileURLToPath(new URL('../fixtures/grid.docx', import.meta.url));

describe.skipIf(found.from === 'nowhere')(`taking a file, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  it('[P89] a Word table is shown row by row before anything is changed, then applied, and stands in Albania’s open workbook', async ({ people }) => {
    const [secretariat, albania] = await Promise.all(['secretariat', 'albania'].map((as) => people.open({ url: service.url, as })));
    if (!secretariat || !albania) throw new Error('nobody is there');
    await secretariat.tab('Import');
    await secretariat.pane.locator('input[type=file]').setInputFiles(WORD_FILE);
    await secretariat.says('2 rows would change');
    await secretariat.pane.getByText('Albania', { exact: false }).locator('xpath=ancestor-or-self::summary').first().click();
    await secretariat.says('[law] Law on the prevention of violent extremism');
    await secretariat.picture('9 import preview');
    const versions = async (row: string) => (await service.as('observer').get(`/grids/wbcti/rows/${row}/versions`)).json;
    expect(await versions('albania')).toHaveLength(1);

    await secretariat.press('Apply to 2 rows');
    await secretariat.says('2 rows were written.');
    await albania.shows('Albania', 'Products in process', /^National strategy 2027–2030 \(Strategjia kombëtare\)\n=Action/);
    await albania.shows('Slovenia', 'Accomplished Products', 'Regional exercise Ljubljana');
    await albania.says(/Albania: .*changed/);
    await albania.picture('9 import arrived');
    expect((await versions('albania'))[0]).toMatchObject({ version: 2, route: 'import', by: 'demo:secretariat', reason: 'Imported from a Word file' });
    expect((await stored(service, 'albania'))['tasks']).toEqual([
      'Contributing to the “Biennial Needs Mapping” and the “Annual Response Mapping”',
      'Assisting the Secretariat in reaching out to relevant stakeholders',
    ]);
    await albania.type('Albania', 'Tasks', 'Typed over what was imported');
    await albania.head('Saved: version 2 → 3');
  });
});
