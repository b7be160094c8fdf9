/**
 * A grid with its reminders, for tests: real store (SQLite in memory), committer and file mailer; the clock is moved by hand and deliveries are counted,
 * since a file that is written twice would not show it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Statement } from '#contract/period.ts';
import { fileMailer } from '../../service/adapters/mail/files.ts';
import { openSqliteStore } from '../../service/adapters/sqlite/store.ts';
import { fingerprint } from '../../service/application/chain.ts';
import { type Grids, openGrid } from '../../service/application/grids.ts';
import type { Letterhead } from '../../service/application/letter-words.ts';
import type { KeepingMailer, Mail, Mailer } from '../../service/application/mailer.ts';
import type { Clock, DirectoryPerson, Log, Outbox, Store } from '../../service/application/ports.ts';
import { type ReminderSender, reminderSender } from '../../service/application/send-reminders.ts';
import { submit } from '../../service/application/submit.ts';
import { GridDefinition } from '../../service/contract/grid.ts';
import type { EntryDraft } from '../../service/domain/entry.ts';
import type { Principal } from '../../service/domain/principal.ts';
import { DEMO_PEOPLE } from '../../service/grids/demo-people.ts';
import wbcti from '../../service/grids/wbcti.json' with { type: 'json' };

export const SECRETARIAT: Principal = { person: 'demo:secretariat', role: 'secretariat' };
export const OBSERVER: Principal = { person: 'demo:observer', role: 'observer' };
export const focalPoint = (member: string): Principal => ({ person: `demo:${member}`, role: 'focal-point', member });

/** A log that keeps what it is told. */
export function keepingLog(): Log & { lines: { level: string; fields: Record<string, unknown>; message: string }[] } {
  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const add = (level: string) => (fields: Record<string, unknown>, message: string) => void lines.push({ level, fields, message });
  return { lines, debug: add('debug'), info: add('info'), warn: add('warn'), error: add('error') };
}

export interface ReminderWorld {
  grids: Grids;
  store: Store;
  mailer: KeepingMailer;
  log: ReturnType<typeof keepingLog>;
  /** Every mail the mailer took, in order, repeats included. */
  delivered: Mail[];
  /** Called before a mail is taken; may throw. */
  beforeTaking(trouble: (mail: Mail) => void | Promise<void>): void;
  /** Called after a mail was taken; may throw. */
  afterTaking(trouble: (mail: Mail) => void | Promise<void>): void;
  sender: ReminderSender;
  /** Another process: its own sender on the same store. */
  anotherSender(owner: string, outbox?: Outbox): ReminderSender;
  /** 10:00 in the grid's winter. */
  moveTo(date: string): void;
  passMinutes(minutes: number): void;
  nowMs(): number;
  clock: { nowMs(): number };
  letterhead: Letterhead;
  submit(member: string, statement?: Statement): Promise<void>;
  /** Appends entries as if they had been decided now. */
  commit(...drafts: EntryDraft[]): Promise<void>;
  /** The list's state of a reminder, straight from the ledger: decided or sent. */
  sentAt(id: string): string | undefined;
  close(): Promise<void>;
}

/** Opens the world on a day, with the demo's people unless others are given. */
export async function openReminderWorld(options: {
  date: string;
  people?: readonly DirectoryPerson[];
  definition?: GridDefinition;
  /** Takes the mails instead of files. */
  mailer?: (clock: Clock) => Mailer;
}): Promise<ReminderWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  let nowMs = 0;
  const moveTo = (date: string): void => {
    nowMs = Date.parse(`${date}T09:00:00.000Z`);
  };
  moveTo(options.date);
  const clock = { nowMs: () => nowMs };
  const log = keepingLog();
  const store = openSqliteStore({ folder: ':memory:', log });
  const definition = options.definition ?? GridDefinition.parse(wbcti);
  const open = await openGrid({ store, clock, log }, { definition, hash: fingerprint(definition) });
  const grids: Grids = new Map([['wbcti', open]]);
  for (const person of options.people ?? DEMO_PEOPLE) await store.directory.put('wbcti', person);

  const files = fileMailer(folder, { from: { name: 'Secretariat', address: 'grid@example.org' }, clock });
  const takes = options.mailer?.(clock) ?? files;
  const delivered: Mail[] = [];
  let before: (mail: Mail) => void | Promise<void> = () => undefined;
  let after = before;
  const mailer: KeepingMailer = {
    ...files,
    async send(mail) {
      await before(mail);
      await takes.send(mail);
      delivered.push(mail);
      await after(mail);
    },
  };
  const letterhead: Letterhead = { publicUrl: 'https://grid.example.org', mailDomain: 'example.org', checkpoint: () => 'grid\n7\nhash\n\n— grid signature\n' };
  const anotherSender = (owner: string, outbox: Outbox = store.outbox): ReminderSender =>
    reminderSender({ grids, outbox, directory: store.directory, mailer, clock, log, letterhead, owner });

  return {
    grids,
    store,
    mailer,
    log,
    delivered,
    beforeTaking: (trouble) => {
      before = trouble;
    },
    afterTaking: (trouble) => {
      after = trouble;
    },
    sender: anotherSender('one'),
    anotherSender,
    moveTo,
    passMinutes: (minutes) => {
      nowMs += minutes * 60_000;
    },
    nowMs: () => nowMs,
    clock,
    letterhead,
    async submit(member, statement = 'nothing-to-report') {
      const period = open.period();
      const deps = { grids, signer: { sign: () => '', signText: () => '', publicKey: '' } };
      await submit(deps, focalPoint(member), { grid: 'wbcti', period, request: { member, statement }, route: 'addin' });
    },
    async commit(...drafts) {
      await open.committer.commit((_state, at) => ({ entries: drafts.map((draft) => ({ ...draft, at })), outcome: undefined }));
    },
    sentAt: (id) => open.state().reminders.get(id)?.sentAt,
    async close() {
      await open.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
