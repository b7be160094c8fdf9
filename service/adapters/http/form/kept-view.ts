/**
 * The page that keeps what was typed when a posted form could not be used: the sign-in has ended, the form is another sign-in's, the store is away. It holds every
 * field as it was sent and the same button: nothing is lost, and nothing is done before the person presses again.
 */
import { say } from '#contract/catalogue/say.ts';
import { type Html, html } from '../html.ts';
import type { Field } from './form-fields.ts';

export interface KeptForm {
  /** Where the button sends it again. */
  action: string;
  fields: readonly Field[];
  /** Of the session that there is now; absent while nobody is signed in. */
  csrfToken: string | undefined;
  /** Of this browser, for who is not signed in yet: with it the button works once the same person is. */
  visitorToken: string | undefined;
  sentence: string;
  /** Where to sign in; absent for who is. */
  signInPath?: string;
  /** The label of a field that a person typed into; undefined for the others. */
  labelOf: (name: string) => string | undefined;
  button: string;
  language: string;
}

/** The body of the page. */
export function keptView({ action, fields, csrfToken, visitorToken, sentence, signInPath, labelOf, button, language }: KeptForm): Html {
  const typed = fields.filter(([name]) => name !== 'csrf' && name !== 'visitor');
  return html`<p class="note note-attention" role="alert">${sentence}</p>
${signInPath === undefined ? undefined : html`<p><a class="button" href="${signInPath}" target="_blank" rel="noopener">${say('form.sign-in-tab', {}, language)}</a></p>`}
<form method="post" action="${action}" class="row-form card">
<input type="hidden" name="csrf" value="${csrfToken ?? ''}">
${visitorToken === undefined ? undefined : html`<input type="hidden" name="visitor" value="${visitorToken}">`}
${typed.map(([name, value], at) => fieldView({ name, value, label: value.trim() === '' ? undefined : labelOf(name), id: `kept-${at}` }))}
<p class="buttons"><button type="submit" class="button button-primary">${button}</button></p>
</form>`;
}

function fieldView({ name, value, label, id }: { name: string; value: string; label: string | undefined; id: string }): Html {
  // A hidden field keeps no line breaks in every browser; a text area does.
  if (label === undefined && !/[\r\n]/.test(value)) return html`<input type="hidden" name="${name}" value="${value}">`;
  if (label === undefined)
    return html`<textarea name="${name}" hidden>
${value}</textarea>`;
  return html`<div class="field"><label for="${id}">${label}</label><textarea id="${id}" name="${name}" rows="${Math.min(12, value.split('\n').length + 1)}">
${value}</textarea></div>`;
}
