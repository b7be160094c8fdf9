/** A mail as nodemailer takes it. Addresses are objects and never strings: a line break or comma in a string would add recipients. */
import type { SendMailOptions } from 'nodemailer';
import { Email } from '#contract/person.ts';
import { type Mail, MailFailure } from '../../application/mailer.ts';

/** Who sends: `MAIL_FROM`. */
export interface Sender {
  name: string;
  address: string;
}

/** Reads `MAIL_FROM`: `grid@example.org` or `Secretariat <grid@example.org>`; quotes around the name are not part of it. */
export function readSender(setting: string): Sender {
  const [, name = '', address = setting] = /^([^<]*)<([^>]*)>$/.exec(setting.trim()) ?? [];
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() };
}

/** The address, if it is a plain one as the directory takes it; else the mail is rejected, whatever a library or a server would make of it. */
export function plainAddress({ to }: Mail): string {
  if (!Email.safeParse(to.address).success) throw new MailFailure('rejected', { again: false });
  return to.address;
}

/** The message; `Auto-Submitted` (RFC 3834) keeps out-of-office replies away. Neither files nor addresses are ever fetched for it. */
export function messageOf(mail: Mail, { from, nowMs }: { from: Sender; nowMs: number }): SendMailOptions {
  return {
    from,
    to: { name: mail.to.name, address: plainAddress(mail) },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.messageId}>`,
    date: new Date(nowMs),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
