/** What every mailer promises. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mail, Mailer } from '../../service/application/mailer.ts';

/** One mail as it came out at the other end; `text` where the technology carries it. */
export interface ArrivedMail {
  recipients: string[];
  name: string;
  subject: string;
  text?: string;
  html: string;
  messageId: string;
  headerNames: string[];
}

export interface MailerHarness {
  mailer: Mailer;
  arrived(): Promise<ArrivedMail[]>;
  /** Takes away what the mailer delivers to. */
  cutOff(): Promise<void>;
  close(): Promise<void>;
}

/** A mail with everything that needs care in it. */
export function aMail(more: Partial<Mail> = {}): Mail {
  return {
    messageId: 'wbcti.2026-Q4.serbia.due-soon@example.org',
    to: { name: 'Žana Čolić', address: 'zana@example.org' },
    subject: 'WBCTi 2026-Q4: the update of Србија is due on Thursday, 31 December 2026 – a subject that is longer than one line of a header may be',
    text: 'Dear Žana Čolić,\n\n.\nFrom a line that begins with From, “quotes”, a = sign, a trailing blank \nand Ћирилица.\n',
    html: '<p>Dear Žana Čolić, <b>“quotes”</b> &amp; Ћирилица</p>',
    name: 'wbcti.2026-Q4.serbia.due-soon',
    ...more,
  };
}

/** Runs the promises on one mailer. */
export function mailerSuite(name: string, open: () => Promise<MailerHarness>): void {
  describe(`mailer: ${name}`, () => {
    let harness: MailerHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    test('[O32] a mail that was taken arrives whole, once, to its one recipient', async () => {
      const mail = aMail();
      await harness.mailer.send(mail);
      const [arrived, ...others] = await harness.arrived();
      expect(others).toEqual([]);
      expect(arrived).toMatchObject({ recipients: ['zana@example.org'], name: 'Žana Čolić', subject: mail.subject, messageId: `<${mail.messageId}>` });
      expect(arrived?.html.trim()).toBe(mail.html);
      if (arrived?.text !== undefined) expect(arrived.text.trim()).toBe(mail.text.trim());
    });

    test.each([
      ['a name with a line break', { to: { name: 'A\r\nBcc: evil@evil.test', address: 'a@example.org' } }],
      ['a name with an address', { to: { name: 'evil@evil.test, "A" <evil@evil.test>', address: 'a@example.org' } }],
      ['a name with quotes and angle brackets', { to: { name: '"><evil@evil.test>', address: 'a@example.org' } }],
      ['a subject with a header in it', { subject: 'Due\r\nBcc: evil@evil.test\r\nX-Evil: yes\r\n\r\nbody' }],
    ])('[O33] %s adds neither recipient nor header', async (_, hostile) => {
      const mail = aMail(hostile);
      await harness.mailer.send(mail);
      const [arrived, ...others] = await harness.arrived();
      expect(others).toEqual([]);
      expect(arrived?.recipients).toEqual([mail.to.address]);
      expect(arrived?.headerNames.filter((header) => /^(bcc|cc|x-evil)$/i.test(header))).toEqual([]);
    });

    test.each(['a@example.org\r\nBcc: evil@evil.test', 'a@example.org, evil@evil.test', '<evil@evil.test>', '"a" b@example.org', 'a'])(
      '[O33] nothing goes to what is no plain address: %j',
      async (address) => {
        await expect(harness.mailer.send(aMail({ to: { name: 'A', address } }))).rejects.toMatchObject({ code: 'rejected', again: false });
        expect(await harness.arrived()).toEqual([]);
      },
    );

    test('[O34] where nothing takes the mail the failure says so, and that trying again makes sense', async () => {
      await harness.cutOff();
      await expect(harness.mailer.send(aMail())).rejects.toMatchObject({ name: 'MailFailure', code: 'unreachable', again: true });
    });
  });
}
