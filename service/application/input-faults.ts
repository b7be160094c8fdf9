/** What a schema found wrong, in words: a JSON pointer (RFC 6901) and a sentence each. For requests and for files that people write by hand. */
import type * as z from 'zod/mini';
import { isSentence, say } from '#contract/catalogue/say.ts';

/** One place that is not as it should be. */
export interface InputFault {
  pointer: string;
  message: string;
}

/** Says everything that a schema found, one sentence per place, the first: what has the wrong type is not also too short. */
export function inputFaults(error: z.core.$ZodError): InputFault[] {
  const found = error.issues.flatMap((issue) => faultsOf(issue as Issue));
  return [...new Map(found.toReversed().map((fault) => [fault.pointer, fault])).values()].toReversed();
}

/** One step of a JSON pointer (RFC 6901): `a/b` → `/a~1b`. */
export function pointerPart(key: PropertyKey): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

interface Issue {
  code: string;
  path: PropertyKey[];
  /** The key of a sentence, where the schema names one. */
  message: string;
  expected?: string;
  keys?: string[];
  /** What is too small or too big: a text, a list or a number. */
  origin?: string;
  minimum?: number | bigint;
  /** Absent or true: the bound itself is allowed. */
  inclusive?: boolean;
  maximum?: number | bigint;
  values?: unknown[];
}

function faultsOf(issue: Issue): InputFault[] {
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({ pointer: pointerOf([...issue.path, key]), message: say('check.input-unknown-field') }));
  }
  return [{ pointer: pointerOf(issue.path), message: sentenceOf(issue) }];
}

function sentenceOf(issue: Issue): string {
  if (isSentence(issue.message)) return say(issue.message);
  switch (issue.code) {
    case 'invalid_type':
      return say('check.input-type', { expected: issue.expected ?? '' });
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      return say('check.input-value', { values: (issue.values ?? []).join(', ') });
    case 'invalid_format':
      return say('check.input-format');
    default:
      return say('check.input-other');
  }
}

function tooSmall({ origin, minimum, inclusive }: Issue): string {
  // Numbers of the contract are whole: more than 0 is at least 1.
  const count = Number(minimum) + (inclusive === false ? 1 : 0);
  if (origin === 'string') return say('check.input-too-short', { count });
  return origin === 'array' ? say('check.input-too-few', { count }) : say('check.input-too-small', { minimum: count });
}

function tooBig({ origin, maximum }: Issue): string {
  const count = Number(maximum);
  if (origin === 'string') return say('check.input-too-long', { count });
  return origin === 'array' ? say('check.input-too-many', { count }) : say('check.input-too-big', { maximum: count });
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map(pointerPart).join('');
}
