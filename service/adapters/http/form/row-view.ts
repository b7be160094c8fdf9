/** The page of one member's row: its state, four lists as text areas, the answer for the period, and what member and Secretariat say to each other. */

import type { MemberFile } from '#contract/answer.ts';
import { say, sayDate } from '#contract/catalogue/say.ts';
import type { Column } from '#contract/grid.ts';
import type { Statement } from '#contract/period.ts';
import { sayInstant, statusWords } from '#contract/status-words.ts';
import { type CellError, linesOfInput } from '#contract/validation.ts';
import type { FormRow } from '../../../application/read-form.ts';
import { type Html, html } from '../html.ts';
import type { PageSession } from '../page-session.ts';
import { answersView, reviewView, talkView } from './talk-view.ts';
import { cellField, errorsIn, storedText, type TypedRow, warningsIn } from './typed-row.ts';

/** A sentence above the row. */
export interface Note {
  tone: 'good' | 'attention' | 'error';
  text: string;
}

/** What the page is drawn from. */
export interface RowScene {
  row: FormRow;
  session: PageSession;
  nameOf: (person: string) => string;
  /** For the script: what it hears of later has ids alone. */
  names: ReadonlyMap<string, string>;
  /** For the member and the Secretariat. */
  file: MemberFile | undefined;
  notes: Note[];
  /** What stands in the fields instead of what is stored. */
  typed?: TypedRow & { comment?: string; requestOn?: string; requestReason?: string; withdrawal?: { number: string; reason: string } };
  /** The statement that was held back by warnings: offers to submit it anyway. */
  heldBack?: Statement;
}

/** What every form of the page sends along. */
export function hiddenFields({ row, session, base }: { row: FormRow; session: PageSession; base: number }): Html {
  return html`<input type="hidden" name="csrf" value="${session.csrfToken}">
<input type="hidden" name="grid" value="${row.grid}">
<input type="hidden" name="member" value="${row.member.member}">
<input type="hidden" name="period" value="${row.period}">
<input type="hidden" name="person" value="${session.principal.person}">
<input type="hidden" name="base" value="${base}">`;
}

/** Notes, read out when the page comes. */
export function notesView(notes: readonly Note[]): Html {
  return html`${notes.map(({ tone, text }) => html`<p class="note note-${tone}" role="${tone === 'error' ? 'alert' : 'status'}">${text}</p>`)}`;
}

/** The body of the page. */
export function rowView(scene: RowScene): Html {
  const { row, session, notes, typed } = scene;
  const language = session.language;
  const base = typed?.base || row.row.version;
  const own = session.principal.member === row.member.member;
  return html`${notesView(notes)}
${stateView(scene)}
${reviewView(scene)}
<form method="post" action="/form/save" class="row-form" id="row-form">
<button type="submit" class="default-button" tabindex="-1" aria-hidden="true">${say('form.save', {}, language)}</button>
${hiddenFields({ row, session, base })}
${answersView(scene)}
<section class="card" aria-labelledby="edit-title">
<h2 id="edit-title">${say('form.edit-title', {}, language)}</h2>
<div id="form-live" data-grid="${row.grid}" data-member="${row.member.member}" data-person="${session.principal.person}" data-csrf="${session.csrfToken}" data-own="${own ? 'yes' : 'no'}" data-names="${JSON.stringify(Object.fromEntries(scene.names))}"></div>
${row.columns.map((column) => columnView(scene, column))}
${warningsView(scene)}
${row.mayEdit && row.needsReason ? reasonView(scene) : undefined}
${row.mayEdit ? html`<p class="buttons"><button type="submit" class="button" id="save-button">${say('form.save', {}, language)}</button></p>` : undefined}
</section>
${row.mayEdit ? submitView(scene) : undefined}
${talkView(scene)}
</form>`;
}

function stateView({ row, session, nameOf }: RowScene): Html {
  const { language } = session;
  const { status, version, updatedAt, updatedBy } = row.row;
  const isOpen = status.state === 'missing' || status.state === 'edited';
  const saved = { version, at: sayInstant(updatedAt, { timeZone: row.timeZone, language }), by: nameOf(updatedBy) };
  const address = `grid=${encodeURIComponent(row.grid)}&member=${encodeURIComponent(row.member.member)}`;
  return html`<section class="card" aria-labelledby="state-title">
<h2 id="state-title" class="hidden">${say('form.state', {}, language)}</h2>
<p class="row-state row-state-${status.overdue ? 'overdue' : status.state}">${statusWords(status, { today: row.today, language })}</p>
<p class="hint">${say(row.mayEdit ? 'form.closes' : 'form.closes-reader', { closesOn: sayDate(row.dates.closesOn, language) }, language)}</p>
<p class="hint"><span class="row-version">${version === 1 ? say('form.empty', {}, language) : say('form.version', saved, language)}</span><span class="between"> · </span><a href="/form/history?${address}">${say('form.history-link', {}, language)}</a></p>
${row.row.marking && html`<p class="hint">${say('form.marking', { marking: row.row.marking }, language)}</p>`}
${row.mayEdit ? isOpen && html`<p class="to-answer"><a href="#submit-title">${say('form.to-answer', {}, language)}</a></p>` : html`<p>${say('form.read-only', { member: row.member.shortName }, language)}</p>`}
</section>`;
}

function columnView(scene: RowScene, column: Column): Html {
  const { row, session, typed } = scene;
  const { language } = session;
  const stored = storedText(row.row.cells[column.key]);
  const text = typed?.texts[column.key] ?? stored;
  if (!row.mayEdit) return readOnlyView({ column, text, language });
  const error = typed ? errorsIn([column], typed.texts)[0] : undefined;
  const id = `cell-${column.key}`;
  const rows = Math.min(16, Math.max(3, text.split('\n').length + 1));
  return html`<div class="field cell-field" data-column="${column.key}">
<label for="${id}">${column.label}</label>
<p class="hint" id="${id}-hint">${say(column.kind === 'items' ? 'form.items-hint' : 'form.text-hint', {}, language)}</p>
${error ? errorView({ error, id, language }) : undefined}
<textarea id="${id}" name="${cellField(column.key)}" rows="${rows}" aria-describedby="${id}-hint${error ? ` ${id}-error` : ''}"${error ? html` aria-invalid="true"` : undefined}>
${text}</textarea>
</div>`;
}

function errorView({ error, id, language }: { error: CellError; id: string; language: string }): Html {
  return html`<p class="note note-error" id="${id}-error">${say(error.code, error.params, language)}</p>`;
}

function readOnlyView({ column, text, language }: { column: Column; text: string; language: string }): Html {
  const lines = linesOfInput(column, text);
  return html`<div class="cell-field" data-column="${column.key}"><h3>${column.label}</h3>
${lines.length === 0 ? html`<p class="hint">${say('history.empty-cell', {}, language)}</p>` : html`<ul class="lines">${lines.map((line) => html`<li>${line}</li>`)}</ul>`}</div>`;
}

function warningsView({ row, session, typed }: RowScene): Html | undefined {
  if (!row.mayEdit) return undefined;
  const { language } = session;
  const texts = typed?.texts ?? Object.fromEntries(row.columns.map(({ key }) => [key, storedText(row.row.cells[key])]));
  const warnings = warningsIn(row, texts);
  if (warnings.length === 0) return undefined;
  return html`<div class="note note-attention warnings" id="warnings"><h3>${say('form.warnings', { count: warnings.length }, language)}</h3><ul>
${warnings.map(
  (warning) => html`<li><p>${say('check.wording', warning.params, language)}</p>
<button type="submit" class="button" name="correct" value="${`${warning.column}:${warning.line}`}">${say('form.fix-and-save', {}, language)}<span class="hidden">: ${warning.proposal}</span></button></li>`,
)}</ul></div>`;
}

function reasonView({ session, typed }: RowScene): Html {
  const { language } = session;
  return html`<div class="field"><label for="reason">${say('form.reason', {}, language)}</label>
<p class="hint" id="reason-hint">${say('form.reason-hint', {}, language)}</p>
<input id="reason" name="reason" type="text" maxlength="1000" autocomplete="off" aria-describedby="reason-hint" value="${typed?.reason ?? ''}"></div>`;
}

function submitView({ row, session, heldBack }: RowScene): Html {
  const { language } = session;
  const period = row.period;
  const behalf = row.needsReason ? html`<p class="hint">${say('form.on-behalf', { member: row.member.shortName }, language)}</p>` : undefined;
  return html`<section class="card card-submit" aria-labelledby="submit-title">
<h2 id="submit-title">${say('form.submit-title', { period }, language)}</h2>
<p class="hint">${say('form.save-hint', {}, language)} ${say('form.nothing-hint', {}, language)}</p>${behalf}
<p class="buttons">
${
  heldBack
    ? html`<button type="submit" class="button button-primary" formaction="/form/submit?statement=${heldBack}" name="despite" value="yes">${say('form.despite', {}, language)}</button>`
    : undefined
}
<button type="submit" class="button${heldBack ? '' : ' button-primary'}" formaction="/form/submit" name="statement" value="updated">${say('form.submit', { period }, language)}</button>
<button type="submit" class="button" formaction="/form/submit" name="statement" value="nothing-to-report">${say('form.nothing', {}, language)}</button>
</p>
</section>`;
}
