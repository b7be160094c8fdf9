/// <reference path="./cookie.d.ts" />
/**
 * The two cookies of the pages: the session's, and the one of a browser that is not signed in yet, which ties a form to the browser that got it.
 * Both are host-only, for https alone where the service is reached by https, and out of reach of scripts. SameSite is Lax, not Strict: a person comes by
 * a link from a mail, and with Strict would seem to be signed out (service/decisions/0004-mailed-code.md).
 */
import { parse, serialize } from 'cookie';
import type { Request, Response } from 'express';
import { LONGEST_MS } from '../../application/sessions.ts';

/** Cookies of a service that is reached at an address. */
export interface SessionCookies {
  /** The token of the session, '' without one. */
  session(request: Request): string;
  /** The secret of a browser that is not signed in, '' without one. */
  visitor(request: Request): string;
  setSession(response: Response, token: string): void;
  setVisitor(response: Response, secret: string): void;
  /** Takes both away. */
  clear(response: Response): void;
}

/** `publicUrl` says whether browsers reach the service by https: then the names begin with `__Host-`, which no other host and no plain connection can set. */
export function sessionCookies(publicUrl: () => string): SessionCookies {
  const isSecure = (): boolean => publicUrl().startsWith('https:');
  const nameOf = (name: string): string => `${isSecure() ? '__Host-' : ''}${name}`;
  const read = (request: Request, name: string): string => {
    const value = parse(request.headers.cookie ?? '')[nameOf(name)] ?? '';
    return TOKEN.test(value) ? value : '';
  };
  const write = (response: Response, { name, value, maxAge }: { name: string; value: string; maxAge?: number }): void => {
    const attributes = { httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/', ...(maxAge === undefined ? {} : { maxAge }) } as const;
    response.append('Set-Cookie', serialize(nameOf(name), value, attributes));
  };
  return {
    session: (request) => read(request, SESSION),
    visitor: (request) => read(request, VISITOR),
    setSession: (response, token) => write(response, { name: SESSION, value: token, maxAge: LONGEST_MS / 1_000 }),
    setVisitor: (response, secret) => write(response, { name: VISITOR, value: secret }),
    clear(response) {
      for (const name of [SESSION, VISITOR]) write(response, { name, value: '', maxAge: 0 });
    },
  };
}

const SESSION = 'grid-session';
const VISITOR = 'grid-visitor';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
