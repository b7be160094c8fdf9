/** The one error that is thrown on purpose: a problem code with its parameters. Everything else that is thrown is a fault. */
import type { ProblemCode } from '#contract/problem.ts';

/** What an AppError carries besides its code. */
export interface AppErrorDetails {
  /** Parameters of the code's sentence in the catalogue. */
  params?: Record<string, string | number>;
  /** JSON pointers into the request, for `invalid-input`. */
  errors?: { pointer: string; message: string }[];
  /** Seconds until trying again makes sense. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A refusal with a stable code; the HTTP adapter gives it its status and its sentence. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly params: Record<string, string | number>;
  readonly errors: { pointer: string; message: string }[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, details: AppErrorDetails = {}) {
    super(code, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = details.params ?? {};
    this.errors = details.errors;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
