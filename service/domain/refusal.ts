/** A refusal as a value: the code and what its sentence needs. */
import type { ProblemCode } from '#contract/problem.ts';
import type { EntryDraft } from './entry.ts';

export interface Refusal {
  code: ProblemCode;
  params: Record<string, string | number>;
}

/** What `decide` returns: the entries to append (none for a refusal) and the outcome to answer with. */
export interface Decision<Outcome> {
  entries: EntryDraft[];
  outcome: Outcome;
}
