/** Verifies the chain of a ledger from its first entry to the state's cursor. */
import type { LedgerReport } from '#contract/entry.ts';
import { FIRST_HASH } from '../domain/entry.ts';
import { follows } from './chain.ts';
import { type Grids, gridOf, type OpenGrid } from './grids.ts';
import type { CheckpointSigner, Ledger, Log } from './ports.ts';
import { readOn } from './read-ledger.ts';

/** Verifies on request. */
export async function verifyLedger(deps: { grids: Grids; ledger: Ledger; signer: CheckpointSigner }, grid: string): Promise<LedgerReport> {
  const found = await checkLedger(gridOf(deps.grids, grid), deps.ledger);
  return typeof found === 'number'
    ? { ok: false, firstBad: found }
    : { ok: true, ...found, checkpoint: deps.signer.sign({ grid, ...found }), publicKey: deps.signer.publicKey };
}

/**
 * Reads the whole ledger of a grid up to its state: the position that it verifies to, or the first entry that does not follow (the state's
 * cursor at most, where what is stored is shorter or other than what was folded). A grid whose ledger does not fit becomes read-only.
 */
export async function checkLedger(open: OpenGrid, ledger: Ledger): Promise<{ cursor: number; hash: string } | number> {
  const upTo = open.state();
  const { tip, bad } = await walkLedger(ledger, { grid: open.grid, upTo: upTo.cursor });
  const known = open.committer.firstBad();
  const other = tip.cursor === upTo.cursor && tip.hash === upTo.hash ? undefined : Math.min(tip.cursor + 1, upTo.cursor);
  const firstBad = Math.min(...[bad ?? other, known].flatMap((cursor) => cursor ?? []));
  if (!Number.isFinite(firstBad)) return tip;
  if (known === undefined || firstBad < known) open.committer.distrust(firstBad);
  return firstBad;
}

/** A ledger's end, or the first entry that does not fit. */
export type GridPosition = { grid: string; cursor: number; hash: string; firstBad?: undefined } | { grid: string; firstBad: number };

/** Verifies every ledger of a store from the store alone, as it stands now; other processes may write meanwhile. */
export async function verifyEveryLedger(ledger: Ledger): Promise<GridPosition[]> {
  const positions: GridPosition[] = [];
  for (const grid of await ledger.grids()) {
    const { tip, bad } = await walkLedger(ledger, { grid });
    positions.push(bad === undefined ? { grid, ...tip } : { grid, firstBad: bad });
  }
  return positions;
}

/** When the ledgers are verified by themselves: soon after the start, once people are served, and then again and again. */
export interface WatchTimes {
  firstAfterMs: number;
  everyMs: number;
}

/** Verifies every ledger now and then, since no database check finds silent corruption. Returns the way to stop. */
export function startLedgerWatch({ grids, ledger, log, times }: { grids: Grids; ledger: Ledger; log: Log; times: WatchTimes }): { stop(): Promise<void> } {
  let stopped = false;
  let running = Promise.resolve();
  let timer = setTimeout(next, times.firstAfterMs).unref();

  function next(): void {
    running = watch();
    timer = setTimeout(next, times.everyMs).unref();
  }

  async function watch(): Promise<void> {
    for (const open of grids.values()) {
      if (stopped) return;
      try {
        await checkLedger(open, ledger);
      } catch (error) {
        log.warn({ grid: open.grid, err: error }, 'a ledger could not be verified; trying again later');
      }
    }
  }

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Reads a ledger from its first entry up to a cursor (its end, by default): how far it fits, and the first entry that does not. */
export async function walkLedger(
  ledger: Ledger,
  { grid, upTo = Number.MAX_SAFE_INTEGER }: { grid: string; upTo?: number },
): Promise<{ tip: { cursor: number; hash: string }; bad?: number }> {
  let tip = { cursor: 0, hash: FIRST_HASH };
  while (tip.cursor < upTo) {
    const { entries, unreadable } = await readOn(ledger, { grid, after: tip.cursor });
    if (unreadable !== undefined) return { tip, bad: unreadable };
    if (entries.length === 0) return { tip };
    for (const entry of entries) {
      if (entry.cursor > upTo) return { tip };
      if (!follows(entry, tip)) return { tip, bad: tip.cursor + 1 };
      tip = { cursor: entry.cursor, hash: entry.hash };
    }
  }
  return { tip };
}
