/** The list of reminders and the kept letters: states, who sees what, what comes next. */
import { afterEach, expect, test } from 'vitest';
import { Letters, Reminders } from '#contract/reminder.ts';
import { listLetters, listReminders } from '../../../../service/application/list-reminders.ts';
import { MailFailure } from '../../../../service/application/mailer.ts';
import type { RunOptions } from '../../../../service/application/send-reminders.ts';
import type { Principal } from '../../../../service/domain/principal.ts';
import { DEMO_PEOPLE } from '../../../../service/grids/demo-people.ts';
import { answer, request, submission } from '../../../support/ladder-drafts.ts';
import { focalPoint, OBSERVER, openReminderWorld, type ReminderWorld, SECRETARIAT } from '../../../support/reminder-world.ts';

const DUE: RunOptions = { by: 'system', when: 'due' };
const ALBANIA = 'wbcti.2026-Q4.albania.before-due';

let world: ReminderWorld;
afterEach(() => world?.close());

const list = (principal: Principal = SECRETARIAT) =>
  listReminders({ grids: world.grids, directory: world.store.directory, outbox: world.store.outbox }, principal, 'wbcti');
const item = async (id: string) => (await list()).items.find((reminder) => reminder.id === id);

test('[O22] a sent reminder shows when it was due and sent; the next stage has its date', async () => {
  world = await openReminderWorld({ date: '2026-12-17' });
  await world.sender.run('wbcti', DUE);
  const reminders = await list();
  expect(Reminders.parse(reminders)).toEqual(reminders);
  expect(reminders.items).toHaveLength(19);
  expect(reminders.next).toEqual({ period: '2026-Q4', stage: 'due-soon', on: '2026-12-28' });
  expect(await item(ALBANIA)).toEqual({
    id: ALBANIA,
    period: '2026-Q4',
    member: 'albania',
    stages: ['before-due'],
    state: 'sent',
    dueAt: '2026-12-16T23:00:00.000Z',
    decidedAt: '2026-12-17T09:00:00.000Z',
    letters: [{ person: 'fp-albania', state: 'sent', attempts: 1, sentAt: '2026-12-17T09:00:00.000Z' }],
    sentAt: '2026-12-17T09:00:00.000Z',
    attempts: 1,
    recipients: 1,
  });
});

test('[O23] states: nobody to write to, failed with its class, suppressed with its reason, decided', async () => {
  world = await openReminderWorld({ date: '2026-12-17', people: DEMO_PEOPLE.filter(({ member }) => member !== 'italy' && member !== 'france') });
  world.beforeTaking((mail) => {
    if (mail.name.includes('.albania.')) throw new MailFailure('greylisted', { again: true });
    if (mail.name.includes('.unodc.')) throw new MailFailure('rejected', { again: false });
    if (mail.name.includes('.giz.')) throw new MailFailure('unreachable', { again: true });
  });
  await world.sender.run('wbcti', DUE);
  await world.submit('giz');
  await world.submit('france');
  expect(await item(ALBANIA)).toMatchObject({ state: 'failed', failureCode: 'greylisted', attempts: 1 });
  expect(await item('wbcti.2026-Q4.unodc.before-due')).toMatchObject({ state: 'failed', failureCode: 'rejected' });
  expect(await item('wbcti.2026-Q4.giz.before-due')).toMatchObject({ state: 'suppressed', suppressedBy: 'submitted' });
  expect(await item('wbcti.2026-Q4.france.before-due')).toMatchObject({ state: 'suppressed', suppressedBy: 'submitted', recipients: 0 });
  expect(await item('wbcti.2026-Q4.italy.before-due')).toMatchObject({ state: 'failed', failureCode: 'nobody-to-write-to', attempts: 0, recipients: 0 });
  await world.store.directory.put('wbcti', DEMO_PEOPLE.find(({ member }) => member === 'italy')!);
  const waiting = await item('wbcti.2026-Q4.italy.before-due');
  expect(waiting).toMatchObject({ state: 'decided', recipients: 1 });
  expect(waiting).not.toHaveProperty('failureCode');
  world.moveTo('2026-12-28');
  await world.sender.run('wbcti', DUE);
  expect(await item(ALBANIA)).toMatchObject({ state: 'suppressed', suppressedBy: 'superseded' });
});

test('[O55] a failed letter shows its person, its class, its attempts and when it is tried again; one that is given up, nothing more', async () => {
  world = await openReminderWorld({ date: '2026-12-17' });
  world.beforeTaking((mail) => {
    if (mail.name.includes('.albania.')) throw new MailFailure('unreachable', { again: true });
    if (mail.name.includes('.unodc.')) throw new MailFailure('rejected', { again: false });
  });
  await world.sender.run('wbcti', DUE);
  expect(await item(ALBANIA)).toMatchObject({
    decidedAt: '2026-12-17T09:00:00.000Z',
    nextAttemptAt: '2026-12-17T09:01:00.000Z',
    letters: [{ person: 'fp-albania', state: 'failed', attempts: 1, failureCode: 'unreachable', nextAttemptAt: '2026-12-17T09:01:00.000Z' }],
  });
  const rejected = await item('wbcti.2026-Q4.unodc.before-due');
  expect(rejected?.letters).toEqual([{ person: 'fp-unodc', state: 'failed', attempts: 1, failureCode: 'rejected' }]);
  expect(rejected).not.toHaveProperty('nextAttemptAt');
});

test('[O55] what is held stands in the list undecided with its reason, until it is decided', async () => {
  world = await openReminderWorld({ date: '2026-12-17' });
  await world.commit(request(1, { on: '2026-12-17', dueOn: '2027-01-20' }), submission(1, { on: '2026-12-17', member: 'giz', onBehalf: true }));
  await world.sender.run('wbcti', DUE);
  const held = (await list()).items.filter(({ state }) => state === 'suppressed');
  expect(held.map(({ id, suppressedBy, attempts }) => [id, suppressedBy, attempts])).toEqual([
    [ALBANIA, 'requested', 0],
    ['wbcti.2026-Q4.giz.before-due', 'to-acknowledge', 0],
  ]);
  expect(held.every((reminder) => !('decidedAt' in reminder))).toBe(true);
  await world.commit(answer(1, { on: '2026-12-17', granted: false }));
  await world.sender.run('wbcti', DUE);
  expect(await item(ALBANIA)).toMatchObject({ state: 'sent' });
});

test('[O24] the Secretariat sees all, a focal point its own member’s, an observer none', async () => {
  world = await openReminderWorld({ date: '2026-12-17' });
  await world.sender.run('wbcti', DUE);
  expect((await list(focalPoint('albania'))).items.map(({ id }) => id)).toEqual([ALBANIA]);
  await expect(list(OBSERVER)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listReminders({ grids: world.grids, directory: world.store.directory, outbox: world.store.outbox }, SECRETARIAT, 'no')).rejects.toMatchObject({
    code: 'unknown-grid',
  });
});

test('[O25] kept letters are read back for the Secretariat alone', async () => {
  world = await openReminderWorld({ date: '2026-12-17' });
  await world.sender.run('wbcti', DUE);
  const deps = { grids: world.grids, directory: world.store.directory, outbox: world.store.outbox, mailer: world.mailer };
  const letters = await listLetters(deps, SECRETARIAT, 'wbcti');
  expect(Letters.parse(letters)).toEqual(letters);
  expect(letters.items).toHaveLength(19);
  const sent = world.delivered.find(({ name }) => name === ALBANIA)!;
  expect(letters.items.find(({ id }) => id === ALBANIA)).toEqual({
    id: ALBANIA,
    reminder: ALBANIA,
    member: 'albania',
    to: 'Elira Doda <elira.doda@example.org>',
    subject: sent.subject,
    text: sent.text,
  });
  for (const principal of [focalPoint('albania'), OBSERVER]) await expect(listLetters(deps, principal, 'wbcti')).rejects.toMatchObject({ code: 'forbidden' });
  const { kept: _kept, ...handsOn } = world.mailer;
  expect(await listLetters({ ...deps, mailer: handsOn }, SECRETARIAT, 'wbcti')).toEqual({ items: [] });
});
