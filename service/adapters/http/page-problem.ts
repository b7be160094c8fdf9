/**
 * Any error of a page → a page in words, with a way on. What the API says as problem+json is said here to a person; unknown errors are logged whole and shown bare.
 */
import type { ErrorRequestHandler, Response } from 'express';
import { type SentenceKey, say } from '#contract/catalogue/say.ts';
import type { AppError } from '../../application/app-error.ts';
import type { Log } from '../../application/ports.ts';
import { problemOf } from '../../application/problem-of.ts';
import { ForgedRequest } from './csrf.ts';
import { html } from './html.ts';
import { sendPage } from './page-frame.ts';
import { requestIdOf } from './request-id.ts';
import { asAppError, setProblemHeaders } from './send-problem.ts';

/** Where a page of a problem leads on. */
export interface WayOn {
  path: string;
  label: SentenceKey;
}

const SIGN_IN: WayOn = { path: '/sign-in', label: 'sign-in.back' };
const SESSIONS: WayOn = { path: '/sessions', label: 'sign-in.sessions-title' };

/** What the API's sentences say with addresses of the API. */
const FOR_PAGES: Partial<Record<AppError['code'], SentenceKey>> = { 'not-found': 'sign-in.not-found', 'unknown-grid': 'sign-in.unknown-grid' };

/** The last middleware of a router of pages. `wayOn` says where its visitors have something to do; the sign-in where it knows nothing. */
export function sendPageProblem(log: Log, wayOn: (response: Response) => WayOn | undefined = () => undefined): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const refusal = asAppError(error);
    if (refusal.code === 'internal') log.error({ requestId: requestIdOf(request), err: error }, 'a page failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf({ code: refusal.code, params: refusal.params });
    setProblemHeaders({ request, response, error: refusal });
    const isForged = error instanceof ForgedRequest;
    // Whoever is signed in and may not come here would be led back here by the sign-in.
    const way = refusal.code === 'forbidden' && !isForged ? SESSIONS : (wayOn(response) ?? SIGN_IN);
    const own = FOR_PAGES[refusal.code];
    const sentence = isForged ? say('sign-in.forged') : own ? say(own, refusal.params) : problem.detail;
    sendPage(response, {
      title: say('sign-in.problem'),
      status: problem.status,
      body: html`<p role="alert">${sentence}</p><p><a class="button" href="${way.path}">${say(way.label)}</a></p>`,
    });
  };
}
