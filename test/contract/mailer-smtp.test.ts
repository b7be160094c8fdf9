/** The mailer over SMTP against a real server in process: the promises, STARTTLS, and what each kind of refusal becomes. */
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { readSender } from '../../service/adapters/mail/message.ts';
import { readSmtpUrl, type SmtpServer, smtpMailer } from '../../service/adapters/mail/smtp.ts';
import type { Mailer } from '../../service/application/ports.ts';
import { reply, type SmtpTestServer, startSmtp } from '../support/smtp.ts';
import { aMail, mailerSuite } from './mailer.suite.ts';

const NOW = Date.parse('2026-12-17T09:00:00Z');
const from = { name: 'Secretariat', address: 'grid@example.org' };
/** On a machine that does much else a server may take its time; only who is to be given up is given little. */
const PATIENT = { silentMs: 30_000, wholeMs: 50_000 };
const IMPATIENT = { silentMs: 400, wholeMs: 1_500 };

const plain = (port: number): SmtpServer => ({ host: '127.0.0.1', port, secure: false, requireTls: false, auth: undefined });
const mailerTo = (server: SmtpServer, limits = PATIENT): Mailer => smtpMailer(server, { from, clock: { nowMs: () => NOW }, limits });

mailerSuite('smtp', async () => {
  const server = await startSmtp();
  return {
    mailer: mailerTo(plain(server.port)),
    arrived: async () =>
      (await server.parsed()).map((email, at) => ({
        recipients: server.taken[at]!.recipients,
        name: email.to?.[0]?.name ?? '',
        subject: email.subject ?? '',
        ...(email.text === undefined ? {} : { text: email.text }),
        html: email.html ?? '',
        messageId: email.messageId ?? '',
        headerNames: email.headers.map(({ key }) => key),
      })),
    cutOff: () => server.close(),
    close: () => server.close(),
  };
});

let server: SmtpTestServer;
const others: (() => void)[] = [];
afterEach(async () => {
  for (const close of others.splice(0)) close();
  await server?.close();
});

describe('the message', () => {
  test('[O35] it tells that it is automatic, when by the service’s clock, and from whom', async () => {
    server = await startSmtp();
    await mailerTo(plain(server.port)).send(aMail());
    const [email] = await server.parsed();
    const header = (name: string) => email?.headers.find(({ key }) => key === name)?.value;
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(email?.date).toBe('2026-12-17T09:00:00.000Z');
    expect(email?.from).toMatchObject({ name: 'Secretariat', address: 'grid@example.org' });
  });

  test.each([
    ['grid@example.org', { name: '', address: 'grid@example.org' }],
    ['Secretariat <grid@example.org>', { name: 'Secretariat', address: 'grid@example.org' }],
    ['"IISG, Secretariat" <grid@example.org>', { name: 'IISG, Secretariat', address: 'grid@example.org' }],
  ])('[O35] MAIL_FROM %s is one sender', (setting, sender) => {
    expect(readSender(setting)).toEqual(sender);
  });
});

describe('the line', () => {
  test.each([
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, secure: false, requireTls: true, auth: undefined }],
    ['smtps://u%40x:p%3Aw@mail.example.org', { host: 'mail.example.org', port: 465, secure: true, requireTls: true, auth: { user: 'u@x', pass: 'p:w' } }],
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, secure: false, requireTls: false, auth: undefined }],
    ['smtp://[::1]:25', { host: '::1', port: 25, secure: false, requireTls: false, auth: undefined }],
    ['smtp://localhost.example.org', { host: 'localhost.example.org', port: 587, secure: false, requireTls: true, auth: undefined }],
  ])('[O36] %s: TLS is required unless the server is on this machine', (setting, expected) => {
    expect(readSmtpUrl(setting)).toEqual(expected);
  });

  test('[O36] a server that offers STARTTLS gets mail and password over TLS', async () => {
    server = await startSmtp({ onAuth: (auth, _session, callback) => callback(auth.password === 'right' ? null : new Error('no'), { user: auth.username }) });
    await mailerTo({ ...plain(server.port), requireTls: true, ca: server.ca, auth: { user: 'grid', pass: 'right' } }).send(aMail());
    expect(server.taken).toMatchObject([{ secure: true, user: 'grid' }]);
  });

  test('[O36] a server without STARTTLS gets nothing, neither mail nor password', async () => {
    let asked = 0;
    server = await startSmtp({
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, callback) => {
        asked += 1;
        callback(null, { user: 'grid' });
      },
    });
    await expect(mailerTo({ ...plain(server.port), requireTls: true, auth: { user: 'grid', pass: 'x' } }).send(aMail())).rejects.toMatchObject({
      code: 'refused',
      again: true,
    });
    expect(server.taken).toEqual([]);
    expect(asked).toBe(0);
  });

  test('[O36] a certificate that nobody vouches for ends it, unless the server is on this machine', async () => {
    server = await startSmtp();
    await expect(mailerTo({ ...plain(server.port), requireTls: true }).send(aMail())).rejects.toMatchObject({ name: 'MailFailure', again: true });
    expect(server.taken).toEqual([]);
    await mailerTo(plain(server.port)).send(aMail());
    expect(server.taken).toMatchObject([{ secure: true }]);
  });
});

describe('refusals', () => {
  const sendTo = async (options: Parameters<typeof startSmtp>[0], auth?: SmtpServer['auth']): Promise<void> => {
    server = await startSmtp(options);
    await mailerTo({ ...plain(server.port), auth }).send(aMail());
  };

  test('[O37] greylisting (450) asks to try again, and the next try gets through', async () => {
    let tries = 0;
    server = await startSmtp({ onRcptTo: (_address, _session, callback) => callback(tries++ === 0 ? reply(450, 'greylisted, come back') : null) });
    const mailer = mailerTo(plain(server.port));
    await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'greylisted', again: true });
    await mailer.send(aMail());
    expect(server.taken).toHaveLength(1);
  });

  test('[O37] an unknown mailbox (550) is rejected for good', async () => {
    await expect(sendTo({ onRcptTo: (_address, _session, callback) => callback(reply(550, 'no such mailbox')) })).rejects.toMatchObject({
      code: 'rejected',
      again: false,
    });
  });

  test('[O37] content that is refused (554 after DATA) is rejected for good', async () => {
    server = await startSmtp({}, async () => Promise.reject(reply(554, 'not wanted')));
    await expect(mailerTo(plain(server.port)).send(aMail())).rejects.toMatchObject({ code: 'rejected', again: false });
  });

  test('[O37] a sender or sign-in that is refused is the operator’s to mend: the letter waits', async () => {
    await expect(sendTo({ onMailFrom: (_address, _session, callback) => callback(reply(550, 'not your address')) })).rejects.toMatchObject({
      code: 'refused',
      again: true,
    });
    await server.close();
    await expect(sendTo({ onAuth: (_auth, _session, callback) => callback(reply(535, 'bad password')) }, { user: 'grid', pass: 'x' })).rejects.toMatchObject({
      code: 'refused',
      again: true,
    });
  });

  test('[O37] a server that refuses the client at the door', async () => {
    await expect(sendTo({ onConnect: (_session, callback) => callback(reply(554, 'go away')) })).rejects.toMatchObject({ code: 'refused', again: true });
  });

  test('[O38] a server that takes the mail and drops the line: unreachable, and the next copy has the same Message-ID', async () => {
    let drops = 1;
    server = await startSmtp({}, async (running) => {
      if (drops-- > 0) running.drop();
    });
    const mailer = mailerTo(plain(server.port));
    await expect(mailer.send(aMail())).rejects.toMatchObject({ code: 'unreachable', again: true });
    await mailer.send(aMail());
    expect((await server.parsed()).map(({ messageId }) => messageId)).toEqual(Array(2).fill(`<${aMail().messageId}>`));
  });

  test('[O39] a server that says nothing, or too little for too long, is given up in time', async () => {
    const silent = createServer(() => undefined);
    // Takes the mail, then answers line after line and never ends.
    const dribbling = createServer((socket: Socket) => {
      socket.write('220 dribbling\r\n');
      socket.on('error', () => undefined);
      socket.on('data', (part: Buffer) => {
        const text = part.toString('latin1');
        if (text.endsWith('\r\n.\r\n')) {
          const timer = setInterval(() => socket.write('250-still thinking\r\n'), 100);
          socket.on('close', () => clearInterval(timer));
        } else if (/^(EHLO|MAIL|RCPT|DATA)/.test(text)) socket.write(text.startsWith('DATA') ? '354 go on\r\n' : '250 ok\r\n');
      });
    });
    for (const each of [silent, dribbling]) {
      await new Promise<void>((resolve) => void each.listen(0, '127.0.0.1', resolve));
      others.push(() => each.close());
      const { port } = each.address() as { port: number };
      await expect(mailerTo(plain(port), IMPATIENT).send(aMail())).rejects.toMatchObject({ code: 'timeout', again: true });
    }
    server = await startSmtp({}, () => new Promise(() => undefined));
    await expect(mailerTo(plain(server.port), IMPATIENT).send(aMail())).rejects.toMatchObject({ code: 'timeout', again: true });
    server.drop();
  });
});
