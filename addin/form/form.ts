/** The web form of one row while a person works on it: follows the row in the service, keeps a draft in this browser, saves by the API. */
import type { PublicEntry } from '#contract/entry.ts';
import type { Grid, Row } from '#contract/grid.ts';
import { ApiUnavailable } from '../api/client.ts';
import { failureOf } from '../pane/failure.ts';
import { afterEntries } from '../sync/heads.ts';
import { follow, type PullListener } from '../sync/pull.ts';
import { type FormCore, type FormPorts, openCore } from './core.ts';
import { type DraftPlace, readDraft } from './draft.ts';
import { listsOf, namedLists, settledLists } from './lists.ts';
import { saveRow } from './save.ts';
import type { Form, SaveOutcome } from './view.ts';

/** Opens the form of a row and follows it. */
export function openForm(ports: FormPorts): Form {
  const { api, timing } = ports;
  const listeners = new Set<() => void>();
  const core = openCore(ports, () => {
    for (const listener of listeners) listener();
  });
  const follows = () => follow({ api, timing, listener: listenerOf(core, ports) });
  let pull = follows();

  async function save(): Promise<SaveOutcome> {
    const wasSignedOut = core.view.link === 'signed-out';
    const outcome = await saveRow(core, ports);
    // The person has signed in again in another tab.
    if (wasSignedOut && outcome !== 'failed') {
      pull.stop();
      pull = follows();
    }
    return outcome;
  }

  return {
    view: () => core.view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit: (lists) => core.keep({ lists, news: undefined, failure: undefined }),
    setReason: (reason) => core.keep({ reason }),
    save,
    async settle(conflictId, choice) {
      const { conflicts, columns, lists } = core.view;
      const conflict = conflicts.find(({ id }) => id === conflictId);
      if (!conflict) return;
      core.keep({ lists: settledLists(columns, lists, { conflict, choice }), conflicts: conflicts.filter((other) => other !== conflict) });
      await save();
    },
    async restore(cells) {
      const { columns, lists } = core.view;
      const had = columns.filter(({ key }) => Object.hasOwn(cells, key));
      core.keep({ lists: { ...lists, ...listsOf(had, cells, lists) } });
      return save();
    },
    drop() {
      core.sent = undefined;
      if (core.view.row) core.adopt(core.view.row, { conflicts: [], draftFromMs: undefined, failure: undefined });
    },
    stop: () => pull.stop(),
  };
}

function listenerOf(core: FormCore, ports: FormPorts): PullListener {
  const { api, tokens, place } = ports;

  /** Statuses may have changed. A failure shows in the connection too, and is made up for by the next event. */
  async function readAgain(): Promise<void> {
    try {
      takeGrid(core, place, await api.call('readGrid', { params: { grid: place.grid } }));
    } catch (error) {
      if (!(error instanceof ApiUnavailable)) core.set({ failure: failureOf(error) });
    }
  }

  return {
    wanted: (grids) => grids.find((grid) => grid === place.grid),
    opened({ me, grid }) {
      core.set({ me });
      takeGrid(core, place, grid);
      if (!core.base && core.view.row) start(core, ports, core.view.row);
    },
    // The page that the service wrote is all there is for this person.
    barred: (me) => core.set({ me, link: 'up' }),
    grid: () => core.view.grid,
    entries(entries) {
      if (!core.view.grid || entries.length === 0) return;
      const after = afterEntries(core.view.grid, entries);
      core.set({ outdated: core.view.outdated || entries.some((entry) => isAboutAnswer(entry, place)) });
      takeGrid(core, place, after.grid);
      if (after.stale) void readAgain();
    },
    stale: () => void readAgain(),
    behind: () => void readAgain(),
    up: () => core.set({ link: 'up' }),
    down: () => core.set({ link: 'down' }),
    signedOut() {
      tokens.use(undefined);
      core.set({ link: 'signed-out' });
    },
    fault: (error) => core.set({ failure: failureOf(error) }),
  };
}

function takeGrid(core: FormCore, place: DraftPlace, grid: Grid): void {
  const row = grid.rows.find(({ member }) => member === place.member);
  const sheet = grid.definition.sheets.find((each) => each.sheet === row?.sheet);
  core.set({ grid, row, columns: sheet?.columns.filter(({ source }) => source === 'edit') ?? [], wordingRules: grid.definition.wordingRules });
  if (row) arrive(core, row);
}

/** The first look at the row: goes on with the draft, if this browser has one. */
function start(core: FormCore, { storage, place }: FormPorts, row: Row): void {
  const draft = readDraft(storage, place);
  if (!draft) {
    core.adopt(row);
    return;
  }
  core.base = { version: draft.base, cells: draft.cells };
  core.sent = draft.sent;
  core.asked = draft.conflicts.length > 0;
  core.keep({ lists: { ...listsOf(core.view.columns, draft.cells), ...namedLists(draft.lists) }, conflicts: draft.conflicts, reason: draft.reason });
  if (core.view.changed) core.set({ draftFromMs: draft.atMs });
  arrive(core, row);
}

/** Another version than the lists started from: taken over where nothing is unsaved, else said. */
function arrive(core: FormCore, row: Row): void {
  const { base, view, sent } = core;
  if (!base || row.version <= base.version) return;
  const by = row.updatedBy;
  if (view.changed || view.saving || view.conflicts.length > 0 || sent !== undefined) core.set({ other: { by, version: row.version } });
  else core.adopt(row, { news: { said: 'taken', version: row.version, by } });
}

const ANSWERS: ReadonlySet<string> = new Set([
  'submission.made',
  'submission.withdrawn',
  'submission.acknowledged',
  'review.given',
  'request.made',
  'request.answered',
  'comment.added',
  'period.moved',
]);

/** Reports whether an entry changes what the page says besides the row itself. */
function isAboutAnswer({ kind, content, row }: PublicEntry, { member }: DraftPlace): boolean {
  if (!ANSWERS.has(kind)) return false;
  return kind === 'period.moved' || content['member'] === member || row === member || content['row'] === member;
}
