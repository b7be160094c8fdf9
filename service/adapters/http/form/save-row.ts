/** Saving what was typed, and settling what somebody else changed too. The same use case as every other route; what can't be saved stays on the page. */

import { say } from '#contract/catalogue/say.ts';
import type { CellInput, Conflict, EditResult } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import { settledCells } from '#contract/settle-conflict.ts';
import { AppError } from '../../../application/app-error.ts';
import { type FormRow, readFormRow } from '../../../application/read-form.ts';
import { readVersion } from '../../../application/read-versions.ts';
import { saveEdits } from '../../../application/save-edits.ts';
import { leadTo } from '../sign-in-pages.ts';
import { type Choosing, choiceOf, conflictView, readChoices } from './conflict-view.ts';
import type { FormDeps, FormPost } from './form-deps.ts';
import { sendFormPage } from './form-page.ts';
import { namesFor, rowPath, sendRowPage } from './row-page.ts';
import { changedCells, corrected, editOfPage, errorsIn, type TypedRow, typedRow } from './typed-row.ts';

/** What became of the typed text: `stored`, with the row's version; or `answered`: a page has been sent that says why not. */
export type Saved = { outcome: 'stored'; how: 'saved' | 'merged' | 'unchanged'; version: number } | { outcome: 'answered' };

/** `POST /form/save`. */
export async function postSave(deps: FormDeps, post: FormPost): Promise<void> {
  const saved = await saveTyped(deps, post, readTyped(deps, post));
  if (saved.outcome === 'stored') leadTo(post.response, rowPath(post, { said: saved.how, n: saved.version }));
}

/** The row as typed; with the correction that was asked for. */
export function readTyped(deps: FormDeps, { session, fields, ...visit }: FormPost): TypedRow {
  const row = readFormRow(deps.grids, session.principal, visit);
  const typed = typedRow(fields, row);
  const place = fields.get('correct');
  return place === '' ? typed : { ...typed, texts: corrected(row, typed.texts, place) };
}

/** The columns that a page changes, compared with the version that it started from. */
export async function changesOf(deps: FormDeps, { session, grid, member }: FormPost, typed: TypedRow): Promise<Record<string, CellInput>> {
  const row = readFormRow(deps.grids, session.principal, { grid, member });
  return changedCells(row.columns, { texts: typed.texts, cells: await cellsAt(deps, { session, row, version: typed.base }) });
}

/** Saves what was typed if anything of it is new, and answers itself where that fails. */
export async function saveTyped(deps: FormDeps, post: FormPost, typed: TypedRow): Promise<Saved> {
  const { session } = post;
  const row = readFormRow(deps.grids, session.principal, post);
  const errors = errorsIn(row.columns, typed.texts);
  if (errors.length > 0) {
    await sendRowPage(deps, post, { status: 422, typed, notes: [{ tone: 'error', text: say('form.not-saved', {}, session.language) }] });
    return { outcome: 'answered' };
  }
  const cells = await changesOf(deps, post, typed);
  if (Object.keys(cells).length === 0) return { outcome: 'stored', how: 'unchanged', version: row.row.version };
  const result = await saveCells(deps, post, { row, base: typed.base, cells, reason: typed.reason });
  if (result.conflicts.length > 0) {
    await sendConflicts(deps, post, { conflicts: result.conflicts, choosing: [], version: result.version ?? typed.base, reason: typed.reason });
    return { outcome: 'answered' };
  }
  if (result.problem) {
    const { detail, status } = result.problem;
    await sendRowPage(deps, post, {
      status,
      typed,
      notes: [
        { tone: 'error', text: detail },
        { tone: 'attention', text: say('form.not-saved', {}, session.language) },
      ],
    });
    return { outcome: 'answered' };
  }
  return { outcome: 'stored', how: saidOf(result), version: result.version ?? row.row.version };
}

/** `POST /form/settle`: the choices of a page of conflicts. */
export async function postSettle(deps: FormDeps, post: FormPost): Promise<void> {
  const { session, fields } = post;
  const row = readFormRow(deps.grids, session.principal, post);
  const read = readChoices(fields);
  const { base: version, reason } = typedRow(fields, row);
  if (!read || version === 0) throw new AppError('invalid-input');
  const choices = read.choosing.map(choiceOf);
  const settled = read.conflicts.flatMap((conflict, at) => {
    const choice = choices[at];
    return choice ? [{ conflict, choice }] : [];
  });
  if (settled.length < read.conflicts.length) {
    const blank = read.choosing.some(({ keep, text }) => keep === 'text' && text.trim() === '');
    await sendConflicts(deps, post, { ...read, version, reason, note: say(blank ? 'form.conflict-blank' : 'form.conflict-missing', {}, session.language) });
    return;
  }
  const cells = settledCells(await cellsAt(deps, { session, row, version }), settled);
  // An edit that changes nothing too: it tells the Secretariat's overview that nothing is left to decide.
  const result = await saveCells(deps, post, { row, base: version, cells, reason });
  if (result.conflicts.length > 0) {
    await sendConflicts(deps, post, { conflicts: result.conflicts, choosing: [], version: result.version ?? version, reason });
  } else if (result.problem) {
    await sendConflicts(deps, post, { ...read, version, reason, note: result.problem.detail, status: result.problem.status });
  } else leadTo(post.response, rowPath(post, { said: saidOf(result), n: result.version ?? version }));
}

const saidOf = ({ status }: EditResult): 'saved' | 'merged' | 'unchanged' => (status === 'merged' || status === 'unchanged' ? status : 'saved');

async function saveCells(
  deps: FormDeps,
  { session }: FormPost,
  { row, base, cells, reason }: { row: FormRow; base: number; cells: Record<string, CellInput>; reason: string },
): Promise<EditResult> {
  const edit = editOfPage({ person: session.principal.person, row, base, cells, reason });
  const { results } = await saveEdits(deps, session.principal, { grid: row.grid, edits: [edit], route: 'form' });
  const [result] = results;
  if (!result) throw new AppError('internal');
  return result;
}

async function sendConflicts(
  deps: FormDeps,
  post: FormPost,
  shown: { conflicts: readonly Conflict[]; choosing: readonly Choosing[]; version: number; reason: string; note?: string; status?: number },
): Promise<void> {
  const { session, response } = post;
  const { note, status = note === undefined ? 200 : 422, ...scene } = shown;
  const row = readFormRow(deps.grids, session.principal, post);
  const body = conflictView({ ...scene, row, session, nameOf: await namesFor(deps, post), notes: note === undefined ? [] : [{ tone: 'error', text: note }] });
  const { language } = session;
  sendFormPage(response, { title: say('form.conflict-title', { count: scene.conflicts.length }, language), body, session, language, status });
}

/** The cells of a version; none where there is no such version, so that everything typed counts as new and the service says what is wrong with the base. */
async function cellsAt(deps: FormDeps, { session, row, version }: { session: FormPost['session']; row: FormRow; version: number }): Promise<Cells> {
  if (version === row.row.version) return row.row.cells;
  if (version < 1 || version > row.row.version) return {};
  return (await readVersion(deps, session.principal, { grid: row.grid, row: row.row.row, version: String(version) })).cells;
}
