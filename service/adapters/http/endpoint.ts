/**
 * Turns the contract's table into Express routes: authenticate, parse by the contract, call the use case, send.
 * A handler is (call) → answer; nothing else in this folder parses input or sends JSON.
 */
import type { Express, Request, RequestHandler, Response } from 'express';
import type * as z from 'zod/mini';
import { MEDIA, ROUTES, type RouteContract, type RouteName } from '#contract/routes.ts';
import { AppError } from '../../application/app-error.ts';
import type { Authenticate, Identity, TokenUse } from '../../application/identities.ts';
import { parseInput } from './parse-input.ts';
import { readCsv, readFile, readJson } from './read-body.ts';
import type { StreamGuard } from './stream-guard.ts';

type Routes = typeof ROUTES;
type BodyOf<Name extends RouteName> = Routes[Name] extends { body: infer Body } ? (Body extends z.ZodMiniType ? z.infer<Body> : Uint8Array) : undefined;
type AnswerOf<Name extends RouteName> = Routes[Name]['answer'] extends z.ZodMiniType
  ? z.infer<Routes[Name]['answer']>
  : Routes[Name]['answer'] extends 'none'
    ? undefined
    : Sent;

/** Marks an answer that the handler has sent itself (a stream, a ready buffer, a file). */
export interface Sent {
  sent: true;
}
export const SENT: Sent = { sent: true };

/** A request as a handler sees it. */
export interface Call<Name extends RouteName> {
  principal: Identity;
  params: z.infer<Routes[Name]['params']>;
  query: z.infer<Routes[Name]['query']>;
  body: BodyOf<Name>;
  request: Request;
  response: Response;
}

/** One function per endpoint of the contract. */
export type Handlers = { [Name in RouteName]: (call: Call<Name>) => Promise<AnswerOf<Name> | Sent> | AnswerOf<Name> | Sent };

/** Registers every endpoint under `/api/v1`, and says `method-not-allowed` for the other methods of their paths. */
export function registerEndpoints(app: Express, deps: { authenticate: Authenticate; handlers: Handlers; streams: StreamGuard }): void {
  const allowed = new Map<string, string[]>();
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: RouteContract = ROUTES[name];
    const path = expressPath(route.path);
    allowed.set(path, [...(allowed.get(path) ?? []), ...methodsOf(route)]);
    // Express answers HEAD with the handler of GET; a stream has no end that an answer to HEAD could wait for.
    if (route.answer === 'events') app.head(path, refuseMethod(deps.authenticate, methodsOf(route)));
    app[route.method](path, async (request, response) => {
      const principal = await authenticated(request, deps.authenticate);
      const params = parseInput(route.params, { ...request.params });
      const query = parseInput(route.query, { ...request.query });
      const body = await readBody(route, request);
      const call = { principal, params, query, body, request, response } as unknown as Call<never>;
      const answer = await (deps.handlers[name] as (one: Call<never>) => unknown)(call);
      if (answer !== SENT) send({ route, response, answer });
      else if (route.answer === 'events') deps.streams.watch(response, () => isStill(principal, { request, authenticate: deps.authenticate }));
    });
  }
  for (const [path, methods] of allowed) app.all(path, refuseMethod(deps.authenticate, methods));
}

/** Answers a method that an address does not take, to whoever is signed in. */
export function refuseMethod(authenticate: Authenticate, allowed: readonly string[]): RequestHandler {
  return async (request) => {
    await authenticated(request, authenticate);
    throw new AppError('method-not-allowed', { params: { method: request.method, allowed: allowed.join(', ') } });
  };
}

const methodsOf = ({ method, answer }: RouteContract): string[] => (method === 'get' && answer !== 'events' ? ['GET', 'HEAD'] : [method.toUpperCase()]);

/** Who makes a request, or AppError `unauthenticated`; `forbidden` for who has no part in the grid that it names. */
export async function authenticated(request: Request, authenticate: Authenticate, { watching = false }: Pick<TokenUse, 'watching'> = {}): Promise<Identity> {
  const token = bearerOf(request);
  const grid = request.params['grid'];
  const identity = token === undefined ? undefined : await authenticate(token, { grid: typeof grid === 'string' ? grid : undefined, watching });
  if (!identity) throw new AppError('unauthenticated');
  return identity;
}

/** The token of a request. RFC 6750, section 2.1: it stands in the Authorization header; nowhere else is looked. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer ([A-Za-z0-9\-._~+/:]{1,4096}=*)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Reports whether a request's token still stands for the same person with the same rights. */
async function isStill(before: Identity, { request, authenticate }: { request: Request; authenticate: Authenticate }): Promise<boolean> {
  try {
    const { person, role, member } = await authenticated(request, authenticate, { watching: true });
    return person === before.person && role === before.role && member === before.member;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function readBody(route: RouteContract, request: Request): Promise<unknown> {
  if (route.body === undefined) return undefined;
  if (route.body === 'file') return readFile(request);
  if (route.body === 'csv') return readCsv(request);
  return parseInput(route.body, await readJson(request));
}

function send({ route, response, answer }: { route: RouteContract; response: Response; answer: unknown }): void {
  response.status(route.status).setHeader('Cache-Control', 'no-store');
  if (route.answer === 'none') {
    response.end();
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(answer));
}

/** Sends a file of one of the contract's media types under a name. */
export function sendFile(response: Response, { bytes, media, name }: { bytes: Uint8Array; media: keyof typeof MEDIA; name: string }): Sent {
  const type = media === 'csv' ? `${MEDIA.csv}; charset=utf-8` : MEDIA[media];
  response.status(200).setHeader('Content-Type', type).setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`).setHeader('Content-Length', String(bytes.byteLength));
  response.end(bytes);
  return SENT;
}

/** `/grids/{grid}/edits` → `/api/v1/grids/:grid/edits`. */
const expressPath = (path: string): string => `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;
