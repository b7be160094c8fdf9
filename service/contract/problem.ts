/**
 * Problems: what a refused request looks like on the wire (RFC 9457), and the one table of codes.
 * A new code also gets its sentence in catalogue/en/problems.ts and a test that provokes it.
 */
import * as z from 'zod/mini';

/** HTTP status of each code, and whether sending the same request again later can help. A code never changes its meaning. */
export const PROBLEMS = {
  'not-found': { status: 404, again: false },
  'method-not-allowed': { status: 405, again: false },
  'malformed-json': { status: 400, again: false },
  'too-large': { status: 413, again: false },
  'unsupported-media-type': { status: 415, again: false },
  'invalid-input': { status: 400, again: false },
  'unknown-grid': { status: 404, again: false },
  'unknown-sheet': { status: 404, again: false },
  'unknown-row': { status: 404, again: false },
  'unknown-column': { status: 404, again: false },
  'unknown-member': { status: 404, again: false },
  'unknown-period': { status: 404, again: false },
  'unknown-version': { status: 404, again: false },
  'unknown-edition': { status: 404, again: false },
  'not-yours': { status: 403, again: false },
  'reason-required': { status: 422, again: false },
  'base-unknown': { status: 409, again: false },
  'cell-too-long': { status: 422, again: false },
  'too-many-lines': { status: 422, again: false },
  'bad-characters': { status: 422, again: false },
  'withheld-words': { status: 422, again: false },
  'duplicate-edit-id': { status: 400, again: false },
  'edit-id-reused': { status: 409, again: false },
  'period-closed': { status: 409, again: false },
  'has-errors': { status: 409, again: false },
  'nothing-submitted': { status: 409, again: false },
  'newer-submission': { status: 409, again: false },
  'nothing-to-acknowledge': { status: 409, again: false },
  'request-pending': { status: 409, again: false },
  'date-out-of-range': { status: 422, again: false },
  'unreadable-file': { status: 422, again: false },
  unauthenticated: { status: 401, again: false },
  forbidden: { status: 403, again: false },
  'rate-limited': { status: 429, again: true },
  unavailable: { status: 503, again: true },
  'read-only': { status: 503, again: true },
  internal: { status: 500, again: true },
} as const satisfies Record<string, { status: number; again: boolean }>;

/** A stable code that programs switch on. */
export type ProblemCode = keyof typeof PROBLEMS;

/** Every code, for schemas and for the test that each has a sentence and a test. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/**
 * The body of a refusal, `application/problem+json`.
 * Example: `{ type: "urn:support-group-grid:problem:unknown-row", title: "unknown row", status: 404, detail: "…", instance: "<request id>", code: "unknown-row" }`.
 * `errors` is there for `invalid-input`: a JSON pointer (RFC 6901) into the request and what is wrong there.
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.optional(z.string()),
  code: z.enum(PROBLEM_CODES),
  errors: z.optional(z.array(z.object({ pointer: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;

/** The address of a code's meaning; it does not depend on where the service runs. */
export const problemType = (code: ProblemCode): string => `urn:support-group-grid:problem:${code}`;
