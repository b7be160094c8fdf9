/** The port of mail: a message, who delivers it, and how that fails. test/contract holds each adapter to these promises. */

/** A message to one address. `to` is an object so that header injection is impossible. */
export interface Mail {
  /** Fixed per letter: the same whenever the same letter is sent. Without angle brackets. */
  messageId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** File name where mails are kept as files: `<name>.eml`, or `<folder>/<name>.eml`. */
  name: string;
}

/** A mail as it went out, read back from its file. `to` is `Name <address>`. */
export interface KeptMail {
  name: string;
  to: string;
  subject: string;
  text: string;
}

/** Delivers one mail. Resolves when the next server (or the file) has taken it; rejects with MailFailure. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  /** The time before which the server asked for no further mail; a mail that is sent before is rejected without asking. */
  pausedUntilMs?(): number;
  /** Mails kept as files, ordered by name, where this mailer keeps them; undefined for a mailer that hands them on. */
  kept?(): Promise<KeptMail[]>;
  /** Removes kept mails by name, since they hold a name and an address; names that are not kept are passed over. */
  forget?(names: readonly string[]): Promise<void>;
}

/** A mailer that keeps mails as files. */
export type KeepingMailer = Mailer & Required<Pick<Mailer, 'kept' | 'forget'>>;

/** `code` is a class: `unreachable`, `refused`, `greylisted`, `rejected`, `timeout`. */
export class MailFailure extends Error {
  readonly code: string;
  readonly again: boolean;
  /** The time before which the server asked not to be asked again. */
  readonly retryAtMs: number | undefined;
  constructor(code: string, options: { again: boolean; cause?: unknown; retryAtMs?: number | undefined }) {
    super(`mail: ${code}`, { cause: options.cause });
    this.name = 'MailFailure';
    this.code = code;
    this.again = options.again;
    this.retryAtMs = options.retryAtMs;
  }
}
