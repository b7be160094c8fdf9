/**
 * The state of a grid: a fold over its ledger. `apply(state, entry) → state` is pure; maps are persistent (Immutable.js), so a fork of the
 * state costs nothing and is thrown away when another writer was first.
 * Memory holds the heads of rows, not their history.
 */
import { Map as PersistentMap } from 'immutable';
import type { Route } from '#contract/entry.ts';
import type { Cells, GridDefinition, Marking } from '#contract/grid.ts';
import { isNarrower } from '#contract/marking.ts';
import { localDateOf, periodOfDate } from './calendar.ts';
import { applyToCycle, type CycleState, emptyCycle, noteActivity } from './cycle-state.ts';
import { type Entry, FIRST_HASH } from './entry.ts';
import { type MarkedItems, marked, withMarks } from './marks.ts';
import { SYSTEM_PERSON } from './principal.ts';

/** The newest version of a row. */
export interface RowHead {
  sheet: string;
  row: string;
  member: string;
  version: number;
  cells: Cells;
  at: string;
  by: string;
  route: Route;
  /** Its own marking; without one it is the definition's. */
  marking?: Marking | undefined;
  /** Every item that ever had a marking of its own; absent while there is none. */
  marked?: MarkedItems;
}

/** The members as a definition had them until it was changed; what is left of members that are gone, and of names that were. */
export interface FormerMembers {
  /** The instant of the change. */
  until: string;
  members: GridDefinition['members'];
}

export interface GridState extends CycleState {
  grid: string;
  cursor: number;
  hash: string;
  /** Of the newest entry; '' before the first. */
  at: string;
  definition: GridDefinition | undefined;
  definitionHash: string;
  /** Cursor of the newest entry that may have changed who reads what was there before it. */
  markedAt: number;
  /** By row key, in no order: who shows rows takes the order of the definition's members. */
  rows: PersistentMap<string, RowHead>;
  /** Oldest first. */
  formerMembers: readonly FormerMembers[];
  /** `<member>/<calendar quarter>` → local date of the first edit of the member's rows in it (by a person). */
  firstEdits: PersistentMap<string, string>;
  /** editId → cursor of the entries of the last RECENT_ENTRIES cursors: closes the gap between looking an edit up and deciding it. */
  recentEdits: PersistentMap<string, number>;
}

/** A state that has a definition; every grid has one after its first start. */
export type DefinedState = GridState & { definition: GridDefinition };

/** How far back `recentEdits` reaches, in entries. */
export const RECENT_ENTRIES = 5_000;

/** The state before the first entry. */
export function emptyState(grid: string): GridState {
  return {
    grid,
    cursor: 0,
    hash: FIRST_HASH,
    at: '',
    definition: undefined,
    definitionHash: '',
    markedAt: 0,
    rows: PersistentMap(),
    ...emptyCycle(),
    formerMembers: [],
    firstEdits: PersistentMap(),
    recentEdits: PersistentMap(),
  };
}

/** Folds one entry into the state. The caller has checked that it is the next one and that its hash fits. */
export function apply(state: GridState, entry: Entry): GridState {
  return { ...applyContent(state, entry), cursor: entry.cursor, hash: entry.hash, at: entry.at };
}

function applyContent(state: GridState, entry: Entry): GridState {
  switch (entry.kind) {
    case 'grid.defined':
      return applyDefinition(state, entry);
    case 'row.saved':
      return applyRow(state, entry);
    case 'marking.changed': {
      const head = state.rows.get(entry.content.row);
      return head ? { ...state, rows: state.rows.set(head.row, marked(head, entry.content)), markedAt: entry.cursor } : state;
    }
    default:
      return { ...state, ...applyToCycle(state, entry) };
  }
}

/** A wider default widens no row that is there: only the Secretariat does that, with a reason. A narrower one narrows every row without a marking of its own. */
function applyDefinition(state: GridState, entry: Entry & { kind: 'grid.defined' }): GridState {
  const { definition, definitionHash } = entry.content;
  const before = state.definition?.marking;
  const next = { ...state, definition, definitionHash, formerMembers: withFormerMembers(state, entry) };
  if (before === undefined || before === definition.marking) return next;
  if (!isNarrower(before, definition.marking)) return { ...next, markedAt: entry.cursor };
  return { ...next, markedAt: entry.cursor, rows: state.rows.map((head) => (head.marking === undefined ? { ...head, marking: before } : head)) };
}

/** The lists of members before this definition, where it has another one. */
function withFormerMembers({ definition, formerMembers }: GridState, entry: Entry & { kind: 'grid.defined' }): readonly FormerMembers[] {
  const before = definition?.members;
  const changed = before !== undefined && JSON.stringify(before) !== JSON.stringify(entry.content.definition.members);
  return changed ? [...formerMembers, { until: entry.at, members: before }] : formerMembers;
}

function applyRow(state: GridState, entry: Entry & { kind: 'row.saved' }): GridState {
  const before = state.rows.get(entry.row);
  const member = before?.member ?? entry.row;
  const head = withMarks({
    ...(before?.marking === undefined ? {} : { marking: before.marking }),
    ...(before?.marked === undefined ? {} : { marked: before.marked }),
    sheet: entry.sheet,
    row: entry.row,
    member,
    version: entry.version,
    cells: entry.content.cells,
    at: entry.at,
    by: entry.by,
    route: entry.route,
  });
  const rows = state.rows.set(entry.row, head);
  const markedAt = head.marked === before?.marked ? state.markedAt : entry.cursor;
  const activity = noteActivity(state.activity, { member, by: entry.by, at: entry.at });
  return { ...state, rows, markedAt, activity, firstEdits: noteEdit(state, { entry, member }), recentEdits: noteEditId(state, entry) };
}

function noteEdit(state: GridState, { entry, member }: { entry: Entry; member: string }): GridState['firstEdits'] {
  if (entry.by === SYSTEM_PERSON || !state.definition) return state.firstEdits;
  const date = localDateOf(entry.at, state.definition.timeZone);
  const key = `${member}/${periodOfDate(date)}`;
  return state.firstEdits.has(key) ? state.firstEdits : state.firstEdits.set(key, date);
}

function noteEditId(state: GridState, entry: Entry & { kind: 'row.saved' }): GridState['recentEdits'] {
  const kept = entry.editId ? state.recentEdits.set(entry.editId, entry.cursor) : state.recentEdits;
  return kept.size > 2 * RECENT_ENTRIES ? kept.filter((cursor) => cursor > entry.cursor - RECENT_ENTRIES) : kept;
}
