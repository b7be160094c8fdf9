/** Turns a refusal into the problem a client reads: status and heading from the table of codes, sentence from the catalogue. */
import { type Params, say, sayDate } from '#contract/catalogue/say.ts';
import { LocalDate } from '#contract/ids.ts';
import { PROBLEMS, type Problem, problemType } from '#contract/problem.ts';
import type { Refusal } from '../domain/refusal.ts';

/** The problem of a refusal. `instance` is the request's id. */
export function problemOf(refusal: Refusal, options: { instance?: string; errors?: { pointer: string; message: string }[] | undefined } = {}): Problem {
  const { code, params } = refusal;
  return {
    type: problemType(code),
    title: code.replaceAll('-', ' '),
    status: PROBLEMS[code].status,
    detail: say(code, withDates(params)),
    code,
    ...(options.instance === undefined ? {} : { instance: options.instance }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
  };
}

/** Dates as people read them: `Thursday 31 December 2026`. */
function withDates(params: Params): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, LocalDate.safeParse(value).success ? sayDate(String(value)) : value]));
}
