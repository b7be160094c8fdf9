/** Commits a decision of the cycle, or throws its refusal. */
import type { Decision, Refusal } from '../domain/refusal.ts';
import type { DefinedState } from '../domain/state.ts';
import { AppError } from './app-error.ts';
import type { Committed } from './committer.ts';
import { commitOn, type OpenGrid } from './grids.ts';

type CycleOutcome = { status: string } | { status: 'refused'; refusal: Refusal };

/** What was decided, with the state and the entries; AppError with the code of a refusal. */
export async function commitCycle<Outcome extends CycleOutcome>(
  open: OpenGrid,
  decide: (state: DefinedState, at: string) => Decision<Outcome>,
): Promise<Committed<Exclude<Outcome, { status: 'refused' }>> & { state: DefinedState }> {
  const { outcome, entries, state } = await commitOn<Outcome>(open, decide);
  if ('refusal' in outcome) throw new AppError(outcome.refusal.code, { params: outcome.refusal.params });
  return { outcome: outcome as Exclude<Outcome, { status: 'refused' }>, entries, state: { ...state, definition: open.state().definition } };
}
