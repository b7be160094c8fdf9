/**
 * What the web form knows of its row: the lists, the version that they started from, an edit under way; and the draft of it that this browser keeps.
 *
 * Invariants.
 * 1. What the person typed leaves `lists` only by the person's own step, or once the service has it.
 * 2. Lists with unsaved changes keep the version they started from as their base; the service merges.
 * 3. While a conflict is open its line in the lists reads as theirs does; mine is on the card and in the draft.
 */
import type { CellInput } from '#contract/edit.ts';
import type { Cells } from '#contract/grid.ts';
import type { Client } from '../api/client.ts';
import type { TokenSource } from '../api/sign-in.ts';
import type { Timing } from '../sync/timing.ts';
import { type Draft, type DraftPlace, type DraftStorage, keepDraft } from './draft.ts';
import { changedColumns, type Lists, listsOf } from './lists.ts';
import type { FormView } from './view.ts';

export interface FormPorts {
  api: Client;
  tokens: TokenSource;
  timing: Timing;
  storage: DraftStorage;
  place: DraftPlace;
  /** Names of people by id. */
  names: ReadonlyMap<string, string>;
}

/** The form's state. The parts of the form share one. */
export interface FormCore {
  view: FormView;
  base: { version: number; cells: Cells } | undefined;
  /** An edit whose answer has not come. */
  sent: Draft['sent'];
  /** Something was asked that the service does not yet know to be settled. */
  asked: boolean;
  /** Shows something else. */
  set(part: Partial<FormView>): void;
  /** The same, and notes in the browser what is unsaved now. */
  keep(part: Partial<FormView>): void;
  /** Shows the row as it is stored. */
  adopt(row: { version: number; cells: Cells }, part?: Partial<FormView>): void;
  /** What differs from the base. */
  changes(): Record<string, CellInput>;
}

const AT_FIRST: FormView = {
  link: 'starting',
  me: undefined,
  names: new Map(),
  grid: undefined,
  row: undefined,
  columns: [],
  wordingRules: [],
  lists: {},
  changed: false,
  saving: false,
  conflicts: [],
  failure: undefined,
  news: undefined,
  other: undefined,
  outdated: false,
  draftFromMs: undefined,
  draftless: false,
  reason: '',
};

/** Makes the state of a form; `changed` is called after each change of the view. */
export function openCore({ timing, storage, place, names }: FormPorts, changed: () => void): FormCore {
  const core: FormCore = {
    view: { ...AT_FIRST, names },
    base: undefined,
    sent: undefined,
    asked: false,
    set(part) {
      core.view = { ...core.view, ...part };
      changed();
    },
    keep(part) {
      core.view = { ...core.view, ...part };
      const isChanged = Object.keys(core.changes()).length > 0;
      const draft = isChanged || core.view.conflicts.length > 0 || core.sent !== undefined ? draftOf(core, timing.nowMs()) : undefined;
      const isKept = keepDraft(storage, place, draft);
      core.set({ changed: isChanged, draftless: draft !== undefined && !isKept });
    },
    adopt(row, part = {}) {
      core.base = { version: row.version, cells: row.cells };
      core.keep({ lists: listsOf(core.view.columns, row.cells, core.view.lists), other: undefined, ...part });
    },
    changes: () => (core.base ? changedColumns(core.view.columns, { lists: core.view.lists, cells: core.base.cells }) : {}),
  };
  return core;
}

function draftOf({ view, base, sent }: FormCore, atMs: number): Draft | undefined {
  if (!base) return undefined;
  const { lists, conflicts, reason } = view;
  return { base: base.version, cells: base.cells, lists: plainLists(lists), conflicts, reason, atMs, ...(sent ? { sent } : {}) };
}

/** Lists as a draft keeps them. */
export function plainLists(lists: Lists): Draft['lists'] {
  return Object.fromEntries(
    Object.entries(lists).map(([column, items]) => [column, items.map(({ itemId, text }) => ({ ...(itemId === undefined ? {} : { itemId }), text }))]),
  );
}
