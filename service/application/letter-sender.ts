/**
 * Sends letters of the outbox and settles what became of them. What keeps a letter from going out twice:
 * 1. A letter's id is deterministic, and is inserted if absent.
 * 2. Only the holder of a claimed attempt sends; sending takes less time than the lease.
 * 3. An outcome that could not be noted is kept and noted before anything else is tried.
 * Between the mail server's acceptance and our note a dying process leaves one letter in doubt: it goes out again, with the same Message-ID.
 */
import { hasEnded, mayTry, NOBODY } from './letter-schedule.ts';
import { type Clock, type DeliveryOutcome, type LetterState, type Log, type Mail, type Mailer, MailFailure, type Outbox } from './ports.ts';

/** An attempt that a dying process held is free again after this time. */
const LEASE_MS = 120_000;

/** Mails that are on their way at the same time, whoever asks for them: Graph takes no more of one mailbox. */
const PARALLEL = 4;

/** What became of one letter in a run. */
export type LetterResult = 'sent' | 'failed' | 'suppressed' | 'left';

/**
 * What is to be done with a letter as of now: send its mail (`without` names what it leaves out), end it for good, leave it for later, or say that nobody can be
 * written to.
 */
export type Composed = { mail: Mail; without?: string[] } | { suppressed: string } | { left: string } | { nobody: true };

/** `when`: `'due'` keeps to the waiting times after a failure, `'now'` tries everything that has not ended. Once `signal` is aborted no further letter is tried. */
export interface TryOptions {
  when: 'due' | 'now';
  signal?: AbortSignal | undefined;
  /** `look`: whether to try it at all. `send`: its attempt is claimed, and what is stored has to be looked at anew. */
  compose(letter: LetterState, when: 'look' | 'send'): Promise<Composed>;
}

export interface LetterSender {
  /** Notes the outcomes that are kept. Rejects if the store still can't be reached. */
  settleKept(): Promise<void>;
  /** Tries letters, four at a time. If the store goes away it ends what is under way, starts nothing more and rejects. */
  tryLetters(letters: readonly LetterState[], options: TryOptions): Promise<LetterResult[]>;
}

/** Makes the sender of a process. One is enough, since it keeps outcomes that the store could not take yet. */
export function letterSender(deps: { outbox: Outbox; mailer: Mailer; clock: Clock; log: Log; owner: string }): LetterSender {
  const kept = new Map<string, DeliveryOutcome>();
  const enter = gate(PARALLEL);

  async function settle(letter: string, outcome: DeliveryOutcome): Promise<void> {
    kept.set(letter, outcome);
    await deps.outbox.settle(letter, outcome);
    kept.delete(letter);
  }

  async function tryLetter(letter: LetterState, { when, signal, compose }: TryOptions): Promise<LetterResult> {
    if (signal?.aborted || kept.has(letter.letter)) return 'left';
    const nowMs = deps.clock.nowMs();
    if ((deps.mailer.pausedUntilMs?.() ?? 0) > nowMs) return 'left';
    const composed = await compose(letter, 'look');
    // What is over needs no waiting time.
    const mayEnd = 'suppressed' in composed && !hasEnded(letter);
    if ('left' in composed || !(mayEnd || mayTry(letter, { nowMs, when, reachable: !('nobody' in composed) }))) return 'left';
    const attempt = await deps.outbox.claim(letter.letter, { owner: deps.owner, nowMs, leaseMs: LEASE_MS });
    if (attempt === undefined) return 'left';
    // The claim took its time, and an answer may have come in.
    const { result, ...rest } = await deliver(letter, await compose(letter, 'send'));
    await settle(letter.letter, { attempt, at: new Date(deps.clock.nowMs()).toISOString(), result, ...rest });
    return result;
  }

  async function deliver(letter: LetterState, composed: Composed): Promise<Omit<DeliveryOutcome, 'attempt' | 'at'>> {
    const told = { grid: letter.grid, letter: letter.letter };
    if ('suppressed' in composed) return { result: 'suppressed', code: composed.suppressed, again: false };
    if ('nobody' in composed) return { result: 'failed', code: NOBODY, again: false };
    if ('left' in composed) return { result: 'failed', code: composed.left, again: true };
    try {
      await deps.mailer.send(composed.mail);
      deps.log.info(told, 'letter sent');
      return { result: 'sent', ...(composed.without?.length ? { without: composed.without } : {}) };
    } catch (error) {
      if (error instanceof MailFailure) {
        deps.log.warn({ ...told, code: error.code, again: error.again, ...sourceOf(error.cause) }, 'letter not sent');
        const retryAt = error.retryAtMs === undefined ? {} : { retryAt: new Date(error.retryAtMs).toISOString() };
        return { result: 'failed', code: error.code, again: error.again, ...retryAt };
      }
      deps.log.error({ ...told, err: error }, 'letter not sent');
      return { result: 'failed', code: 'internal', again: true };
    }
  }

  return {
    async settleKept() {
      for (const [letter, outcome] of [...kept]) await settle(letter, outcome);
    },
    tryLetters: (letters, options) => inParallel(letters, (letter) => enter(() => tryLetter(letter, options))),
  };
}

/** The codes of a mail server's or a library's error: its words may hold addresses. */
function sourceOf(cause: unknown): { cause?: string; reply?: number } {
  const { code, responseCode } = (cause ?? {}) as { code?: unknown; responseCode?: unknown };
  return { ...(typeof code === 'string' ? { cause: code } : {}), ...(typeof responseCode === 'number' ? { reply: responseCode } : {}) };
}

/** Lets so many in at a time; the others wait in the order in which they came. */
function gate(places: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

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
