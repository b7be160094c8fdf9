/** The page that somebody wanted before signing in: one of ours, or none. An address from outside would make the sign-in a lure (open redirect). */

const OURS = /^\/(?:form|overview|sessions)(?:[/?][A-Za-z0-9\-._~%=&/?]*)?$/;

/** What of `to` may be kept: a path of ours, `dialog` for the window that Excel opens, or ''. */
export function wantedPage(to: unknown): string {
  return typeof to === 'string' && to.length <= 200 && (to === DIALOG || OURS.test(to)) ? to : '';
}

/** Where `to` leads a person who is signed in; without one, to where its role has most to do. */
export function pathOf(to: string, role: string | undefined): string {
  if (to === DIALOG) return '/session/dialog';
  if (to !== '') return to;
  if (role === 'secretariat') return '/overview';
  return role === 'operator' ? '/sessions' : '/form';
}

/** The window that Excel opens for signing in. */
export const DIALOG = 'dialog';
