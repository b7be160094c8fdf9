/** Answering in the web form without a script: submissions and receipts, withdrawing, acknowledging, more time, comments, reviews; and what stands in the way. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FormBrowser, formBrowser, wordsOf } from '../../support/form-browser.ts';
import { editOf, save } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const PERIOD = '/grids/wbcti/periods/2026-Q4';
const fileOf = async (member: string) => (await service.as('secretariat').get(`${PERIOD}/members/${member}`)).json;
const rowOf = async (row: string) => (await service.as('secretariat').get('/grids/wbcti')).json.rows.find((one: { row: string }) => one.row === row);

describe('answering', () => {
  it('[P169] submit saves what was typed first, and leads to a receipt with number, instant, version, checkpoint and a file', async () => {
    const person = await formBrowser(service.url, 'albania');
    const receipt = await person.pressed(await person.open(), 'submit', { 'cell.inProcess': 'Action plan', statement: 'updated' });
    const words = wordsOf(receipt);
    expect(words).toContain('Thank you. The answer of Albania for 2026-Q4 is in.');
    expect(words).toMatch(/Number 1 Statement the row is up to date Submitted 25 November 2026 at 10:00 By Albania Version of the row 2/);
    expect(words).toContain('support-group-grid/wbcti');
    const href = /href="(\/form\/receipt\.json[^"]*)" download/.exec(receipt.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const file = await person.browser.get(href);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.json"$/);
    expect(file.json).toMatchObject({ receipt: 1, number: 1, member: 'albania', rowVersions: { albania: 2 } });
    expect((await fileOf('albania')).submissions).toMatchObject([{ number: 1, statement: 'updated', by: 'demo:albania' }]);
    const stranger = await formBrowser(service.url, 'serbia');
    expect((await stranger.browser.get(href)).status).toBe(403);
  });

  it('[P169] nothing to report is one press; with a changed row it is held back, and the typed text stays', async () => {
    const person = await formBrowser(service.url, 'kosovo');
    const held = await person.press(await person.open(), 'submit', { 'cell.tasks': 'Something new', statement: 'nothing-to-report' });
    expect([held.status, held.fields['cell.tasks']]).toEqual([422, 'Something new']);
    expect(wordsOf(held)).toContain('You pressed “Nothing to report”, but you have changed the row.');
    expect((await fileOf('kosovo')).submissions).toEqual([]);
    const receipt = await person.pressed(await person.open(), 'submit', { statement: 'nothing-to-report' });
    expect(wordsOf(receipt)).toContain('Statement nothing to report');
    expect(await rowOf('kosovo')).toMatchObject({ version: 1, status: { state: 'submitted', statement: 'nothing-to-report' } });
  });

  it('[P170] lines to look at hold the answer back until “Submit anyway”', async () => {
    const person = await formBrowser(service.url, 'montenegro');
    const held = await person.press(await person.open(), 'submit', { 'cell.tasks': 'Training in Kosovo', statement: 'updated' });
    expect([held.status, wordsOf(held).includes('1 of its lines needs a look')]).toEqual([409, true]);
    expect(held.text).toContain('formaction="/form/submit?statement=updated" name="despite" value="yes"');
    await person.pressed(held, 'submit?statement=updated', { despite: 'yes' });
    expect((await fileOf('montenegro')).submissions).toHaveLength(1);
    const bad = await person.press(held, 'submit', { statement: 'certainly' });
    expect([bad.status, bad.fields['cell.tasks']]).toEqual([400, 'Training in Kosovo']);
  });

  it('[P185] an answer that is pressed on the page of a period which has closed since is refused in words, keeps all, and is none for the next period', async () => {
    const late = await startTestService({ now: '2027-01-30T22:59:00.000Z' });
    const person = await formBrowser(late.url, 'austria');
    const page = await person.open();
    expect(wordsOf(page)).toContain('Answer for 2026-Q4');
    late.moveTo('2027-01-30T23:01:00.000Z');
    const refused = await person.press(page, 'submit', { 'cell.tasks': 'Typed at midnight', comment: 'Sorry', statement: 'updated' });
    expect([refused.status, refused.fields['cell.tasks'], refused.fields['period']]).toEqual([409, 'Typed at midnight', '2027-Q1']);
    expect(wordsOf(refused)).toContain('2026-Q4 takes no submissions now');
    for (const [action, more] of [
      ['request', { requestOn: '2027-02-10', requestReason: 'Late' }],
      ['request', { kind: 'excuse', requestReason: 'Late' }],
    ] as const) {
      const answer = await person.press(page, action, more);
      expect([action, answer.status, answer.fields['requestReason']]).toEqual([action, 409, 'Late']);
    }
    for (const period of ['2026-Q4', '2027-Q1']) {
      const { json } = await late.as('secretariat').get(`/grids/wbcti/periods/${period}/members/austria`);
      expect([period, json.submissions, json.requests]).toEqual([period, [], []]);
    }
    await late.close();
  });

  it('[P186] a member with more time than the others answers in the form for the period that it owes, and then stands in the next', async () => {
    const late = await startTestService({ now: '2027-01-20T09:00:00.000Z' });
    const more = { member: 'italy', kind: 'extension', dueOn: '2027-02-20', reason: 'Elections' };
    await late.as('secretariat').post(`${PERIOD}/requests`, more);
    late.moveTo('2027-02-10T09:00:00.000Z');
    const person = await formBrowser(late.url, 'italy');
    const page = await person.open();
    expect(wordsOf(page)).toContain('Answer for 2026-Q4');
    expect(wordsOf(page)).toContain('due Saturday, 20 February 2027, in 10 days');
    const receipt = await person.pressed(page, 'submit', { statement: 'nothing-to-report' });
    expect(wordsOf(receipt)).toContain('The answer of Italy for 2026-Q4 is in.');
    expect(wordsOf(await person.open())).toContain('Answer for 2027-Q1');
    await late.close();
  });

  it('[P187] a member asks in the form to be excused, with a reason and no date, and reads the answer', async () => {
    const person = await formBrowser(service.url, 'pcc-see');
    const missing = await person.press(await person.open(), 'request', { kind: 'excuse' });
    expect([missing.status, wordsOf(missing).includes('To be excused from this period, say why.')]).toEqual([422, true]);
    const asked = await person.pressed(missing, 'request', { kind: 'excuse', requestReason: 'We are moving house' });
    expect(wordsOf(asked)).toContain('You have asked to be excused.');
    const { requests } = await fileOf('pcc-see');
    expect(requests).toMatchObject([{ kind: 'excuse', reason: 'We are moving house' }]);
    await service.as('secretariat').post(`${PERIOD}/requests/${requests[0].number}/answer`, { granted: true });
    expect(wordsOf(await person.open())).toContain('You are excused from this period.');
  });

  it('[P171] a submission is withdrawn, a comment sent, more time asked for: each once, shown on the page', async () => {
    const person = await formBrowser(service.url, 'italy');
    await person.pressed(await person.open(), 'submit', { statement: 'nothing-to-report' });
    const [{ number }] = (await fileOf('italy')).submissions;
    const submitted = await person.open();
    const question = /<details class="withdrawal"><summary[^>]*>Withdraw number \d+<\/summary>[\s\S]*?<\/details>/.exec(submitted.text)?.[0] ?? '';
    // The only button that withdraws is behind the question.
    expect(submitted.text.split('formaction="/form/withdraw"').length).toBe(2);
    expect(question).toContain('formaction="/form/withdraw"');
    expect(question).toContain('It will not count any more');
    const withdrawn = await person.pressed(submitted, 'withdraw', { number: String(number), [`withdraw-reason-${number}`]: 'The <wrong> quarter' });
    expect(wordsOf(withdrawn)).toContain('Why it was withdrawn: The <wrong> quarter');
    expect(wordsOf(withdrawn)).toContain(`Submission number ${number} is withdrawn.`);
    expect(wordsOf(withdrawn)).toMatch(/nothing to report – withdrawn 25 November 2026 at 10:00 by Italy/);
    const commented = await person.pressed(withdrawn, 'comment', { comment: 'We wait for\r\nthe minister <b>' });
    expect(wordsOf(commented)).toContain('We wait for the minister <b>');
    expect((await fileOf('italy')).comments).toMatchObject([{ text: 'We wait for\nthe minister <b>', from: 'member' }]);
    const missing = await person.press(commented, 'request', { requestReason: 'Elections' });
    expect([missing.status, missing.fields['requestReason']]).toEqual([422, 'Elections']);
    const far = await person.press(missing, 'request', { requestOn: '2031-01-01' });
    expect([far.status, far.fields['requestOn']]).toEqual([422, '2031-01-01']);
    const asked = await person.pressed(far, 'request', { requestOn: '2027-01-15' });
    expect(wordsOf(asked)).toContain('for more time until Friday, 15 January 2027. The Secretariat has not answered yet.');
    const [request] = (await fileOf('italy')).requests;
    await service.as('secretariat').post(`${PERIOD}/requests/${request.number}/answer`, { granted: true, comment: 'Good luck' });
    const granted = wordsOf(await person.open());
    expect(granted).toContain('More time was granted: due Friday, 15 January 2027. Comment of the Secretariat: Good luck');
    expect(granted).toContain('due Friday, 15 January 2027, in 51 days');
  });

  it('[P172] an answer on behalf is acknowledged; a returned one shows comment and remarks with the line that they are about', async () => {
    await save(service.as('osce'), editOf('osce', 1, { tasks: ['Border plan'] }));
    await service.as('secretariat').post(`${PERIOD}/submissions`, { member: 'osce', statement: 'updated', reason: 'Telephone call' });
    const person = await formBrowser(service.url, 'osce');
    const page = await person.open();
    expect(wordsOf(page)).toMatch(/On 25 November 2026 at 10:00 it submitted your row as it stands in version 2\. How it heard from you: Telephone call/);
    const number = /formaction="\/form\/acknowledge" name="number" value="(\d+)"/.exec(page.text)?.[1] ?? '';
    expect(wordsOf(await person.pressed(page, 'acknowledge', { number }))).toContain(`You have acknowledged submission number ${number}.`);
    const remarks = [{ row: 'osce', itemId: '2.1', text: 'Which border?' }];
    await service.as('secretariat').post(`${PERIOD}/reviews`, { member: 'osce', verdict: 'returned', comment: 'Please be precise', remarks });
    expect(wordsOf(await person.open())).toMatch(/The Secretariat returned your submission On .* Please be precise On “Border plan”: Which border\?/);
    await person.pressed(await person.open(), 'submit', { 'cell.tasks': 'Border plan with Serbia', statement: 'updated' });
    expect(wordsOf(await person.open())).not.toContain('returned your submission');
    await service.as('secretariat').post(`${PERIOD}/reviews`, { member: 'osce', verdict: 'accepted' });
    expect(wordsOf(await person.open())).toContain('The Secretariat accepted your submission');
  });

  it('[P172] the Secretariat answers on behalf of a member in the form; it waits for the member', async () => {
    const person = await formBrowser(service.url, 'secretariat');
    const receipt = await person.pressed(await person.open('/form?member=giz'), 'submit', { statement: 'nothing-to-report', reason: 'Meeting in Brdo' });
    expect(wordsOf(receipt)).toMatch(/Recorded\. It counts once .* has acknowledged it\./);
    expect((await fileOf('giz')).submissions).toMatchObject([{ onBehalf: true, reason: 'Meeting in Brdo' }]);
  });
});

describe('nothing typed is lost', () => {
  const typed = { 'cell.tasks': 'Typed for an hour\r\nand more', comment: 'And a comment' };
  const keeps = (page: { fields: Record<string, string> }): void => {
    expect(page.fields).toMatchObject({ 'cell.tasks': 'Typed for an hour\nand more', comment: 'And a comment' });
  };

  it('[P173] a sign-in that has ended: the page keeps all of it; signed in again in another tab, pressing once saves', async () => {
    const person = await formBrowser(service.url, 'france');
    const page = await person.open();
    await person.browser.post('/sign-out', { csrf: page.fields['csrf'] ?? '' });
    const cursor = await service.cursor();
    const kept = await person.press(page, 'save', typed);
    expect([kept.status, wordsOf(kept).includes('Your sign-in has ended')]).toEqual([401, true]);
    expect(kept.text).toContain('href="/sign-in?to=%2Fform" target="_blank"');
    keeps(kept);
    const form = await person.browser.get('/sign-in?to=%2Fform');
    await person.browser.post('/sign-in', { ...form.hidden, identity: 'demo:france' });
    for (const changes of [{ visitor: randomBytes(64).toString('base64url') }, { person: 'demo:serbia' }, { visitor: '' }]) {
      const confirm = await person.press(kept, 'save', changes);
      expect([confirm.status, wordsOf(confirm).includes('Please press the button once more')]).toEqual([403, true]);
      keeps(confirm);
    }
    const elsewhere = await person.browser.post('/form/save', kept.fields, { 'sec-fetch-site': 'cross-site' });
    expect([elsewhere.status, await service.cursor()]).toEqual([403, cursor]);
    const saved = await person.pressed(kept, 'save');
    expect(saved.fields['cell.tasks']).toBe('Typed for an hour\nand more');
  });

  it('[P173] who signs in instead of the one who typed saves nothing with the kept page before pressing once more', async () => {
    const person = await formBrowser(service.url, 'united-kingdom');
    const page = await person.open();
    await person.browser.post('/sign-out', { csrf: page.fields['csrf'] ?? '' });
    const kept = await person.press(page, 'save', typed);
    const form = await person.browser.get('/sign-in?to=%2Fform');
    await person.browser.post('/sign-in', { ...form.hidden, identity: 'demo:secretariat' });
    const confirm = await person.press(kept, 'save');
    expect([confirm.status, (await rowOf('united-kingdom')).version]).toEqual([403, 1]);
    keeps(confirm);
  });

  it('[P173] somebody else’s sign-in saves nothing for the first; a comment sent beside typed text leaves that text on the page', async () => {
    const person = await formBrowser(service.url, 'dcaf');
    const page = await person.open();
    const stranger = await formBrowser(service.url, 'unodc');
    const forged = await stranger.press(page, 'save', typed);
    keeps(forged);
    const refused = await stranger.press(forged, 'save');
    expect(refused.status).toBe(403);
    expect(await rowOf('dcaf')).toMatchObject({ version: 1 });
    const sent = await person.press(page, 'comment', typed);
    expect([sent.status, sent.fields['cell.tasks'], sent.fields['comment']]).toEqual([200, 'Typed for an hour\nand more', '']);
    expect(wordsOf(sent)).toContain('Your comment is sent. What you typed in the row is still below. It is not saved yet.');
  });

  it('[P174] a form without its token, with another one or from another site changes nothing and keeps what was typed', async () => {
    const person = await formBrowser(service.url, 'rcc');
    const page = await person.open();
    const cursor = await service.cursor();
    for (const action of ['save', 'submit', 'settle', 'withdraw', 'acknowledge', 'request', 'comment']) {
      for (const csrf of ['', 'nonsense', randomBytes(64).toString('base64url')]) {
        const refused = await person.press(page, action, { ...typed, csrf, statement: 'updated' });
        expect([action, refused.status]).toEqual([action, 403]);
        keeps(refused);
      }
    }
    const elsewhere = await person.browser.post('/form/save', { ...page.fields, ...typed }, { 'sec-fetch-site': 'cross-site' });
    expect(elsewhere.status).toBe(403);
    expect(await service.cursor()).toBe(cursor);
  });

  it('[P175] hostile fields are text, or refused in words: markup, odd bases, bytes that are no text, bodies too large or of another kind', async () => {
    const person = await formBrowser(service.url, 'slovenia');
    const page = await person.open();
    const evil = '</textarea><script>alert(1)</script>"\'&amp;\n=HYPERLINK("x")';
    const saved = await person.pressed(page, 'save', { 'cell.tasks': evil, 'cell.__proto__': 'x', 'cell.member': 'Atlantis', __proto__: 'y' });
    expect(saved.fields['cell.tasks']).toBe(evil);
    expect(saved.text).not.toContain('<script>alert');
    expect((await rowOf('slovenia')).cells.tasks.map(({ text }: { text: string }) => text)).toEqual(evil.split('\n'));
    for (const base of ['0', '-1', '99', '1e3', '', 'x', '2.5']) {
      const refused = await person.press(saved, 'save', { base, 'cell.tasks': `changed ${base}` });
      expect([base, refused.status, refused.fields['cell.tasks']]).toEqual([base, 409, `changed ${base}`]);
    }
    for (const conflicts of ['', 'nonsense', '{}', '[{"column":1}]']) expect((await person.press(saved, 'settle', { conflicts })).status).toBe(400);
    const raw = (body: string, type = 'application/x-www-form-urlencoded') => rawPost(person, body, type);
    expect((await raw('cell.tasks=%ff%fe')).status).toBe(400);
    expect((await raw('cell.tasks=%zz')).status).toBe(400);
    expect((await raw('a=b&'.repeat(600))).status).toBe(400);
    expect((await raw('{"a":1}', 'application/json')).status).toBe(415);
    const large = await raw(`cell.tasks=${'x'.repeat(1_000_001)}`);
    expect([large.status, large.text.includes('what you typed is still there')]).toEqual([413, true]);
    expect((await person.browser.get('/form/nowhere')).status).toBe(404);
    expect((await person.browser.post('/form/nowhere', page.fields)).status).toBe(404);
    expect((await fetch(`${service.url}/form`, { method: 'DELETE' })).status).toBe(405);
  });
});

async function rawPost({ browser }: FormBrowser, body: string, type: string): Promise<{ status: number; text: string }> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${service.url}/form/save`, {
    method: 'POST',
    headers: { cookie, 'content-type': type, 'sec-fetch-site': 'same-origin' },
    body,
  });
  return { status: response.status, text: await response.text() };
}
