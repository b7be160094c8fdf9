/**
 * Mails over SMTP. TLS is required (`smtps:` or STARTTLS) unless the server is on this machine, so a line that strips STARTTLS gets no mail and no password.
 * A mail is one connection: what a reply means is then never in doubt.
 */
import { createTransport } from 'nodemailer';
import { type Mailer, MailFailure } from '../../application/mailer.ts';
import type { Clock } from '../../application/ports.ts';
import { messageOf, type Sender } from './message.ts';

/** A mail server, as `SMTP_URL` names it. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`). */
  secure: boolean;
  /** STARTTLS or nothing; false only for a server on this machine. */
  requireTls: boolean;
  auth: { user: string; pass: string } | undefined;
  /** Certificates (PEM) to trust instead of the system's. */
  ca?: string;
}

/** How long a server may be silent, and how long one mail may take: less than the lease of an attempt, so that no two attempts overlap. */
export interface SmtpLimits {
  silentMs: number;
  wholeMs: number;
}

const LIMITS: SmtpLimits = { silentMs: 10_000, wholeMs: 60_000 };
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Reads `SMTP_URL`: `smtp://user:password@mail.example.org:587`, `smtps://…`, `smtp://127.0.0.1:2525`. */
export function readSmtpUrl(setting: string): SmtpServer {
  const url = new URL(setting);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = url.protocol === 'smtps:';
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTls: !LOOPBACK.test(host),
    auth: url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : undefined,
  };
}

/** A mailer that hands mails to a server. */
export function smtpMailer(server: SmtpServer, { from, clock, limits = LIMITS }: { from: Sender; clock: Clock; limits?: SmtpLimits }): Mailer {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    // On this machine the line can't be tapped: TLS is taken if offered, whatever its certificate, and done without if not.
    opportunisticTLS: !server.requireTls,
    tls: { rejectUnauthorized: server.requireTls || server.secure, minVersion: 'TLSv1.2', ...(server.ca ? { ca: server.ca } : {}) },
    ...(server.auth ? { auth: server.auth } : {}),
    connectionTimeout: limits.silentMs,
    greetingTimeout: limits.silentMs,
    socketTimeout: limits.silentMs,
    dnsTimeout: limits.silentMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const message = messageOf(mail, { from, nowMs: clock.nowMs() });
      try {
        await transport.sendMail({ ...message, signal: AbortSignal.timeout(limits.wholeMs) });
      } catch (error) {
        throw failureOf(error) ?? error;
      }
    },
  };
}

/** What nodemailer tells: its own code, the server's reply code and the command it replied to. */
interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
}

/** The class of a failure; nothing if it is none of the mail server's. */
function failureOf(error: unknown): MailFailure | undefined {
  const { code = '', responseCode = 0, command = '' } = error as SmtpError;
  const failure = (name: string, again = true): MailFailure => new MailFailure(name, { again, cause: error });
  if (code === 'ETIMEDOUT' || code === 'EABORT') return failure('timeout');
  // A refused sign-in, sender or client is the operator's to mend; the letters wait for that.
  if (code === 'EAUTH' || code === 'ETLS') return failure('refused');
  if (responseCode >= 500) return command.startsWith('RCPT') || command.startsWith('DATA') ? failure('rejected', false) : failure('refused');
  // RFC 5321, 4.2.1: a 4yz reply asks to try again; greylisting lives on it (RFC 6647).
  if (responseCode >= 400) return failure('greylisted');
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return failure('rejected', false);
  return ['ECONNECTION', 'ESOCKET', 'EDNS', 'EPROTOCOL'].includes(code) ? failure('unreachable') : undefined;
}
