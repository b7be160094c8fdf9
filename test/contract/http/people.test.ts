/** People of the directory over HTTP, and who may see them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play, type Scenario } from '../../support/scenario.ts';
import { startTestService, type TestService } from '../../support/start-service.ts';

const PEOPLE = '/grids/wbcti/people';
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const secretariat = () => service.as('secretariat');
const ids = async (name: string): Promise<string[]> => (await service.as(name).get(PEOPLE)).json.map(({ person }: { person: string }) => person);

describe('the directory', () => {
  it('[A6] the Secretariat sees all, a focal point its own member’s people, an observer none', async () => {
    expect(await ids('secretariat')).toHaveLength(19);
    expect(await ids('albania')).toEqual(['fp-albania']);
    expect(await ids('observer')).toEqual([]);
    const [first] = (await service.as('albania').get(PEOPLE)).json;
    expect(first).toEqual({
      person: 'fp-albania',
      member: 'albania',
      role: 'focal-point',
      name: 'Elira Doda',
      email: 'elira.doda@example.org',
      language: 'en',
    });
  });

  it('[H40] a person is made, written whole, and removed', async () => {
    const person = { member: 'albania', role: 'deputy', name: 'Arta Ž.', email: 'arta@example.org', language: 'sq' };
    const made = await secretariat().put(`${PEOPLE}/p-7f3a`, person);
    expect([made.status, made.json]).toEqual([200, { person: 'p-7f3a', ...person }]);
    expect(await ids('albania')).toEqual(['fp-albania', 'p-7f3a']);
    const { email: _, ...without } = person;
    expect((await secretariat().put(`${PEOPLE}/p-7f3a`, without)).json).toEqual({ person: 'p-7f3a', ...without });
    expect((await secretariat().get(PEOPLE)).json.find((one: { person: string }) => one.person === 'p-7f3a')).not.toHaveProperty('email');
    const removed = await secretariat().remove(`${PEOPLE}/p-7f3a`);
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect(await ids('albania')).toEqual(['fp-albania']);
    expect((await secretariat().remove(`${PEOPLE}/p-7f3a`)).json.code).toBe('not-found');
  });

  it('[H41] a .csv says what it would do, then does it; bad lines come back with their reason', async () => {
    const csv = 'person,member,role,name,email,language\r\np-1,serbia,head,Ana,ana@example.org,sr\r\np-2,atlantis,head,Bo,,\r\np-3,serbia,king,Ce,,\r\n';
    const type = { 'Content-Type': 'text/csv; charset=utf-8' };
    const before = (await secretariat().post(`${PEOPLE}/import`, csv, type)).json;
    expect(before).toMatchObject({ applied: false, accepted: 1 });
    expect(before.rejected.map(({ line }: { line: number }) => line)).toEqual([3, 4]);
    expect(await ids('serbia')).toEqual(['fp-serbia']);
    expect((await secretariat().post(`${PEOPLE}/import?apply=false`, csv, type)).json.applied).toBe(false);
    expect((await secretariat().post(`${PEOPLE}/import?apply=true`, csv, type)).json).toEqual({ ...before, applied: true });
    expect(await ids('serbia')).toEqual(['fp-serbia', 'p-1']);
  });

  const REFUSED: Scenario[] = [
    ...(['albania', 'observer'] as const).flatMap((as): Scenario[] => [
      { title: `[A7] ${as} writes no person`, as, path: `${PEOPLE}/p-1`, method: 'PUT', body: { role: 'observer', name: 'A' }, status: 403, code: 'forbidden' },
      { title: `[A7] ${as} removes no person`, as, path: `${PEOPLE}/fp-albania`, method: 'DELETE', status: 403, code: 'forbidden' },
      {
        title: `[A7] ${as} imports no people`,
        as,
        path: `${PEOPLE}/import`,
        method: 'POST',
        headers: { 'Content-Type': 'text/csv' },
        body: 'a',
        status: 403,
        code: 'forbidden',
      },
      {
        title: `[A7] ${as} imports no file`,
        as,
        path: '/grids/wbcti/imports',
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: 'a',
        status: 403,
        code: 'forbidden',
      },
    ]),
    {
      title: '[H42] a role that needs a member',
      path: `${PEOPLE}/p-1`,
      method: 'PUT',
      body: { role: 'head', name: 'A' },
      status: 400,
      code: 'invalid-input',
      pointers: ['/member'],
    },
    {
      title: '[H42] an address with a line break',
      path: `${PEOPLE}/p-1`,
      method: 'PUT',
      body: { role: 'observer', name: 'A', email: 'a@example.org\r\nBcc: b@example.org' },
      status: 400,
      code: 'invalid-input',
      pointers: ['/email'],
    },
    {
      title: '[H42] a name with a control character',
      path: `${PEOPLE}/p-1`,
      method: 'PUT',
      body: { role: 'observer', name: 'A\u0000' },
      status: 400,
      code: 'invalid-input',
      pointers: ['/name'],
    },
    {
      title: '[H42] an id in the body',
      path: `${PEOPLE}/p-1`,
      method: 'PUT',
      body: { person: 'p-2', role: 'observer', name: 'A' },
      status: 400,
      code: 'invalid-input',
      pointers: ['/person'],
    },
    {
      title: '[H42] an id with a slash',
      path: `${PEOPLE}/a%2Fb`,
      method: 'PUT',
      body: { role: 'observer', name: 'A' },
      status: 400,
      code: 'invalid-input',
      pointers: ['/person'],
    },
    {
      title: '[H42] the service’s own id',
      path: `${PEOPLE}/system`,
      method: 'PUT',
      body: { role: 'observer', name: 'A' },
      status: 400,
      code: 'invalid-input',
      pointers: ['/person'],
    },
  ];
  for (const scenario of REFUSED) it(scenario.title, () => play(service, { as: 'secretariat', ...scenario }));
});
