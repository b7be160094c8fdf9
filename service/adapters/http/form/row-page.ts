/** Shows a row: as it is stored, or with what was typed and the reason why it is not saved. */

import type { MemberFile } from '#contract/answer.ts';
import type { SentenceKey } from '#contract/catalogue/say.ts';
import { say } from '#contract/catalogue/say.ts';
import { AppError } from '../../../application/app-error.ts';
import { type FormRow, formMembers, nameAmong, readFormRow, shownNames } from '../../../application/read-form.ts';
import { readMemberFile } from '../../../application/read-member-file.ts';
import { html } from '../html.ts';
import type { FormDeps, FormVisit } from './form-deps.ts';
import { sendFormPage } from './form-page.ts';
import { rowPath } from './form-paths.ts';
import type { RowScene } from './row-scene.ts';
import { rowView } from './row-view.ts';

/** Answers with the page of a row. */
export async function sendRowPage(
  deps: FormDeps,
  visit: FormVisit,
  shown: Pick<RowScene, 'notes'> & Partial<Pick<RowScene, 'typed' | 'heldBack'>> & { status?: number },
): Promise<void> {
  const { session, response } = visit;
  const { language, principal } = session;
  const row = readFormRow(deps.grids, principal, visit);
  const names = await shownNames(deps, principal, { grid: row.grid, language });
  const { status = 200, ...more } = shown;
  const scene: RowScene = { row, session, nameOf: nameAmong(names, language), names, file: memberFile(deps, visit, row), ...more };
  sendFormPage(response, {
    title: say('form.title', { member: row.member.shortName, period: row.period }, language),
    body: rowView(scene),
    session,
    language,
    status,
    live: row.mayEdit,
    chooseLink: principal.member === undefined ? `/form?grid=${encodeURIComponent(row.grid)}` : undefined,
  });
}

/** Names of people for a page. */
export async function namesFor(deps: FormDeps, { session, grid }: Pick<FormVisit, 'session' | 'grid'>): Promise<(person: string) => string> {
  const { principal, language } = session;
  return nameAmong(await shownNames(deps, principal, { grid, language }), language);
}

/** What member and Secretariat said; for them alone. */
function memberFile(deps: FormDeps, { session }: FormVisit, row: FormRow): MemberFile | undefined {
  if (!row.mayEdit) return undefined;
  try {
    return readMemberFile(deps, session.principal, { grid: row.grid, period: row.period, member: row.member.member });
  } catch (error) {
    // Who is no member in this period has a row to read and nothing to answer for.
    if (error instanceof AppError && error.code === 'unknown-member') return undefined;
    throw error;
  }
}

/** Answers with the list of members, for who has no row of its own. */
export function sendChoice(deps: FormDeps, { session, response, grid }: FormVisit): void {
  const { language } = session;
  const members = formMembers(deps.grids, grid);
  const body = html`<section class="card"><p>${say('form.choose', {}, language)}</p><ul class="list member-list">
${members.map(({ member, no, name }) => html`<li><span class="hint">${no}</span> <a href="${rowPath({ grid, member })}">${name}</a></li>`)}</ul></section>`;
  sendFormPage(response, { title: say('form.title-choose', {}, language), body, session, language });
}

const SAID: Record<string, SentenceKey> = {
  saved: 'form.saved',
  merged: 'form.saved-merged',
  unchanged: 'form.unchanged',
  withdrawn: 'form.withdrawn',
  acknowledged: 'form.acknowledged',
  requested: 'form.requested',
  'excuse-requested': 'form.excuse-requested',
  commented: 'form.commented',
};

/** The sentence that an address asks for: `?said=saved&n=5`. Only known ones, only with a number. */
export function saidNote(query: Record<string, unknown>, language: string): RowScene['notes'] {
  const key = typeof query['said'] === 'string' && Object.hasOwn(SAID, query['said']) ? SAID[query['said']] : undefined;
  const number = /^\d{1,9}$/.test(String(query['n'] ?? '')) ? Number(query['n']) : 0;
  return key === undefined ? [] : [{ tone: 'good', text: say(key, { version: number, number }, language) }];
}
