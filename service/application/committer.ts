/**
 * The committer of one grid: takes all waiting decisions, decides them in order on a fork of the state, appends their entries in one durable
 * write (group commit), then makes the fork the state, answers them all and rings the bell.
 *
 * Invariants
 * 1. One turn at a time: between reading the state and making the fork the state, nothing else changes it.
 * 2. An answer is given only after the write is durable, and to a decision made on exactly the state it was appended to.
 * 3. "behind": the fork is thrown away, what was missed is read, everything is decided again.
 * 4. While the outcome of an append is unknown the same entries are sent again unchanged and nothing else is appended; who waits gets `unavailable`.
 * 5. An entry that does not follow (cursor, hash, commitment) is never applied: the grid becomes read-only.
 * 6. A listener of the bell that throws is logged and spoils nobody's answer.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Entry } from '../domain/entry.ts';
import type { GridState } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import { type Decide, decideOnFork, type Forked, fold } from './fork.ts';
import { type Clock, type Ledger, type Log, StoreUnavailable } from './ports.ts';
import { readOn } from './read-ledger.ts';
import { repeatAppend } from './repeat-append.ts';

/** The outcome with the state directly after the batch it went in, and the decision's own sealed entries. */
export interface Committed<Outcome> {
  outcome: Outcome;
  state: GridState;
  entries: Entry[];
}

export interface Committer {
  state(): GridState;
  /** Rejects with AppError `unavailable` (outcome perhaps unknown: repeat with the same editId) or `read-only`. */
  commit<Outcome>(decide: Decide<Outcome>): Promise<Committed<Outcome>>;
  /** Looks soon whether another process has appended. */
  look(): void;
  /** Calls the listener with each run of entries that became part of the state, in order. Returns the way to stop. */
  onBell(listener: (entries: readonly Entry[]) => void): () => void;
  /** Makes the grid read-only from an entry that was found not to fit. */
  distrust(cursor: number): void;
  /** Makes the grid read-only because of a record beside the ledger that is not what was written. */
  distrustRecords(): void;
  /** The first entry that did not fit, if the grid is read-only. */
  firstBad(): number | undefined;
  /** Reports whether the last append went through: false from one that failed until it is known what became of it. */
  takesEdits(): boolean;
  /** Finishes what is under way, refuses what comes after. */
  close(): Promise<void>;
}

interface Waiting {
  decide: Decide<unknown>;
  resolve(committed: Committed<unknown>): void;
  reject(error: unknown): void;
}

/** Opens the committer of a grid at a state, reads what was appended since, and follows. */
export async function openCommitter(deps: { grid: string; ledger: Ledger; clock: Clock; log: Log; state: GridState }): Promise<Committer> {
  const { grid, ledger, clock, log } = deps;
  let state = deps.state;
  const waiting: Waiting[] = [];
  let running = false;
  let lastRun = Promise.resolve();
  let lookWanted = false;
  let outcomeUnknown = false;
  let closed = false;
  let bad: number | undefined;
  let recordsBad = false;
  const bells = new Set<(entries: readonly Entry[]) => void>();

  await catchUp();
  const stopFollowing = ledger.follow(grid, () => state.cursor, look);
  return { state: () => state, commit, look, onBell, distrust, distrustRecords, firstBad: () => bad, takesEdits: () => !outcomeUnknown, close };

  function commit<Outcome>(decide: Decide<Outcome>): Promise<Committed<Outcome>> {
    const refused = refusal();
    if (refused) return Promise.reject(refused);
    return new Promise<Committed<Outcome>>((resolve, reject) => {
      waiting.push({ decide, resolve: resolve as Waiting['resolve'], reject });
      run();
    });
  }

  function look(): void {
    lookWanted = true;
    run();
  }

  function run(): void {
    if (!running) lastRun = takeTurns();
  }

  /** One turn after another until nothing waits; never rejects. */
  async function takeTurns(): Promise<void> {
    running = true;
    try {
      while (lookWanted || waiting.length > 0) {
        // All that came in this turn of the event loop goes into one append.
        await nextTurn();
        await turn();
      }
    } finally {
      running = false;
    }
  }

  async function turn(): Promise<void> {
    const batch: Waiting[] = [];
    try {
      if (lookWanted) {
        lookWanted = false;
        await catchUp();
      }
      if (isReadOnly()) throw new AppError('read-only');
      await commitBatch(batch);
    } catch (error) {
      const reason = error instanceof StoreUnavailable ? unavailable(error) : error;
      if (!(reason instanceof AppError)) log.error({ grid, err: error }, 'a turn of the committer failed');
      for (const one of batch.length > 0 ? batch : waiting.splice(0)) one.reject(reason);
    }
  }

  /** Takes what waits into `batch`; on return all of it is answered. */
  async function commitBatch(batch: Waiting[]): Promise<void> {
    batch.push(...waiting.splice(0));
    while (batch.length > 0) {
      const at = new Date(Math.max(clock.nowMs(), state.at === '' ? 0 : Date.parse(state.at))).toISOString();
      const forked = decideOnFork(state, { waiting: batch, at });
      if (forked.entries.length > 0 && (await append(forked.entries)) === 'behind') await readWhatWasMissed();
      else batch.splice(0, answer(forked));
    }
  }

  /** Makes the fork the state and answers; returns how many decisions of the batch are done. */
  function answer({ decided, failed, fork, entries }: Forked<Waiting>): number {
    advance(fork, entries);
    for (const one of decided) one.waiting.resolve({ outcome: one.outcome, state: fork, entries: one.entries });
    for (const one of failed) one.waiting.reject(one.error);
    return decided.length + failed.length;
  }

  async function readWhatWasMissed(): Promise<void> {
    const { cursor } = state;
    await catchUp();
    if (bad !== undefined) throw new AppError('read-only');
    if (state.cursor === cursor) throw new Error('the store says "behind" but has nothing newer');
  }

  /** Appends, or leaves the sending again to `resend` and rejects who waits. */
  async function append(entries: Entry[]): Promise<'appended' | 'behind'> {
    try {
      return await ledger.append(grid, state.cursor, entries);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      outcomeUnknown = true;
      for (const one of waiting.splice(0)) one.reject(unavailable(error));
      void resend(entries);
      throw error;
    }
  }

  async function resend(entries: Entry[]): Promise<void> {
    const outcome = await repeatAppend({ ledger, log, grid, after: state.cursor, entries, isStopped: () => closed });
    if (outcome === 'stopped') return;
    outcomeUnknown = false;
    look();
  }

  async function catchUp(): Promise<void> {
    for (;;) {
      const { entries, unreadable } = await readOn(ledger, { grid, after: state.cursor });
      const { tip, fitting } = fold(state, entries);
      advance(tip, fitting);
      if (unreadable !== undefined || fitting.length < entries.length) return distrust(unreadable ?? tip.cursor + 1);
      if (entries.length === 0) return;
    }
  }

  function distrust(cursor: number): void {
    if (bad !== undefined && bad <= cursor) return;
    bad = cursor;
    log.error({ grid, cursor }, 'the ledger does not fit; the grid is read-only');
  }

  function distrustRecords(): void {
    recordsBad = true;
  }

  function isReadOnly(): boolean {
    return bad !== undefined || recordsBad;
  }

  function advance(next: GridState, entries: readonly Entry[]): void {
    state = next;
    if (entries.length === 0) return;
    for (const bell of bells) {
      try {
        bell(entries);
      } catch (error) {
        // What was appended stands, whoever can't hear of it: neither its answer nor the other listeners may suffer.
        log.error({ grid, err: error }, 'a listener of the grid failed');
      }
    }
  }

  function onBell(listener: (entries: readonly Entry[]) => void): () => void {
    bells.add(listener);
    return () => bells.delete(listener);
  }

  function refusal(): AppError | undefined {
    if (isReadOnly()) return new AppError('read-only');
    return closed || outcomeUnknown ? unavailable(undefined) : undefined;
  }

  async function close(): Promise<void> {
    closed = true;
    stopFollowing();
    await lastRun;
  }
}

const unavailable = (cause: unknown): AppError => new AppError('unavailable', { retryAfterSeconds: 2, cause });
