/** The pages of the sign-in, as HTML. They work without scripts. */
import { say } from '#contract/catalogue/say.ts';
import type { DemoIdentity } from '#contract/person.ts';
import { type Html, html } from './html.ts';

/** The hidden fields of each form. */
export interface HiddenFields {
  csrfToken: string;
  /** The page that was wanted; '' for none. */
  to: string;
}

/** A page's heading and what is below it. */
export interface View {
  title: string;
  body: Html;
}

/** Asks for the address. `problem` says what was wrong with the one that was typed. */
export function addressView({ csrfToken, to }: HiddenFields, problem?: { sentence: string; typed: string }): View {
  return {
    title: say('sign-in.title'),
    body: html`<p>${say('sign-in.lead')}</p>
<form method="post" action="/sign-in">
${hidden({ csrf: csrfToken, to })}
${problemNote(problem?.sentence)}
<div class="field"><label for="email">${say('sign-in.address')}</label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="${problem?.typed ?? ''}" ${describedBy(problem?.sentence)}></div>
<p><button class="button button-primary">${say('sign-in.send')}</button></p>
</form>`,
  };
}

/** Asks for the code. */
export function codeView({ request, csrfToken, elsewhere, problem }: { request: string; csrfToken: string; elsewhere: boolean; problem?: string }): View {
  return {
    title: say('sign-in.code-title'),
    body: html`<p>${say('sign-in.code-lead')}</p>
${elsewhere && html`<p class="note-attention">${say('sign-in.dialog-hint')}</p>`}
<form method="post" action="/sign-in/${request}">
${hidden({ csrf: csrfToken })}
${problemNote(problem)}
<div class="field"><label for="code">${say('sign-in.code')}</label>
<input id="code" name="code" class="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="20" required aria-describedby="code-hint${problem ? ' problem' : ''}">
<p id="code-hint" class="hint">${say('sign-in.code-hint')}</p></div>
<p><button class="button button-primary">${say('sign-in.enter')}</button></p>
</form>
<p class="hint">${say('sign-in.nothing-came')}</p>
<p><a href="/sign-in">${say('sign-in.again')}</a></p>`,
  };
}

/** For a code that works no more. */
export function overView(to: string): View {
  const again = to === '' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`;
  return {
    title: say('sign-in.over-title'),
    body: html`<p role="alert">${say('sign-in.over')}</p><p><a class="button button-primary" href="${again}">${say('sign-in.again')}</a></p>`,
  };
}

/** The demo's people to choose from. */
export function demoView({ csrfToken, to }: HiddenFields, identities: readonly DemoIdentity[]): View {
  return {
    title: say('sign-in.demo-title'),
    body: html`<p>${say('sign-in.demo-lead')}</p>
<form method="post" action="/sign-in">
${hidden({ csrf: csrfToken, to })}
<ul class="choices">${identities.map(({ token, name }) => html`<li><button class="button" name="identity" value="${token}">${name}</button></li>\n`)}</ul>
</form>`,
  };
}

/** Hidden fields of a form. */
export function hidden(fields: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

function problemNote(sentence: string | undefined): Html | undefined {
  return sentence === undefined ? undefined : html`<p id="problem" class="note-attention" role="alert">${sentence}</p>`;
}

function describedBy(sentence: string | undefined): Html | undefined {
  return sentence === undefined ? undefined : html`aria-describedby="problem" aria-invalid="true"`;
}
