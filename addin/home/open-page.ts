/** Opens the web form or the overview as one of the demo's identities: signs in at the pages as the sign-in page would, whoever was signed in before. */

/** Signs in and goes there. Rejects if the service does not play along. */
export async function openPage(to: '/form' | '/overview', token: string): Promise<void> {
  const before = await pageAt('/sessions');
  const signedIn = before.querySelector('form[action="/sign-out"]');
  if (signedIn) await send('/sign-out', { csrf: csrfIn(signedIn) });
  const page = await pageAt(`/sign-in?${new URLSearchParams({ to })}`);
  await send('/sign-in', { csrf: csrfIn(page), to, identity: token });
  location.assign(to);
}

async function pageAt(path: string): Promise<Document> {
  const response = await fetch(path, { cache: 'no-store' });
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

const csrfIn = (page: ParentNode): string => page.querySelector<HTMLInputElement>('input[name="csrf"]')?.value ?? '';

async function send(path: string, fields: Record<string, string>): Promise<void> {
  const response = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  if (!response.ok) throw new TypeError(`${path}: ${response.status}`);
}
