/**
 * The letters of decided reminders: made once, sent under a claim, settled once. What keeps a letter from going out twice:
 * 1. A letter's id follows from its reminder and its person, and is inserted if absent.
 * 2. Only the holder of a claimed attempt sends; sending takes less time than the lease.
 * 3. An outcome that could not be noted is kept and noted before anything else is tried.
 * Between the mail server's acceptance and our note a dying process leaves one letter in doubt: it goes out again, with the same Message-ID.
 */
import { whyNotWanted } from '../domain/reminders.ts';
import { type Grids, gridOf } from './grids.ts';
import { hasEnded, lastOutcome, mayTry, NOBODY, recipientsOf } from './letter-schedule.ts';
import { type Clock, type DeliveryOutcome, type Directory, type LetterState, type Log, type Mailer, MailFailure, type Outbox } from './ports.ts';
import { type Letterhead, letterMail } from './reminder-letter.ts';

/** An attempt that a dying process held is free again after this time. */
const LEASE_MS = 120_000;

/** What sending letters needs. */
export interface OutboxDeps {
  outbox: Outbox;
  directory: Directory;
  mailer: Mailer;
  clock: Clock;
  log: Log;
  letterhead: Letterhead;
  grids: Grids;
  /** Names this process in claims. */
  owner: string;
}

/** What became of one letter in a run. */
export type LetterResult = 'sent' | 'failed' | 'suppressed' | 'left';

/** Makes the letters of reminders that have none yet or whose people have changed. */
export async function makeLetters(deps: OutboxDeps, grid: string, reminders: readonly string[]): Promise<void> {
  const state = gridOf(deps.grids, grid).state();
  const people = grouped(await deps.directory.list(grid), ({ member }) => member ?? '');
  const addressed = reminders.flatMap((id) => {
    const reminder = state.reminders.get(id);
    const recipients = reminder ? recipientsOf(people.get(reminder.member) ?? [], reminder) : [];
    return recipients.map(({ person }) => ({ grid, reminder: id, person }));
  });
  const before = lettersByReminder(await deps.outbox.list(grid));
  for (const [id, [first]] of grouped(addressed, ({ reminder }) => reminder)) {
    if (first && !before.has(id)) await deps.outbox.put({ letter: id, ...first });
  }
  // Another process may have put a first letter for somebody else, whom the directory did not show here: so the letters are looked up again.
  const made = lettersByReminder(await deps.outbox.list(grid));
  for (const letter of addressed) {
    const written = made.get(letter.reminder)?.some(({ person }) => person === letter.person);
    if (!written) await deps.outbox.put({ letter: `${letter.reminder}.${letter.person}`, ...letter });
  }
}

/** Sends letters and settles what became of them; keeps outcomes that could not be noted. */
export function letterSender(deps: OutboxDeps): {
  /** Notes the outcomes that are kept. Rejects if the store still can't be reached. */
  settleKept(): Promise<void>;
  /** Tries one letter if it may be tried. Rejects if the store can't be reached. */
  tryLetter(letter: LetterState, when: 'due' | 'now'): Promise<LetterResult>;
} {
  const kept = new Map<string, DeliveryOutcome>();

  async function settle(letter: string, outcome: DeliveryOutcome): Promise<void> {
    kept.set(letter, outcome);
    await deps.outbox.settle(letter, outcome);
    kept.delete(letter);
  }

  return {
    async settleKept() {
      for (const [letter, outcome] of [...kept]) await settle(letter, outcome);
    },
    async tryLetter(letter, when) {
      if (kept.has(letter.letter)) return 'left';
      const reachable = (await lookUp(deps, letter)).person !== undefined;
      const nowMs = deps.clock.nowMs();
      if (!mayTry(letter, { nowMs, when, reachable })) return 'left';
      const attempt = await deps.outbox.claim(letter.letter, { owner: deps.owner, nowMs, leaseMs: LEASE_MS });
      if (attempt === undefined) return 'left';
      const { result, ...rest } = await deliver(deps, letter);
      await settle(letter.letter, { attempt, at: new Date(deps.clock.nowMs()).toISOString(), result, ...rest });
      return result;
    },
  };
}

/** Letters of each reminder, in the order of their ids. */
export function lettersByReminder(letters: readonly LetterState[]): Map<string, LetterState[]> {
  return grouped(
    [...letters].sort((a, b) => (a.letter < b.letter ? -1 : 1)),
    ({ reminder }) => reminder,
  );
}

/** Reports whether a reminder counts as sent: one letter went out, and none is left that somebody could still get. */
export function isDelivered(letters: readonly LetterState[]): boolean {
  return (
    letters.some(({ outcomes }) => outcomes.some(({ result }) => result === 'sent')) &&
    letters.every((letter) => hasEnded(letter) || (lastOutcome(letter)?.code === NOBODY && lastOutcome(letter)?.attempt === letter.attempts))
  );
}

/** The reminder, why it is not wanted any more, and the person if it can be written to: all as of now. */
async function lookUp(deps: OutboxDeps, letter: LetterState) {
  const found = await deps.directory.get(letter.grid, letter.person);
  const open = gridOf(deps.grids, letter.grid);
  const state = open.state();
  const today = open.today();
  const reminder = state.reminders.get(letter.reminder);
  const person = reminder && found ? recipientsOf([found], reminder)[0] : undefined;
  return { state, reminder, today, person, notWanted: reminder && whyNotWanted(state, reminder, today) };
}

async function deliver(deps: OutboxDeps, letter: LetterState): Promise<Pick<DeliveryOutcome, 'code' | 'again'> & { result: Exclude<LetterResult, 'left'> }> {
  const { state, reminder, today, person, notWanted } = await lookUp(deps, letter);
  if (notWanted) return { result: 'suppressed', code: notWanted, again: false };
  if (!reminder || !person) return { result: 'failed', code: NOBODY, again: false };
  try {
    await deps.mailer.send(letterMail({ letter: letter.letter, reminder, person, definition: state.definition, today }, deps.letterhead));
    deps.log.info({ grid: letter.grid, letter: letter.letter }, 'letter sent');
    return { result: 'sent' };
  } catch (error) {
    if (error instanceof MailFailure) {
      deps.log.warn({ grid: letter.grid, letter: letter.letter, code: error.code, again: error.again, ...sourceOf(error.cause) }, 'letter not sent');
      return { result: 'failed', code: error.code, again: error.again };
    }
    deps.log.error({ grid: letter.grid, letter: letter.letter, err: error }, 'letter not sent');
    return { result: 'failed', code: 'internal', again: true };
  }
}

/** The codes of a mail server's or a library's error: its words may hold addresses. */
function sourceOf(cause: unknown): { cause?: string; reply?: number } {
  const { code, responseCode } = (cause ?? {}) as { code?: unknown; responseCode?: unknown };
  return { ...(typeof code === 'string' ? { cause: code } : {}), ...(typeof responseCode === 'number' ? { reply: responseCode } : {}) };
}

function grouped<Each>(all: readonly Each[], keyOf: (each: Each) => string): Map<string, Each[]> {
  const groups = new Map<string, Each[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return groups;
}
