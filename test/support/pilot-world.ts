/**
 * The pilot's quarter: one store and one clock, moved by hand, under two services. One is for real members (AUTH=code: web form, overview, mails over a real SMTP
 * server, reminders that run by themselves), the other serves the preview, which only the demo has. What one saves the other shows at once, as with replicas.
 */
import PostalMime, { type Email } from 'postal-mime';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import type { Store } from '../../service/application/ports.ts';
import { type MailKind, OFFICE } from './pilot-people.ts';
import { waitFor } from './sign-in-world.ts';
import { startSmtp } from './smtp.ts';
import { keepLog, startTestService, type TestService } from './start-service.ts';

/** A mail as its reader gets it. */
export interface Letter {
  to: string;
  kind: MailKind;
  subject: string;
  text: string;
  html: string;
  /** The local date on which it came. */
  on: string;
}

export interface PilotWorld {
  /** AUTH=code. */
  real: TestService;
  /** AUTH=demo. */
  demo: TestService;
  /** 10:00 in the grid's winter. */
  moveTo(date: string): void;
  /** Every mail so far. */
  letters(): Promise<Letter[]>;
  /** The newest mail of a kind to an address, once there are `count` of them. */
  letter(to: string, kind: MailKind, count?: number): Promise<Letter>;
  /** Waits until so many mails of a kind have come in all. */
  arrived(kind: MailKind, count: number): Promise<void>;
  close(): Promise<void>;
}

/** Subjects, each of one kind. */
const KINDS: Record<MailKind, RegExp> = {
  reminder: /: the update of .+ (is due on|was due on|is still missing)/,
  receipt: /: receipt for the submission of /,
  acknowledge: /: please acknowledge the submission made for /,
  returned: /: the update of .+ was returned$/,
  granted: /: the request of .+ was granted$/,
  summary: /: what is due on /,
  code: /: your sign-in code$/,
};

/** Starts both services on 16 December 2026, with nobody in the directory but the Secretariat. */
export async function startPilot(): Promise<PilotWorld> {
  let today = '2026-12-16';
  const clock = { nowMs: () => Date.parse(`${today}T09:00:00.000Z`) };
  const smtp = await startSmtp();
  const opened = openSqliteStore({ folder: ':memory:', log: keepLog() });
  await opened.directory.put('wbcti', OFFICE);
  const store = shared(opened);
  const mail = { SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, MAIL_FROM: 'Secretariat <grid@example.org>' };
  const settings = { AUTH: 'code', REMINDERS: 'auto', ...mail };
  const real = await startTestService({ settings, overrides: { store, clock, remindersEveryMs: 250 } });
  const demo = await startTestService({ settings: { AUTH: 'demo' }, overrides: { store, clock } });

  const read: Letter[] = [];
  let reading: Promise<void> = Promise.resolve();
  const readOn = (): Promise<void> => {
    reading = reading.then(async () => {
      for (const taken of smtp.taken.slice(read.length)) read.push(letterOf(await PostalMime.parse(taken.raw), { recipients: taken.recipients, on: today }));
    });
    return reading;
  };
  const letters = async (): Promise<Letter[]> => {
    await readOn();
    return [...read];
  };
  return {
    real,
    demo,
    moveTo: (date) => {
      today = date;
    },
    letters,
    async letter(to, kind, count = 1) {
      const those = async () => (await letters()).filter((letter) => letter.to === to && letter.kind === kind);
      await waitFor(async () => (await those()).length >= count, 60_000);
      const found = (await those()).at(-1);
      if (!found) throw new Error(`no ${kind} to ${to}`);
      return found;
    },
    async arrived(kind, count) {
      const number = async () => (await letters()).filter((letter) => letter.kind === kind).length;
      await waitFor(async () => (await number()) >= count, 60_000).catch(async (cause: unknown) => {
        throw new Error(`${await number()} mails of the kind ${kind} have come, and not ${count}`, { cause });
      });
    },
    async close() {
      await demo.close();
      await real.close();
      await opened.close();
      await smtp.close();
    },
  };
}

/** The store for two services of one process: an append is told to all who follow, and closing is left to who opened it. */
function shared(store: Store): Store {
  const looks = new Set<() => void>();
  return {
    ...store,
    ledger: {
      ...store.ledger,
      async append(...appended) {
        const outcome = await store.ledger.append(...appended);
        for (const look of looks) setImmediate(look);
        return outcome;
      },
      follow(_grid, _position, look) {
        looks.add(look);
        return () => void looks.delete(look);
      },
    },
    close: async () => undefined,
  };
}

function letterOf({ subject = '', text = '', html = '' }: Email, { recipients, on }: { recipients: string[]; on: string }): Letter {
  const kinds = (Object.keys(KINDS) as MailKind[]).filter((kind) => KINDS[kind].test(subject));
  const [kind] = kinds;
  const [to] = recipients;
  if (kinds.length !== 1 || kind === undefined || recipients.length !== 1 || to === undefined) throw new Error(`an unexpected mail: “${subject}”`);
  return { to, kind, subject, text, html, on };
}

/** The one address in a mail that leads to us. */
export function linkIn({ text }: Letter): string {
  const [link, ...others] = new Set(text.match(/https?:\/\/127\.\S+/g) ?? []);
  if (link === undefined || others.length > 0) throw new Error(`not one link in ${text}`);
  return link;
}

/** The last part of the id of a mail's reminder, after its member. */
export function stageIn({ text }: Letter, member: string): string | undefined {
  return new RegExp(`Reminder wbcti\\.2026-Q4\\.${member}\\.(\\S+)\\.$`, 'm').exec(text)?.[1];
}
