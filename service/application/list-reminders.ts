/** The list of reminders: what was decided, what became of it and what comes next. */
import type { Letters, Reminder, Reminders } from '#contract/reminder.ts';
import type { ReminderDecided } from '../domain/cycle-state.ts';
import type { Principal } from '../domain/principal.ts';
import { dueInstant, nextStage, whyNotWanted } from '../domain/reminders.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import { lastOutcome, NOBODY, recipientsOf } from './letter-schedule.ts';
import type { Directory, LetterState, Mailer, Outbox } from './ports.ts';
import { letterName } from './reminder-letter.ts';
import { lettersByReminder } from './reminder-outbox.ts';

/** What listing needs. */
export interface ListDeps {
  grids: Grids;
  directory: Directory;
  outbox: Outbox;
}

/** The reminders of a grid, oldest due first: all for the Secretariat, their own member's for focal points; `forbidden` for observers. */
export async function listReminders(deps: ListDeps, principal: Principal, grid: string): Promise<Reminders> {
  if (principal.role === 'observer') throw new AppError('forbidden');
  const open = gridOf(deps.grids, grid);
  const people = await deps.directory.list(grid);
  const letters = lettersByReminder(await deps.outbox.list(grid));
  const state = open.state();
  const today = open.today();
  const items = [...state.reminders.values()]
    .filter(({ member }) => principal.role === 'secretariat' || member === principal.member)
    .map((reminder): Reminder => {
      const recipients = recipientsOf(people, reminder).length;
      const own = letters.get(reminder.id) ?? [];
      const standing = standingOf(reminder, { letters: own, recipients, notWanted: whyNotWanted(state, reminder, today) });
      const attempts = own.reduce((sum, letter) => sum + letter.attempts, 0);
      const { id, period, member, stages } = reminder;
      return { id, period, member, stages, ...standing, dueAt: dueInstant(state, reminder), attempts, recipients };
    })
    .sort((a, b) => (a.dueAt === b.dueAt ? order(a.id, b.id) : order(a.dueAt, b.dueAt)));
  return { items, next: nextStage(state, today) };
}

/** The letters that are kept as files, for the Secretariat; empty where a mail server takes them. */
export async function listLetters(deps: ListDeps & { mailer: Mailer }, principal: Principal, grid: string): Promise<Letters> {
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  const { reminders } = gridOf(deps.grids, grid).state();
  const kept = new Map(((await deps.mailer.kept?.()) ?? []).map((mail) => [mail.name, mail]));
  const letters = await deps.outbox.list(grid);
  const items = letters.flatMap(({ letter, reminder }) => {
    const mail = kept.get(letterName(letter));
    const member = reminders.get(reminder)?.member;
    return mail && member ? [{ id: letter, reminder, member, to: mail.to, subject: mail.subject, text: mail.text }] : [];
  });
  return { items: items.sort((a, b) => order(a.id, b.id)) };
}

type Standing = Pick<Reminder, 'state' | 'sentAt' | 'failureCode' | 'suppressedBy'>;

/** What a reminder shows: sent, else why it was not to be sent, else why it could not be, else decided. */
function standingOf(reminder: ReminderDecided, now: { letters: readonly LetterState[]; recipients: number; notWanted: string | undefined }): Standing {
  if (reminder.sentAt) return { state: 'sent', sentAt: reminder.sentAt };
  if (now.notWanted && (now.letters.length > 0 || now.recipients > 0 || now.notWanted === 'submitted')) {
    return { state: 'suppressed', suppressedBy: now.notWanted };
  }
  if (now.letters.length === 0 && now.recipients === 0) return { state: 'failed', failureCode: NOBODY };
  const failure = now.letters.map(lastOutcome).find((outcome) => outcome?.result === 'failed');
  return failure ? { state: 'failed', failureCode: failure.code ?? 'internal' } : { state: 'decided' };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
