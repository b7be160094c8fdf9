/** Sends a page of the web form: its head, its script and styles, who is signed in. The script makes the same page easier; nothing depends on it. */
import type { Response } from 'express';
import { say } from '#contract/catalogue/say.ts';
import { type Html, html } from '../html.ts';
import { sendPage } from '../page-frame.ts';
import type { PageSession } from '../page-session.ts';

/** Our own script and the service it talks to, nothing in line, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const STYLES = ['pane', 'pieces', 'views', 'form', 'form-items'];

export interface FormPage {
  title: string;
  body: Html;
  session: PageSession | undefined;
  language: string;
  status?: number;
  /** Loads the script. */
  live?: boolean;
  /** The Secretariat and observers may choose another row. */
  chooseLink?: string | undefined;
}

/** Sends the page. */
export function sendFormPage(response: Response, { title, body, session, language, status = 200, live = false, chooseLink }: FormPage): void {
  const head = html`${STYLES.map(
    (name) => html`<link rel="stylesheet" href="/addin/${name}.css">
`,
  )}${
    live
      ? html`<script type="module" src="/addin/form.js"></script>
`
      : undefined
  }`;
  const who = session ? whoView(session, { language, chooseLink }) : undefined;
  sendPage(response, {
    title,
    status,
    language,
    head,
    policy: POLICY,
    body: html`<div class="pane form-page">${who}
${body}</div>`,
  });
}

function whoView({ name, csrfToken }: PageSession, { language, chooseLink }: { language: string; chooseLink: string | undefined }): Html {
  return html`<div class="who-line"><p>${say('form.signed-in', { name }, language)}${chooseLink === undefined ? undefined : html` · <a href="${chooseLink}">${say('form.other-member', {}, language)}</a>`}</p>
<form method="post" action="/sign-out" id="sign-out"><input type="hidden" name="csrf" value="${csrfToken}"><button type="submit" class="button button-link">${say('form.sign-out', {}, language)}</button></form></div>`;
}
