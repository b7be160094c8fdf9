/** The Express app: the order of its parts. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { AppError } from '../../application/app-error.ts';
import type { Authenticate } from '../../application/identities.ts';
import type { Log } from '../../application/ports.ts';
import { authenticated, type Handlers, refuseMethod, registerEndpoints } from './endpoint.ts';
import type { PagesOfForm } from './form/form-routes.ts';
import { openApiDocument } from './openapi.ts';
import { type PageFiles, registerPages } from './pages.ts';
import { requestIdOf, withRequestId } from './request-id.ts';
import { sendProblem } from './send-problem.ts';
import type { PagesOfSignIn } from './sign-in-routes.ts';
import type { StreamGuard } from './stream-guard.ts';

export interface AppDeps {
  authenticate: Authenticate;
  handlers: Handlers;
  streams: StreamGuard;
  signIn: PagesOfSignIn;
  overviewPage: RequestHandler;
  form: PagesOfForm;
  files: PageFiles;
  log: Log;
  demo: boolean;
  version: string;
  trustedProxies: readonly string[];
  publicUrl: () => string;
  /** Resolves if the store answers. */
  ping(): Promise<void>;
  nowMs(): number;
}

/** Builds the app. */
export function openApp(deps: AppDeps): Express {
  const app = express();
  app.set('query parser', 'simple').disable('x-powered-by').disable('etag').enable('strict routing').enable('case sensitive routing');
  // Whose word about the client's address is believed; for the rate limits.
  if (deps.trustedProxies.length > 0) app.set('trust proxy', deps.trustedProxies);
  app.use(withRequestId, logRequests(deps), headers(deps));
  app.use(compression({ threshold: 2_000, filter: mayCompress }));
  registerHealth(app, deps);
  registerEndpoints(app, deps);
  const document = JSON.stringify(openApiDocument({ version: deps.version }));
  app.get('/api/v1/openapi.json', async (request, response) => {
    await authenticated(request, deps.authenticate);
    response.type('application/json').end(document);
  });
  app.all('/api/v1/openapi.json', refuseMethod(deps.authenticate, ['GET', 'HEAD']));
  app.use('/api', async (request) => {
    await authenticated(request, deps.authenticate);
    throw new AppError('not-found');
  });
  registerPages(app, deps);
  app.use(deps.signIn, deps.form, deps.overviewPage);
  app.use(() => {
    throw new AppError('not-found');
  });
  app.use(sendProblem(deps.log));
  return app;
}

function registerHealth(app: Express, { ping }: AppDeps): void {
  app.get('/healthz', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    await ping();
    response.setHeader('Cache-Control', 'no-store').json({ status: 'ready' });
  });
  app.all(['/healthz', '/readyz'], (request) => {
    throw new AppError('method-not-allowed', { params: { method: request.method, allowed: 'GET, HEAD' } });
  });
}

/** Texts, but nothing with a strong ETag, which names exact bytes; and no .xlsx, which is compressed already. */
function mayCompress(_request: IncomingMessage, response: ServerResponse): boolean {
  if (String(response.getHeader('ETag') ?? '').startsWith('"')) return false;
  return /^(application\/(problem\+)?json|application\/xml|image\/svg\+xml|text\/(html|css|javascript))\b/.test(
    String(response.getHeader('Content-Type') ?? ''),
  );
}

/** Headers of every answer; pages set their own content security policy. */
function headers({ publicUrl }: AppDeps): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } },
    // Framing is governed by frame-ancestors: Office on the web shows the pane in a frame, and X-Frame-Options has no list.
    xFrameOptions: false,
    // A dialog of Office in another window must be able to answer (Office dialog API, best practices).
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: publicUrl().startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });
}

/** One line per request: the route, not the address, which may hold anything. Reading that went well is told at level debug. */
function logRequests({ log, nowMs }: AppDeps): RequestHandler {
  return (request, response, next) => {
    const startedMs = nowMs();
    response.on('close', () => {
      const route = (request.route as { path?: string } | undefined)?.path ?? '(none)';
      const fields = { requestId: requestIdOf(request), method: request.method, route, status: response.statusCode, tookMs: nowMs() - startedMs };
      const quiet = ['GET', 'HEAD'].includes(request.method) && response.statusCode < 400;
      if (quiet) log.debug(fields, 'request');
      else log.info(fields, 'request');
    });
    next();
  };
}
