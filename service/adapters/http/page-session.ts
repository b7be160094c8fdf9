/** Who is signed in at a page: by the session's cookie, in demo mode as with a mailed code. The HTTP API takes no cookies. */
import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Identify } from '../../application/identities.ts';
import type { Sessions } from '../../application/sessions.ts';
import type { StoredSession } from '../../application/sign-ins.ts';
import type { Principal } from '../../domain/principal.ts';
import { checkSameOrigin, csrfTokenFor, ForgedRequest, isCsrfTokenFor, isSameCsrfToken } from './csrf.ts';
import type { SessionCookies } from './session-cookie.ts';

/** The person at a page. */
export interface PageSession {
  principal: Principal;
  /** For a hidden field of each form, or the header `X-CSRF-Token` of a script's `POST /session/token`. */
  csrfToken: string;
  name: string;
  /** BCP 47; the catalogue speaks it or English. */
  language: string;
}

/** The sessions of pages. */
export type PageSessions = {
  /** Who is signed in, with the rights of today in this grid; nothing if nobody is. Fails with `forbidden` for who is signed in and has no part in the grid. */
  of(request: Request, grid: string): Promise<PageSession | undefined>;
  /** To be called first by whatever a form changes. Throws AppError `forbidden` for a form that is not ours, or not of this session. */
  checkPost(request: Request, session: PageSession, csrfField: string | undefined): void;
  /** A token for a form that is filled in before its sender signs in: of this browser, not of a session. */
  visitorToken(exchange: { request: Request; response: Response }): string;
  /** Like `checkPost`, for a form with such a token. That the person is the one who filled it in is the caller's to check. */
  checkVisitorPost(request: Request, visitorField: string | undefined): void;
  /** Where to send who is not signed in: the sign-in page, which leads back to `to` (`/form…`, `/overview…`, `/sessions`). */
  signInPath(to: string): string;
};

/** What pages need to know of sessions. */
export interface PageSessionDeps {
  sessions: Sessions;
  identify: Identify;
  cookies: SessionCookies;
  publicUrl: () => string;
}

/** Opens the sessions of pages. */
export function openPageSessions({ sessions, identify, cookies, publicUrl }: PageSessionDeps): PageSessions {
  return {
    async of(request, grid) {
      const found = await cookieSession({ sessions, cookies }, request);
      const person = found && (await identify(found.session.holder, grid));
      if (!found || !person) return undefined;
      const { principal, name, language } = person;
      return { principal, name, language, csrfToken: csrfTokenFor(found.token) };
    },
    checkPost(request, session, csrfField) {
      checkSameOrigin(request, publicUrl());
      if (!isSameCsrfToken(session.csrfToken, csrfField)) throw new ForgedRequest();
    },
    visitorToken: (exchange) => visitorToken(cookies, exchange),
    checkVisitorPost(request, visitorField) {
      checkSameOrigin(request, publicUrl());
      if (!isCsrfTokenFor(cookies.visitor(request), visitorField)) throw new ForgedRequest();
    },
    signInPath: (to) => `/sign-in?to=${encodeURIComponent(to)}`,
  };
}

/** The session of a request's cookie, with its token. */
export async function cookieSession(
  { sessions, cookies }: Pick<PageSessionDeps, 'sessions' | 'cookies'>,
  request: Request,
): Promise<{ session: StoredSession; token: string } | undefined> {
  const token = cookies.session(request);
  const session = token === '' ? undefined : await sessions.find(token, { kind: 'cookie' });
  return session && { session, token };
}

/** The token of a form for somebody who is not signed in; gives the browser its secret if it has none. */
export function visitorToken(cookies: SessionCookies, { request, response }: { request: Request; response: Response }): string {
  const known = cookies.visitor(request);
  const secret = known === '' ? randomBytes(32).toString('base64url') : known;
  if (known === '') cookies.setVisitor(response, secret);
  return csrfTokenFor(secret);
}
