/** The history of a row without a script: its versions, newest first, with who, when, by which route and what changed item by item. */
import { say } from '#contract/catalogue/say.ts';
import type { RowVersion } from '#contract/edit.ts';
import { withGapWords } from '#contract/gap.ts';
import { numberIn } from '#contract/ids.ts';
import { type RowChange, rowChanges } from '#contract/row-changes.ts';
import { sayInstant } from '#contract/status-words.ts';
import { type FormRow, readFormRow } from '../../../application/read-form.ts';
import { listVersions } from '../../../application/read-versions.ts';
import { type Html, html } from '../html.ts';
import type { FormDeps, FormVisit } from './form-deps.ts';
import { sendFormPage } from './form-page.ts';
import { historyPath, rowPath } from './form-paths.ts';
import { namesFor } from './row-page.ts';

const PAGE = 20;

interface HistoryScene {
  row: FormRow;
  language: string;
  nameOf: (person: string) => string;
}

/** `GET /form/history`; `before` shows older versions. */
export async function sendHistoryPage(deps: FormDeps, visit: FormVisit): Promise<void> {
  const { session, response, request, grid } = visit;
  const { language, principal } = session;
  const row = readFormRow(deps.grids, principal, visit);
  const before = numberIn(String(request.query['before'] ?? '')) || undefined;
  // One more than is shown, to compare the oldest with.
  const versions = await listVersions(deps, principal, { grid, row: row.row.row, before, limit: PAGE + 1 });
  const shown = versions.slice(0, PAGE);
  const scene = { row, language, nameOf: await namesFor(deps, visit) };
  const last = shown.at(-1)?.version ?? 1;
  const older = historyPath(visit, { before: last });
  const body = html`<p><a href="${rowPath(visit)}">${say('form.back', {}, language)}</a></p>
<section class="card"><ol class="list versions">${shown.map((version, at) => versionView(scene, { version, before: versions[at + 1] }))}</ol>
${last > 1 ? html`<p><a class="button" href="${older}">${say('form.history-older', {}, language)}</a></p>` : undefined}</section>`;
  sendFormPage(response, { title: say('history.title', { member: row.member.shortName }, language), body, session, language });
}

function versionView({ row, language, nameOf }: HistoryScene, { version, before }: { version: RowVersion; before: RowVersion | undefined }): Html {
  const number = version.version;
  const who = {
    by: nameOf(version.by),
    at: sayInstant(version.at, { timeZone: row.timeZone, language }),
    route: say(`history.route.${routeOf(version.route)}`, {}, language),
  };
  const changes = rowChanges(withGapWords(before?.cells ?? {}), withGapWords(version.cells));
  return html`<li class="version"><h2>${say(number === row.row.version ? 'history.version-newest' : 'history.version', { version: number }, language)}</h2>
<p class="hint">${say('history.who', who, language)}</p>
${version.reason === undefined ? undefined : html`<p>${say('history.reason', { reason: version.reason }, language)}</p>`}
${number === 1 ? html`<p>${say('history.set-up', {}, language)}</p>` : changes.length === 0 ? html`<p>${say('history.no-change', {}, language)}</p>` : changesView(row, { changes, language })}</li>`;
}

function changesView(row: FormRow, { changes, language }: { changes: RowChange[]; language: string }): Html {
  const columns = [...new Set(changes.map(({ column }) => column))];
  const label = (column: string): string => row.sheet.columns.find(({ key }) => key === column)?.label ?? column;
  return html`${columns.map(
    (column) =>
      html`<div class="version-column"><h3>${label(column)}</h3><ul>${changes
        .filter((change) => change.column === column)
        .map((change) => html`<li class="change change-${change.change}">${changeView(change, { label, language })}</li>`)}</ul></div>`,
  )}`;
}

function changeView(change: RowChange, { label, language }: { label: (column: string) => string; language: string }): Html {
  if (change.change === 'reordered') return html`${say('history.reordered', {}, language)}`;
  const places = 'from' in change ? { from: label(change.from), to: label(change.column) } : {};
  const word = html`<span class="change-word">${say(`history.${change.change}`, places, language)}</span> `;
  if (change.change === 'added') return html`${word}<ins class="came change-text">${change.text}</ins>`;
  if (change.change === 'removed') return html`${word}<del class="went change-text">${change.text}</del>`;
  if ('before' in change) return html`${word}<del class="went change-text">${change.before}</del> <ins class="came change-text">${change.text}</ins>`;
  return html`${word}<span class="change-text">${change.text}</span>`;
}

const ROUTES = ['addin', 'form', 'packet', 'import', 'system'] as const;
const routeOf = (route: string): (typeof ROUTES)[number] => ROUTES.find((known) => known === route) ?? 'system';
