/** The preview of a day: exactly the letters that then go out. */
import { afterEach, describe, expect, test } from 'vitest';
import { GridDefinition } from '#contract/grid.ts';
import { RemindersPreview } from '#contract/reminder.ts';
import { MailFailure } from '../../../../service/application/mailer.ts';
import type { DirectoryPerson } from '../../../../service/application/ports.ts';
import { PREVIEW_DAYS, previewReminders } from '../../../../service/application/preview-reminders.ts';
import type { RunOptions } from '../../../../service/application/send-reminders.ts';
import { shiftDate } from '../../../../service/domain/calendar.ts';
import type { Principal } from '../../../../service/domain/principal.ts';
import wbcti from '../../../../service/grids/wbcti.json' with { type: 'json' };
import { answer, request, submission } from '../../../support/ladder-drafts.ts';
import { focalPoint, OBSERVER, openReminderWorld, type ReminderWorld, SECRETARIAT } from '../../../support/reminder-world.ts';

const DUE: RunOptions = { by: 'system', when: 'due' };
const DEFINITION = GridDefinition.parse(wbcti);

let world: ReminderWorld;
afterEach(() => world?.close());

const person = (id: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ person: id, member: 'albania', role: 'focal-point' as const, name: id, email: `${id}@example.org`, language: 'en' },
  ...more,
});
const preview = (on?: string, principal: Principal = SECRETARIAT) =>
  previewReminders(
    { grids: world.grids, directory: world.store.directory, outbox: world.store.outbox, clock: world.clock, letterhead: world.letterhead },
    principal,
    { grid: 'wbcti', on },
  );

const PEOPLE = [
  person('p-1'),
  person('p-2', { email: 'p-1@example.org', member: 'serbia' }),
  person('p-3', { member: 'kosovo', away: { from: '2026-12-20', to: '2026-12-30' } }),
  person('p-4', { member: 'kosovo', role: 'deputy' }),
  person('p-5', { member: 'giz', role: 'lead' }),
  person('p-6', { member: 'giz', role: 'head' }),
  { person: 's-1', role: 'secretariat' as const, name: 's-1', email: 's-1@example.org', language: 'en' },
];

/** What went out, as a preview would say it: without the checkpoint, which only the sending knows. */
const sent = (mails: ReminderWorld['delivered']) =>
  mails
    .map(({ to, subject, text }) => ({ to: `${to.name} <${to.address}>`, subject, text: text.replace(/\n\nCheckpoint of the grid[\s\S]*$/, '\n') }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('a day', () => {
  test('[O56] through a whole period, the preview of each day on which something happens is what then goes out', async () => {
    world = await openReminderWorld({ date: '2026-12-15', people: PEOPLE });
    await world.commit(request(1, { on: '2026-12-15', member: 'giz', dueOn: '2027-01-10' }), submission(1, { on: '2026-12-15', member: 'italy' }));
    await world.commit(answer(1, { on: '2026-12-15', member: 'giz', granted: true, dueOn: '2027-01-10' }));
    // Stages of both due dates, the return of who is away, the closing days.
    const days = ['2026-12-17', '2026-12-27', '2026-12-28', '2026-12-31', '2027-01-01', '2027-01-07', '2027-01-11', '2027-01-14', '2027-01-17', '2027-01-24'];
    let letters = 0;
    for (const on of [...days, '2027-01-31', '2027-02-10']) {
      world.moveTo(shiftDate(on, -1));
      await world.sender.run('wbcti', DUE);
      const foreseen = await preview();
      const before = world.delivered.length;
      world.moveTo(on);
      await world.sender.run('wbcti', DUE);
      const out = foreseen.letters.map(({ to, subject, text }) => ({ to, subject, text })).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      expect([foreseen.on, out]).toEqual([on, sent(world.delivered.slice(before))]);
      letters += out.length;
    }
    expect(letters).toBeGreaterThan(25);
  });

  test('[O56] a day further ahead counts what goes out before it, and the return of who is away', async () => {
    world = await openReminderWorld({ date: '2026-12-16', people: PEOPLE });
    const ahead = await preview('2026-12-31');
    expect(RemindersPreview.parse(ahead)).toEqual(ahead);
    expect(ahead.letters.map(({ id, kind, person: to }) => [kind, id, to])).toEqual([
      ['reminder', 'wbcti.2026-Q4.kosovo.due-soon', 'p-3'],
      ['summary', 'wbcti.summary.2026-12-31.s-1', 's-1'],
    ]);
    expect(ahead.letters[0]?.reminders).toEqual([{ id: 'wbcti.2026-Q4.kosovo.due-soon', period: '2026-Q4', member: 'kosovo', stages: ['due-soon'] }]);
    for (const date of ['2026-12-17', '2026-12-28', '2026-12-31']) {
      world.moveTo(date);
      await world.sender.run('wbcti', DUE);
    }
    expect(world.delivered.some(({ to, subject }) => to.name === 'p-3' && subject === ahead.letters[0]?.subject)).toBe(true);
  });

  test('[O56] today’s speaks of what waits now, notices among it; whom nobody can be written to about is named; nothing is changed', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: PEOPLE });
    world.beforeTaking((mail) => {
      if (mail.to.name === 'p-5') throw new MailFailure('unreachable', { again: true });
    });
    await world.sender.run('wbcti', DUE);
    world.passMinutes(2);
    await world.commit(submission(1, { on: '2026-12-17' }));
    const { cursor } = world.grids.get('wbcti')!.state();
    const today = await preview('2026-12-17');
    expect(today.letters.map(({ kind, person: to }) => [kind, to])).toEqual([
      ['reminder', 'p-5'],
      ['notice', 'p-1'],
    ]);
    expect(today.withoutLetter.map(({ member }) => member)).toContain('france');
    expect(world.grids.get('wbcti')!.state().cursor).toBe(cursor);
    expect((await world.store.outbox.list('wbcti')).filter(({ reminder }) => reminder.includes('.notice.'))).toEqual([]);
  });

  test('[O58] only the Secretariat sees it, for a day from today on and not too far ahead', async () => {
    world = await openReminderWorld({ date: '2026-12-17', people: [], definition: DEFINITION });
    for (const principal of [OBSERVER, focalPoint('albania')]) await expect(preview(undefined, principal)).rejects.toMatchObject({ code: 'forbidden' });
    for (const on of ['2026-12-16', shiftDate('2026-12-17', PREVIEW_DAYS + 1)]) await expect(preview(on)).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await preview(shiftDate('2026-12-17', 1))).letters).toEqual([]);
  });
});
