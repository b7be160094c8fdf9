/** Closing a quarter in the whole product: submitting by clicks, who is late, writing to those and to nobody else, and reading the letters on screen. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect } from 'vitest';
import { browserTitle } from '../support/browser.ts';
import { emptyFolder, found, it } from '../support/e2e-demo.ts';
import { FAILED_CONNECTION } from '../support/e2e-network.ts';
import { type ServiceProcess, spawnService } from '../support/service-process.ts';
import { startTestService } from '../support/start-service.ts';

describe.skipIf(found.from === 'nowhere')(`a quarter, in ${browserTitle(found)}`, { timeout: 180_000 }, () => {
  it.concurrent('[P93] submitting and “nothing to report” by clicks: number and words in pane and status column; warnings want “submit anyway”', async ({
    people,
    expect,
    onTestFinished,
  }) => {
    // The browser’s own word for the refusal that wants “submit anyway”.
    people.allow(/status of 409/);
    const service = await startTestService();
    onTestFinished(() => service.close());
    const [kosovo, rcc] = await Promise.all(['kosovo', 'rcc'].map((as) => people.open({ url: service.url, as })));
    if (!kosovo || !rcc) throw new Error('nobody is there');
    await kosovo.type('Kosovo*', 'Tasks', 'Seminar in Kosovo');
    await kosovo.head('Saved: version 1 → 2');
    await kosovo.says('Version 2, saved 25 November 2026 at 10:00 by Kosovo*');
    await kosovo.press('Submit for 2026-Q4');
    await kosovo.says('Submit for 2026-Q4?');
    await kosovo.says('You state that the row of Kosovo* is up to date, as it stands in version 2. You can submit again until the period closes.');
    await kosovo.press('Yes, submit');
    await kosovo.says('The row can’t be submitted yet: 1 of its lines needs a look. Correct it, or submit despite the warning.');
    await kosovo.picture('12 submit anyway');
    await kosovo.press('Submit anyway');
    await kosovo.says(/^Submitted for 2026-Q4: number 1, on 25 November 2026/);
    await kosovo.status('Kosovo*', 'Submitted on 25 November 2026');
    await kosovo.picture('12 submitted');

    await rcc.status('Kosovo*', 'Submitted on 25 November 2026');
    await rcc.press('Nothing to report');
    await rcc.says('You state that RCC has nothing new to report for 2026-Q4. Your row stays as it is (version 1).');
    await rcc.press('Yes, nothing to report');
    await rcc.says(/^Nothing to report for 2026-Q4, confirmed: number 2, on 25 November 2026/);
    await rcc.status('RCC', 'Nothing to report – confirmed on 25 November 2026');
    await rcc.type('RCC', 'Tasks', 'After all');
    await rcc.head('Saved: version 1 → 2');
    await rcc.status('RCC', 'Submitted on 25 November 2026, changed since');
    const { members, received } = (await service.as('observer').get('/grids/wbcti/periods/2026-Q4')).json;
    expect(received).toBe(2);
    expect(members.find(({ member }: { member: string }) => member === 'rcc')).toMatchObject({ statement: 'nothing-to-report', changedSince: true });
  });

  it.concurrent('[P94] on 10 January 19 members are overdue and get one letter each; who submits late is received, not on time, and gets no further letter', async ({
    people,
    expect,
    onTestFinished,
  }) => {
    people.allow(FAILED_CONNECTION);
    const folder = emptyFolder(onTestFinished);
    const outbox = (): string[] => lettersIn(folder);
    const service = await start(folder, '2027-01-10');
    const { url } = service;
    onTestFinished(() => void service.child.kill('SIGKILL'));
    const [secretariat, albania] = await Promise.all(['secretariat', 'albania'].map((as) => people.open({ url, as })));
    if (!secretariat || !albania) throw new Error('nobody is there');
    await albania.says('OVERDUE by 10 days – was due Thursday, 31 December 2026');
    await albania.type('Albania', 'Tasks', SECRET);
    await albania.head('Saved: version 1 → 2');
    await albania.status('Albania', 'Edited, not submitted – OVERDUE by 10 days');
    await albania.status('GIZ', 'OVERDUE by 10 days – was due 31 December 2026');
    await secretariat.tab('Overview');
    await secretariat.pane.getByLabel('Show').selectOption('Overdue (19)');
    await secretariat.says('0 received ÷ 19 expected = 0%');
    await secretariat.says('Edited, OVERDUE by 10 days');
    expect(await secretariat.pane.getByText('Missing, OVERDUE by 10 days').count()).toBe(18);
    await secretariat.picture('3 overdue');

    await secretariat.tab('Reminders');
    await secretariat.press('Send reminders now');
    await secretariat.says('19 members would be written to now');
    expect(outbox()).toEqual([]);
    await secretariat.picture('3 reminders preview');
    await secretariat.press('Yes, write to 19 members');
    await secretariat.says('Sent: 19. Failed: 0.');
    await expectLetters(folder, url);
    const written = outbox();

    const letter = secretariat.pane.getByText('Read the letter to Elira Doda <elira.doda@example.org>');
    await letter.click();
    await secretariat.says('Subject: WBCTi Support Group 2026-Q4: the update of Albania was due on Thursday, 31 December 2026');
    await secretariat.says(/Dear Elira Doda,/);
    await secretariat.picture('3 letter');
    await secretariat.press('Send reminders now');
    await secretariat.says('Nobody is to be written to now: whoever is due a reminder has had it, or has submitted.');
    expect(outbox()).toEqual(written);

    await albania.press('Nothing to report');
    await albania.press('Yes, nothing to report');
    await albania.says(/^Nothing to report for 2026-Q4, confirmed: number 1, on 10 January 2027/);
    await albania.status('Albania', 'Nothing to report – confirmed on 10 January 2027, 10 days late');
    await secretariat.tab('Overview');
    await secretariat.says(/1 received ÷ 19 expected = 5/);
    await secretariat.says('0 received on time ÷ 19 expected = 0%');
    await secretariat.says(/Nothing to report on 10 January 2027, 10 days late/);

    const later = await start(folder, '2027-01-15', service);
    onTestFinished(() => void later.child.kill('SIGKILL'));
    await secretariat.says(/Missing, OVERDUE by 15 days/);
    await secretariat.tab('Reminders');
    await secretariat.press('Send reminders now');
    await secretariat.says('18 members would be written to now');
    await secretariat.press('Yes, write to 18 members');
    await secretariat.says('Sent: 18. Failed: 0.');
    const further = outbox().filter((name) => !written.includes(name));
    expect(further).toHaveLength(18);
    expect(further.join()).not.toContain('albania');
  });
});

const SECRET = 'Only in a cell';

type Running = Omit<ServiceProcess, 'url'> & { url: string };

/** Starts the built service on this day; in the place of another one, on the same address and folder. */
async function start(folder: string, today: string, before?: Running): Promise<Running> {
  const port = before ? new URL(before.url).port : '0';
  before?.child.kill('SIGTERM');
  await before?.ended;
  const service = spawnService({ DATA_DIR: folder, TODAY: today, REMINDERS: 'manual', PORT: port });
  return { ...service, url: await service.url };
}

function lettersIn(folder: string): string[] {
  const names = readdirSync(folder).includes('outbox') ? readdirSync(join(folder, 'outbox')).filter((name) => name.endsWith('.eml')) : [];
  return names.sort();
}

/** One letter per member, each to one address of its own, with a number of its own and nothing of what stands in cells. */
async function expectLetters(folder: string, url: string): Promise<void> {
  const names = lettersIn(folder);
  expect(names.filter((name) => name.endsWith('.eml'))).toHaveLength(19);
  const mails = await Promise.all(names.map((name) => PostalMime.parse(readFileSync(join(folder, 'outbox', name)))));
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(19);
  expect(new Set(mails.map(({ to }) => to?.[0]?.address)).size).toBe(19);
  for (const { messageId, to, subject, text } of mails) {
    expect(messageId).toMatch(/^<.+@.+>$/);
    expect(to).toHaveLength(1);
    expect(to?.[0]?.address).toMatch(/^[a-z.]+@example\.org$/);
    expect(subject).toMatch(/^WBCTi Support Group 2026-Q4: the update of .+ was due on Thursday, 31 December 2026$/);
    expect(text).toContain(url);
    expect(text).not.toContain(SECRET);
  }
}
