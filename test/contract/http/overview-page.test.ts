/** Who gets the overview page, and how it is guarded. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserAt } from '../../support/browse.ts';
import { clientOf, startTestService, type TestService } from '../../support/start-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

it('[P141] leads to the sign-in and back, then shows the page with a token for its script and a policy for it', async () => {
  const browser = browserAt(service.url);
  const refused = await browser.get('/overview?grid=wbcti');
  expect([refused.status, refused.location]).toEqual([303, '/sign-in?to=%2Foverview%3Fgrid%3Dwbcti']);
  const form = await browser.get(refused.location ?? '');
  const chosen = await browser.post('/sign-in', { ...form.hidden, identity: 'demo:secretariat' });
  expect(chosen.location).toBe('/overview?grid=wbcti');
  const page = await browser.get('/overview?grid=wbcti');
  expect(page.status).toBe(200);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
  expect(page.text).not.toContain('{{');
  const csrf = /<meta name="csrf-token" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const made = await browser.post('/session/token', {}, { 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrf });
  const overview = await clientOf(service.url, null).get('/grids/wbcti/overview', { Authorization: `Bearer ${made.json.token}` });
  expect(overview.json).toHaveProperty('waiting');
});

it('[P164] what a page’s script says for its person comes by the route of pages, and what the pane says by that of the add-in', async () => {
  const browser = browserAt(service.url);
  const form = await browser.get('/sign-in');
  await browser.post('/sign-in', { ...form.hidden, identity: 'demo:secretariat' });
  const page = await browser.get('/overview');
  const csrf = /<meta name="csrf-token" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const made = await browser.post('/session/token', {}, { 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrf });
  const script = (path: string, body: unknown) => clientOf(service.url, null).post(`/grids/wbcti${path}`, body, { Authorization: `Bearer ${made.json.token}` });
  const after = await service.cursor();
  const answers = [
    await script('/rows/serbia/comments', { text: 'a word' }),
    await script('/rows/serbia/markings', { marking: 'TLP:RED' }),
    await script('/periods/2026-Q4/submissions', { member: 'serbia', statement: 'nothing-to-report' }),
    await service.as('secretariat').post('/grids/wbcti/rows/serbia/comments', { text: 'another' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 201, 201]);
  const { entries } = (await service.as('secretariat').get(`/grids/wbcti/changes?after=${after}`)).json;
  expect(entries.map(({ kind, route }: { kind: string; route: string }) => [kind, route])).toEqual([
    ['comment.added', 'form'],
    ['marking.changed', 'form'],
    ['submission.made', 'form'],
    ['comment.added', 'addin'],
  ]);
});

it('[P141] a grid that there is not is no address, another method is refused, and nothing of a name gets into the page', async () => {
  const browser = browserAt(service.url);
  const form = await browser.get('/sign-in');
  await browser.post('/sign-in', { ...form.hidden, identity: 'demo:observer' });
  const page = await browser.get('/overview?grid=%22%3E%3Cscript%3E');
  expect([page.status, page.text.includes('content="wbcti"'), page.text.includes('"><script>')]).toEqual([200, true, false]);
  expect((await browser.post('/overview', {})).status).toBe(405);
});
