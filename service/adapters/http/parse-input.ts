/** Checks a part of a request against its schema; what is wrong becomes `invalid-input` with a JSON pointer (RFC 6901) and a sentence each. */
import type * as z from 'zod/mini';
import { say } from '#contract/catalogue/say.ts';
import { AppError } from '../../application/app-error.ts';

const MOST_ERRORS = 20;

/** Returns the parsed value, or throws AppError `invalid-input`. */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as z.infer<Schema>;
  const found = parsed.error.issues.flatMap((issue) => errorsOf(issue as Issue));
  // One sentence per place, the first: what has the wrong type is not also too short.
  const errors = [...new Map(found.toReversed().map((error) => [error.pointer, error])).values()].toReversed().slice(0, MOST_ERRORS);
  throw new AppError('invalid-input', { errors });
}

interface Issue {
  code: string;
  path: PropertyKey[];
  expected?: string;
  keys?: string[];
  minimum?: number | bigint;
  /** Absent or true: the bound itself is allowed. */
  inclusive?: boolean;
  maximum?: number | bigint;
  values?: unknown[];
}

function errorsOf(issue: Issue): { pointer: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({ pointer: pointerOf([...issue.path, key]), message: say('check.input-unknown-field') }));
  }
  return [{ pointer: pointerOf(issue.path), message: sentenceOf(issue) }];
}

function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return say('check.input-type', { expected: issue.expected ?? '' });
    case 'too_small':
      // Numbers of the contract are whole: more than 0 is at least 1.
      return say('check.input-too-small', { minimum: Number(issue.minimum) + (issue.inclusive === false ? 1 : 0) });
    case 'too_big':
      return say('check.input-too-big', { maximum: Number(issue.maximum) });
    case 'invalid_value':
      return say('check.input-value', { values: (issue.values ?? []).join(', ') });
    case 'invalid_format':
      return say('check.input-format');
    default:
      return say('check.input-other');
  }
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map(pointerPart).join('');
}

/** One step of a JSON pointer (RFC 6901): `a/b` → `/a~1b`. */
export function pointerPart(key: PropertyKey): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
