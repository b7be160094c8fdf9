/** The mailer that keeps files: the promises, whole files only, and what it reads back. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileMailer } from '../../service/adapters/mail/files.ts';
import { mailDomain, openMailer } from '../../service/adapters/mail/open-mailer.ts';
import { aMail, mailerSuite } from './mailer.suite.ts';

const clock = { nowMs: () => Date.parse('2026-12-17T09:00:00Z') };
const from = { name: 'Secretariat', address: 'grid@example.org' };

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'mail-'));
  folder = join(base, 'outbox');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const files = (): string[] => readdirSync(folder).sort();
const parsed = (name: string) => PostalMime.parse(readFileSync(join(folder, name)));

mailerSuite('files', async () => {
  const own = folder;
  return {
    mailer: fileMailer(own, { from, clock }),
    arrived: async () => {
      const names = readdirSync(base).includes('outbox') ? files() : [];
      return Promise.all(
        names.map(async (name) => {
          const email = await parsed(name);
          return {
            recipients: (email.to ?? []).map(({ address }) => address ?? ''),
            name: email.to?.[0]?.name ?? '',
            subject: email.subject ?? '',
            text: email.text ?? '',
            html: email.html ?? '',
            messageId: email.messageId ?? '',
            headerNames: email.headers.map(({ key }) => key),
          };
        }),
      );
    },
    cutOff: async () => writeFileSync(own, 'a file where the folder should be'),
    close: async () => undefined,
  };
});

describe('files', () => {
  test('[O32] the file is named after the letter, whole, for the service’s account alone, and nothing unfinished stays', async () => {
    await fileMailer(folder, { from, clock }).send(aMail());
    expect(files()).toEqual(['wbcti.2026-Q4.serbia.due-soon.eml']);
    expect(statSync(join(folder, files()[0]!)).mode & 0o077).toBe(0);
  });

  test('[O32] a letter that has its file is not written again; an unfinished file of a process that died is', async () => {
    const mailer = fileMailer(folder, { from, clock });
    await mailer.send(aMail());
    const before = readFileSync(join(folder, files()[0]!), 'utf8');
    await mailer.send(aMail({ text: 'another' }));
    expect(readFileSync(join(folder, files()[0]!), 'utf8')).toBe(before);
    writeFileSync(join(folder, 'wbcti.2026-Q4.giz.due-soon.eml.part'), 'half a le');
    expect(await mailer.kept()).toHaveLength(1);
    await mailer.send(aMail({ name: 'wbcti.2026-Q4.giz.due-soon' }));
    expect(files()).toEqual(['wbcti.2026-Q4.giz.due-soon.eml', 'wbcti.2026-Q4.serbia.due-soon.eml']);
  });

  test.each([
    aMail(),
    aMail({ to: { name: 'A "B" \\ C, D', address: 'a@example.org' }, subject: 'Plain', text: 'plain\n' }),
    aMail({
      to: { name: '', address: 'a@example.org' },
      subject: `${'Ђурђевдан '.repeat(30)}=?utf-8?Q?not_a_word?=`,
      text: `${'x'.repeat(2000)} =41 ${'ш'.repeat(500)}\n\n\nend`,
    }),
  ])('[O25] what is read back is what a mail program reads %#', async (mail) => {
    const mailer = fileMailer(folder, { from, clock });
    await mailer.send(mail);
    const [kept] = await mailer.kept();
    const email = await parsed(files()[0]!);
    expect(kept?.subject).toBe(mail.subject);
    expect(kept?.subject).toBe(email.subject);
    expect(kept?.text.trim()).toBe(mail.text.trim());
    expect(kept?.text.trim()).toBe(email.text?.trim());
    expect(kept?.to).toBe(mail.to.name === '' ? mail.to.address : `${mail.to.name} <${mail.to.address}>`);
  });

  test('[O25] no folder yet means no mails; files of others are passed over; names lead nowhere else', async () => {
    const mailer = fileMailer(folder, { from, clock });
    expect(await mailer.kept()).toEqual([]);
    await mailer.send(aMail());
    writeFileSync(join(folder, 'my notes.eml'), 'x');
    writeFileSync(join(folder, '.hidden.eml'), 'x');
    expect(await mailer.kept()).toHaveLength(1);
    await expect(mailer.send(aMail({ name: '../escape' }))).rejects.toThrow(TypeError);
    await expect(mailer.forget(['../escape'])).rejects.toThrow(TypeError);
    await mailer.forget(['not-there', 'wbcti.2026-Q4.serbia.due-soon']);
    expect(await mailer.kept()).toEqual([]);
  });

  test('[O25] a mail that is removed while the others are read is left out, and they are shown', async () => {
    const mailer = fileMailer(folder, { from, clock });
    await mailer.send(aMail());
    await mailer.send(aMail({ name: 'notice/wbcti.notice.receipt.42' }));
    // A name that leads to nothing is what a listing holds of a file that has just gone.
    symlinkSync('nowhere', join(folder, 'notice', 'gone.eml'));
    expect((await mailer.kept()).map(({ name }) => name)).toEqual(['notice/wbcti.notice.receipt.42', 'wbcti.2026-Q4.serbia.due-soon']);
  });
});

describe('which mailer', () => {
  const graph = { tenantId: 't', clientId: 'c', clientSecret: 's', sender: 'grid@example.org' };
  test.each([
    ['smtp', { smtpUrl: 'smtp://127.0.0.1:25', graph }],
    ['graph', { smtpUrl: undefined, graph }],
    ['files', { smtpUrl: undefined, graph: undefined }],
  ])('[O34] %s is chosen by the settings', (by, settings) => {
    const opened = openMailer({ ...settings, from: 'grid@example.org', folder }, { clock });
    expect(opened.by).toBe(by);
    expect(opened.mailer.kept !== undefined).toBe(by === 'files');
  });

  test('[O31] a Message-ID ends with the sender’s domain', () => {
    expect(mailDomain({ from: 'Secretariat <grid@mail.example.org>' })).toBe('mail.example.org');
  });
});
