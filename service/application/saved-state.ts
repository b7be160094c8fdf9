/**
 * A saved state: the fold at a cursor as text, so that the start does not depend on the length of history. It can be deleted at any time.
 * The chain does not cover it, so its text begins with its own SHA-256: a bit that flipped in the store is not shown as somebody's words.
 */
import { createHash } from 'node:crypto';
import { Map as PersistentMap } from 'immutable';
import { emptyState, type GridState } from '../domain/state.ts';
import { EntryUnreadable, type Ledger, type Log, type SavedStates } from './ports.ts';

/** Changes when the shape of the state changes; a saved state of another shape is not used. */
const SHAPE = 7;

/** Hex digits of a SHA-256. */
const SUM_LENGTH = 64;

const MAPS = [
  'rows',
  'submissions',
  'reviews',
  'requests',
  'movedDates',
  'comments',
  'reminders',
  'skipped',
  'pauses',
  'news',
  'activity',
  'firstEdits',
  'recentEdits',
] as const satisfies (keyof GridState)[];

/** Loads the newest saved state, or the empty one if there is none that can be used: of this shape, and of this ledger. */
export async function loadState(deps: { savedStates: SavedStates; ledger: Ledger; log: Log }, grid: string): Promise<GridState> {
  const saved = await deps.savedStates.load(grid);
  if (!saved) return emptyState(grid);
  try {
    const [entry] = await deps.ledger.read(grid, saved.cursor - 1, 1);
    if (entry?.hash !== saved.hash) throw new Error('the ledger has another entry at its cursor');
    const text = saved.body.slice(SUM_LENGTH);
    if (sumOf(text) !== saved.body.slice(0, SUM_LENGTH)) throw new Error('its text has changed since it was saved');
    const { shape, state } = JSON.parse(text) as { shape: number; state: Record<string, unknown> };
    if (shape !== SHAPE) return emptyState(grid);
    for (const key of MAPS) state[key] = PersistentMap(state[key] as [string, never][]);
    return { ...emptyState(grid), ...state, cursor: saved.cursor, hash: saved.hash };
  } catch (error) {
    // A parser's message quotes what it read, which is cell text.
    const reason = error instanceof SyntaxError || error instanceof EntryUnreadable ? error.name : (error as Error).message;
    deps.log.warn({ grid, reason }, 'the saved state can’t be used; reading the whole ledger');
    return emptyState(grid);
  }
}

/** Saves the state. */
export async function saveState(savedStates: SavedStates, state: GridState): Promise<void> {
  const plain: Record<string, unknown> = { ...state };
  for (const key of MAPS) plain[key] = [...state[key].entries()];
  const text = JSON.stringify({ shape: SHAPE, state: plain });
  await savedStates.save(state.grid, { cursor: state.cursor, hash: state.hash, body: `${sumOf(text)}${text}` });
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
