/** Turns a refusal into the problem a client reads: status and heading from the table of codes, sentence from the catalogue. */
import { say } from '#contract/catalogue/say.ts';
import { PROBLEMS, type Problem, problemType } from '#contract/problem.ts';
import type { Refusal } from '../domain/refusal.ts';

/** The problem of a refusal. `instance` is the request's id. */
export function problemOf(refusal: Refusal, options: { instance?: string; errors?: { pointer: string; message: string }[] | undefined } = {}): Problem {
  const { code, params } = refusal;
  return {
    type: problemType(code),
    title: code.replaceAll('-', ' '),
    status: PROBLEMS[code].status,
    detail: say(code, params),
    code,
    ...(options.instance === undefined ? {} : { instance: options.instance }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
  };
}
