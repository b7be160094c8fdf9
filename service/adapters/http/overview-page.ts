/** The overview's page for who is signed in at a page; others are led to the sign-in. Its figures come from the API, with a token that its script asks for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import { AppError } from '../../application/app-error.ts';
import { escapeHtml } from '../../application/escape-html.ts';
import type { Grids } from '../../application/grids.ts';
import type { Log } from '../../application/ports.ts';
import { sendPageProblem } from './page-problem.ts';
import type { PageSessions } from './page-session.ts';
import { leadTo } from './sign-in-pages.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

export interface OverviewPageDeps {
  grids: Grids;
  pageSessions: PageSessions;
  /** The folder of built pages. */
  pages: string;
  log: Log;
}

/** The route of the page; `?grid=` names a grid, without it the first one is shown. */
export function overviewPage({ grids, pageSessions, pages, log }: OverviewPageDeps): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/overview', async (request, response) => {
    const asked = request.query['grid'];
    const [first = ''] = grids.keys();
    const grid = typeof asked === 'string' && grids.has(asked) ? asked : first;
    const session = await pageSessions.of(request, grid);
    if (!session) {
      leadTo(response, pageSessions.signInPath(request.originalUrl));
      return;
    }
    const places: Record<string, string> = { csrf: session.csrfToken, grid };
    const written = readFileSync(join(pages, 'overview.html'), 'utf8').replace('<html lang="en">', `<html lang="${escapeHtml(session.language)}">`);
    const page = written.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(places[name] ?? ''));
    response.status(200).type('html').setHeader('Cache-Control', 'no-store').setHeader('Content-Security-Policy', POLICY);
    // Helmet's no-referrer would make browsers send `Origin: null` when the script asks for its token.
    response.setHeader('Referrer-Policy', 'same-origin');
    response.end(page);
  });
  router.all('/overview', (request) => {
    throw new AppError('method-not-allowed', { params: { method: request.method, allowed: 'GET, HEAD' } });
  });
  router.use('/overview', sendPageProblem(log));
  return router;
}
