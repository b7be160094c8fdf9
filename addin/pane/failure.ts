/** Why something that a person asked for did not happen, as a sentence. */
import type { ProblemCode } from '#contract/problem.ts';
import { ApiProblem, ApiUnavailable } from '../api/client.ts';
import { DialogTrouble } from '../excel/dialog.ts';
import { SheetTrouble } from '../excel/sheet.ts';
import { NotPossible } from '../sync/actions.ts';
import { say } from './strings.ts';

export interface Failure {
  /** The problem's code; absent when the fault is the pane's own. */
  code?: ProblemCode;
  sentence: string;
}

/** Turns what a promise was rejected with into a sentence. A refusal carries its own; anything else is a fault and goes to the console too. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiProblem) return { code: error.code, sentence: error.detail };
  if ([ApiUnavailable, SheetTrouble, NotPossible, DialogTrouble].some((kind) => error instanceof kind)) return { sentence: (error as Error).message };
  reportError(error);
  return { sentence: say('pane.failed', { reason: error instanceof Error ? error.message : String(error) }) };
}
