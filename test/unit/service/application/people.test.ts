/** The directory of people: who sees, who writes, what is refused, and the .csv import. */
import { afterEach, describe, expect, test } from 'vitest';
import { PeopleImport, type PersonDetails } from '#contract/person.ts';
import { readCsv } from '../../../../service/application/csv.ts';
import { importPeople, MAX_LINES } from '../../../../service/application/import-people.ts';
import { conflictKeeper } from '../../../../service/application/note-conflicts.ts';
import { listPeople, putPerson, removePerson } from '../../../../service/application/people.ts';
import { focalPoint, OBSERVER, openReminderWorld, type ReminderWorld, SECRETARIAT } from '../../../support/reminder-world.ts';

let world: ReminderWorld;
afterEach(() => world?.close());

const deps = () => ({
  grids: world.grids,
  directory: world.store.directory,
  outbox: world.store.outbox,
  mailer: world.mailer,
  conflictNotes: conflictKeeper({ notes: world.store.conflictNotes, clock: { nowMs: world.nowMs }, log: world.log }),
});
const details = (more: Partial<PersonDetails> = {}): PersonDetails => ({
  member: 'albania',
  role: 'deputy',
  name: 'Ada',
  email: 'ada@example.org',
  language: 'sq',
  ...more,
});

describe('one person', () => {
  test('[A40] the Secretariat sees all, a focal point the people of its member, an observer nobody', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    await putPerson(deps(), SECRETARIAT, { grid: 'wbcti', person: 'op', details: { role: 'operator', name: 'Op', language: 'en' } });
    expect(await listPeople(deps(), SECRETARIAT, 'wbcti')).toHaveLength(20);
    expect((await listPeople(deps(), focalPoint('albania'), 'wbcti')).map(({ person }) => person)).toEqual(['fp-albania']);
    expect(await listPeople(deps(), OBSERVER, 'wbcti')).toEqual([]);
    await expect(listPeople(deps(), SECRETARIAT, 'no')).rejects.toMatchObject({ code: 'unknown-grid' });
  });

  test('[A41] a person is written whole: what is left out is taken away', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    expect(await putPerson(deps(), SECRETARIAT, { grid: 'wbcti', person: 'p-1', details: details() })).toEqual({ person: 'p-1', ...details() });
    const { email: _email, ...without } = details({ name: 'Ada B.' });
    await putPerson(deps(), SECRETARIAT, { grid: 'wbcti', person: 'p-1', details: without });
    expect(await listPeople(deps(), SECRETARIAT, 'wbcti')).toEqual([{ person: 'p-1', ...without }]);
  });

  test('[A42] nobody but the Secretariat writes', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    for (const principal of [OBSERVER, focalPoint('albania')]) {
      const written = { grid: 'wbcti', person: 'fp-albania', details: details() };
      await expect(putPerson(deps(), principal, written)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(removePerson(deps(), principal, { grid: 'wbcti', person: 'fp-albania' })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(importPeople(deps(), principal, { grid: 'wbcti', bytes: Buffer.from(''), apply: false })).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await world.store.directory.get('wbcti', 'fp-albania'))?.name).toBe('Elira Doda');
  });

  test.each([
    ['a member that the grid has not', 'p-1', details({ member: 'atlantis' }), { code: 'unknown-member', params: { member: 'atlantis' } }],
    ['a deputy without a member', 'p-1', { role: 'deputy', name: 'Ada', language: 'en' } as const, { code: 'invalid-input', errors: [{ pointer: '/member' }] }],
    ['an observer with a member', 'p-1', details({ role: 'observer' }), { code: 'invalid-input', errors: [{ pointer: '/member' }] }],
    ['an id with a slash', 'p/1', details(), { code: 'invalid-input', errors: [{ pointer: '/person' }] }],
    ['the id of the service', 'system', details(), { code: 'invalid-input', errors: [{ pointer: '/person' }] }],
  ])('[A43] %s is refused', async (_, person, written, refusal) => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    await expect(putPerson(deps(), SECRETARIAT, { grid: 'wbcti', person, details: written })).rejects.toMatchObject(refusal);
    expect(await world.store.directory.list('wbcti')).toEqual([]);
  });

  test('[A44] removing a person removes the kept mails to it too; removing nobody is not-found', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    await world.sender.run('wbcti', { by: 'system', when: 'due' });
    await removePerson(deps(), SECRETARIAT, { grid: 'wbcti', person: 'fp-albania' });
    expect(await world.store.directory.get('wbcti', 'fp-albania')).toBeUndefined();
    const kept = await world.mailer.kept();
    expect(kept).toHaveLength(18);
    expect(JSON.stringify(kept)).not.toContain('Elira');
    await expect(removePerson(deps(), SECRETARIAT, { grid: 'wbcti', person: 'fp-albania' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('people from a .csv', () => {
  const HEADER = 'person,member,role,name,email,language\r\n';
  const take = async (text: string | Uint8Array, apply = true) => {
    const report = await importPeople(deps(), SECRETARIAT, { grid: 'wbcti', bytes: typeof text === 'string' ? Buffer.from(text) : text, apply });
    expect(PeopleImport.parse(report)).toEqual(report);
    return report;
  };
  const stored = () => world.store.directory.list('wbcti');

  test('[O64] days away may be given; one day stands for both; a wrong one is returned with its reason', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    const lines = ['p-1,,2026-12-21,2027-01-03', 'p-2,,2026-12-24,', 'p-3,,,', 'p-4,,2027-01-03,2026-12-21', 'p-5,,Christmas,'];
    const file = ['person,email,away-from,away-to,member,role,name,language', ...lines.map((line) => `${line},albania,deputy,A,en`)].join('\r\n');
    const report = await take(file);
    expect(report.rejected.map(({ line }) => line)).toEqual([5, 6]);
    expect(report.rejected[0]?.reason).toContain('“2027-01-03” to “2026-12-21”');
    expect((await stored()).map(({ person, away }) => [person, away])).toEqual([
      ['p-1', { from: '2026-12-21', to: '2027-01-03' }],
      ['p-2', { from: '2026-12-24', to: '2026-12-24' }],
      ['p-3', undefined],
    ]);
    expect((await take(`${HEADER}p-9,albania,deputy,B,,en`)).accepted).toBe(1);
  });

  test('[A45] good lines are taken, others are returned with line and reason; without apply nothing is written', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    const file = [
      'person,member,role,name,email,language',
      'p-1,albania,focal-point,"Doda, Elira",elira@example.org,sq',
      'p-2,atlantis,focal-point,B,b@example.org,en',
      'p-3,albania,boss,C,c@example.org,en',
      'p-4,,deputy,D,d@example.org,en',
      'p-5,albania,observer,E,e@example.org,en',
      'p-6,albania,deputy,F,f at example.org,en',
      'p/7,albania,deputy,G,g@example.org,en',
      'p-1,albania,deputy,H,h@example.org,en',
      'p-9,albania,deputy,,i@example.org,en',
      'p-10,albania,deputy,J,j@example.org,deutsch!',
      'p-11,albania,deputy,K',
      'p-12,albania,deputy,"L"x,l@example.org,en',
      '',
      ',,,,,',
      'p-13,serbia,Head,M,,',
    ].join('\r\n');
    const report = await take(file, false);
    expect(report).toMatchObject({ applied: false, accepted: 2 });
    expect(await stored()).toEqual([]);
    expect(report.rejected.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '3 the grid has no member “atlantis”',
      '4 the role “boss” does not exist; use one of: focal-point, deputy, head, lead, secretariat, operator, observer',
      '5 this role needs a member',
      '6 the role “observer” belongs to no member; leave the member empty',
      '7 “f at example.org” is not an e-mail address',
      '8 “p/7” is not a person id; use letters, digits, dots and dashes',
      '9 the person “p-1” stands in line 2 already',
      '10 the name is missing or too long',
      '11 “deutsch!” is not a language code such as en, sq or sr-Latn',
      '12 the line has 4 fields; the header has 6',
      '13 a quotation mark of this line is not closed, or text stands beside a quoted field',
    ]);
    expect(await take(file)).toEqual({ ...report, applied: true });
    expect(await stored()).toEqual([
      { person: 'p-1', member: 'albania', role: 'focal-point', name: 'Doda, Elira', email: 'elira@example.org', language: 'sq' },
      { person: 'p-13', member: 'serbia', role: 'head', name: 'M', language: 'en' },
    ]);
  });

  test('[A46] as Excel writes it elsewhere: byte order mark, semicolons, columns in another order', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    const file = '\uFEFFName;Email;Role;Person;Language;Member\nŽana Čolić; z@example.org;lead;p-1;sr-Latn;serbia\n';
    expect(await take(file)).toMatchObject({ accepted: 1, rejected: [] });
    expect(await stored()).toEqual([{ person: 'p-1', member: 'serbia', role: 'lead', name: 'Žana Čolić', email: 'z@example.org', language: 'sr-Latn' }]);
  });

  test.each([
    ['a column that is missing', 'person,member,role,name,email\r\np-1,albania,head,A,a@example.org', 'language'],
    ['a column that is unknown', 'person,member,role,name,email,language,phone\r\np-1,albania,head,A,,en,5', 'phone'],
    ['a column that is named twice', 'person,member,role,name,email,language,name\r\np-1,albania,head,A,,en,B', 'name'],
    ['an empty file', '', 'person'],
  ])('[A47] %s refuses the whole file', async (_, file, column) => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    expect(await take(file)).toMatchObject({ accepted: 0, rejected: [{ line: 1, reason: expect.stringContaining(`“${column}”`) }] });
    expect(await stored()).toEqual([]);
  });

  test('[A48] a file that is not UTF-8 or has too many people is refused whole', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    expect(await take(Buffer.concat([Buffer.from(`${HEADER}p-1,albania,head,`), Buffer.from([0x8e]), Buffer.from('ana,,en')]))).toMatchObject({
      accepted: 0,
      rejected: [{ line: 1, reason: expect.stringContaining('UTF-8') }],
    });
    const lines = Array.from({ length: MAX_LINES + 1 }, (_, n) => `p-${n},albania,deputy,N,,en`);
    expect(await take(HEADER + lines.slice(0, MAX_LINES).join('\n'), false)).toMatchObject({ accepted: MAX_LINES, rejected: [] });
    expect(await take(HEADER + lines.join('\n'))).toMatchObject({ accepted: 0, rejected: [{ line: MAX_LINES + 2 }] });
    expect(await stored()).toEqual([]);
  });

  test('[A49] quotes, doubled quotes and line breaks in a field are read; a line is counted where it begins', () => {
    expect(readCsv('a,b\n"x ""y""","1\r\n2"\r\n\n3,"4')).toEqual([
      { line: 1, fields: ['a', 'b'], broken: false },
      { line: 2, fields: ['x "y"', '1\r\n2'], broken: false },
      { line: 5, fields: ['3', '4'], broken: true },
    ]);
  });
});
