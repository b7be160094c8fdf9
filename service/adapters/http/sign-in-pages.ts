/**
 * Signing in at a page: `/sign-in` asks who, `/sign-in/{request}` takes the code. In demo mode `/sign-in` lets choose. Looking at a page, or sending its form
 * empty, changes nothing: mail scanners open links and send forms.
 */
import { type Request, type Response, Router } from 'express';
import { say } from '#contract/catalogue/say.ts';
import { Email } from '#contract/person.ts';
import { demoIdentities } from '../../application/identities.ts';
import type { Log } from '../../application/ports.ts';
import { askForCode, enterCode, type SignInDeps } from '../../application/sign-in.ts';
import { browserLabel } from './browser-label.ts';
import { checkSameOrigin, ForgedRequest, isCsrfTokenFor } from './csrf.ts';
import { sendPage } from './page-frame.ts';
import { cookieSession, type PageSessionDeps, visitorToken } from './page-session.ts';
import type { RateLimits } from './rate-limits.ts';
import { readForm } from './read-form.ts';
import { addressView, codeView, demoView, overView } from './sign-in-views.ts';
import { DIALOG, pathOf, wantedPage } from './wanted-page.ts';

/** What the pages of the sign-in work with. */
export interface SignInPageDeps extends PageSessionDeps {
  log: Log;
  signIn: SignInDeps;
  limits: RateLimits;
  demo: boolean;
  /** Runs what goes on after the answer, until the service stops. */
  afterwards(work: (signal: AbortSignal) => Promise<void>): void;
}

/** The routes of the sign-in. */
export function signInPages(deps: SignInPageDeps): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/sign-in', (request, response) => showSignIn(deps, { request, response }));
  if (deps.demo) router.post('/sign-in', (request, response) => chooseIdentity(deps, { request, response }));
  else {
    const emails = new WeakMap<Request, string>();
    router.post(
      '/sign-in',
      (request, response, next) => readAddress(deps, { request, response, emails }).then((isGood) => (isGood ? next() : undefined), next),
      ...deps.limits.asking((request) => emails.get(request) ?? ''),
      (request, response) => ask(deps, { request, response, email: emails.get(request) ?? '' }),
    );
    router.get('/sign-in/:request', (request, response) => showCode(deps, { request, response }));
    router.post('/sign-in/:request', deps.limits.typing, (request, response) => enter(deps, { request, response }));
  }
  return router;
}

interface Exchange {
  request: Request;
  response: Response;
}

/** The fields of each form read so far; a body can be read once. */
const forms = new WeakMap<Request, (name: string) => string>();

async function showSignIn(deps: SignInPageDeps, { request, response }: Exchange): Promise<void> {
  const to = wantedPage(request.query['to']);
  const found = await cookieSession(deps, request);
  const person = found && (await deps.identify(found.session.holder, undefined));
  if (person) {
    leadTo(response, pathOf(to, person.principal.title ?? person.principal.role));
    return;
  }
  const fields = { csrfToken: visitorToken(deps.cookies, { request, response }), to };
  sendPage(response, deps.demo ? demoView(fields, demoIdentities(deps.signIn.grids)) : addressView(fields));
}

async function chooseIdentity(deps: SignInPageDeps, { request, response }: Exchange): Promise<void> {
  const form = await ownForm(deps, request);
  const holder = form('identity');
  const person = await deps.identify(holder, undefined);
  if (!person) {
    leadTo(response, '/sign-in');
    return;
  }
  await begin(deps, { request, response, holder });
  leadTo(response, pathOf(wantedPage(form('to')), person.principal.role));
}

/** Reads the address into `emails`; else shows the page again and resolves to false. */
async function readAddress(deps: SignInPageDeps, { request, response, emails }: Exchange & { emails: WeakMap<Request, string> }): Promise<boolean> {
  const form = await ownForm(deps, request);
  const typed = form('email').trim();
  if (Email.safeParse(typed).success) {
    emails.set(request, typed);
    forms.set(request, form);
    return true;
  }
  const fields = { csrfToken: visitorToken(deps.cookies, { request, response }), to: wantedPage(form('to')) };
  sendPage(response, addressView(fields, { sentence: say('sign-in.address-bad'), typed: typed.slice(0, 254) }));
  return false;
}

async function ask(deps: SignInPageDeps, { request, response, email }: Exchange & { email: string }): Promise<void> {
  const to = wantedPage(forms.get(request)?.('to'));
  const asked = await askForCode(deps.signIn, { email, to });
  // After the answer, so that its time says nothing about the address.
  response.once('close', () => deps.afterwards(asked.deliver));
  leadTo(response, `/sign-in/${asked.request}`);
}

async function showCode(deps: SignInPageDeps, { request, response }: Exchange, problem?: string): Promise<void> {
  const name = String(request.params['request']);
  const asked = await deps.signIn.signIns.request(name);
  if (!asked || asked.expiresAtMs <= deps.signIn.clock.nowMs()) {
    sendPage(response, overView(''));
    return;
  }
  const elsewhere = asked.to === DIALOG && deps.cookies.visitor(request) === '';
  const csrfToken = visitorToken(deps.cookies, { request, response });
  sendPage(response, codeView({ request: name, csrfToken, elsewhere, ...(problem === undefined ? {} : { problem }) }));
}

async function enter(deps: SignInPageDeps, { request, response }: Exchange): Promise<void> {
  const form = await ownForm(deps, request);
  const entered = await enterCode(deps.signIn, { request: String(request.params['request']), typed: form('code') });
  if (entered.result === 'malformed') return showCode(deps, { request, response }, say('sign-in.code-malformed'));
  if (entered.result === 'wrong') {
    deps.log.warn({}, 'a wrong sign-in code was typed');
    return showCode(deps, { request, response }, say('sign-in.code-wrong', { count: entered.triesLeft }));
  }
  // An address that is nobody's has a code too, which was mailed to nobody.
  const person = entered.result === 'signed-in' ? await deps.identify(entered.holder, undefined) : undefined;
  if (entered.result !== 'signed-in' || !person) {
    sendPage(response, overView(''));
    return;
  }
  await begin(deps, { request, response, holder: entered.holder });
  deps.log.info({ person: person.principal.person, role: person.principal.role }, 'signed in with a mailed code');
  leadTo(response, pathOf(entered.to, person.principal.title));
}

/** Always a new token: one that the browser brought along might be known to somebody else (session fixation). */
async function begin(deps: SignInPageDeps, { request, response, holder }: Exchange & { holder: string }): Promise<void> {
  const former = await cookieSession(deps, request);
  if (former) await deps.sessions.end(former.session.holder, former.session.session);
  const { token } = await deps.sessions.begin({ holder, kind: 'cookie', label: browserLabel(request.headers['user-agent']) });
  deps.cookies.setSession(response, token);
}

/** The fields of a form that this browser got from us. */
async function ownForm(deps: SignInPageDeps, request: Request): Promise<(name: string) => string> {
  checkSameOrigin(request, deps.publicUrl());
  const form = await readForm(request);
  if (!isCsrfTokenFor(deps.cookies.visitor(request), form('csrf'))) throw new ForgedRequest();
  return form;
}

/** RFC 9110, 15.4.4: the next page is got, whatever was sent. */
export function leadTo(response: Response, path: string): void {
  response.status(303).setHeader('Location', path).setHeader('Cache-Control', 'no-store').end();
}
