/**
 * Sends the reminders of a grid: decide what is due through the committer, make the letters, send those that may be tried, note what is sent. Each step
 * repeats harmlessly and starts from what is stored, so a run that died anywhere is finished by the next one, in this process or another.
 */
import type { DecidedReminder, RunResponse } from '#contract/reminder.ts';
import type { ReminderContent } from '../domain/entry.ts';
import { type Principal, SYSTEM_PERSON } from '../domain/principal.ts';
import { decideReminders, noteSent, remindersDue, whyNotWanted } from '../domain/reminders.ts';
import { AppError } from './app-error.ts';
import { gridOf, type OpenGrid } from './grids.ts';
import { recipientsOf } from './letter-schedule.ts';
import type { LetterState } from './ports.ts';
import { isDelivered, type LetterResult, letterSender, lettersByReminder, makeLetters, type OutboxDeps } from './reminder-outbox.ts';

/** Letters that are sent at the same time. */
const PARALLEL = 4;

/** `when`: `'due'` keeps to the waiting times after a failure, `'now'` tries everything that has not ended. Once `signal` is aborted no further letter is tried. */
export interface RunOptions {
  by: string;
  when: 'due' | 'now';
  signal?: AbortSignal;
}

export interface ReminderSender {
  /** Decides, sends and notes. Rejects with StoreUnavailable if the store went away; the next run goes on from there. */
  run(grid: string, options: RunOptions): Promise<RunResponse>;
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
      return { dryRun: true, decided: await withRecipients(deps, grid, remindersDue(open.state(), open.today())), sent: 0, failed: 0 };
    },
    async run(grid, { by, when, signal }) {
      await sender.settleKept();
      const decided = await decide(gridOf(deps.grids, grid), by);
      const results = await deliverOpen(grid, { when, signal });
      const count = (result: LetterResult): number => results.filter((each) => each === result).length;
      return { dryRun: false, decided: await withRecipients(deps, grid, decided), sent: count('sent'), failed: count('failed') };
    },
  };

  async function deliverOpen(grid: string, { when, signal }: { when: 'due' | 'now'; signal: AbortSignal | undefined }): Promise<LetterResult[]> {
    const open = openReminders(deps, grid);
    if (open.size === 0) return [];
    const wanted = [...open].filter(([, notWanted]) => !notWanted).map(([id]) => id);
    await makeLetters(deps, grid, wanted);
    const letters = (await deps.outbox.list(grid)).filter(({ reminder }) => open.has(reminder));
    const results = await inParallel(letters, async (letter) => (signal?.aborted ? 'left' : sender.tryLetter(letter, when)));
    await noteDelivered(grid, open);
    return results;
  }

  /** Also notes what an interrupted run has sent and not noted. */
  async function noteDelivered(grid: string, open: ReadonlyMap<string, unknown>): Promise<void> {
    for (const [id, letters] of lettersByReminder(await deps.outbox.list(grid))) {
      if (open.has(id) && isDelivered(letters)) await note(gridOf(deps.grids, grid), id);
    }
  }
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

/** Reminders that are decided, not noted as sent and whose period is open, each with why it is not wanted any more. */
function openReminders(deps: OutboxDeps, grid: string): Map<string, string | undefined> {
  const open = gridOf(deps.grids, grid);
  const state = open.state();
  const today = open.today();
  const unsent = [...state.reminders.values()].filter(({ sentAt }) => sentAt === undefined);
  return new Map(
    unsent.map((reminder): [string, string | undefined] => [reminder.id, whyNotWanted(state, reminder, today)]).filter(([, why]) => why !== 'period-closed'),
  );
}

async function withRecipients(deps: OutboxDeps, grid: string, reminders: readonly ReminderContent[]): Promise<DecidedReminder[]> {
  const people = reminders.length > 0 ? await deps.directory.list(grid) : [];
  return reminders.map(({ dueOn: _dueOn, ...reminder }) => ({
    ...reminder,
    recipients: recipientsOf(people, { ...reminder, dueOn: _dueOn }).length,
  }));
}

/** Works on letters a few at a time. If the store goes away it ends what is under way, starts nothing more and rejects. */
async function inParallel(letters: readonly LetterState[], work: (letter: LetterState) => Promise<LetterResult>): Promise<LetterResult[]> {
  const results: LetterResult[] = [];
  const waiting = [...letters];
  const worker = async (): Promise<void> => {
    for (let letter = waiting.shift(); letter; letter = waiting.shift()) {
      try {
        results.push(await work(letter));
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: PARALLEL }, worker));
  const failure = ended.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  return results;
}
