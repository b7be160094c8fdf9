/** For who is signed in at a page: the list of sessions, ending them, signing out, a token for the page's scripts, and the last page of Excel's sign-in window. */
import { type Request, type Response, Router } from 'express';
import type { SignedInPerson } from '../../application/identities.ts';
import type { StoredSession } from '../../application/sign-ins.ts';
import { browserLabel } from './browser-label.ts';
import { checkSameOrigin, csrfTokenFor, ForgedRequest, isCsrfTokenFor } from './csrf.ts';
import { html } from './html.ts';
import { sendPage } from './page-frame.ts';
import { cookieSession, type PageSessionDeps } from './page-session.ts';
import { readForm } from './read-form.ts';
import { dialogView, sessionsView } from './session-views.ts';
import { leadTo } from './sign-in-pages.ts';
import { DIALOG, pathOf } from './wanted-page.ts';

/** office.js comes from Microsoft's own address and sets styles on elements, as in the pane. */
const DIALOG_POLICY =
  "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; script-src 'self' https://appsforoffice.microsoft.com; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Signed {
  session: StoredSession;
  token: string;
  person: SignedInPerson;
}

/** The routes about sessions. */
export function sessionPages(deps: PageSessionDeps): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const { sessions, cookies } = deps;

  /** Who is signed in, or nothing after a way to sign in was shown. */
  async function signed(request: Request, response: Response, to: string): Promise<Signed | undefined> {
    const found = await cookieSession(deps, request);
    const person = found && (await deps.identify(found.session.holder, undefined));
    if (found && person) return { ...found, person };
    leadTo(response, `/sign-in?to=${encodeURIComponent(to)}`);
    return undefined;
  }

  router.get('/sessions', async (request, response) => {
    const who = await signed(request, response, '/sessions');
    if (!who) return;
    const { name, language, principal } = who.person;
    const work = pathOf('', principal.title ?? principal.role);
    const list = { name, language, csrfToken: csrfTokenFor(who.token), sessions: await sessions.list(who.session.holder), here: who.session.session };
    sendPage(response, { language, ...sessionsView({ ...list, work: work === '/form' || work === '/overview' ? work : undefined }) });
  });

  router.post('/sessions/end', async (request, response) => {
    const { session, form } = await ownForm(deps, request);
    await sessions.end(session.holder, form('session'));
    leadTo(response, '/sessions');
  });

  router.post('/sessions/end-others', async (request, response) => {
    const { session } = await ownForm(deps, request);
    await sessions.endOthers(session.holder, session.session);
    leadTo(response, '/sessions');
  });

  router.post('/sign-out', async (request, response) => {
    const { session } = await ownForm(deps, request);
    await sessions.end(session.holder, session.session);
    cookies.clear(response);
    leadTo(response, '/sign-in');
  });

  router.post('/session/token', async (request, response) => {
    const { session, form } = await ownForm(deps, request);
    const label = browserLabel(request.headers['user-agent']);
    // The pane's session lives by itself: its person may close the browser's.
    const parent = form('for') === 'pane' ? {} : { parent: session.session };
    const made = await sessions.begin({ holder: session.holder, kind: 'bearer', label, ...parent });
    response.status(200).type('application/json').setHeader('Cache-Control', 'no-store');
    response.end(JSON.stringify({ token: made.token, expiresAt: new Date(made.session.expiresAtMs).toISOString() }));
  });

  router.get('/session/dialog', async (request, response) => {
    const who = await signed(request, response, DIALOG);
    if (!who) return;
    const head = html`<script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script>
<script type="module" src="/addin/dialog.js"></script>
`;
    sendPage(response, { ...dialogView(csrfTokenFor(who.token)), head, policy: DIALOG_POLICY });
  });

  return router;
}

/** The session and the fields of a form that a page of this session sent; the token may come in a header. Fails with `forbidden`. */
async function ownForm(deps: PageSessionDeps, request: Request): Promise<{ session: StoredSession; form: (name: string) => string }> {
  checkSameOrigin(request, deps.publicUrl());
  const form = await readForm(request);
  const found = await cookieSession(deps, request);
  const header = request.headers['x-csrf-token'];
  const given = typeof header === 'string' ? header : form('csrf');
  if (!found || !isCsrfTokenFor(found.token, given) || !(await deps.identify(found.session.holder, undefined))) throw new ForgedRequest();
  return { session: found.session, form };
}
