/** An append whose outcome is unknown is sent again, unchanged, until it is known what became of it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Entry } from '../domain/entry.ts';
import { type Ledger, type Log, StoreUnavailable } from './ports.ts';

const WAIT_MS = { first: 100, most: 1_000 };

/** What was sent, and whether there is still somebody who wants to know. */
export interface InterruptedAppend {
  ledger: Ledger;
  log: Log;
  grid: string;
  after: number;
  entries: readonly Entry[];
  isStopped(): boolean;
}

/** Resolves once the outcome is known: `failed` where the store will never take these entries. Never rejects. */
export async function repeatAppend({ ledger, log, grid, after, entries, isStopped }: InterruptedAppend): Promise<'appended' | 'behind' | 'failed' | 'stopped'> {
  for (let waitMs = WAIT_MS.first; ; waitMs = Math.min(waitMs * 2, WAIT_MS.most)) {
    await pause(waitMs, undefined, { ref: false });
    if (isStopped()) return 'stopped';
    try {
      const outcome = await ledger.append(grid, after, entries);
      log.info({ grid, outcome, cursor: after }, 'the outcome of an interrupted append is known');
      return outcome;
    } catch (error) {
      if (error instanceof StoreUnavailable) continue;
      log.error({ grid, err: error }, 'an interrupted append can’t be repeated');
      return 'failed';
    }
  }
}
