/** The pages of sign-in and sessions as one router, with errors in words and the methods that each address takes. */
import { Router } from 'express';
import { AppError } from '../../application/app-error.ts';
import { sendPageProblem } from './page-problem.ts';
import { sessionPages } from './session-pages.ts';
import { leadTo, type SignInPageDeps, signInPages } from './sign-in-pages.ts';

/** What the app registers. */
export type PagesOfSignIn = Router;

const METHODS: Readonly<Record<string, string>> = {
  '/sign-in': 'GET, HEAD, POST',
  '/sign-in/:request': 'GET, HEAD, POST',
  '/sessions': 'GET, HEAD',
  '/sessions/end': 'POST',
  '/sessions/end-others': 'POST',
  '/sign-out': 'POST',
  '/session/token': 'POST',
  '/session/dialog': 'GET, HEAD',
};

/** Makes the router. */
export function pagesOfSignIn(deps: SignInPageDeps): PagesOfSignIn {
  const router = Router({ strict: true, caseSensitive: true });
  router.use(signInPages(deps), sessionPages(deps));
  // The demo has a first page of its own.
  if (!deps.demo) router.get('/', (_request, response) => leadTo(response, '/sign-in'));
  for (const [path, allowed] of Object.entries(METHODS)) {
    if (deps.demo && path === '/sign-in/:request') continue;
    router.all(path, (request) => {
      throw new AppError('method-not-allowed', { params: { method: request.method, allowed } });
    });
  }
  router.use(sendPageProblem(deps.log));
  return router;
}
