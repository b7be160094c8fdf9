/** The web form without a script: what a person sees, saves, decides and answers with plain forms, through the service as it is wired. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formBrowser, wordsOf } from '../../support/form-browser.ts';
import { editOf, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const rowOf = async (row: string) => (await service.as('secretariat').get('/grids/wbcti')).json.rows.find((one: { row: string }) => one.row === row);
const openConflicts = async (row: string) =>
  (await service.as('secretariat').get('/grids/wbcti/overview')).json.members.find((one: { member: string }) => one.member === row).conflicts;
const textsOf = (cell: { text: string }[]): string[] => cell.map(({ text }) => text);
const versionsOf = async (row: string) => (await service.as('secretariat').get(`/grids/wbcti/rows/${row}/versions`)).json;

describe('the row', () => {
  it('[P160] shows state and due date in words, four lists with one line per item, the way to the history', async () => {
    await save(service.as('albania'), editOf('albania', 1, { tasks: ['First', 'Second & <b>third</b>'] }));
    const page = await (await formBrowser(service.url, 'albania')).open();
    expect(page.status).toBe(200);
    const words = wordsOf(page);
    expect(words).toContain('Albania: row for 2026-Q4');
    expect(words).toContain('Edited, not submitted – due Thursday, 31 December 2026, in 36 days');
    expect(words).toContain('until the end of Saturday, 30 January 2027');
    expect(page.fields['cell.tasks']).toBe('First\nSecond & <b>third</b>');
    expect(Object.keys(page.fields).filter((name) => name.startsWith('cell.'))).toEqual([
      'cell.tasks',
      'cell.decisionMaking',
      'cell.accomplished',
      'cell.inProcess',
    ]);
    expect(page.text).not.toContain('<b>third</b>');
    expect(page.text).toContain('href="/form/history?grid=wbcti&amp;member=albania"');
  });

  it('[P161] loads nothing but our own script and styles, and runs no line of script in the page', async () => {
    const page = await (await formBrowser(service.url, 'albania')).open();
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const addresses = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses.filter((address) => !/^[/#]/.test(address))).toEqual([]);
    expect(page.text).not.toMatch(/<script(?! type="module" src="\/addin\/form\.js"><\/script>)| on[a-z]+="| style="/);
  });

  it('[P162] who is not signed in goes there first and comes back; observers read; the Secretariat chooses a row', async () => {
    const nobody = await fetch(`${service.url}/form/history?member=albania`, { redirect: 'manual' });
    expect([nobody.status, nobody.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fform%2Fhistory%3Fmember%3Dalbania']);
    const observer = await formBrowser(service.url, 'observer');
    expect((await observer.open()).text.match(/href="\/form\?grid=wbcti&amp;member=/g)).toHaveLength(19);
    const read = await observer.open('/form?member=albania');
    expect(wordsOf(read)).toContain('Second & <b>third</b>');
    expect(read.text).not.toMatch(/<textarea|\/form\/submit|form\.js/);
    const other = await (await formBrowser(service.url, 'serbia')).open('/form?member=albania');
    expect(other.text).not.toMatch(/<textarea|Comments/);
    const unknown = await observer.open('/form?member=atlantis');
    expect([unknown.status, wordsOf(unknown)]).toEqual([404, expect.stringContaining('There is no member “atlantis”')]);
    expect(unknown.text).toContain('<a class="button" href="/form">Choose a member</a>');
    const serbia = await formBrowser(service.url, 'serbia');
    expect((await serbia.open('/form?member=atlantis')).text).toContain('<a class="button" href="/form">My row</a>');
    const noReceipt = await serbia.open('/form/receipt?period=2026-Q4&number=99');
    expect([noReceipt.status, wordsOf(noReceipt)]).toEqual([404, expect.stringContaining('Perhaps it was not copied whole. My row')]);
    const noGrid = await observer.open('/form?grid=atlantis');
    expect([noGrid.status, wordsOf(noGrid)]).toEqual([404, expect.stringContaining('There is no grid “atlantis” here.')]);
  });

  it('[P163] history lists versions with who, when, by which route, and each change in a word', async () => {
    const person = await formBrowser(service.url, 'montenegro');
    await save(service.as('montenegro'), editOf('montenegro', 1, { inProcess: ['Action plan', 'Training'] }));
    const page = await person.open();
    await person.pressed(page, 'save', { 'cell.inProcess': 'Training of trainers', 'cell.accomplished': 'Action plan' });
    const words = wordsOf(await person.open('/form/history'));
    expect(words).toContain('Version 3, as it stands now');
    expect(words).toMatch(/Montenegro, 25 November 2026 at 10:00, in the web form/);
    expect(words).toContain('Moved from “Products in process” to “Accomplished Products”: Action plan');
    expect(words).toContain('Reworded: Training Training of trainers');
    expect(words).toContain('in Excel');
  });
});

describe('saving', () => {
  it('[P164] saves what was typed as a version by route form, leads back with 303, and twice is once', async () => {
    const person = await formBrowser(service.url, 'kosovo');
    const page = await person.open();
    const typed = { 'cell.inProcess': 'One\r\n\r\n  Two\r\n' };
    const after = await person.pressed(page, 'save', typed);
    expect(wordsOf(after)).toContain('Saved: version 2.');
    expect(after.fields['cell.inProcess']).toBe('One\n  Two');
    await person.pressed(page, 'save', typed);
    const versions = await versionsOf('kosovo');
    expect(versions.map(({ route, by }: { route: string; by: string }) => [route, by])).toEqual([
      ['form', 'demo:kosovo'],
      ['system', 'system'],
    ]);
    // From the same page, by the browser's Back: another text is another edit.
    await person.pressed(page, 'save', { 'cell.tasks': 'Three' });
    expect(await rowOf('kosovo')).toMatchObject({ version: 3 });
    expect(textsOf((await rowOf('kosovo')).cells.inProcess)).toEqual(['One', '  Two']);
  });

  it('[P165] what can’t be saved stays on the page, with the sentence of the checks beside its list', async () => {
    const person = await formBrowser(service.url, 'slovenia');
    const cursor = await service.cursor();
    const long = 'x'.repeat(32_768);
    const page = await person.press(await person.open(), 'save', { 'cell.tasks': long, 'cell.inProcess': 'bell \u0007', 'cell.accomplished': 'good' });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain('“Tasks” has 32,768 characters; at most');
    expect(wordsOf(page)).toContain('“Products in process”, line 1, holds a character that can’t be kept (U+0007)');
    expect([page.fields['cell.tasks'], page.fields['cell.inProcess'], page.fields['cell.accomplished']]).toEqual([long, 'bell \u0007', 'good']);
    expect(await service.cursor()).toBe(cursor);
    const mended = await person.pressed(page, 'save', { 'cell.tasks': 'short', 'cell.inProcess': 'bell' });
    expect(mended.fields['cell.accomplished']).toBe('good');
  });

  it('[P166] a wording is saved, shown, and corrected with one press', async () => {
    const person = await formBrowser(service.url, 'austria');
    const page = await person.pressed(await person.open(), 'save', { 'cell.tasks': 'First\nTraining in Kosovo' });
    expect(wordsOf(page)).toContain('“Tasks”, line 2: write “Kosovo*” instead of “Kosovo”.');
    const after = await person.pressed(page, 'save', { correct: 'tasks:2' });
    expect(after.fields['cell.tasks']).toBe('First\nTraining in Kosovo*');
    expect(wordsOf(after)).not.toContain('instead of');
  });

  it('[P167] what others added meanwhile stays; a line both changed is shown with base, mine and theirs, and nothing is saved of it before the choice', async () => {
    const person = await formBrowser(service.url, 'serbia');
    await save(service.as('serbia'), editOf('serbia', 1, { inProcess: ['Border plan', 'Training'] }));
    const page = await person.open();
    await save(service.as('secretariat'), editOf('serbia', 2, { inProcess: ['Border plan 2028', 'Training', 'Theirs'] }, { reason: 'by telephone' }));
    const asked = await person.press(page, 'save', { 'cell.inProcess': 'Border plan 2027\nTraining\nMine <i>' });
    expect(asked.status).toBe(200);
    const words = wordsOf(asked);
    expect(words).toMatch(/It was Border plan Yours Border plan 2027 Theirs – Secretariat, .*version 3 Border plan 2028/);
    expect(textsOf((await rowOf('serbia')).cells.inProcess)).toEqual(['Border plan 2028', 'Training', 'Theirs', 'Mine <i>']);
    const again = await person.press(asked, 'settle');
    expect([again.status, wordsOf(again).includes('Choose for each line')]).toEqual([422, true]);
    const blank = await person.press(again, 'settle', { 'choice.0': 'text', 'text.0': '  ' });
    expect(wordsOf(blank)).toContain('Write the new text');
    const after = await person.pressed(blank, 'settle', { 'choice.0': 'both' });
    expect(after.fields['cell.inProcess']).toBe('Border plan 2028\nBorder plan 2027\nTraining\nTheirs\nMine <i>');
  });

  it.each([
    ['mine', {}, 'Mine'],
    ['theirs', {}, 'Theirs'],
    ['text', { 'text.0': 'A third text' }, 'A third text'],
  ])('[P167] the choice “%s” is what stands, and a third change in the meantime is asked about again', async (keep, more, expected) => {
    const person = await formBrowser(service.url, 'osce');
    const { version, cells } = await rowOf('osce');
    const [first] = await save(service.as('osce'), editOf('osce', version, { ...cells, tasks: ['Base of this round'] }));
    const page = await person.open();
    const [second] = await save(service.as('osce'), editOf('osce', first.version, { tasks: [{ itemId: first.cells.tasks[0].itemId, text: 'Theirs' }] }));
    const asked = await person.press(page, 'save', { 'cell.tasks': 'Base of this round, mine' });
    if (keep === 'mine') {
      await save(service.as('osce'), editOf('osce', second.version, { tasks: [{ itemId: first.cells.tasks[0].itemId, text: 'Third' }] }));
      const third = await person.press(asked, 'settle', { 'choice.0': 'mine' });
      expect(wordsOf(third)).toMatch(/It was Theirs Yours Base of this round, mine Theirs – .* Third/);
      expect((await person.pressed(third, 'settle', { 'choice.0': 'mine' })).fields['cell.tasks']).toBe('Base of this round, mine');
    } else {
      expect(await openConflicts('osce')).toMatchObject({ count: 1 });
      expect((await person.pressed(asked, 'settle', { 'choice.0': keep, ...more })).fields['cell.tasks']).toBe(expected);
    }
    // Whatever was chosen, the Secretariat's overview shows no question any more.
    expect(await openConflicts('osce')).toBeUndefined();
  });

  it('[P167] a line that I took out and they moved to another list is asked about, and the page says where it was and is', async () => {
    const person = await formBrowser(service.url, 'slovenia');
    const [first] = await save(service.as('slovenia'), editOf('slovenia', 1, { inProcess: ['Border plan', 'Training'] }));
    const page = await person.open();
    const { itemId } = first.cells.inProcess[0];
    await save(service.as('slovenia'), editOf('slovenia', first.version, { inProcess: ['Training'], accomplished: [{ itemId, text: 'Border plan' }] }));
    const asked = await person.press(page, 'save', { 'cell.inProcess': 'Training' });
    expect(wordsOf(asked)).toContain('You took this line out of “Products in process”; they moved it to “Accomplished Products”.');
    const after = await person.pressed(asked, 'settle', { 'choice.0': 'mine' });
    expect([after.fields['cell.inProcess'], after.fields['cell.accomplished']]).toEqual(['Training', '']);
  });

  it('[P168] the Secretariat saves any row with a reason, which is kept, and is told when it is missing', async () => {
    const person = await formBrowser(service.url, 'secretariat');
    const page = await person.open('/form?member=france');
    const refused = await person.press(page, 'save', { 'cell.tasks': 'Heard by telephone' });
    expect([refused.status, wordsOf(refused).includes('only with a reason'), refused.fields['cell.tasks']]).toEqual([422, true, 'Heard by telephone']);
    await person.pressed(refused, 'save', { reason: 'Telephone, 25 November' });
    expect((await versionsOf('france'))[0]).toMatchObject({ by: 'demo:secretariat', route: 'form', reason: 'Telephone, 25 November' });
  });
});
