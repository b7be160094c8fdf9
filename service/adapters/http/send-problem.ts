/** Any error → problem+json. This and page-problem.ts are the only places that set an error status. Unknown errors are logged whole and shown bare. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import { PROBLEMS } from '#contract/problem.ts';
import { AppError } from '../../application/app-error.ts';
import { type Log, StoreUnavailable } from '../../application/ports.ts';
import { problemOf } from '../../application/problem-of.ts';
import { requestIdOf } from './request-id.ts';

/** The last middleware. */
export function sendProblem(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const refusal = asAppError(error);
    if (refusal.code === 'internal') log.error({ requestId: requestIdOf(request), err: error }, 'a request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    writeProblem({ request, response, error: refusal });
  };
}

function writeProblem({ request, response, error }: { request: Request; response: Response; error: AppError }): void {
  const problem = problemOf({ code: error.code, params: error.params }, { instance: requestIdOf(request), errors: error.errors });
  setProblemHeaders({ request, response, error });
  if (error.code === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(problem.status).type('application/problem+json').setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(problem));
}

/** The headers of a refusal, whatever its body is. */
export function setProblemHeaders({ request, response, error }: { request: Request; response: Response; error: AppError }): void {
  const again = PROBLEMS[error.code].again;
  if (again || error.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(error.retryAfterSeconds ?? 5));
  if (error.code === 'method-not-allowed') response.setHeader('Allow', String(error.params['allowed'] ?? ''));
  // A request whose body has not arrived to its end can't be followed by another one on the same connection.
  if (!request.complete) response.setHeader('Connection', 'close');
}

/** What a request did wrong in the eyes of Express and its parts has a code too; everything else that is not an AppError is a fault. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof StoreUnavailable) return new AppError('unavailable', { cause: error, retryAfterSeconds: 2 });
  // Express's router refuses an address whose percent-encoding can't be decoded.
  if (error instanceof URIError) return new AppError('not-found', { cause: error });
  if (isRefusedByExpress(error)) return new AppError('invalid-input', { cause: error });
  return new AppError('internal', { cause: error });
}

/** Express's parts throw errors with a status, and `expose` where it is the request's doing: a range beyond the end of a file, a precondition that does not hold. */
function isRefusedByExpress(error: unknown): boolean {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return expose === true && typeof status === 'number' && status < 500;
}
