/** The list of reminders: what was decided, held or skipped, what became of each letter, and what comes next. */
import type { Letters, Reminder, ReminderLetterState, Reminders } from '#contract/reminder.ts';
import type { ReminderContent } from '../domain/entry.ts';
import { memberDates } from '../domain/period-dates.ts';
import type { Principal } from '../domain/principal.ts';
import { rolesOf } from '../domain/reminder-ladder.ts';
import { dueInstant, nextStage, remindersHeld, whyNotWanted } from '../domain/reminders.ts';
import type { DefinedState } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import { type Grids, gridOf } from './grids.ts';
import { lettersByReminder } from './letter-plan.ts';
import { hasEnded, isAway, lastOutcome, nextAttemptAt, recipientsOf } from './letter-schedule.ts';
import { letterFile, partsOf } from './letter-subject.ts';
import type { Mailer } from './mailer.ts';
import type { Directory, DirectoryPerson, LetterState, Outbox } from './ports.ts';
import { failureOf } from './reminder-standing.ts';

/** What listing needs. */
export interface ListDeps {
  grids: Grids;
  directory: Directory;
  outbox: Outbox;
}

interface Seen {
  state: DefinedState;
  today: string;
  people: readonly DirectoryPerson[];
}

/** The reminders of a grid, oldest due first: all for the Secretariat, their own member's for focal points; `forbidden` for observers. */
export async function listReminders(deps: ListDeps, principal: Principal, grid: string): Promise<Reminders> {
  if (principal.role === 'observer') throw new AppError('forbidden');
  const open = gridOf(deps.grids, grid);
  const people = await deps.directory.list(grid);
  const letters = lettersByReminder(await deps.outbox.list(grid));
  const [state, today] = [open.state(), open.today()];
  const seen = { state, today, people };
  const items = [
    ...[...state.reminders.values()].map((reminder) => decidedItem(seen, { id: reminder.id, letters: letters.get(reminder.id) ?? [] })),
    ...remindersHeld(state, today).map(({ hold, ...reminder }) => undecidedItem(seen, { reminder, suppressedBy: hold })),
    ...skippedOf(state).map((reminder) => undecidedItem(seen, { reminder, suppressedBy: 'skipped' })),
  ];
  const isMine = ({ member }: { member: string }): boolean => principal.role === 'secretariat' || member === principal.member;
  const paused = [...state.pauses].flatMap(([member, { until }]) => (until !== null && today <= until ? [{ member, until }] : []));
  return {
    items: items.filter(isMine).sort((a, b) => (a.dueAt === b.dueAt ? order(a.id, b.id) : order(a.dueAt, b.dueAt))),
    next: nextStage(state, today),
    paused: paused.filter(isMine).sort((a, b) => order(a.member, b.member)),
  };
}

/** The letters that are kept as files, for the Secretariat; empty where a mail server takes them. A letter of several reminders stands there once, under its first. */
export async function listLetters(deps: ListDeps & { mailer: Mailer }, principal: Principal, grid: string): Promise<Letters> {
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  const { reminders } = gridOf(deps.grids, grid).state();
  const kept = new Map(((await deps.mailer.kept?.()) ?? []).map((mail) => [mail.name, mail]));
  const letters = await deps.outbox.list(grid);
  const items = letters.flatMap((letter) => {
    const mail = kept.get(letterFile(letter));
    const reminder = partsOf(letter)[0]?.reminder ?? '';
    const member = reminders.get(reminder)?.member;
    return mail && member ? [{ id: letter.letter, reminder, member, to: mail.to, subject: mail.subject, text: mail.text }] : [];
  });
  return { items: items.sort((a, b) => order(a.id, b.id)) };
}

function decidedItem({ state, today, people }: Seen, { id, letters }: { id: string; letters: readonly LetterState[] }): Reminder {
  const reminder = state.reminders.get(id);
  if (!reminder) throw new Error(`the reminder ${id} is not in the state`);
  const { period, member, stages, at, sentAt } = reminder;
  const recipients = recipientsOf(people, { member, roles: rolesOf(state, reminder), today }).length;
  const told = letters.map((letter) => letterItem(letter, { people, today }));
  const next = told.flatMap(({ nextAttemptAt: nextAt }) => nextAt ?? []).sort()[0];
  const standing = standingOf({ sentAt, letters, recipients, notWanted: whyNotWanted(state, reminder, today) });
  return {
    ...{ id, period, member, stages, ...standing, dueAt: dueInstant(state, reminder), decidedAt: at, letters: told, recipients },
    attempts: told.reduce((sum, { attempts }) => sum + attempts, 0),
    ...(next === undefined || standing.state !== 'failed' ? {} : { nextAttemptAt: next }),
  };
}

function undecidedItem({ state, today, people }: Seen, { reminder, suppressedBy }: { reminder: ReminderContent; suppressedBy: string }): Reminder {
  const { id, period, member, stages } = reminder;
  const recipients = recipientsOf(people, { member, roles: rolesOf(state, reminder), today }).length;
  return { id, period, member, stages, state: 'suppressed', suppressedBy, dueAt: dueInstant(state, reminder), attempts: 0, letters: [], recipients };
}

/** Reminders that were skipped before they were decided. */
function skippedOf(state: DefinedState): ReminderContent[] {
  return [...state.skipped.values()]
    .filter(({ id }) => !state.reminders.has(id))
    .map(({ id, period, member, stages, dueOn }) => ({ id, period, member, stages, dueOn: dueOn ?? memberDates(state, { period, member }).dueOn }));
}

function letterItem(letter: LetterState, { people, today }: Pick<Seen, 'people' | 'today'>): ReminderLetterState {
  const last = lastOutcome(letter);
  const ended = letter.outcomes.find(({ result }) => result === 'sent' || result === 'suppressed');
  const away = people.some((person) => person.person === letter.person && isAway(person, today));
  const state = ended ? (ended.result === 'sent' ? 'sent' : 'suppressed') : away ? 'away' : last?.result === 'failed' ? 'failed' : 'waiting';
  const next = nextAttemptAt(letter);
  return {
    person: letter.person,
    state,
    attempts: letter.attempts,
    ...(ended?.result === 'sent' ? { sentAt: ended.at } : {}),
    ...(state === 'failed' ? { failureCode: last?.code ?? 'internal' } : {}),
    ...(state === 'failed' && next !== undefined ? { nextAttemptAt: next } : {}),
  };
}

type Standing = Pick<Reminder, 'state' | 'sentAt' | 'failureCode' | 'suppressedBy'>;

/** What a reminder shows: sent, else why it was not to be sent, else why it could not be, else decided. */
function standingOf(now: { sentAt: string | undefined; letters: readonly LetterState[]; recipients: number; notWanted: string | undefined }): Standing {
  if (now.sentAt) return { state: 'sent', sentAt: now.sentAt };
  const written = now.letters.some((letter) => hasEnded(letter) || letter.attempts > 0);
  if (now.notWanted && (written || now.recipients > 0 || now.notWanted === 'submitted')) return { state: 'suppressed', suppressedBy: now.notWanted };
  const failureCode = failureOf(now.letters, now.recipients);
  return failureCode === undefined ? { state: 'decided' } : { state: 'failed', failureCode };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
