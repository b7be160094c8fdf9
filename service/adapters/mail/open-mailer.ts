/** Chooses how mail goes out: a mail server (`SMTP_URL`) wins, then Microsoft Graph (`GRAPH_*`), else files that the pane shows. */

import type { Mailer } from '../../application/mailer.ts';
import type { Clock } from '../../application/ports.ts';
import { fileMailer } from './files.ts';
import { type GraphSettings, graphMailer } from './graph.ts';
import { readSender } from './message.ts';
import { readSmtpUrl, smtpMailer } from './smtp.ts';

export interface MailSettings {
  smtpUrl: string | undefined;
  graph: GraphSettings | undefined;
  /** `MAIL_FROM`. */
  from: string;
  /** Where mails are kept without a server: `DATA_DIR/outbox`. */
  folder: string;
}

/** Makes the mailer; `by` says which, for the log of the start. */
export function openMailer(settings: MailSettings, { clock }: { clock: Clock }): { mailer: Mailer; by: 'smtp' | 'graph' | 'files' } {
  const from = readSender(settings.from);
  if (settings.smtpUrl !== undefined) return { mailer: smtpMailer(readSmtpUrl(settings.smtpUrl), { from, clock }), by: 'smtp' };
  if (settings.graph) return { mailer: graphMailer(settings.graph, { clock }), by: 'graph' };
  return { mailer: fileMailer(settings.folder, { from, clock }), by: 'files' };
}

/** The part of a Message-ID after the @: the sender's domain. */
export function mailDomain({ from }: Pick<MailSettings, 'from'>): string {
  return readSender(from).address.split('@').at(-1) ?? 'localhost';
}
