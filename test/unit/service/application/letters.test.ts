/** Whom reminders reach and when: absences, shared addresses, combined letters, what a server asks to wait. */
import { afterEach, describe, expect, test } from 'vitest';
import { GridDefinition } from '#contract/grid.ts';
import { listReminders } from '../../../../service/application/list-reminders.ts';
import { conflictKeeper } from '../../../../service/application/note-conflicts.ts';
import { removePerson } from '../../../../service/application/people.ts';
import { type DirectoryPerson, MailFailure } from '../../../../service/application/ports.ts';
import { previewReminders } from '../../../../service/application/preview-reminders.ts';
import { pauseReminders, sendReminder, skipReminder } from '../../../../service/application/reminder-orders.ts';
import type { RunOptions } from '../../../../service/application/send-reminders.ts';
import wbcti from '../../../../service/grids/wbcti.json' with { type: 'json' };
import { answer, request, submission, withdrawal } from '../../../support/ladder-drafts.ts';
import { focalPoint, OBSERVER, openReminderWorld, type ReminderWorld, SECRETARIAT } from '../../../support/reminder-world.ts';

const DUE: RunOptions = { by: 'system', when: 'due' };
const NOW: RunOptions = { by: 'demo:secretariat', when: 'now' };
const ALBANIA = 'wbcti.2026-Q4.albania.before-due';
const SERBIA = 'wbcti.2026-Q4.serbia.before-due';

let world: ReminderWorld;
afterEach(() => world?.close());

const person = (id: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ person: id, member: 'albania', role: 'focal-point' as const, name: id, email: `${id}@example.org`, language: 'en' },
  ...more,
});
const open = (people: DirectoryPerson[], date = '2026-12-17', definition?: GridDefinition) =>
  openReminderWorld({ date, people, ...(definition && { definition }) });
const reminders = () => world.delivered.filter(({ name }) => !name.includes('/'));
const reached = (): string[] => reminders().map(({ to }) => to.name);
const deps = () => ({ grids: world.grids, directory: world.store.directory, outbox: world.store.outbox, reminders: world.sender });
const item = async (id: string) => (await listReminders(deps(), SECRETARIAT, 'wbcti')).items.find((reminder) => reminder.id === id);

describe('absence', () => {
  const away = { from: '2026-12-10', to: '2026-12-22' };

  test('[O45] who is away is not written to; the others are; the letter goes out on the return, if it is still wanted', async () => {
    world = await open([person('p-1', { away }), person('p-2')]);
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-2']);
    expect(await item(ALBANIA)).toMatchObject({
      state: 'sent',
      recipients: 2,
      letters: [
        { person: 'p-1', state: 'away', attempts: 0 },
        { person: 'p-2', state: 'sent' },
      ],
    });
    world.moveTo('2026-12-22');
    await world.sender.run('wbcti', NOW);
    expect(reached()).toEqual(['p-2']);
    world.moveTo('2026-12-23');
    await world.sender.run('wbcti', DUE);
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-2', 'p-1']);
  });

  test('[O45] not after an answer, and not when the next stage has come', async () => {
    world = await open([
      person('p-1', { away }),
      person('p-2'),
      person('p-3', { member: 'serbia', away: { from: '2026-12-10', to: '2026-12-28' } }),
      person('p-4', { member: 'serbia' }),
    ]);
    await world.sender.run('wbcti', DUE);
    await world.submit('albania');
    world.moveTo('2026-12-23');
    await world.sender.run('wbcti', DUE);
    world.moveTo('2026-12-28');
    await world.sender.run('wbcti', DUE);
    world.moveTo('2026-12-29');
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(expect.not.arrayContaining(['p-1']));
    expect(world.delivered.filter(({ to }) => to.name === 'p-3').map(({ name }) => name)).toEqual(['wbcti.2026-Q4.serbia.due-soon']);
  });

  test('[O45] if nobody who is addressed is there, the deputies are written to; if they are away too, nobody is until somebody is back', async () => {
    world = await open([person('p-1', { away }), person('p-2', { role: 'deputy' }), person('p-3', { role: 'head' })]);
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-2']);
    expect(world.delivered[0]?.text).toContain('because you stand in for the focal point of Albania');
    world.moveTo('2026-12-23');
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-2', 'p-1']);
    await world.close();
    world = await open([person('p-1', { away }), person('p-2', { role: 'deputy', away: { from: '2026-12-17', to: '2026-12-18' } })]);
    await world.sender.run('wbcti', DUE);
    expect([reached(), (await item(ALBANIA))?.state]).toEqual([[], 'decided']);
    world.moveTo('2026-12-19');
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-2']);
  });
});

describe('one mail per person', () => {
  const several = (definition = GridDefinition.parse(wbcti)) => ({ ...definition, calendar: { ...definition.calendar, closesDaysAfterDue: 80 } });

  test('[O48] two people with one address get one mail that speaks of both members; each reminder is sent', async () => {
    world = await open([person('p-1'), person('p-2', { member: 'serbia', email: 'P-1@example.org' }), person('p-3', { member: 'serbia' })]);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 2, failed: 0 });
    expect(world.delivered.map(({ name, to }) => [name, to.address]).sort()).toEqual([
      [ALBANIA, 'p-1@example.org'],
      [SERBIA, 'p-3@example.org'],
    ]);
    const mail = world.delivered.find(({ name }) => name === ALBANIA)!;
    expect(mail.subject).toBe('WBCTi Support Group 2026-Q4: 2 updates are waited for');
    expect(mail.text).toContain('- The update of Albania for 2026-Q4 is due on');
    expect(mail.text).toContain('- The update of Serbia for 2026-Q4 is due on');
    expect(mail.text).toContain(`Reminder ${ALBANIA}, ${SERBIA}.`);
    for (const id of [ALBANIA, SERBIA]) expect(await item(id)).toMatchObject({ state: 'sent' });
    await world.sender.run('wbcti', NOW);
    expect(world.delivered).toHaveLength(2);
  });

  test('[O48] after an outage over two open periods one person gets one mail, which names each period', async () => {
    world = await open([person('p-1')], '2027-03-18', several());
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 1 });
    expect(world.delivered[0]?.subject).toContain('2026-Q4, 2027-Q1: 2 updates');
    const list = (await listReminders(deps(), focalPoint('albania'), 'wbcti')).items;
    expect(list.map(({ id, state }) => [id, state])).toEqual([
      ['wbcti.2026-Q4.albania.escalation', 'sent'],
      ['wbcti.2027-Q1.albania.before-due', 'sent'],
    ]);
  });

  const DOWN = () => {
    throw new MailFailure('unreachable', { again: true });
  };

  test('[O48] reminders of two periods that were decided on different days of an outage are one mail too, and both count as sent', async () => {
    world = await open([person('p-1')], '2027-03-01', several());
    world.beforeTaking(DOWN);
    await world.sender.run('wbcti', DUE);
    for (const day of ['2027-03-02', '2027-03-05', '2027-03-18']) {
      world.moveTo(day);
      await world.sender.run('wbcti', DUE);
    }
    world.moveTo('2027-03-19');
    world.beforeTaking(() => undefined);
    expect(
      (await previewReminders({ ...deps(), clock: world.clock, letterhead: world.letterhead }, SECRETARIAT, { grid: 'wbcti', on: '2027-03-19' })).letters,
    ).toHaveLength(1);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 1, failed: 0 });
    expect(world.delivered).toHaveLength(1);
    expect(world.delivered[0]?.subject).toContain('2026-Q4, 2027-Q1: 2 updates');
    for (const id of ['wbcti.2026-Q4.albania.escalation', 'wbcti.2027-Q1.albania.before-due']) {
      expect(await item(id)).toMatchObject({ state: 'sent', letters: [{ person: 'p-1', state: 'sent' }] });
    }
    for (const options of [NOW, DUE]) expect(await world.sender.run('wbcti', options)).toMatchObject({ sent: 0, failed: 0 });
  });

  test('[O48] who was away while reminders of several members came due gets one mail on the return', async () => {
    const away = { from: '2026-12-10', to: '2027-01-03' };
    const shared = { away, email: 'both@example.org' };
    const giz = person('p-2', { member: 'giz', ...shared });
    world = await open([person('p-1', shared), giz]);
    // GIZ has its own dates: its reminder comes on another day.
    const later = { on: '2026-12-11', member: 'giz', dueOn: '2027-01-14' };
    await world.commit(request(1, later), answer(1, { ...later, granted: true }));
    await world.sender.run('wbcti', DUE);
    world.moveTo('2026-12-31');
    await world.sender.run('wbcti', DUE);
    world.moveTo('2027-01-04');
    await world.sender.run('wbcti', DUE);
    expect(reminders().map(({ to, subject }) => [to.address, subject])).toEqual([['both@example.org', expect.stringContaining('2 updates are waited for')]]);
  });

  test('[O49] what the later mail left out is written about on its own once it is wanted again, by whichever of two processes', async () => {
    world = await open([person('p-1')], '2027-03-01', several());
    const other = world.anotherSender('two');
    const both = () => Promise.all([world.sender.run('wbcti', DUE), other.run('wbcti', DUE)]);
    world.beforeTaking(DOWN);
    await both();
    world.moveTo('2027-03-18');
    await both();
    await world.commit(submission(1, { on: '2027-03-18' }));
    world.beforeTaking(() => undefined);
    world.passMinutes(5);
    for (let run = 0; run < 3; run += 1) {
      await both();
      world.passMinutes(5);
    }
    expect(reminders().map(({ subject }) => subject)).toEqual([expect.stringContaining('2027-Q1: the update of Albania is due on')]);
    await world.commit(withdrawal(1, { on: '2027-03-18' }));
    for (let run = 0; run < 3; run += 1) {
      await both();
      world.passMinutes(5);
    }
    expect(reminders().map(({ name }) => name)).toEqual(['wbcti.2027-Q1.albania.before-due', 'wbcti.2026-Q4.albania.escalation.p-1']);
    expect(await item('wbcti.2026-Q4.albania.escalation')).toMatchObject({ state: 'sent' });
  });

  test('[O48] a letter that may have arrived is not taken up by the next one: it goes out as it was, with its own Message-ID', async () => {
    world = await open([person('p-1')], '2027-03-01', several());
    world.beforeTaking(DOWN);
    await world.sender.run('wbcti', DUE);
    const [first] = await world.store.outbox.list('wbcti');
    world.moveTo('2027-03-05');
    // A process that died in the middle of an attempt.
    await world.store.outbox.claim(first!.letter, { owner: 'dead', nowMs: world.nowMs(), leaseMs: 120_000 });
    world.moveTo('2027-03-18');
    world.beforeTaking(() => undefined);
    await world.sender.run('wbcti', DUE);
    expect(world.delivered.map(({ name }) => name).sort()).toEqual(['wbcti.2026-Q4.albania.escalation', 'wbcti.2027-Q1.albania.before-due']);
    expect(world.delivered.every(({ subject }) => !subject.includes('2 updates'))).toBe(true);
  });

  test('[O49] a combined mail leaves out what has been answered meanwhile; once withdrawn, that is written about on its own', async () => {
    world = await open([person('p-1'), person('p-2', { member: 'serbia', email: 'p-1@example.org' })]);
    world.beforeTaking(() => {
      throw new MailFailure('unreachable', { again: true });
    });
    await world.sender.run('wbcti', DUE);
    await world.commit(submission(1, { on: '2026-12-17' }));
    world.beforeTaking(() => undefined);
    world.passMinutes(2);
    await world.sender.run('wbcti', DUE);
    const [mail] = world.delivered;
    expect(mail?.text).toContain('Serbia');
    expect(mail?.text).not.toContain('Albania');
    expect([(await item(ALBANIA))?.state, (await item(SERBIA))?.state]).toEqual(['suppressed', 'sent']);
    await world.commit(withdrawal(1, { on: '2026-12-17' }));
    await world.sender.run('wbcti', DUE);
    expect(world.delivered.filter(({ name }) => !name.includes('/')).map(({ name }) => name)).toEqual([ALBANIA, `${ALBANIA}.p-1`]);
    expect((await item(ALBANIA))?.state).toBe('sent');
  });

  test('[O42] a letter waits while a request is pending, and goes out once it is refused', async () => {
    world = await open([person('p-1')]);
    world.beforeTaking(() => {
      throw new MailFailure('unreachable', { again: true });
    });
    await world.sender.run('wbcti', DUE);
    world.beforeTaking(() => undefined);
    await world.commit(request(1, { on: '2026-12-17', dueOn: '2027-01-20' }));
    world.passMinutes(5);
    await world.sender.run('wbcti', NOW);
    expect(reached()).toEqual([]);
    expect(await item(ALBANIA)).toMatchObject({ state: 'suppressed', suppressedBy: 'requested' });
    await world.commit(answer(1, { on: '2026-12-17', granted: false }));
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-1']);
  });
});

describe('a server that asks to wait', () => {
  test('[O61] the letter waits as long as it was told, also on request, and longer than its own waiting time', async () => {
    world = await open([person('p-1')]);
    world.beforeTaking(() => {
      throw new MailFailure('greylisted', { again: true, retryAtMs: world.nowMs() + 30 * 60_000 });
    });
    await world.sender.run('wbcti', DUE);
    expect(await item(ALBANIA)).toMatchObject({ state: 'failed', failureCode: 'greylisted', nextAttemptAt: '2026-12-17T09:30:00.000Z' });
    world.beforeTaking(() => undefined);
    world.passMinutes(29);
    for (const options of [DUE, NOW]) await world.sender.run('wbcti', options);
    expect(world.delivered).toEqual([]);
    world.passMinutes(1);
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-1']);
  });

  test('[O61] while the mailer is paused no letter is tried, and none uses up an attempt', async () => {
    world = await open([person('p-1'), person('p-2')]);
    const until = world.nowMs() + 60_000;
    world.mailer.pausedUntilMs = () => until;
    expect(await world.sender.run('wbcti', NOW)).toMatchObject({ sent: 0, failed: 0 });
    expect((await world.store.outbox.list('wbcti')).map(({ attempts }) => attempts)).toEqual([0, 0]);
    world.passMinutes(1);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 2 });
  });

  test('[O65] several runs of one process have four mails on their way at most', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    let under = 0;
    let most = 0;
    world.beforeTaking(async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setImmediate(resolve));
    });
    world.afterTaking(() => {
      under -= 1;
    });
    const runs = await Promise.all([world.sender.run('wbcti', DUE), world.sender.run('wbcti', NOW), world.sender.run('wbcti', DUE)]);
    expect(most).toBe(4);
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(19);
  });
});

describe('orders', () => {
  test('[O57] sending one now tries its letters alone, waits for nothing of its own, and says what became of it', async () => {
    world = await open([person('p-1'), person('p-2', { member: 'serbia' })]);
    world.beforeTaking(() => {
      throw new MailFailure('unreachable', { again: true });
    });
    await world.sender.run('wbcti', DUE);
    world.beforeTaking(() => undefined);
    const sent = await sendReminder(deps(), SECRETARIAT, { grid: 'wbcti', reminder: ALBANIA });
    expect(sent).toMatchObject({ id: ALBANIA, state: 'sent', attempts: 2, letters: [{ person: 'p-1', state: 'sent', attempts: 2 }] });
    expect(reached()).toEqual(['p-1']);
    await expect(sendReminder(deps(), SECRETARIAT, { grid: 'wbcti', reminder: 'wbcti.2026-Q4.albania.escalation' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('[O46] a skipped reminder is not sent, and the list says so', async () => {
    world = await open([person('p-1')]);
    const skipped = await skipReminder(world.grids, SECRETARIAT, { grid: 'wbcti', request: { period: '2026-Q4', member: 'albania', stage: 'before-due' } });
    expect(skipped).toEqual({ id: ALBANIA, period: '2026-Q4', member: 'albania', stages: ['before-due'] });
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual([]);
    expect(await item(ALBANIA)).toMatchObject({ state: 'suppressed', suppressedBy: 'skipped', letters: [], attempts: 0 });
    expect(await item(ALBANIA)).not.toHaveProperty('decidedAt');
    const wrong = skipReminder(world.grids, SECRETARIAT, { grid: 'wbcti', request: { period: '2026-Q4', member: 'atlantis', stage: 'before-due' } });
    await expect(wrong).rejects.toMatchObject({ code: 'unknown-member' });
  });

  test('[O47] a paused member is held, and listed as paused until its last day', async () => {
    world = await open([person('p-1')]);
    expect(await pauseReminders(world.grids, SECRETARIAT, { grid: 'wbcti', member: 'albania', request: { until: '2026-12-20' } })).toEqual({
      member: 'albania',
      until: '2026-12-20',
    });
    await world.sender.run('wbcti', DUE);
    const list = await listReminders(deps(), SECRETARIAT, 'wbcti');
    expect(list.paused).toEqual([{ member: 'albania', until: '2026-12-20' }]);
    expect(await item(ALBANIA)).toMatchObject({ state: 'suppressed', suppressedBy: 'paused' });
    expect((await listReminders(deps(), focalPoint('serbia'), 'wbcti')).paused).toEqual([]);
    world.moveTo('2026-12-21');
    await world.sender.run('wbcti', DUE);
    expect(reached()).toEqual(['p-1']);
  });

  test('[O58] only the Secretariat sends one, skips and pauses', async () => {
    world = await open([person('p-1')]);
    for (const principal of [OBSERVER, focalPoint('albania')]) {
      const refused = [
        sendReminder(deps(), principal, { grid: 'wbcti', reminder: ALBANIA }),
        skipReminder(world.grids, principal, { grid: 'wbcti', request: { period: '2026-Q4', member: 'albania', stage: 'before-due' } }),
        pauseReminders(world.grids, principal, { grid: 'wbcti', member: 'albania', request: { until: null } }),
      ];
      for (const each of refused) await expect(each).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(world.grids.get('wbcti')!.state().reminders.size).toBe(0);
  });

  test('[O59] reminders lie at the top of the folder of mails, all else in a folder of its kind; removing a person removes both', async () => {
    world = await open([person('p-1'), person('p-6', { role: 'secretariat', member: undefined as never })]);
    await world.sender.run('wbcti', DUE);
    await world.commit(submission(1, { on: '2026-12-17' }));
    await world.sender.run('wbcti', DUE);
    expect((await world.mailer.kept()).map(({ name }) => name).sort()).toEqual([
      expect.stringMatching(/^notice\/wbcti\.notice\.receipt\.\d+\.p-1$/),
      'summary/wbcti.summary.2026-12-17.p-6',
      ALBANIA,
    ]);
    await removePerson(
      { ...deps(), mailer: world.mailer, conflictNotes: conflictKeeper({ notes: world.store.conflictNotes, clock: { nowMs: world.nowMs }, log: world.log }) },
      SECRETARIAT,
      { grid: 'wbcti', person: 'p-1' },
    );
    expect((await world.mailer.kept()).map(({ name }) => name)).toEqual(['summary/wbcti.summary.2026-12-17.p-6']);
  });
});
