/** Lines that somebody else changed too, without a script: base, mine and theirs of each, and a choice. Everything else is saved already. */
import * as z from 'zod/mini';
import { say } from '#contract/catalogue/say.ts';
import { Conflict } from '#contract/edit.ts';
import { isMovedApart, mayKeepBoth, movedAndTakenOut, type SettleChoice } from '#contract/settle-conflict.ts';
import { sayInstant } from '#contract/status-words.ts';
import { type Html, html } from '../html.ts';
import type { FormFields } from './form-fields.ts';
import { hiddenFields, type Note, notesView, type RowScene } from './row-view.ts';

const KEEPS = ['mine', 'theirs', 'both', 'text'] as const;

/** What was chosen of one conflict so far. */
export interface Choosing {
  keep: (typeof KEEPS)[number] | undefined;
  text: string;
}

/** The conflicts of a page with the choices made in it; undefined for what no page of ours sends. */
export function readChoices(fields: FormFields): { conflicts: Conflict[]; choosing: Choosing[] } | undefined {
  const parsed = z.safeParse(z.array(Conflict).check(z.maxLength(1_000)), fromJson(fields.get('conflicts')));
  if (!parsed.success) return undefined;
  const choosing = parsed.data.map((_, at) => ({
    keep: KEEPS.find((keep) => keep === fields.get(`choice.${at}`)),
    text: fields.get(`text.${at}`).replaceAll('\r\n', '\n'),
  }));
  return { conflicts: parsed.data, choosing };
}

/** The choice, once it is complete. */
export function choiceOf({ keep, text }: Choosing): SettleChoice | undefined {
  if (keep === undefined || (keep === 'text' && text.trim() === '')) return undefined;
  return keep === 'text' ? { keep, text } : { keep };
}

/** What the page of conflicts is drawn from. `version` is the row's that holds theirs: the base of the choices. */
export interface ConflictScene extends Pick<RowScene, 'row' | 'session' | 'nameOf' | 'notes'> {
  conflicts: readonly Conflict[];
  choosing: readonly Choosing[];
  version: number;
  reason: string;
}

/** The body of the page. */
export function conflictView(scene: ConflictScene): Html {
  const { row, session, conflicts, version, reason } = scene;
  const { language } = session;
  const incomplete: Note[] = [];
  return html`${notesView([...scene.notes, ...incomplete])}
<form method="post" action="/form/settle" class="row-form">
${hiddenFields({ row, session, base: version })}
<input type="hidden" name="conflicts" value="${JSON.stringify(conflicts)}">
<input type="hidden" name="reason" value="${reason}">
<p>${say('form.conflict-why', {}, language)}</p>
${conflicts.map((_, at) => oneView(scene, at))}
<p class="buttons"><button type="submit" class="button button-primary">${say('form.conflict-save', {}, language)}</button></p>
</form>`;
}

function oneView(scene: ConflictScene, at: number): Html | undefined {
  const { row, session, nameOf } = scene;
  const conflict = scene.conflicts[at];
  const { keep, text } = scene.choosing[at] ?? { keep: undefined, text: '' };
  if (!conflict) return undefined;
  const { language } = session;
  const label = labelOf(scene, conflict.column);
  const { base, ours, theirs } = conflict;
  const who = theirs && { by: nameOf(theirs.by), at: sayInstant(theirs.at, { timeZone: row.timeZone, language }), version: theirs.version };
  const apart = isMovedApart(conflict) && ours && theirs ? { mine: labelOf(scene, ours.column), theirs: labelOf(scene, theirs.column) } : undefined;
  const moved = movedAndTakenOut(conflict);
  const radio = (value: Choosing['keep'], words: string): Html =>
    html`<label class="choice"><input type="radio" name="choice.${at}" value="${value}"${keep === value ? html` checked` : undefined}> ${words}</label>`;
  return html`<fieldset class="card conflict-choice"><legend>${say('pane.conflict.title', { number: at + 1, place: label }, language)}</legend>
${apart ? html`<p class="hint">${say('pane.conflict.two-places', apart, language)}</p>` : undefined}
${moved ? html`<p class="hint">${say(`pane.conflict.${moved.who}-moved`, { from: labelOf(scene, moved.from), to: labelOf(scene, moved.to) }, language)}</p>` : undefined}
${sideView(say('pane.conflict.base', {}, language), base?.text ?? '', say('pane.conflict.was-absent', {}, language))}
${sideView(say('pane.conflict.mine', {}, language), ours?.text ?? '', say('pane.conflict.absent', {}, language))}
${sideView(who ? say('pane.conflict.theirs', who, language) : say('pane.conflict.theirs-gone', {}, language), theirs?.text ?? '', say('pane.conflict.absent', {}, language))}
<p><strong>${say('form.conflict-choice', {}, language)}</strong></p>
${radio('mine', say('pane.conflict.keep-mine', {}, language))}
${radio('theirs', say('pane.conflict.take-theirs', {}, language))}
${mayKeepBoth(conflict) ? radio('both', say('pane.conflict.keep-both', {}, language)) : undefined}
${
  apart
    ? undefined
    : html`${radio('text', say('pane.conflict.new-text', {}, language))}
<div class="field"><label for="text-${at}">${say('pane.conflict.new-label', {}, language)}</label><textarea id="text-${at}" name="text.${at}" rows="3">
${text === '' && keep !== 'text' ? (ours?.text ?? '') : text}</textarea></div>`
}</fieldset>`;
}

function sideView(title: string, text: string, absent: string): Html {
  return html`<div class="side"><h2>${title}</h2>${text === '' ? html`<p class="side-absent">${absent}</p>` : html`<p class="side-text">${text}</p>`}</div>`;
}

const labelOf = ({ row }: ConflictScene, column: string): string => row.columns.find(({ key }) => key === column)?.label ?? column;

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
