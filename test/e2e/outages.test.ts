/** The service dies or is away while people work: nothing acknowledged is lost, what was typed waits in the workbook, and all of it is saved once. */
import { describe } from 'vitest';
import { browserTitle } from '../support/browser.ts';
import { emptyFolder, found, it, stored } from '../support/e2e-demo.ts';
import { FAILED_CONNECTION, keepPages, loseAnswers } from '../support/e2e-network.ts';
import { DEADLINE_MS } from '../support/e2e-workbook.ts';
import { spawnService } from '../support/service-process.ts';
import { clientOf, startTestService } from '../support/start-service.ts';

describe.skipIf(found.from === 'nowhere')(`outages, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  it.concurrent('[P87] the built service is killed and started again: all is there, the chain is whole, the open pane is back by itself and says so', async ({
    people,
    expect,
    onTestFinished,
  }) => {
    people.allow(FAILED_CONNECTION);
    const settings = { DATA_DIR: emptyFolder(onTestFinished), TODAY: '2026-11-25' };
    const first = spawnService(settings);
    onTestFinished(() => void first.child.kill('SIGKILL'));
    const url = await first.url;
    const as = (name: string | null) => clientOf(url, name);
    const albania = await people.open({ url, as: 'albania' });
    await albania.type('Albania', 'Tasks', 'Kept through a kill', 'Second line');
    await albania.head('Saved: version 1 → 2');
    const before = (await as('observer').get('/grids/wbcti')).json;

    first.child.kill('SIGKILL');
    await first.ended;
    await albania.head('The service can’t be reached, trying again.');
    await albania.picture('2 service killed');
    await albania.type('Albania', 'Decision making process', 'Typed while it was dead');
    await albania.head('1 change waiting – the service can’t be reached, trying again');

    const second = spawnService({ ...settings, PORT: new URL(url).port });
    onTestFinished(() => void second.child.kill('SIGKILL'));
    expect(await second.url).toBe(url);
    await albania.says(/The service is back\./);
    await albania.head('Saved: version 2 → 3');
    expect((await as('observer').get('/grids/wbcti/ledger/verify')).json).toMatchObject({ ok: true, cursor: before.cursor + 1 });
    expect(await stored({ as }, 'albania')).toMatchObject({
      tasks: ['Kept through a kill', 'Second line'],
      decisionMaking: ['Typed while it was dead'],
    });
    await albania.type('Albania', 'Products in process', 'And on it goes');
    await albania.head('Saved: version 3 → 4');
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
  });

  it.concurrent('[P97] after the demo’s data folder was emptied the kept workbook is explained, and one click and a yes lead to a new one', async ({
    people,
    expect,
    onTestFinished,
  }) => {
    people.allow(FAILED_CONNECTION);
    const first = spawnService({ DATA_DIR: emptyFolder(onTestFinished), TODAY: '2026-11-25' });
    onTestFinished(() => void first.child.kill('SIGKILL'));
    const url = await first.url;
    const albania = await people.open({ url, as: 'albania' });
    await albania.type('Albania', 'Tasks', 'Of the old demo');
    await albania.head('Saved: version 1 → 2');
    first.child.kill('SIGKILL');
    await first.ended;

    const second = spawnService({ DATA_DIR: emptyFolder(onTestFinished), TODAY: '2026-11-25', PORT: new URL(url).port });
    onTestFinished(() => void second.child.kill('SIGKILL'));
    await second.url;
    await albania.reopen();
    await albania.says('This workbook carries another grid');
    await albania.says(/its data folder was emptied/);
    await albania.picture('97 other workbook');
    expect(await albania.text('Albania', 'Tasks')).toBe('Of the old demo');
    await albania.press('New workbook');
    await albania.page.getByRole('button', { name: 'Yes, a new workbook' }).click();
    await albania.shows('Albania', 'Tasks', '');
    await albania.head('Up to date: everything is saved');
    await albania.type('Albania', 'Tasks', 'Of the new demo');
    await albania.head('Saved: version 1 → 2');
  });

  it.concurrent('[P88] three cells typed while the service is away wait in the workbook, also over closing and opening it, and are saved once', async ({
    people,
    expect,
    onTestFinished,
  }) => {
    people.allow(FAILED_CONNECTION);
    const folder = emptyFolder(onTestFinished);
    const first = await startTestService({ dataDir: folder });
    onTestFinished(() => first.close());
    const serbia = await people.open({ url: first.url, as: 'serbia', before: keepPages });
    await first.close();
    await serbia.head('The service can’t be reached, trying again. Go on working: what you type is kept in this workbook.');
    await serbia.type('Serbia', 'Tasks', 'One');
    await serbia.type('Serbia', 'Decision making process', 'Two');
    await serbia.type('Serbia', 'Products in process', 'Three', 'Four');
    await serbia.head('3 changes waiting – the service can’t be reached, trying again');
    await serbia.picture('8 three waiting');
    await serbia.reopen();
    await serbia.head(/can’t be reached/);
    expect(await serbia.text('Serbia', 'Products in process')).toBe('Three\nFour');
    await serbia.picture('8 three waiting after opening again');

    const second = await startTestService({ dataDir: folder, settings: { PORT: new URL(first.url).port } });
    onTestFinished(() => second.close());
    await serbia.head('Saved: version 1 → 2');
    expect(await stored(second, 'serbia')).toEqual({ tasks: ['One'], decisionMaking: ['Two'], inProcess: ['Three', 'Four'], accomplished: [] });
    const versions = (await second.as('observer').get('/grids/wbcti/rows/serbia/versions')).json;
    expect(versions).toHaveLength(2);
    await serbia.reopen();
    await serbia.head('Up to date: everything is saved');
    expect((await second.as('observer').get('/grids/wbcti/rows/serbia/versions')).json).toHaveLength(2);
  });

  it.concurrent('[P95] answers that get lost, also over closing and opening the workbook: what was typed is saved once', async ({
    people,
    expect,
    onTestFinished,
  }) => {
    people.allow(FAILED_CONNECTION);
    const service = await startTestService();
    onTestFinished(() => service.close());
    const giz = await people.open({ url: service.url, as: 'giz' });
    const answers = await loseAnswers(giz.context);
    await giz.type('GIZ', 'Tasks', 'Said once');
    await expect.poll(answers.lost, { timeout: DEADLINE_MS }).toBeGreaterThan(0);
    await giz.reopen();
    await giz.type('GIZ', 'Products in process', 'Said later');
    const before = answers.lost();
    await expect.poll(answers.lost, { timeout: DEADLINE_MS }).toBeGreaterThan(before);
    await answers.release();
    await giz.head(/^(Saved: version 2 → 3|Up to date: everything is saved)$/);
    await expect.poll(async () => (await stored(service, 'giz'))['inProcess'], { timeout: DEADLINE_MS }).toEqual(['Said later']);
    const versions = (await service.as('observer').get('/grids/wbcti/rows/giz/versions')).json;
    expect(versions.map(({ cells }: { cells: { tasks: { text: string }[] } }) => cells.tasks.map(({ text }) => text))).toEqual([
      ['Said once'],
      ['Said once'],
      [],
    ]);
  });
});
