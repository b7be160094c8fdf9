/** The grids of this service, each with its committer: opening them, finding one, saving their states now and then. */
import { localDateOf } from '../domain/calendar.ts';
import { decideDefinition } from '../domain/decide-definition.ts';
import { type DefinitionFault, faultOfChange } from '../domain/definition-change.ts';
import { periodInWork } from '../domain/period-dates.ts';
import type { Decision } from '../domain/refusal.ts';
import type { DefinedState } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import { type Committed, type Committer, openCommitter } from './committer.ts';
import type { Clock, LoadedDefinition, Log, Store } from './ports.ts';
import { loadState, saveState } from './saved-state.ts';

/** A grid that is open. */
export interface OpenGrid {
  grid: string;
  committer: Committer;
  /** The state as it stands. */
  state(): DefinedState;
  /** The local date in the grid's time zone. */
  today(): string;
  /** The period in work: the oldest that is not closed. */
  period(): string;
  close(): Promise<void>;
}

export type Grids = ReadonlyMap<string, OpenGrid>;

/** A saved state is written after so many entries. */
const SAVE_EVERY = 2_000;

/** The definition of a grid can't take the place of the one before, which has content. */
export class DefinitionRefused extends Error {
  readonly grid: string;
  readonly fault: DefinitionFault;
  constructor(grid: string, fault: DefinitionFault) {
    super(`${grid}: ${fault.path}: ${fault.code}`);
    this.name = 'DefinitionRefused';
    this.grid = grid;
    this.fault = fault;
  }
}

/** Opens a grid: saved state, what came since, definition, rows of new members. Throws DefinitionRefused. */
export async function openGrid(deps: { store: Store; clock: Clock; log: Log }, loaded: LoadedDefinition): Promise<OpenGrid> {
  const { store, clock, log } = deps;
  const { grid } = loaded.definition;
  const start = await loadState({ savedStates: store.savedStates, ledger: store.ledger, log }, grid);
  const committer = await openCommitter({ grid, ledger: store.ledger, clock, log, state: start });
  if (committer.firstBad() === undefined) {
    const before = committer.state().definition;
    const fault = before && faultOfChange(before, loaded.definition);
    if (fault) {
      await committer.close();
      throw new DefinitionRefused(grid, fault);
    }
    while ((await committer.commit((state, at) => decideDefinition(state, loaded, at))).outcome.more);
  }

  let savedAt = start.cursor;
  let saving = Promise.resolve();
  const stop = committer.onBell(() => {
    if (committer.state().cursor - savedAt >= SAVE_EVERY) save();
  });

  function save(): void {
    const state = committer.state();
    savedAt = state.cursor;
    saving = saving.then(() => saveState(store.savedStates, state)).catch((error: unknown) => log.warn({ grid, err: error }, 'the state was not saved'));
  }

  const state = (): DefinedState => defined(committer.state(), loaded);
  const today = (): string => localDateOf(new Date(clock.nowMs()).toISOString(), state().definition.timeZone);
  return {
    grid,
    committer,
    state,
    today,
    period: () => periodInWork(state(), today()),
    close: async () => {
      stop();
      await committer.close();
      if (committer.state().cursor > savedAt && committer.firstBad() === undefined) save();
      await saving;
    },
  };
}

/** Commits a decision on the state with its definition. Rejects as the committer does. */
export function commitOn<Outcome>({ committer, state }: OpenGrid, decide: (state: DefinedState, at: string) => Decision<Outcome>): Promise<Committed<Outcome>> {
  return committer.commit((current, at) => decide({ ...current, definition: state().definition }, at));
}

/** Finds a grid, or says that there is none. */
export function gridOf(grids: Grids, grid: string): OpenGrid {
  const open = grids.get(grid);
  if (!open) throw new AppError('unknown-grid', { params: { grid } });
  return open;
}

/** A ledger that does not fit from its first entry on has no definition; the file's is shown so that people can still read. */
function defined(state: ReturnType<Committer['state']>, loaded: LoadedDefinition): DefinedState {
  const { definition, hash: definitionHash } = loaded;
  return state.definition === undefined ? { ...state, definition, definitionHash } : { ...state, definition: state.definition };
}
