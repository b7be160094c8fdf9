/** One address in several grids, several people with one address, several service processes, and a proxy in front. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMongoStore } from '../../../service/adapters/mongo/store.ts';
import { browserAt } from '../../support/browse.ts';
import { PATIENT } from '../../support/mongo/patient.ts';
import { describeOnMongo } from '../../support/mongo-servers.ts';
import { PEOPLE, type SignInWorld, startSignInWorld } from '../../support/sign-in-world.ts';
import { clientOf, keepLog } from '../../support/start-service.ts';

const limits = { maxCharacters: 100, maxLines: 3 };
const SECOND = {
  grid: 'wbbsi',
  title: 'Border Security',
  organisation: 'Somebody else',
  timeZone: 'UTC',
  calendar: { every: 'quarter', firstPeriod: '2026-Q3', dueDaysAfterEnd: 15, closesDaysAfterDue: 10, stages: [{ stage: 'due-soon', daysFromDue: -2 }] },
  sheets: [{ sheet: 'borders', title: 'Borders', columns: [{ key: 'steps', label: 'Steps', kind: 'items', limits }] }],
  members: [{ member: 'north', no: 1, name: 'North', shortName: 'North', kind: 'member-state', from: '2026-01-01' }],
};

describe('an address in several grids', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grids-'));
  let world: SignInWorld;
  beforeAll(async () => {
    writeFileSync(join(folder, 'wbbsi.json'), JSON.stringify(SECOND));
    world = await startSignInWorld({ settings: { GRIDS_DIR: folder, TRUSTED_PROXIES: '127.0.0.1' } });
    await world.service.store.directory.put('wbbsi', { ...PEOPLE.obs, person: 'p-e2', email: 'elira@EXAMPLE.org' });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('[A118] one sign-in serves them all, in each with the role and member that it has there; where it has none, the door is shut', async () => {
    const client = clientOf(world.service.url, null);
    const elira = await world.bearer(await world.signIn('elira@example.org'));
    const obs = await world.bearer(await world.signIn('obs@example.org'));
    const edit = (headers: Record<string, string>, grid: string, sheet: string, row: string, column: string) =>
      client.send(`/grids/${grid}/edits`, {
        method: 'POST',
        headers,
        body: { edits: [{ editId: crypto.randomUUID(), sheet, row, base: 1, cells: { [column]: ['x'] } }] },
      });
    const [own, other] = [await edit(elira, 'wbcti', 'support-group', 'albania', 'tasks'), await edit(elira, 'wbbsi', 'borders', 'north', 'steps')];
    expect(own.json.results[0]).toMatchObject({ status: 'saved' });
    expect(other.json.results[0].problem.code).toBe('forbidden');
    expect((await client.get('/grids/wbbsi', obs)).json.code).toBe('forbidden');
    expect((await client.get('/grids/nowhere', obs)).json.code).toBe('unknown-grid');
    expect((await client.get('/grids/wbcti', obs)).status).toBe(200);
    const listed = async (headers: Record<string, string>) => (await client.get('/grids', headers)).json.map(({ grid }: { grid: string }) => grid);
    expect(await listed(elira)).toEqual(['wbcti', 'wbbsi']);
    expect(await listed(obs)).toEqual(['wbcti']);
  });

  it('[A118] of several people with one address in a grid the one with most to do is meant', async () => {
    world.service.passMs(16 * 60_000);
    await world.service.store.directory.put('wbcti', { ...PEOPLE.lead, person: 'p-a-head', role: 'head', email: 'shared@example.org' });
    await world.service.store.directory.put('wbcti', { ...PEOPLE.lead, person: 'p-z-focal', role: 'focal-point', email: 'shared@example.org' });
    const headers = await world.bearer(await world.signIn('shared@example.org'));
    expect((await clientOf(world.service.url, null).get('/me', headers)).json).toMatchObject({ person: 'p-z-focal', role: 'focal-point' });
  });

  it('[A119] clients behind a proxy that is trusted are counted each by itself', async () => {
    world.service.passMs(16 * 60_000);
    const ask = async (client: string, times: number): Promise<number> => {
      const browser = browserAt(world.service.url);
      const form = await browser.get('/sign-in');
      let status = 0;
      for (let count = 0; count < times; count++) {
        const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': client };
        status = (await browser.post('/sign-in', { ...form.hidden, email: `${client}-${count}@example.org` }, headers)).status;
      }
      return status;
    };
    expect(await ask('192.0.2.1', 31)).toBe(429);
    expect(await ask('192.0.2.2', 1)).toBe(303);
  });
});

it('[A119] without a trusted proxy a client can’t give itself another address', { timeout: 60_000 }, async () => {
  const world = await startSignInWorld();
  try {
    const browser = world.browser();
    const form = await browser.get('/sign-in');
    const statuses = [];
    for (let count = 0; count < 31; count++) {
      const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': `192.0.2.${count}` };
      statuses.push((await browser.post('/sign-in', { ...form.hidden, email: `a${count}@example.org` }, headers)).status);
    }
    expect(statuses.at(-1)).toBe(429);
  } finally {
    await world.close();
  }
});

describeOnMongo('two services on one database', (mongo) => {
  it('[A91] a code works once at either, a session at both, and what one ends is ended at the other', { timeout: 60_000 }, async () => {
    const uri = mongo().newUri();
    const open = async () =>
      startSignInWorld({ settings: { MONGODB_URI: uri }, overrides: { store: await openMongoStore({ uri, log: keepLog(), waits: PATIENT }) } });
    const [one, two] = [await open(), await open()];
    try {
      const asking = one.browser();
      const { path } = await one.ask(asking, 'elira@example.org');
      const code = await one.code(path);
      const browsers = [one.browser(), two.browser()] as const;
      const answers = await Promise.all([one.type(browsers[0], path, code), two.type(browsers[1], path, code)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 303]);
      const signedIn = answers[0]?.status === 303 ? browsers[0] : browsers[1];
      const beside = two.browser();
      for (const [name, value] of signedIn.cookies) beside.cookies.set(name, value);
      expect((await beside.get('/sessions')).status).toBe(200);
      const sec = await two.bearer(await two.signIn('sec@example.org'));
      expect((await clientOf(one.service.url, null).send('/grids/wbcti/people/p-elira', { method: 'DELETE', headers: sec })).status).toBe(204);
      expect((await beside.get('/sessions')).status).toBe(303);
    } finally {
      await one.close();
      await two.close();
    }
  });
});
