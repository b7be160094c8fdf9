/** Sending reminders: each decided once, each letter delivered once, whatever fails in between. */
import { afterEach, describe, expect, test } from 'vitest';
import { listReminders } from '../../../../service/application/list-reminders.ts';
import { MailFailure } from '../../../../service/application/mailer.ts';
import { type LetterState, StoreUnavailable } from '../../../../service/application/ports.ts';
import { type RunOptions, runReminders } from '../../../../service/application/send-reminders.ts';
import { DEMO_PEOPLE } from '../../../../service/grids/demo-people.ts';
import { focalPoint, OBSERVER, openReminderWorld, type ReminderWorld, SECRETARIAT } from '../../../support/reminder-world.ts';

const DUE: RunOptions = { by: 'system', when: 'due' };
const NOW: RunOptions = { by: 'demo:secretariat', when: 'now' };
const ALBANIA = 'wbcti.2026-Q4.albania.before-due';
const down = (): never => {
  throw new MailFailure('unreachable', { again: true });
};

let world: ReminderWorld;
afterEach(() => world?.close());

const letters = (): Promise<LetterState[]> => world.store.outbox.list('wbcti');
const letterOf = async (id: string): Promise<LetterState> => (await letters()).find(({ letter }) => letter === id)!;
const item = async (id: string) =>
  (await listReminders({ grids: world.grids, directory: world.store.directory, outbox: world.store.outbox }, SECRETARIAT, 'wbcti')).items.find(
    (reminder) => reminder.id === id,
  );
const toAlbania = () => world.delivered.filter(({ name }) => name.includes('.albania.'));

describe('one run', () => {
  test('[O1] writes to the nineteen focal points once; a second run writes to nobody', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    const first = await world.sender.run('wbcti', NOW);
    expect(first).toMatchObject({ dryRun: false, sent: 19, failed: 0 });
    expect(first.decided).toHaveLength(19);
    expect(first.decided[2]).toEqual({ id: ALBANIA, period: '2026-Q4', member: 'albania', stages: ['before-due'], recipients: 1 });
    expect(new Set(world.delivered.map(({ to }) => to.address))).toEqual(new Set(DEMO_PEOPLE.map(({ email }) => email)));
    expect(world.sentAt(ALBANIA)).toBe('2026-12-17T09:00:00.000Z');
    expect(await world.sender.run('wbcti', NOW)).toEqual({ dryRun: false, decided: [], sent: 0, failed: 0 });
    expect(world.delivered).toHaveLength(19);
  });

  test('[O2] a dry run says what would be decided and to how many, and changes nothing', async () => {
    world = await openReminderWorld({ date: '2026-12-28', people: DEMO_PEOPLE.filter(({ member }) => member !== 'italy') });
    const cursor = world.grids.get('wbcti')!.state().cursor;
    const { decided, ...rest } = await world.sender.preview('wbcti');
    expect(rest).toEqual({ dryRun: true, sent: 0, failed: 0 });
    expect(decided.find(({ member }) => member === 'giz')).toEqual({
      id: 'wbcti.2026-Q4.giz.due-soon',
      period: '2026-Q4',
      member: 'giz',
      stages: ['before-due', 'due-soon'],
      recipients: 1,
    });
    expect(decided.find(({ member }) => member === 'italy')?.recipients).toBe(0);
    expect(world.grids.get('wbcti')!.state().cursor).toBe(cursor);
    expect(await letters()).toEqual([]);
    expect(world.delivered).toEqual([]);
  });

  test('[O3] only the Secretariat runs or previews them', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    for (const principal of [OBSERVER, focalPoint('albania')]) {
      await expect(runReminders(world.sender, principal, { grid: 'wbcti', dryRun: true })).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await runReminders(world.sender, SECRETARIAT, { grid: 'wbcti', dryRun: false })).toMatchObject({ sent: 19 });
    await expect(runReminders(world.sender, SECRETARIAT, { grid: 'other', dryRun: false })).rejects.toMatchObject({ code: 'unknown-grid' });
  });

  test('[O4] at most four letters are on their way at a time', async () => {
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
    await world.sender.run('wbcti', DUE);
    expect(most).toBe(4);
  });
});

describe('to whom', () => {
  const people = [
    { person: 'p-1', member: 'albania', role: 'focal-point', name: 'One', email: 'one@example.org', language: 'en' },
    { person: 'p-2', member: 'albania', role: 'lead', name: 'Two', email: 'two@example.org', language: 'en' },
    { person: 'p-3', member: 'albania', role: 'deputy', name: 'Three', email: 'three@example.org', language: 'en' },
    { person: 'p-4', member: 'albania', role: 'head', name: 'Four', email: 'four@example.org', language: 'en' },
    { person: 'p-5', member: 'albania', role: 'focal-point', name: 'Five', language: 'en' },
    { person: 'p-6', role: 'secretariat', name: 'Six', email: 'six@example.org', language: 'en' },
  ] as const;
  const reminders = () => world.delivered.filter(({ name }) => !name.includes('/'));

  test('[O5] focal points and leads get each reminder, deputies and heads the escalation too; one letter each, the first named like the reminder', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people });
    await world.sender.run('wbcti', DUE);
    expect(
      reminders()
        .map(({ name, to }) => [name, to.address])
        .sort(),
    ).toEqual([
      [ALBANIA, 'one@example.org'],
      [`${ALBANIA}.p-2`, 'two@example.org'],
    ]);
    world.moveTo('2027-01-14');
    await world.sender.run('wbcti', DUE);
    const escalated = reminders()
      .slice(2)
      .map(({ to }) => to.address);
    expect(escalated.sort()).toEqual(['four@example.org', 'one@example.org', 'three@example.org', 'two@example.org']);
  });

  test('[O6] with nobody to write to there is no letter; once an address is there, the next run sends', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [] });
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 0 });
    expect(await letters()).toEqual([]);
    await world.store.directory.put('wbcti', people[0]);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ decided: [], sent: 1 });
    expect(toAlbania()).toHaveLength(1);
  });

  test('[O7] who is gone when a letter is to be sent gets none; a successor does, once', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [people[0]] });
    world.beforeTaking(down);
    await world.sender.run('wbcti', DUE);
    await world.store.directory.remove('wbcti', 'p-1');
    world.beforeTaking(() => undefined);
    world.passMinutes(2);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 1 });
    expect(await letterOf(ALBANIA)).toMatchObject({ outcomes: [{ code: 'unreachable' }, { result: 'failed', code: 'nobody-to-write-to', again: false }] });
    world.passMinutes(1);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 0 });
    await world.store.directory.put('wbcti', people[1]);
    await world.sender.run('wbcti', DUE);
    await world.sender.run('wbcti', DUE);
    expect(toAlbania().map(({ to }) => to.address)).toEqual(['two@example.org']);
    expect(world.sentAt(ALBANIA)).toBeDefined();
  });

  test('[O7] a letter that found nobody uses up no attempts, and goes out by itself once the person has an address again', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [people[0]] });
    world.beforeTaking(down);
    await world.sender.run('wbcti', DUE);
    const { email: _email, ...without } = people[0];
    await world.store.directory.put('wbcti', without);
    world.beforeTaking(() => undefined);
    for (let n = 0; n < 3; n += 1) {
      world.passMinutes(2);
      await world.sender.run('wbcti', NOW);
    }
    expect((await letterOf(ALBANIA)).attempts).toBe(2);
    await world.store.directory.put('wbcti', people[0]);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 1 });
  });
});

describe('an answer stops it', () => {
  test('[O8] an answer between deciding and sending suppresses the letter', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    world.beforeTaking(down);
    await world.sender.run('wbcti', DUE);
    await world.submit('albania');
    world.beforeTaking(() => undefined);
    world.passMinutes(2);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 18 });
    expect(toAlbania()).toEqual([]);
    expect(await item(ALBANIA)).toMatchObject({ state: 'suppressed', suppressedBy: 'submitted', attempts: 1 });
  });

  test('[O8] so does an answer that comes while other letters are being sent', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    let answered = false;
    world.beforeTaking(async () => {
      if (answered) return;
      answered = true;
      await world.submit('unodc');
    });
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 18, failed: 0 });
    expect(world.delivered.filter(({ name }) => name.includes('.unodc.'))).toEqual([]);
  });

  test('[O9] after a mail server was away over several stages one letter goes out, not several', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    world.beforeTaking(down);
    await world.sender.run('wbcti', DUE);
    world.moveTo('2026-12-28');
    await world.sender.run('wbcti', DUE);
    world.moveTo('2027-01-07');
    world.beforeTaking(() => undefined);
    await world.sender.run('wbcti', NOW);
    expect(toAlbania().map(({ name }) => name)).toEqual(['wbcti.2026-Q4.albania.overdue-2']);
    expect((await letterOf(ALBANIA)).outcomes.at(-1)).toMatchObject({ result: 'suppressed', code: 'superseded' });
  });
});

describe('failures', () => {
  test('[O10] a failed letter is tried again after 1, 5, 15, 60 … minutes, eight times at most; on request at once, and beyond', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [DEMO_PEOPLE[2]!] });
    let tries = 0;
    world.beforeTaking(() => {
      tries += 1;
      return down();
    });
    await world.sender.run('wbcti', DUE);
    for (const [index, minutes] of [1, 5, 15, 60, 240, 720, 1440].entries()) {
      world.passMinutes(minutes - 0.5);
      await world.sender.run('wbcti', DUE);
      expect(tries, `early after attempt ${index + 1}`).toBe(index + 1);
      world.passMinutes(0.5);
      await world.sender.run('wbcti', DUE);
      expect(tries, `after attempt ${index + 1}`).toBe(index + 2);
    }
    world.passMinutes(3000);
    await world.sender.run('wbcti', DUE);
    expect(tries).toBe(8);
    world.beforeTaking(() => undefined);
    expect(await world.sender.run('wbcti', NOW)).toMatchObject({ sent: 1 });
  });

  test('[O11] a rejected address is not tried again by itself, but on request', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [DEMO_PEOPLE[2]!] });
    world.beforeTaking(() => {
      throw new MailFailure('rejected', { again: false });
    });
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 1 });
    world.beforeTaking(() => undefined);
    world.passMinutes(5000);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 0 });
    await world.store.directory.put('wbcti', { ...DEMO_PEOPLE[2]!, email: 'right@example.org' });
    expect(await world.sender.run('wbcti', NOW)).toMatchObject({ sent: 1 });
    expect(world.delivered.map(({ to }) => to.address)).toEqual(['right@example.org']);
  });

  test('[O12] a fault of ours fails the letter, is logged, and the other letters go out', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    world.beforeTaking((mail) => {
      if (mail.name === ALBANIA) throw new TypeError('a fault');
    });
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 18, failed: 1 });
    expect(world.log.lines).toContainEqual({
      level: 'error',
      fields: expect.objectContaining({ letter: ALBANIA, err: expect.any(TypeError) }),
      message: 'letter not sent',
    });
  });

  test('[O13] the log holds neither address nor name nor a server’s words', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    world.beforeTaking((mail) => {
      throw new MailFailure('rejected', {
        again: false,
        cause: Object.assign(new Error(`550 <${mail.to.address}> unknown`), { code: 'EENVELOPE', responseCode: 550 }),
      });
    });
    await world.sender.run('wbcti', DUE);
    const told = JSON.stringify(world.log.lines);
    expect(told).toContain('"reply":550');
    expect(told).not.toMatch(/@example\.org|Elira|unknown/);
  });
});

describe('nothing is sent twice', () => {
  test('[O14] an outcome that the store could not take is noted before anything is tried again', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    let away = true;
    const outbox = {
      ...world.store.outbox,
      settle: (...settle: Parameters<typeof world.store.outbox.settle>) =>
        away ? Promise.reject(new StoreUnavailable(new Error('cut'))) : world.store.outbox.settle(...settle),
    };
    const sender = world.anotherSender('two', outbox);
    await expect(sender.run('wbcti', DUE)).rejects.toBeInstanceOf(StoreUnavailable);
    const taken = world.delivered.length;
    expect(taken).toBeGreaterThan(0);
    world.passMinutes(10);
    await expect(sender.run('wbcti', NOW)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(world.delivered).toHaveLength(taken);
    away = false;
    await sender.run('wbcti', NOW);
    expect(world.delivered).toHaveLength(19);
    expect(new Set(world.delivered.map(({ messageId }) => messageId)).size).toBe(19);
  });

  test('[O15] a process that dies after the server took a letter leaves it in doubt: another sends it once the lease is over, with the same Message-ID', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [DEMO_PEOPLE[2]!] });
    const dying = { ...world.store.outbox, settle: () => Promise.reject(new StoreUnavailable(new Error('killed'))) };
    await expect(world.anotherSender('dying', dying).run('wbcti', DUE)).rejects.toThrow();
    world.passMinutes(1.9);
    expect(await world.sender.run('wbcti', NOW)).toMatchObject({ sent: 0, failed: 0 });
    world.passMinutes(0.1);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 1 });
    expect(world.delivered.map(({ messageId }) => messageId)).toEqual([`${ALBANIA}@example.org`, `${ALBANIA}@example.org`]);
    expect(await world.mailer.kept()).toHaveLength(1);
  });

  test('[O16] what a dead process sent and did not note as sent is noted by the next run, without sending', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    const { committer } = world.grids.get('wbcti')!;
    const commit = committer.commit;
    let decided = false;
    committer.commit = (decide) => {
      if (decided) return Promise.reject(new StoreUnavailable(new Error('killed')));
      decided = true;
      return commit(decide);
    };
    await expect(world.sender.run('wbcti', DUE)).rejects.toThrow();
    committer.commit = commit;
    expect(world.sentAt(ALBANIA)).toBeUndefined();
    expect(await world.anotherSender('two').run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 0 });
    expect(world.sentAt(ALBANIA)).toBeDefined();
    expect(world.delivered).toHaveLength(19);
  });

  test('[O17] a process that dies while letters are made: the next run makes the rest', async () => {
    const people = ['p-1', 'p-2', 'p-3'].map((person) => ({
      person,
      member: 'albania',
      role: 'focal-point' as const,
      name: person,
      email: `${person}@example.org`,
      language: 'en',
    }));
    world = await openReminderWorld({ date: '2026-12-17', people });
    let puts = 0;
    const dying = {
      ...world.store.outbox,
      put: (...letter: Parameters<typeof world.store.outbox.put>) => {
        puts += 1;
        return puts > 2 ? Promise.reject(new StoreUnavailable(new Error('killed'))) : world.store.outbox.put(...letter);
      },
    };
    await expect(world.anotherSender('dying', dying).run('wbcti', DUE)).rejects.toThrow();
    expect(await letters()).toHaveLength(2);
    expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 3 });
    expect(world.delivered.map(({ to }) => to.name).sort()).toEqual(['p-1', 'p-2', 'p-3']);
  });

  test('[O18] six senders at once: each reminder is decided once and each letter sent once', async () => {
    world = await openReminderWorld({ date: '2026-12-17' });
    world.beforeTaking(() => new Promise((resolve) => setImmediate(resolve)));
    const runs = await Promise.all(Array.from({ length: 6 }, (_, n) => world.anotherSender(`sender-${n}`).run('wbcti', DUE)));
    expect(runs.flatMap(({ decided }) => decided)).toHaveLength(19);
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(19);
    expect(world.delivered).toHaveLength(19);
  });

  test('[O19] two processes that see different people make one letter per person', async () => {
    const [a, b] = ['p-a', 'p-b'].map((person) => ({
      person,
      member: 'albania',
      role: 'focal-point' as const,
      name: person,
      email: `${person}@example.org`,
      language: 'en',
    }));
    world = await openReminderWorld({ date: '2026-12-17', people: [b!] });
    await world.store.directory.put('wbcti', a!);
    let first = true;
    const slow = {
      ...world.store.outbox,
      put: async (...letter: Parameters<typeof world.store.outbox.put>) => {
        if (first) {
          first = false;
          // Between this sender's look at the directory and its first letter, p-a is removed and another process makes the letters.
          await world.store.directory.remove('wbcti', 'p-a');
          await world.sender.run('wbcti', DUE);
          await world.store.directory.put('wbcti', a!);
        }
        await world.store.outbox.put(...letter);
      },
    };
    await world.anotherSender('slow', slow).run('wbcti', DUE);
    expect(world.delivered.map(({ to }) => to.name).sort()).toEqual(['p-a', 'p-b']);
  });
});
