/** Letters of every kind on their way through a real SMTP server, read back by a mail parser; and what a server's moods do to a run. */
import PostalMime from 'postal-mime';
import { afterEach, expect, test } from 'vitest';
import { smtpMailer } from '../../service/adapters/mail/smtp.ts';
import type { DirectoryPerson } from '../../service/application/ports.ts';
import { review, submission } from '../support/ladder-drafts.ts';
import { openReminderWorld, type ReminderWorld } from '../support/reminder-world.ts';
import { reply, type SmtpTestServer, startSmtp } from '../support/smtp.ts';

const from = { name: 'Secretariat', address: 'grid@example.org' };
const DUE = { by: 'system', when: 'due' } as const;
const person = (id: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ person: id, member: 'albania', role: 'focal-point' as const, name: `Žana ${id}`, email: `${id}@example.org`, language: 'en' },
  ...more,
});

let server: SmtpTestServer;
let world: ReminderWorld;
afterEach(async () => {
  await world?.close();
  await server?.close();
});

/** A world whose mails go to the server. */
async function open(people: DirectoryPerson[]): Promise<void> {
  world = await openReminderWorld({
    date: '2026-12-17',
    people,
    mailer: (clock) =>
      smtpMailer(
        { host: '127.0.0.1', port: server.port, secure: false, requireTls: true, auth: undefined, ca: server.ca },
        { from, clock, limits: { silentMs: 30_000, wholeMs: 50_000 } },
      ),
  });
}

test('[O66] every kind arrives over TLS, to one recipient each, with text and HTML that say the same and its own Message-ID', async () => {
  server = await startSmtp();
  const { member: _none, ...secretariat } = person('s-1', { role: 'secretariat' });
  await open([person('p-1'), person('p-2', { member: 'serbia' }), secretariat]);
  await world.commit(submission(1, { on: '2026-12-17' }), review(1, { on: '2026-12-17' }));
  expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 1, failed: 0 });
  expect(server.taken.every(({ secure, recipients }) => secure && recipients.length === 1)).toBe(true);
  const mails = await server.parsed();
  expect(mails.map(({ messageId }) => messageId?.replace(/\d+(?=\.p-)/, 'n')).sort()).toEqual([
    '<wbcti.2026-Q4.serbia.before-due@example.org>',
    '<wbcti.notice.receipt.n.p-1@example.org>',
    '<wbcti.notice.returned.n.p-1@example.org>',
    '<wbcti.summary.2026-12-17.s-1@example.org>',
  ]);
  for (const mail of mails) {
    const shown =
      (await PostalMime.parse(`Content-Type: text/html; charset=utf-8\r\n\r\n${mail.html}`)).html?.replace(/<[^>]*>/g, ' ').replaceAll('&amp;', '&') ?? '';
    const words = (text: string): string => text.replace(/[-\s]+/g, ' ').trim();
    expect(words(shown)).toBe(words(mail.text ?? ''));
    expect(mail.to?.[0]?.name).toMatch(/^Žana /);
  }
});

test('[O66] a server that greylists each recipient once takes each letter once, at the next try', async () => {
  const seen = new Set<string>();
  server = await startSmtp({
    onRcptTo: ({ address }, _session, callback) => {
      const known = seen.has(address);
      seen.add(address);
      callback(known ? null : reply(450, 'greylisted, come back'));
    },
  });
  await open(['p-1', 'p-2', 'p-3', 'p-4', 'p-5'].map((id) => person(id)));
  expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 5 });
  world.passMinutes(1);
  expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 5, failed: 0 });
  expect(server.taken.map(({ recipients }) => recipients[0]).sort()).toEqual(['p-1', 'p-2', 'p-3', 'p-4', 'p-5'].map((id) => `${id}@example.org`));
});

test('[O66] a server that takes a letter and drops the line gets it again with the same Message-ID, and nothing else twice', async () => {
  let drops = 1;
  server = await startSmtp({}, async (running) => {
    if (drops-- > 0) running.drop();
  });
  await open([person('p-1')]);
  expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 0, failed: 1 });
  world.passMinutes(1);
  expect(await world.sender.run('wbcti', DUE)).toMatchObject({ sent: 1 });
  world.passMinutes(60);
  await world.sender.run('wbcti', { by: 'demo:secretariat', when: 'now' });
  expect((await server.parsed()).map(({ messageId }) => messageId)).toEqual(Array(2).fill('<wbcti.2026-Q4.albania.before-due@example.org>'));
});
