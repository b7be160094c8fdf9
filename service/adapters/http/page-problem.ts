/** Any error of a page → a page in words. What the API says as problem+json is said here to a person; unknown errors are logged whole and shown bare. */
import type { ErrorRequestHandler } from 'express';
import { say } from '#contract/catalogue/say.ts';
import type { Log } from '../../application/ports.ts';
import { problemOf } from '../../application/problem-of.ts';
import { ForgedRequest } from './csrf.ts';
import { html } from './html.ts';
import { sendPage } from './page-frame.ts';
import { requestIdOf } from './request-id.ts';
import { asAppError, setProblemHeaders } from './send-problem.ts';

/** The last middleware of a router of pages. */
export function sendPageProblem(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const refusal = asAppError(error);
    if (refusal.code === 'internal') log.error({ requestId: requestIdOf(request), err: error }, 'a page failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf({ code: refusal.code, params: refusal.params });
    setProblemHeaders({ request, response, error: refusal });
    sendPage(response, {
      title: say('sign-in.problem'),
      status: problem.status,
      body: html`<p role="alert">${error instanceof ForgedRequest ? say('sign-in.forged') : problem.detail}</p><p><a href="/sign-in">${say('sign-in.back')}</a></p>`,
    });
  };
}
