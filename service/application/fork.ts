/** Decides what waits, in order, on a fork of the state: the entries to append and the outcome of each decision. Changes nothing. */
import type { Entry } from '../domain/entry.ts';
import type { Decision } from '../domain/refusal.ts';
import { apply, type GridState } from '../domain/state.ts';
import { follows, seal } from './chain.ts';

/** A pure decision on a state at an instant. */
export type Decide<Outcome> = (state: GridState, at: string) => Decision<Outcome>;

/** A batch stays below the 4 MB of one append, whatever JSON makes of its text; a decision's entries are never split. */
const MAX_BATCH_BYTES = 3_500_000;

/** What became of a batch. `decided` and `failed` together are its first ones, in order; the rest did not fit. */
export interface Forked<One> {
  decided: { waiting: One; outcome: unknown; entries: Entry[] }[];
  /** Decisions that threw: a fault, answered alone; they leave no entry. */
  failed: { waiting: One; error: unknown }[];
  fork: GridState;
  entries: Entry[];
}

/** Decides until the batch is full. */
export function decideOnFork<One extends { decide: Decide<unknown> }>(state: GridState, { waiting, at }: { waiting: readonly One[]; at: string }): Forked<One> {
  const forked: Forked<One> = { decided: [], failed: [], fork: state, entries: [] };
  let sizeBytes = 0;
  for (const one of waiting) {
    try {
      const { entries, outcome } = one.decide(forked.fork, at);
      const own: Entry[] = [];
      let tip = forked.fork;
      for (const draft of entries) {
        const entry = seal(draft, tip);
        own.push(entry);
        tip = apply(tip, entry);
      }
      const ownBytes = own.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(own));
      if (forked.entries.length > 0 && sizeBytes + ownBytes > MAX_BATCH_BYTES) break;
      sizeBytes += ownBytes;
      forked.fork = tip;
      forked.entries.push(...own);
      forked.decided.push({ waiting: one, outcome, entries: own });
    } catch (error) {
      forked.failed.push({ waiting: one, error });
    }
  }
  return forked;
}

/** Folds entries that were read, up to the first that does not follow. */
export function fold(state: GridState, entries: readonly Entry[]): { tip: GridState; fitting: Entry[] } {
  let tip = state;
  const fitting: Entry[] = [];
  for (const entry of entries) {
    if (!follows(entry, tip)) break;
    tip = apply(tip, entry);
    fitting.push(entry);
  }
  return { tip, fitting };
}
