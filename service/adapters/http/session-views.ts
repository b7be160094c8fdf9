/** The pages about sessions, as HTML. */
import { localeOf, say } from '#contract/catalogue/say.ts';
import type { StoredSession } from '../../application/sign-ins.ts';
import { html } from './html.ts';
import { hidden, type View } from './sign-in-views.ts';

/** What the list shows. */
export interface SessionList {
  name: string;
  language: string;
  csrfToken: string;
  sessions: readonly StoredSession[];
  /** The one of this browser. */
  here: string;
  /** Where the work is: `/form` or `/overview`; nothing for a role without any. */
  work: '/form' | '/overview' | undefined;
}

/** Where a person is signed in, with a button to end each. */
export function sessionsView({ name, language, csrfToken, sessions, here, work }: SessionList): View {
  const others = sessions.filter(({ session }) => session !== here);
  const times = (atMs: number): string => sayInstant(atMs, language);
  const labelOf = ({ label, kind }: StoredSession): string => {
    const words = kind === 'bearer' ? [say('sign-in.session-pane', {}, language), label] : [label || say('sign-in.session-unknown', {}, language)];
    return words.filter(Boolean).join(', ');
  };
  return {
    title: say('sign-in.sessions-title', {}, language),
    body: html`<p>${say('sign-in.signed-in-as', { name }, language)}</p>
${work && html`<p><a class="button" href="${work}">${say(work === '/form' ? 'sign-in.to-form' : 'sign-in.to-overview', {}, language)}</a></p>`}
<ul class="sessions">${sessions.map(
      (one) => html`<li>
<p><strong>${labelOf(one)}</strong>${one.session === here && html` (${say('sign-in.session-here', {}, language)})`}<br>
<span class="hint">${say('sign-in.session-times', { created: times(one.createdAtMs), seen: times(one.lastSeenAtMs) }, language)}</span></p>
${
  one.session !== here &&
  html`<form method="post" action="/sessions/end">${hidden({ csrf: csrfToken, session: one.session })}
<button class="button" aria-label="${say('sign-in.session-end-one', { label: labelOf(one), created: times(one.createdAtMs) }, language)}">${say('sign-in.session-end', {}, language)}</button></form>`
}</li>
`,
    )}</ul>
${
  others.length > 0 &&
  html`<form method="post" action="/sessions/end-others">${hidden({ csrf: csrfToken })}<p><button class="button">${say('sign-in.session-end-others', {}, language)}</button></p></form>`
}
<form method="post" action="/sign-out">${hidden({ csrf: csrfToken })}<p><button class="button button-primary">${say('sign-in.out', {}, language)}</button></p></form>
<p class="hint">${say('sign-in.session-life', {}, language)}</p>`,
  };
}

/** The last page of the window that Excel opens: its script hands a token to the pane. */
export function dialogView(csrfToken: string): View {
  return {
    title: say('sign-in.dialog-title'),
    body: html`<p id="dialog" role="status" data-csrf="${csrfToken}" data-elsewhere="${say('sign-in.dialog-elsewhere')}" data-failed="${say('sign-in.dialog-failed')}">${say('sign-in.dialog-working')}</p>
<noscript><p>${say('sign-in.dialog-no-script')}</p></noscript>`,
  };
}

/** An instant in words, in UTC: the people of a grid are in several time zones. */
function sayInstant(atMs: number, language: string): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC', timeZoneName: 'short' } as const;
  return new Intl.DateTimeFormat(localeOf(language), { ...day, ...time }).format(atMs);
}
