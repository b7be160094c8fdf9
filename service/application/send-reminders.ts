/**
 * Writes the mails of a grid: decides the reminders that are due through the committer, makes their letters, sends those that may be tried, notes what is sent;
 * then the notices to members, then the Secretariat's summary of the day. Each step repeats harmlessly and starts from what is stored, so a run that died
 * anywhere is finished by the next one, in this process or another. Notices and the summary are never counted as reminders.
 */
import type { DecidedReminder, RunResponse } from '#contract/reminder.ts';
import type { ReminderContent } from '../domain/entry.ts';
import { type Principal, SYSTEM_PERSON } from '../domain/principal.ts';
import { rolesOf } from '../domain/reminder-ladder.ts';
import { decideReminders, noteSent, remindersDue, whyNotWanted } from '../domain/reminders.ts';
import { AppError } from './app-error.ts';
import { overlapOf } from './combined-letters.ts';
import { gridOf, type OpenGrid } from './grids.ts';
import { lettersByReminder } from './letter-plan.ts';
import { recipientsOf } from './letter-schedule.ts';
import { type Composed, type LetterResult, letterSender } from './letter-sender.ts';
import { kindOf } from './letter-subject.ts';
import { composeNotice, makeNoticeLetters } from './notice-outbox.ts';
import type { LetterState } from './ports.ts';
import { composeReminder, isDelivered, makeReminderLetters, type OutboxDeps, openLetters, peopleOfLetter } from './reminder-outbox.ts';
import { composeSummary, makeSummaryLetters, undeliveredIn } from './summary-outbox.ts';

/** `when`: `'due'` keeps to the waiting times after a failure, `'now'` tries everything that has not ended. Once `signal` is aborted no further letter is tried. */
export interface RunOptions {
  by: string;
  when: 'due' | 'now';
  signal?: AbortSignal;
}

export interface ReminderSender {
  /** Decides, sends and notes. Rejects with StoreUnavailable if the store went away; the next run goes on from there. */
  run(grid: string, options: RunOptions): Promise<RunResponse>;
  /** Decides what is due, then makes and tries the letters of one reminder alone. */
  sendOne(grid: string, options: { by: string; reminder: string }): Promise<void>;
  /** Says what a run would decide now, and changes nothing. Reminders decided earlier and not sent yet are in the list of reminders. */
  preview(grid: string): Promise<RunResponse>;
}

/** Runs or previews the reminders for the Secretariat; `forbidden` for others. */
export async function runReminders(sender: ReminderSender, principal: Principal, { grid, dryRun }: { grid: string; dryRun: boolean }): Promise<RunResponse> {
  if (principal.role !== 'secretariat') throw new AppError('forbidden');
  return dryRun ? sender.preview(grid) : sender.run(grid, { by: principal.person, when: 'now' });
}

/** Makes the sender of a process. One is enough, since it keeps outcomes that the store could not take yet. */
export function reminderSender(deps: OutboxDeps): ReminderSender {
  const sender = letterSender(deps);

  return {
    async preview(grid) {
      const open = gridOf(deps.grids, grid);
      return { dryRun: true, decided: await withRecipients(deps, open, remindersDue(open.state(), open.today())), sent: 0, failed: 0 };
    },
    async run(grid, { by, when, signal }) {
      await sender.settleKept();
      const open = gridOf(deps.grids, grid);
      const decided = await decide(open, by);
      const results = await deliver(grid, { when, signal });
      const compose = (letter: LetterState): Promise<Composed> => composeLetter(deps, letter);
      await sender.tryLetters(await makeNoticeLetters(deps, grid), { when, signal, compose });
      await sender.tryLetters(await makeSummaryLetters(deps, grid), { when, signal, compose });
      const count = (result: LetterResult): number => results.filter((each) => each === result).length;
      return { dryRun: false, decided: await withRecipients(deps, open, decided), sent: count('sent'), failed: count('failed') };
    },
    async sendOne(grid, { by, reminder }) {
      await sender.settleKept();
      await decide(gridOf(deps.grids, grid), by);
      await deliver(grid, { when: 'now', signal: undefined, only: reminder });
    },
  };

  async function deliver(
    grid: string,
    { when, signal, only }: { when: 'due' | 'now'; signal: AbortSignal | undefined; only?: string },
  ): Promise<LetterResult[]> {
    const open = openReminders(gridOf(deps.grids, grid), only);
    if (open.size === 0) return [];
    const wanted = [...open].filter(([, { isSent, why }]) => !isSent && !why).map(([id]) => id);
    if (wanted.length > 0) await makeReminderLetters(deps, grid, wanted);
    const letters = await deps.outbox.list(grid);
    const compose = async (letter: LetterState, at: 'look' | 'send'): Promise<Composed> =>
      composeReminderOf(deps, letter, at === 'look' ? letters : await deps.outbox.list(grid));
    const options = { when, signal, compose };
    const { over, others } = sorted(openLetters(letters, open), letters);
    // What was taken up by a later letter ends first: that one waits while it is not known what becomes of it.
    const results = [...(await sender.tryLetters(over, options)), ...(await sender.tryLetters(others, options))];
    if ([...open.values()].some(({ isSent }) => !isSent)) await noteDelivered(grid, open);
    return results;
  }

  /** Also notes what an interrupted run has sent and not noted. */
  async function noteDelivered(grid: string, reminders: ReadonlyMap<string, { isSent: boolean }>): Promise<void> {
    const open = gridOf(deps.grids, grid);
    const people = await deps.directory.list(grid);
    for (const [id, letters] of lettersByReminder(await deps.outbox.list(grid))) {
      if (reminders.get(id)?.isSent === false && isDelivered(letters, { people, today: open.today() })) await note(open, id);
    }
  }
}

/** Open letters, those apart that others tell. */
function sorted(open: readonly LetterState[], letters: readonly LetterState[]): { over: LetterState[]; others: LetterState[] } {
  const over = open.filter((letter) => overlapOf(letter, letters) === 'over');
  return { over, others: open.filter((letter) => !over.includes(letter)) };
}

/** What is to be done with a reminder's letter as of now. */
async function composeReminderOf(deps: OutboxDeps, letter: LetterState, letters: readonly LetterState[]): Promise<Composed> {
  const personOf = await peopleOfLetter(deps.directory, letter);
  const open = gridOf(deps.grids, letter.grid);
  return composeReminder(letter, { state: open.state(), today: open.today(), personOf, letters }, deps.letterhead);
}

/** What is to be done with a notice or a summary as of now. */
async function composeLetter(deps: OutboxDeps, letter: LetterState): Promise<Composed> {
  const open = gridOf(deps.grids, letter.grid);
  const kind = kindOf(letter);
  const personOf = await peopleOfLetter(deps.directory, letter);
  const person = personOf(letter.person);
  if (kind === 'notice') {
    return composeNotice(letter, { state: open.state(), nowMs: deps.clock.nowMs(), today: open.today(), person }, deps.letterhead);
  }
  const [people, letters] = [await deps.directory.list(letter.grid), await deps.outbox.list(letter.grid)];
  const [state, today] = [open.state(), open.today()];
  return composeSummary(letter, { state, today, person, undelivered: undeliveredIn(state, { people, letters, today }) }, deps.letterhead);
}

/** Decides what is due, through the committer: whatever the number of replicas and restarts, each id once. Resolves to what this call decided. */
async function decide(open: OpenGrid, by: string): Promise<ReminderContent[]> {
  // Most runs find nothing due, and need not wait for their turn to learn it.
  if (remindersDue(open.state(), open.today()).length === 0) return [];
  const { outcome } = await open.committer.commit<ReminderContent[]>((state, at) => {
    const defined = { ...state, definition: open.state().definition };
    const entries = decideReminders(defined, { at, by, route: 'system' }, open.today());
    return { entries, outcome: entries.flatMap((entry) => (entry.kind === 'reminder.decided' ? [entry.content] : [])) };
  });
  return outcome;
}

async function note(open: OpenGrid, id: string): Promise<void> {
  await open.committer.commit<undefined>((state, at) => ({
    entries: noteSent(state, { at, by: SYSTEM_PERSON, route: 'system' }, id),
    outcome: undefined,
  }));
}

/** Reminders of periods that are open for their members, each with why it is not wanted any more. Of one that is sent a letter may still wait for somebody's return. */
function openReminders(open: OpenGrid, only: string | undefined): Map<string, { isSent: boolean; why: string | undefined }> {
  const state = open.state();
  const today = open.today();
  const asked = [...state.reminders.values()].filter(({ id }) => only === undefined || id === only);
  return new Map(
    asked
      .map((reminder) => ({ id: reminder.id, isSent: reminder.sentAt !== undefined, why: whyNotWanted(state, reminder, today) }))
      .filter(({ isSent, why }) => why !== 'period-closed' && !(isSent && why))
      .map(({ id, ...rest }) => [id, rest]),
  );
}

async function withRecipients(deps: OutboxDeps, open: OpenGrid, reminders: readonly ReminderContent[]): Promise<DecidedReminder[]> {
  const people = reminders.length > 0 ? await deps.directory.list(open.grid) : [];
  const [state, today] = [open.state(), open.today()];
  return reminders.map(({ dueOn: _dueOn, ...reminder }) => ({
    ...reminder,
    recipients: recipientsOf(people, { member: reminder.member, roles: rolesOf(state, reminder), today }).length,
  }));
}
