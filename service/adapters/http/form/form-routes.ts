/**
 * The web form's pages as one router. Every POST is checked to be ours, changes something once and leads back with 303; whatever stands in its way is answered with a page
 * that still holds every word that was typed.
 */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { say } from '#contract/catalogue/say.ts';
import { AppError } from '../../../application/app-error.ts';
import { gridOf } from '../../../application/grids.ts';
import { problemOf } from '../../../application/problem-of.ts';
import { ForgedRequest } from '../csrf.ts';
import { html } from '../html.ts';
import { sendPageProblem, type WayOn } from '../page-problem.ts';
import type { PageSession } from '../page-session.ts';
import { requestIdOf } from '../request-id.ts';
import { asAppError, setProblemHeaders } from '../send-problem.ts';
import { leadTo } from '../sign-in-pages.ts';
import type { FormDeps, FormPost, FormVisit } from './form-deps.ts';
import { type FormFields, readFormFields } from './form-fields.ts';
import { sendFormPage } from './form-page.ts';
import { sendHistoryPage } from './history-page.ts';
import { keptView } from './kept-view.ts';
import { sendReceiptFile, sendReceiptPage } from './receipt-page.ts';
import { saidNote, sendChoice, sendRowPage } from './row-page.ts';
import { postSave, postSettle } from './save-row.ts';
import { postSubmit } from './submit-row.ts';
import { postAcknowledgement, postComment, postRequest, postWithdrawal } from './talk-posts.ts';
import { withdrawalField } from './talk-view.ts';

const POSTS: Readonly<Record<string, (deps: FormDeps, post: FormPost) => Promise<void>>> = {
  save: postSave,
  submit: postSubmit,
  settle: postSettle,
  withdraw: postWithdrawal,
  acknowledge: postAcknowledgement,
  request: postRequest,
  comment: postComment,
};

/** What the app registers. */
export type PagesOfForm = Router;

/** Makes the router. */
export function formPages(deps: FormDeps): PagesOfForm {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/form', visited(deps, showRow));
  router.get('/form/history', visited(deps, sendHistoryPage));
  router.get('/form/receipt', visited(deps, sendReceiptPage));
  router.get('/form/receipt.json', visited(deps, sendReceiptFile));
  for (const [action, work] of Object.entries(POSTS)) router.post(`/form/${action}`, posted(deps, work));
  const gets = ['/form', '/form/history', '/form/receipt', '/form/receipt.json'];
  for (const path of gets) router.all(path, refused('GET, HEAD'));
  for (const action of Object.keys(POSTS)) router.all(`/form/${action}`, showAgain(action));
  router.use(sendPageProblem(deps.log, wayOn));
  return router;
}

/** Who is signed in, for the page of a problem. */
const visitors = new WeakMap<Response, PageSession>();

/** To one's own row, or the list of them for who has none. */
function wayOn(response: Response): WayOn | undefined {
  const session = visitors.get(response);
  return session && { path: '/form', label: session.principal.member === undefined ? 'form.title-choose' : 'sign-in.to-form' };
}

/** Who comes back to the address of a form by its sign-in, or by a reload, finds the row. */
function showAgain(_action: string): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused('POST')(request, response, next);
    leadTo(response, '/form');
  };
}

function refused(allowed: string): RequestHandler {
  return (request) => {
    throw new AppError('method-not-allowed', { params: { method: request.method, allowed } });
  };
}

async function showRow(deps: FormDeps, visit: FormVisit): Promise<void> {
  if (visit.member === '') return sendChoice(deps, visit);
  return sendRowPage(deps, visit, { notes: saidNote(visit.request.query, visit.session.language) });
}

/** A page that is looked at: who is not signed in goes there first and comes back. */
function visited(deps: FormDeps, show: (deps: FormDeps, visit: FormVisit) => Promise<void> | void): RequestHandler {
  return async (request, response) => {
    const grid = gridNamed(deps, request.query['grid']);
    const session = await deps.pages.of(request, grid);
    if (!session) {
      leadTo(response, deps.pages.signInPath(request.originalUrl));
      return;
    }
    visitors.set(response, session);
    await show(deps, { request, response, session, grid, member: memberNamed(request.query['member'], session) });
  };
}

/** A form that was sent. */
function posted(deps: FormDeps, work: (deps: FormDeps, post: FormPost) => Promise<void>): RequestHandler {
  return async (request, response) => {
    const fields = await readFormFields(request).catch((error: unknown) => unread(error, { request, response }));
    if (!fields) return;
    const kept: Kept = { request, response, fields, session: undefined };
    try {
      const grid = gridNamed(deps, fields.get('grid'));
      kept.session = await deps.pages.of(request, grid);
      if (!kept.session) return sendKept(deps, kept, { code: 'unauthenticated' });
      checkOurs(deps, { request, fields, session: kept.session });
      await work(deps, { request, response, session: kept.session, fields, grid, member: memberNamed(fields.get('member'), kept.session) });
    } catch (error) {
      const refusal = asAppError(error);
      if (refusal.code === 'internal') deps.log.error({ requestId: requestIdOf(request), err: error }, 'a form could not be used');
      setProblemHeaders({ request, response, error: refusal });
      sendKept(deps, kept, { code: refusal.code, params: refusal.params, forged: error instanceof ForgedRequest });
    }
  };
}

/** Refuses a form that is not ours. One that was kept while nobody was signed in is ours too, if who signed in since is who filled it in. */
function checkOurs({ pages }: FormDeps, { request, fields, session }: { request: Request; fields: FormFields; session: PageSession }): void {
  if (fields.get('visitor') !== '' && fields.get('person') === session.principal.person) pages.checkVisitorPost(request, fields.get('visitor'));
  else pages.checkPost(request, session, fields.get('csrf'));
}

/** A form that is too large was not read, so the page can't hold it: the browser still does. */
function unread(error: unknown, { request, response }: { request: Request; response: Response }): undefined {
  if (!(error instanceof AppError && error.code === 'too-large')) throw error;
  setProblemHeaders({ request, response, error });
  const { status } = problemOf({ code: error.code, params: error.params });
  const body = html`<p class="note note-error" role="alert">${say('form.too-large', error.params)}</p>`;
  sendFormPage(response, { title: say('form.kept-title'), body, session: undefined, language: 'en', status });
  return undefined;
}

interface Kept {
  request: Request;
  response: Response;
  fields: FormFields;
  session: PageSession | undefined;
}

/** The page that keeps everything that was sent. */
function sendKept(
  deps: FormDeps,
  { request, response, fields, session }: Kept,
  why: { code: AppError['code']; params?: AppError['params']; forged?: boolean },
): void {
  const language = session?.language ?? 'en';
  const isAway = session === undefined && why.code === 'unauthenticated';
  const { detail, status } = problemOf({ code: why.code, params: why.params ?? {} });
  const sentence = isAway ? say('form.session-ended-why', {}, language) : why.forged ? say('form.confirm-why', {}, language) : detail;
  const title = say(isAway ? 'form.session-ended' : why.forged ? 'form.confirm' : 'form.kept-title', {}, language);
  const path = request.path.slice('/form/'.length);
  const body = keptView({
    action: request.originalUrl,
    fields: fields.all,
    csrfToken: session?.csrfToken,
    visitorToken: isAway ? deps.pages.visitorToken({ request, response }) : undefined,
    sentence,
    ...(isAway ? { signInPath: deps.pages.signInPath('/form') } : {}),
    labelOf: (name) => labelOf(deps, { grid: fields.get('grid'), name, language }),
    button: say(path === 'save' || path === 'submit' ? 'form.press-save' : 'form.press-again', {}, language),
    language,
  });
  sendFormPage(response, { title, body, session, language, status });
}

/** The label of a field that a person types into. */
function labelOf(deps: FormDeps, { grid, name, language }: { grid: string; name: string; language: string }): string | undefined {
  if (name === 'comment') return say('form.comment-label', {}, language);
  if (name === 'requestReason') return say('form.request-reason', {}, language);
  if (name === 'reason') return say('form.reason', {}, language);
  if (name.startsWith(withdrawalField(''))) return say('form.withdraw-reason', {}, language);
  if (/^text\.\d+$/.test(name)) return say('pane.conflict.new-label', {}, language);
  const column = /^cell\.(.*)$/.exec(name)?.[1];
  if (column === undefined) return undefined;
  const sheets = deps.grids.get(grid)?.state().definition.sheets ?? [];
  return sheets.flatMap(({ columns }) => columns).find(({ key }) => key === column)?.label ?? column;
}

/** The grid that an address or a form names; the service's first without one. */
function gridNamed(deps: FormDeps, given: unknown): string {
  if (typeof given === 'string' && given !== '') return gridOf(deps.grids, given).grid;
  const [first = ''] = deps.grids.keys();
  return first;
}

/** The member whose row is meant: the one that is named, else the person's own. */
function memberNamed(given: unknown, { principal }: PageSession): string {
  return typeof given === 'string' && given !== '' ? given : (principal.member ?? '');
}
