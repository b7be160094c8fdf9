/** Saves the form's row by the API, and takes what became of it into the lists. What may have arrived without an answer is sent again first, unchanged. */
import type { Edit, EditResult } from '#contract/edit.ts';
import type { Row } from '#contract/grid.ts';
import { cellError } from '#contract/validation.ts';
import { ApiUnavailable } from '../api/client.ts';
import { failureOf } from '../pane/failure.ts';
import { say } from '../pane/strings.ts';
import { conflictsOf, stillOpen } from './conflicts.ts';
import { type FormCore, type FormPorts, plainLists } from './core.ts';
import { identified, inputOf, type Lists, namedLists } from './lists.ts';
import type { News, SaveOutcome } from './view.ts';

/** Saves what is unsaved. One at a time: the lists do not change while it is under way. */
export async function saveRow(core: FormCore, ports: FormPorts): Promise<SaveOutcome> {
  const { row, columns, lists, saving } = core.view;
  if (!row || !core.base || saving) return 'failed';
  if (columns.some((column) => cellError(column, inputOf(column, lists[column.key] ?? [])))) return 'failed';
  try {
    const arrived = await sendAgain(core, ports);
    return await sendNew(core, ports, { row, arrived });
  } catch (error) {
    return failed(core, ports, error);
  }
}

async function sendNew(core: FormCore, ports: FormPorts, { row, arrived }: { row: Row; arrived: number | undefined }): Promise<SaveOutcome> {
  const cells = core.changes();
  const version = core.base?.version ?? row.version;
  const open = core.view.conflicts.length > 0;
  const reason = core.view.reason.trim().slice(0, 1_000);
  const edit: Edit = { editId: ports.timing.newId(), sheet: row.sheet, row: row.row, base: version, cells, ...(reason === '' ? {} : { reason }) };
  if (Object.keys(cells).length === 0) {
    // Whoever takes theirs has nothing to save: an edit that changes nothing tells that the question is settled.
    if (core.asked && !open) core.asked = (await send(core, ports, { edit, lists: core.view.lists })).status === 'refused';
    if (row.version > version && !open) core.adopt(row);
    const news: News = arrived === undefined ? { said: 'unchanged' } : { said: 'saved', version: arrived };
    core.keep({ saving: false, failure: undefined, draftFromMs: undefined, news });
    return open ? 'conflict' : 'stored';
  }
  return taken(core, await send(core, ports, { edit, lists: core.view.lists }));
}

async function send(core: FormCore, { api, place }: FormPorts, { edit, lists }: { edit: Edit; lists: Lists }): Promise<EditResult> {
  core.sent = { edit, lists: plainLists(lists) };
  core.keep({ saving: true, failure: undefined, news: undefined });
  const { results } = await api.call('saveEdits', { params: { grid: place.grid }, body: { edits: [edit] } });
  core.sent = undefined;
  const [result] = results;
  if (!result) throw new TypeError('an edit without its result');
  return result;
}

/** An edit whose answer did not come: its id tells the service that it is the same. What it saved is the base of what was typed since; its version is returned. */
async function sendAgain(core: FormCore, ports: FormPorts): Promise<number | undefined> {
  if (!core.sent) return undefined;
  const { edit, lists } = core.sent;
  const result = await send(core, ports, { edit, lists: namedLists(lists) });
  // Merged with others' changes, or asked about: the old base stays, and the service tells the two apart.
  if (result.status !== 'saved' || !result.cells || result.version === undefined) return undefined;
  core.base = { version: result.version, cells: result.cells };
  core.keep({ lists: identified(core.view.lists, result.cells) });
  return result.version;
}

function taken(core: FormCore, { status, version, cells, conflicts, problem }: EditResult): SaveOutcome {
  if (status === 'refused' || version === undefined || !cells) {
    core.keep({ saving: false, failure: problem ? { code: problem.code, sentence: problem.detail } : undefined });
    return 'failed';
  }
  const { row } = core.view;
  const found = conflictsOf(conflicts, { row: row?.row ?? '', version });
  const theirs = { cells, version, by: row?.updatedBy ?? '', at: row?.updatedAt ?? '', found };
  const open = [...stillOpen(core.view.conflicts, theirs), ...found];
  core.asked = open.length > 0;
  const news: News = status === 'unchanged' ? { said: 'unchanged' } : { said: status === 'merged' ? 'merged' : 'saved', version };
  // Items that the service has just named keep their place on the page, and the focus with it.
  core.view = { ...core.view, lists: identified(core.view.lists, cells) };
  core.adopt({ version, cells }, { saving: false, conflicts: open, draftFromMs: undefined, ...(found.length > 0 ? {} : { news }) });
  return open.length > 0 ? 'conflict' : 'stored';
}

function failed(core: FormCore, { tokens }: FormPorts, error: unknown): SaveOutcome {
  const failure = error instanceof ApiUnavailable ? { sentence: say('form.unanswered') } : failureOf(error);
  if (!('code' in failure) || failure.code !== 'unauthenticated') {
    core.keep({ saving: false, failure });
    return 'failed';
  }
  tokens.use(undefined);
  // Refused before anything of it was looked at: it did not arrive.
  core.sent = undefined;
  core.keep({ saving: false, link: 'signed-out' });
  return 'failed';
}
