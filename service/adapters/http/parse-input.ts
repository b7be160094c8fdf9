/** Checks a part of a request against its schema; what is wrong becomes `invalid-input` with a JSON pointer (RFC 6901) and a sentence each. */
import type * as z from 'zod/mini';
import { AppError } from '../../application/app-error.ts';
import { inputFaults } from '../../application/input-faults.ts';

const MOST_ERRORS = 20;

/** Returns the parsed value, or throws AppError `invalid-input`. */
export function parseInput<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as z.infer<Schema>;
  throw new AppError('invalid-input', { errors: inputFaults(parsed.error).slice(0, MOST_ERRORS) });
}
