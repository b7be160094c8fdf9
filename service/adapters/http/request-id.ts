/** Gives each request an id: in the log, in the answer's header and in a problem's `instance`. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';

const ids = new WeakMap<Request, string>();

/** The first middleware. */
export const withRequestId: RequestHandler = (request, response, next) => {
  response.setHeader('X-Request-Id', requestIdOf(request));
  next();
};

/** The id of a request. */
export function requestIdOf(request: Request): string {
  const id = ids.get(request) ?? `urn:uuid:${randomUUID()}`;
  ids.set(request, id);
  return id;
}
